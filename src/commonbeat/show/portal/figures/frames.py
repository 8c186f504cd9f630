"""A published figure in its frame: its chart, its note, its source and its links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commonbeat.kit.charts import IntervalRow, TrendPoint, interval_rows, trend
from commonbeat.kit.drawing import Chart
from commonbeat.measure.findings.queries import Figure, Line
from commonbeat.plumb import Estimate

Released = frozenset[tuple[str, int | None]]
"""Which files can be taken: measure and run (`measure.findings.queries.released`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """All parts of rule 1 of the look. None may be left out; `csv` is "" only while no file has been released."""

    id: str
    title: str
    what: str
    note: str
    source: str
    method: str
    csv: str
    chart: Chart


def framed(figure: Figure, chart: Chart, released: Released, *, id: str, title: str, what: str, note: str) -> Framed:
    """The figure in its frame; source, method and file follow from its run."""
    return Framed(
        id=id,
        title=title,
        what=what,
        note=note,
        source=source_of(figure),
        method=reverse("measure", args=[figure.measure]),
        csv=csv_of(figure, released),
        chart=chart,
    )


def by_size(lines: Sequence[Line]) -> list[Line]:
    """The largest figure first; those that are not shown come last, in their own order."""
    return sorted(lines, key=lambda line: -line.shown.point if isinstance(line.shown, Estimate) else float("inf"))


def rows(
    lines: Sequence[Line],
    *,
    title: str,
    names: Sequence[str],
    reference: str = "",
    against: Estimate | None = None,
    unit: str = "",
) -> Chart:
    """Lines as interval rows, in the order given. The tick is `against`, else each line's own figure for the whole.

    `reference`: what the tick is, in words; no tick where it is "". `names`: heads of the table's columns.
    """
    return interval_rows(
        [IntervalRow(line.label, line.shown, _tick(line, against) if reference else None) for line in lines],
        title=title,
        desc=described(lines),
        reference=reference,
        names=names,
        unit=unit,
    )


def months(figure: Figure, *, title: str, names: Sequence[str]) -> Chart:
    """The months of a figure side by side, named shortly so that they fit on a phone."""
    one_year = figure.window.start.year == figure.window.end.year
    form = pgettext("a month without its year", "M") if one_year else pgettext("a month with its year", "M Y")
    points = [TrendPoint(date_format(line.shown.window.start, form), line.shown) for line in figure.lines]
    return trend(points, title=title, desc=described(figure.lines), names=names)


def described(lines: Iterable[Line]) -> str:
    """A chart for those who cannot see it: its ends in words; the table holds all."""
    known = [line for line in by_size(list(lines)) if isinstance(line.shown, Estimate)]
    if not known:
        return _("No figure is shown: too few records.")
    return _("Highest: %(most)s. Lowest: %(least)s. The table holds every figure.") % {
        "most": known[0].label,
        "least": known[-1].label,
    }


def source_of(figure: Figure) -> str:
    """Where it comes from: the files of its kind that the run counted, and the run."""
    kind = "force" if figure.measure.startswith("force") else "stops"
    files = ", ".join(dict.fromkeys(str(one["file"]) for one in figure.run.inputs if one.get("kind") == kind))
    run = _("run %(number)s") % {"number": figure.run.pk}
    return (
        _("Source: %(files)s, %(run)s") % {"files": files, "run": run} if files else _("Source: %(run)s") % {"run": run}
    )


def csv_of(figure: Figure, released: Released) -> str:
    """The address of its file; "" while none holds the figures of the very same run: a chart links to no others."""
    same = (figure.measure, figure.run.pk) in released
    return reverse("dataset_latest", args=[figure.measure, "csv"]) if same else ""


def _tick(line: Line, against: Estimate | None) -> Estimate | None:
    if against is not None:
        return against
    return line.reference if isinstance(line.reference, Estimate) else None
