"""A run's figures as a file that anybody can take: one row each, with range, n, method and why one is hidden."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonbeat.kit.tabular.writing import lines
from commonbeat.measure.findings.models import Finding, Run
from commonbeat.measure.findings.queries import line_label
from commonbeat.measure.findings.rules import both
from commonbeat.plumb import Estimate, Shown, Window, shown_from_dict

COLUMNS = {
    "measure": _("Which figure: the key under which its method is explained."),
    "title": _("What the figure is called."),
    "place": _("The neighborhood, or the whole place that the agency serves."),
    "line": _("Which group, month, year or kind it is about; empty where it sums up."),
    "from": _("The first day of the data."),
    "to": _("The last day of the data."),
    "kind": _("What sort of figure it is: a share (0 to 1), a rate or a count."),
    "value": _("The best figure; empty where it is not shown."),
    "low": _("The lower end of its range."),
    "high": _("The upper end of its range."),
    "level": _("How sure the range is: 0.95 is 95 of 100."),
    "n": _("How many records it rests on."),
    "numerator": _("What was counted."),
    "denominator": _("What it was divided by."),
    "asked": _("How many people were asked, where the figure is a share of answers; the others stayed silent."),
    "per": _("A rate is per so many of its unit."),
    "unit": _("What is counted, or what a rate is per."),
    "method": _("How the range was worked out."),
    "hidden_because": _("Why a figure is not shown; it is never zero."),
    "run": _("The run that found it."),
    "notice": _("What must be known wherever the figure goes."),
}


def dictionary() -> list[dict[str, Any]]:
    """What each column means, in both languages."""
    return [{"name": name, "meaning": both(words)} for name, words in COLUMNS.items()]


def figures_csv(run: Run, findings: Iterable[Finding], *, language: str, place: str, notice: str = "") -> Iterator[str]:
    """The figures line by line as CSV; `findings` come with their neighborhoods, `place` names the whole."""
    return lines(list(COLUMNS), (_row(run, one, language, place, notice) for one in findings))


def _row(run: Run, finding: Finding, language: str, place: str, notice: str) -> Sequence[Any]:
    shown = shown_from_dict(finding.shown)
    window = Window(start=finding.period_start, end=finding.period_end)
    label = line_label(run, run.split(finding.measure), finding.code, window, language) if finding.code else ""
    return (
        finding.measure,
        run.said(finding.measure, "title", language),
        finding.neighborhood.name if finding.neighborhood else place,
        label,
        window.start.isoformat(),
        window.end.isoformat(),
        shown.kind.value,
        *_values(shown),
        run.pk,
        notice,
    )


def _values(shown: Shown) -> Sequence[Any]:
    """Value, low, high, level, n, numerator, denominator, asked, per, unit, method, reason."""
    if isinstance(shown, Estimate):
        ends = (_short(shown.point), _short(shown.low), _short(shown.high), shown.level, shown.n)
        counts = (_whole(shown.numerator), _whole(shown.denominator), _whole(shown.asked))
        return (*ends, *counts, shown.per, shown.unit, shown.method.key, "")
    return ("",) * 11 + (shown.reason.value,)


def _short(value: float) -> str:
    """A figure to seven significant digits: enough to work on, nothing that pretends to more."""
    return f"{value:.7g}"


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"
