"""A figure in its frame: the chart of its lines, its note, its source and where its method and file are."""

from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commonbeat.kit.charts import IntervalRow, TrendPoint, interval_rows, interval_table, trend
from commonbeat.kit.drawing import Chart, Framed
from commonbeat.kit.words import language
from commonbeat.measure.findings.queries import Figure, Line
from commonbeat.measure.findings.rules import Split
from commonbeat.plumb import Estimate, Kind, sentence

MOST_MONTHS = 24
"""A chart draws the last so many months, to fit on a phone; its table holds all."""


Released = frozenset[tuple[str, int | None]]
"""Which files can be taken: measure and run (`queries.released`)."""


def framed(figure: Figure, released: Released) -> Framed:
    """A figure for its own page: its name, its sum in one honest sentence, its chart and where it comes from."""
    total = sentence(figure.total.shown, language()) if figure.total else ""
    return Framed(
        id=figure.measure,
        title=figure.title,
        what=total or f"{figure.question} {figure.window.said(language())}.",
        note=" ".join([figure.caveat, *_cut(figure)]),
        source=_source(figure),
        method=reverse("run", args=[figure.run.pk]),
        csv=csv_of(figure, released),
        chart=drawn(figure),
    )


def _source(figure: Figure) -> str:
    """From where its numbers come, as far as its run tells."""
    if isinstance(figure.total, Line) and isinstance(figure.total.shown, Estimate) and figure.total.shown.asked:
        return _("Source: answers to surveys, counted in run %(number)s") % {"number": figure.run.pk}
    return _("Source: the files listed on the page of run %(number)s") % {"number": figure.run.pk}


def csv_of(figure: Figure, released: Released) -> str:
    """The address of its file; "" while none holds the figures of the very same run: a chart links to no others."""
    same = (figure.measure, figure.run.pk) in released
    return reverse("dataset_latest", args=[figure.measure, "csv"]) if same else ""


def drawn(figure: Figure) -> Chart:
    """Months side by side; all other lines as rows, the sum among them where it can share their axis."""
    if figure.split == Split.MONTH:
        return months(figure)
    lines = list(figure.lines) or ([figure.total] if figure.total else [])
    if figure.split in (Split.GROUP, Split.KIND):
        lines = by_size(lines)
    tick = figure.total.shown if figure.total and _comparable(figure) else None
    known = tick if isinstance(tick, Estimate) else None
    rows = [IntervalRow(one.label, one.shown, known if isinstance(one.shown, Estimate) else None) for one in lines]
    reference = _("all together") if known else ""
    return interval_rows(rows, title=figure.title, desc=described(lines), reference=reference)


def months(figure: Figure) -> Chart:
    """The months of a figure side by side, named shortly so that they fit on a phone; the table holds every month."""
    one_year = figure.window.start.year == figure.window.end.year
    form = pgettext("a month without its year", "M") if one_year else pgettext("a month with its year", "M Y")
    last = figure.lines[-MOST_MONTHS:]
    points = [TrendPoint(date_format(line.shown.window.start, form), line.shown) for line in last]
    chart = trend(points, title=figure.title, desc=described(last), names=[_("Month")])
    if len(last) == len(figure.lines):
        return chart
    rows = [IntervalRow(line.label, line.shown) for line in figure.lines]
    return replace(chart, table=interval_table(rows, caption=figure.title, names=[_("Month")]))


def _cut(figure: Figure) -> list[str]:
    """That a chart holds only a part, where it does."""
    if figure.split != Split.MONTH or len(figure.lines) <= MOST_MONTHS:
        return []
    return [_("The chart shows the last %(number)s months; the table shows all.") % {"number": MOST_MONTHS}]


def _comparable(figure: Figure) -> bool:
    """Whether the sum is a figure of the same size as its lines: true of shares and rates, never of counts."""
    return bool(figure.lines) and all(line.shown.kind in (Kind.SHARE, Kind.RATE) for line in figure.lines)


def by_size(lines: Sequence[Line]) -> list[Line]:
    """Largest first, those that are not shown last."""
    return sorted(lines, key=lambda line: -line.shown.point if isinstance(line.shown, Estimate) else 1.0)


def described(lines: Sequence[Line]) -> str:
    """The chart for those who cannot see it."""
    known = by_size([line for line in lines if isinstance(line.shown, Estimate)])
    if not known:
        return _("No figure is shown: too few records.")
    return _("Highest: %(most)s. Lowest: %(least)s. The table holds every figure.") % {
        "most": known[0].label,
        "least": known[-1].label,
    }
