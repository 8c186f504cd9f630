"""What has been found: the published figures of a place or a measure, in a fixed number of queries.

For pages above: `for_city(agency)` and `for_area(agency, neighborhood)` give an `AreaFigures`;
`by_area(agency, measure, code)` gives one figure for every neighborhood, for a map.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit import words
from commonbeat.kit.tasks import Waiting
from commonbeat.measure.findings import access
from commonbeat.measure.findings.models import DatasetRelease, Finding, Run
from commonbeat.measure.findings.rules import EVERYBODY, RunState, Split, period_label
from commonbeat.plumb import Reason, Shown, Window, shown_from_dict


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a figure: its code ("" sums up), its label in the reader's language, and what is shown.

    `reference` is the same line for all that the agency serves; None where this is that line.
    """

    code: str
    label: str
    shown: Shown
    reference: Shown | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure in one place: its words in the reader's language, its days, its lines in reading order, its run.

    `total` is the line that sums up (None where the measure has none); `lines` are all others.
    """

    measure: str
    section: str
    split: str
    title: str
    question: str
    numerator: str
    denominator: str
    caveat: str
    cannot: str
    window: Window
    total: Line | None
    lines: tuple[Line, ...]
    run: Run

    def line(self, code: str) -> Line | None:
        """The line with that code ("" for the one that sums up)."""
        if code == EVERYBODY:
            return self.total
        return next((line for line in self.lines if line.code == code), None)


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """All published figures of one neighborhood, or of all that the agency serves (`neighborhood` is None).

    `figures` maps each measure's key to its Figure, in the order of the study; empty before anything is published.
    """

    neighborhood: Neighborhood | None
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.figures)


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One figure of one neighborhood, for a map or a table of all neighborhoods."""

    neighborhood_id: int
    shown: Shown


def published_runs(agency: Agency) -> list[Run]:
    """The runs whose figures the public sees now: one for each study. One query."""
    return list(Run.objects.current().filter(agency=agency).order_by("study"))


def latest_run(agency: Agency, study: str) -> Run | None:
    """The last run of a study, published or not, that was not taken back. One query."""
    return Run.objects.filter(agency=agency, study=study).exclude(state=RunState.WITHDRAWN).order_by("-pk").first()


def for_city(agency: Agency) -> AreaFigures:
    """All published figures for all that the agency serves. One query, and one for each run seen the first time."""
    runs = published_runs(agency)
    return AreaFigures(None, {name: one for run in runs for name, one in _figures(run, _of_all(run), {}).items()})


def for_area(agency: Agency, neighborhood: Neighborhood) -> AreaFigures:
    """All published figures of one neighborhood, each line with the agency-wide one to compare it with.

    Two queries, and one for each run seen the first time.
    """
    runs = published_runs(agency)
    own: dict[int, list[_Row]] = {run.pk: [] for run in runs}
    found = Finding.objects.filter(run__in=runs, neighborhood=neighborhood).order_by("position", "pk")
    for run_id, measure, code, shown in found.values_list("run_id", "measure", "code", "shown") if runs else ():
        own[run_id].append((measure, code, shown_from_dict(shown)))
    figures: dict[str, Figure] = {}
    for run in runs:
        everywhere = {(measure, code): shown for measure, code, shown in _of_all(run)}
        figures |= _figures(run, own[run.pk], everywhere)
    return AreaFigures(neighborhood, figures)


def by_area(agency: Agency, measure: str, code: str = EVERYBODY) -> list[AreaLine]:
    """One line of one measure for every neighborhood that has it. One query, and one when it is seen the first time."""
    return [line for run in published_runs(agency) for line in _by_area(run.pk, run.ended_at, measure, code)]


def of_measure(run: Run, measure: str) -> dict[int | None, dict[str, Shown]]:
    """Every line of one measure in a run, by neighborhood id (None: all) and code. One query."""
    found: dict[int | None, dict[str, Shown]] = {}
    rows = run.findings.filter(measure=measure).order_by("position", "pk")
    for area, code, shown in rows.values_list("neighborhood_id", "code", "shown"):
        found.setdefault(area, {})[code] = shown_from_dict(shown)
    return found


def figures_of(run: Run) -> AreaFigures:
    """The agency-wide figures of any run, published or not, for those who review it. One query."""
    return AreaFigures(None, _figures(run, _of_all(run), {}))


def by_neighborhood(run: Run, measure: str, code: str) -> list[Finding]:
    """One line of a measure in every neighborhood, by name, each with its neighborhood. One query."""
    rows = run.findings.filter(measure=measure, code=code, neighborhood__isnull=False)
    places = rows.select_related("neighborhood").defer("neighborhood__geometry", "neighborhood__borders")
    return list(places.order_by("neighborhood__name"))


@dataclass(frozen=True, slots=True)
class HiddenCount:
    """For one measure of a run: how many figures are shown, and how many hidden for each reason.

    `counts`: shown, too few, hidden to protect another, nothing to divide by.
    """

    measure: str
    counts: tuple[int, ...]


def hidden_by_measure(run: Run) -> list[HiddenCount]:
    """What a run shows and hides, measure by measure in the study's order. One query."""
    found: Counter[tuple[str, str]] = Counter()
    for measure, reason in run.findings.values_list("measure", "shown__reason"):
        found[measure, reason or ""] += 1
    reasons = ("", Reason.TOO_FEW.value, Reason.COMPLEMENTARY.value, Reason.NO_DENOMINATOR.value)
    return [HiddenCount(measure, tuple(found[measure, reason] for reason in reasons)) for measure in run.measures]


def released(agency: Agency) -> frozenset[tuple[str, int | None]]:
    """Which files can be taken now: dataset and the run whose figures each holds. One query."""
    return frozenset(DatasetRelease.objects.current().filter(agency=agency).values_list("dataset", "run_id"))


def releases(agency: Agency) -> list[DatasetRelease]:
    """Every file that is or once was public, newest version first. One query."""
    return list(DatasetRelease.objects.public().filter(agency=agency).select_related("run"))


_Row = tuple[str, str, Shown]
"""Measure, line code, and what is shown."""


def _of_all(run: Run) -> tuple[_Row, ...]:
    """The agency-wide figures of a run in reading order; kept in memory, for a run never changes once it is kept."""
    return _agency_wide(run.pk, run.ended_at)


@lru_cache(maxsize=32)
def _agency_wide(run_id: int, ended_at: datetime) -> tuple[_Row, ...]:
    rows = Finding.objects.filter(run_id=run_id).of_all().order_by("position", "pk")
    return tuple((measure, code, shown_from_dict(shown)) for measure, code, shown in rows.values_list(*_COLUMNS))


@lru_cache(maxsize=64)
def _by_area(run_id: int, ended_at: datetime, measure: str, code: str) -> tuple[AreaLine, ...]:
    rows = Finding.objects.filter(run_id=run_id, measure=measure, code=code, neighborhood__isnull=False)
    return tuple(AreaLine(area, shown_from_dict(shown)) for area, shown in rows.values_list("neighborhood_id", "shown"))


_COLUMNS = ("measure", "code", "shown")


def _figures(run: Run, rows: Iterable[_Row], everywhere: Mapping[tuple[str, str], Shown]) -> dict[str, Figure]:
    """The rows as figures in the reader's language, in the study's order, each line with its line of `everywhere`."""
    language = words.language()
    by_measure: dict[str, list[tuple[str, Shown]]] = {measure: [] for measure in run.measures}
    for measure, code, shown in rows:
        by_measure.setdefault(measure, []).append((code, shown))
    return {
        measure: _figure(run, measure, lines, everywhere, language) for measure, lines in by_measure.items() if lines
    }


def _figure(
    run: Run,
    measure: str,
    rows: Sequence[tuple[str, Shown]],
    everywhere: Mapping[tuple[str, str], Shown],
    language: str,
) -> Figure:
    split = run.split(measure)
    lines = [
        Line(code, line_label(run, split, code, shown.window, language), shown, everywhere.get((measure, code)))
        for code, shown in rows
    ]
    windows = [shown.window for _code, shown in rows]
    said = {
        part: run.said(measure, part, language)
        for part in ("title", "question", "numerator", "denominator", "caveat", "cannot")
    }
    return Figure(
        measure=measure,
        section=str(run.words["measures"].get(measure, {}).get("section", "")),
        split=split,
        window=Window(start=min(one.start for one in windows), end=max(one.end for one in windows)),
        total=next((line for line in lines if line.code == EVERYBODY), None),
        lines=tuple(line for line in lines if line.code != EVERYBODY),
        run=run,
        **said,
    )


def line_label(run: Run, split: str, code: str, window: Window, language: str) -> str:
    """What a line is called: its period where lines are periods, else the run's word for its code."""
    if code != EVERYBODY and split in (Split.MONTH, Split.YEAR):
        return period_label(window, language)
    return run.label(code, language)


_NEXT = {
    RunState.BUILT: _("Have it checked for small groups"),
    RunState.CHECKED: _("Read what would be published, and approve it"),
    RunState.APPROVED: _("Publish it"),
}


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """For the Monday list of those who publish: the latest run of each study, where the public does not see it yet."""
    if not actor.may(Permission.PUBLISH_FIGURES, agency):
        return []
    latest: dict[str, Run] = {}
    for run in access.visible(actor, agency).order_by("-pk").only("pk", "study", "state"):
        latest.setdefault(run.study, run)
    return [
        Waiting(
            title=_("Figures that the public does not see yet (run %(number)s)") % {"number": run.pk},
            address="run_review",
            arguments=(run.pk,),
            next_step=_NEXT[state],
        )
        for run in latest.values()
        if (state := RunState(run.state)) in _NEXT
    ]
