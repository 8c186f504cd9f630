"""A published figure in its frame: what it says, its chart, its note, its source and its links."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonbeat.kit.charts import IntervalRow, TrendPoint, interval_rows, trend
from commonbeat.kit.drawing import Chart
from commonbeat.measure.findings.queries import Figure, Line
from commonbeat.plumb import Estimate, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """All parts of rule 1 of the look: none may be left out, so each must be given."""

    id: str
    title: str
    what: str
    note: str
    source: str
    method: str
    csv: str
    chart: Chart


def by_size(lines: Sequence[Line]) -> list[Line]:
    """The largest figure first; those that are not shown come last, in their own order."""
    return sorted(lines, key=lambda line: -line.shown.point if isinstance(line.shown, Estimate) else float("inf"))


def rows(figure: Figure, *, reference: str = "", against: Estimate | None = None, ordered: bool = True) -> Chart:
    """The lines of a figure as interval rows; the tick is `against`, else each line's own figure for the whole area.

    `reference`: what the tick is, in words. `ordered`: largest first (periods stay in their order).
    """
    lines = by_size(figure.lines) if ordered else figure.lines
    return interval_rows(
        [IntervalRow(line.label, line.shown, _tick(line, against) if reference else None) for line in lines],
        title=figure.title,
        desc=_described(lines),
        unit="",
        reference=reference,
    )


def periods(figure: Figure) -> Chart:
    """The lines of a figure side by side, one for each month or year."""
    return trend(
        [TrendPoint(line.label, line.shown) for line in figure.lines],
        title=figure.title,
        desc=_described(figure.lines),
    )


def source_of(figure: Figure) -> str:
    """Where it comes from: the files that the run counted, and the run."""
    names = dict.fromkeys(str(one.get("source") or one.get("name") or "") for one in figure.run.inputs)
    said = "; ".join(name for name in names if name)
    run = _("run %(number)s") % {"number": figure.run.pk}
    return f"{_('Source')}: {said}, {run}" if said else f"{_('Source')}: {run}"


def method_of(figure: Figure) -> str:
    """The address of the page on how it was measured."""
    return reverse("measure", args=[figure.measure])


def csv_of(figure: Figure, released: frozenset[str]) -> str:
    """The address of its file, "" where none has been released."""
    return reverse("dataset_latest", args=[figure.measure]) if figure.measure in released else ""


def said(shown: Line | None) -> str:
    """One honest sentence about a line."""
    return sentence(shown.shown, get_language() or "en") if shown else ""


def _tick(line: Line, against: Estimate | None) -> Estimate | None:
    if against is not None:
        return against
    return line.reference if isinstance(line.reference, Estimate) else None


def _described(lines: Sequence[Line]) -> str:
    """The chart for those who cannot see it: its ends in words; the table holds all."""
    known = [line for line in by_size(lines) if isinstance(line.shown, Estimate)]
    if not known:
        return _("No figure is shown: too few records.")
    return _("Highest: %(most)s. Lowest: %(least)s. The table below holds every figure.") % {
        "most": known[0].label,
        "least": known[-1].label,
    }
