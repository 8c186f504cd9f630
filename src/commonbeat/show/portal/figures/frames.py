"""A published figure in its frame: its chart, its note, its source and its links."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from commonbeat.kit.charts import IntervalRow, interval_rows
from commonbeat.kit.drawing import Chart, Framed
from commonbeat.measure.findings.frames import Released, by_size, csv_of, described, months
from commonbeat.measure.findings.queries import Figure, Line
from commonbeat.plumb import Estimate

__all__ = ["Framed", "Released", "by_size", "csv_of", "framed", "months", "rows", "source_of"]


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


def source_of(figure: Figure) -> str:
    """Where it comes from: the files of its kind that the run counted, and the run."""
    kind = "force" if figure.measure.startswith("force") else "stops"
    files = ", ".join(dict.fromkeys(str(one["file"]) for one in figure.run.inputs if one.get("kind") == kind))
    run = _("run %(number)s") % {"number": figure.run.pk}
    return (
        _("Source: %(files)s, %(run)s") % {"files": files, "run": run} if files else _("Source: %(run)s") % {"run": run}
    )


def _tick(line: Line, against: Estimate | None) -> Estimate | None:
    if against is not None:
        return against
    return line.reference if isinstance(line.reference, Estimate) else None
