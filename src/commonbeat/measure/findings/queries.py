"""What has been found: the published figures of a place or a measure, in a fixed number of queries, and what changed.

For pages above: `for_city(agency)` and `for_area(agency, neighborhood)` give an `AreaFigures`, two queries each;
`by_area(agency, measure, code)` gives one figure for every neighborhood, for a map, two queries.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import get_language

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit.models import Correction
from commonbeat.ground.places.models import Neighborhood
from commonbeat.measure.findings.models import DatasetRelease, Finding, Run
from commonbeat.measure.findings.rules import EVERYBODY, Split, parts_of, period_label
from commonbeat.plumb import Shown, Window, shown_from_dict


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


@dataclass(frozen=True, slots=True)
class Change:
    """A published figure that was replaced by another: what it was, what it is, when and why."""

    at: datetime
    reason: str
    measure: str
    title: str
    place: str
    label: str
    old: Shown | None
    new: Shown | None


def published_runs(agency: Agency) -> list[Run]:
    """The runs whose figures the public sees now: one for each study. One query."""
    return list(Run.objects.current().filter(agency=agency).order_by("study"))


def for_city(agency: Agency) -> AreaFigures:
    """All published figures for all that the agency serves. Two queries."""
    runs = published_runs(agency)
    found = Finding.objects.filter(run__in=runs).of_all() if runs else Finding.objects.none()
    return AreaFigures(None, _figures(runs, _rows(found), None))


def for_area(agency: Agency, neighborhood: Neighborhood) -> AreaFigures:
    """All published figures of one neighborhood, each line with the agency-wide one to compare it with. Two queries."""
    runs = published_runs(agency)
    found = Finding.objects.filter(run__in=runs).here_and_all(neighborhood) if runs else Finding.objects.none()
    return AreaFigures(neighborhood, _figures(runs, _rows(found), neighborhood.pk))


def by_area(agency: Agency, measure: str, code: str = EVERYBODY) -> list[AreaLine]:
    """One line of one measure for every neighborhood that has it. Two queries."""
    runs = published_runs(agency)
    rows = Finding.objects.filter(run__in=runs, measure=measure, code=code, neighborhood__isnull=False)
    return [AreaLine(area, shown_from_dict(shown)) for area, shown in rows.values_list("neighborhood_id", "shown")]


def of_measure(run: Run, measure: str) -> dict[int | None, dict[str, Shown]]:
    """Every line of one measure in a run, by neighborhood id (None: all) and code. One query."""
    found: dict[int | None, dict[str, Shown]] = {}
    rows = run.findings.filter(measure=measure).order_by("position", "pk")
    for area, code, shown in rows.values_list("neighborhood_id", "code", "shown"):
        found.setdefault(area, {})[code] = shown_from_dict(shown)
    return found


def figures_of(run: Run) -> AreaFigures:
    """The agency-wide figures of any run, published or not, for those who review it. One query."""
    return AreaFigures(None, _figures([run], _rows(run.findings.of_all()), None))


def releases(agency: Agency) -> list[DatasetRelease]:
    """Every file that is or once was public, newest version first. One query."""
    return list(DatasetRelease.objects.public().filter(agency=agency).select_related("run"))


def changes(agency: Agency, *, most: int = 200) -> list[Change]:
    """The public change log: every published figure that was replaced, latest first. Three queries."""
    rows = list(Correction.objects.filter(agency_id=agency.pk, public=True, subject_type=Run._meta.label_lower)[:most])
    runs = {str(run.pk): run for run in Run.objects.filter(agency=agency, pk__in={row.subject_id for row in rows})}
    names = dict(Neighborhood.objects.filter(agency=agency).values_list("pk", "name"))
    return [_change(row, runs[row.subject_id], names, agency) for row in rows if row.subject_id in runs]


_Row = tuple[int, str, int | None, str, date, date, dict[str, object]]


def _rows(found: "Iterable[Finding]") -> list[_Row]:
    columns = ("run_id", "measure", "neighborhood_id", "code", "period_start", "period_end", "shown")
    return list(found.order_by("run_id", "position", "pk").values_list(*columns))  # type: ignore[attr-defined]


def _figures(runs: Sequence[Run], rows: Iterable[_Row], here: int | None) -> dict[str, Figure]:
    """The rows as figures in the reader's language; rows of all are only compared with where `here` is a place."""
    language = (get_language() or "en")[:2]
    by_run = {run.pk: run for run in runs}
    own: dict[tuple[int, str], list[_Row]] = {}
    everywhere: dict[tuple[str, str], dict[str, object]] = {}
    for row in rows:
        if row[2] == here:
            own.setdefault((row[0], row[1]), []).append(row)
        else:
            everywhere[row[1], row[3]] = row[6]
    return {
        measure: _figure(by_run[run_id], measure, lines, everywhere, language)
        for (run_id, measure), lines in own.items()
    }


def _figure(
    run: Run,
    measure: str,
    rows: Sequence[_Row],
    everywhere: Mapping[tuple[str, str], dict[str, object]],
    language: str,
) -> Figure:
    split = run.split(measure)
    lines = []
    for _run, _measure, _area, code, start, end, shown in rows:
        other = everywhere.get((measure, code))
        label = line_label(run, split, code, Window(start=start, end=end), language)
        lines.append(Line(code, label, shown_from_dict(shown), shown_from_dict(other) if other else None))
    said = {
        part: run.said(measure, part, language)
        for part in ("title", "question", "numerator", "denominator", "caveat", "cannot")
    }
    return Figure(
        measure=measure,
        section=str(run.words["measures"].get(measure, {}).get("section", "")),
        split=split,
        window=Window(start=min(row[4] for row in rows), end=max(row[5] for row in rows)),
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


def _change(row: Correction, run: Run, names: Mapping[int, str], agency: Agency) -> Change:
    language = (get_language() or "en")[:2]
    measure, area, code = parts_of(row.field)
    old = shown_from_dict(row.old) if row.old else None
    new = shown_from_dict(row.new) if row.new else None
    seen = new or old
    label = line_label(run, run.split(measure), code, seen.window, language) if seen else code
    place = agency.place if area is None else names.get(area, "")
    return Change(row.at, row.reason, measure, run.said(measure, "title", language), place, label, old, new)
