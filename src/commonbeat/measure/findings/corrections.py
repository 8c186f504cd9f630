"""What changed: the published figures that another run shows otherwise, and what the public last saw of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit.models import Correction
from commonbeat.ground.places.models import Neighborhood
from commonbeat.kit import words
from commonbeat.measure.findings.models import Finding, Run
from commonbeat.measure.findings.queries import line_label
from commonbeat.measure.findings.rules import REASONS, RunState, Seen, parts_of, same
from commonbeat.plumb import Estimate, Shown, Withheld, shown_from_dict


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


def seen_before(agency: Agency, study: str, run: Run | None = None) -> Seen:
    """What anybody has seen of a study, or had before a run of it: the public, and staff in runs that wait. One query.

    A figure that a later run hides stays on record, so the next one that is shown can be compared with it.
    """
    rows = Finding.objects.filter(agency=agency, run__study=study).order_by("run_id")
    if run:
        rows = rows.filter(run_id__lt=run.pk)
    figures: dict[str, Shown] = {}
    ever: dict[str, Estimate] = {}
    for key, shown, state in rows.values_list("key", "shown", "run__state"):
        one = shown_from_dict(shown)
        if isinstance(one, Estimate):
            ever[key] = one
        if state != RunState.WITHDRAWN and not (isinstance(one, Withheld) and isinstance(figures.get(key), Estimate)):
            figures[key] = one
    return Seen(figures=figures, ever=ever)


def would_change(run: Run) -> int | None:
    """How many published figures this run would replace by others; None where none is published yet. Three queries."""
    before = Run.objects.current().filter(agency=run.agency_id, study=run.study).first()
    return len(changed(before, run)) if before else None


def changed(before: Run, run: Run) -> dict[str, tuple[Any, Any]]:
    """Every figure of a run that a later one shows otherwise or not at all: key to (old, new). Two queries."""
    old = dict(before.findings.values_list("key", "shown"))
    new = dict(run.findings.values_list("key", "shown"))
    return {
        key: (shown, new.get(key))
        for key, shown in old.items()
        if key not in new or not same(shown_from_dict(shown), shown_from_dict(new[key]))
    }


def changes(agency: Agency, *, most: int = 200) -> list[Change]:
    """The public change log: every published figure that was replaced, latest first. Three queries."""
    rows = list(Correction.objects.filter(agency_id=agency.pk, public=True, subject_type=Run._meta.label_lower)[:most])
    runs = {str(run.pk): run for run in Run.objects.filter(agency=agency, pk__in={row.subject_id for row in rows})}
    names = dict(Neighborhood.objects.filter(agency=agency).values_list("pk", "name"))
    return [_change(row, runs[row.subject_id], names, agency) for row in rows if row.subject_id in runs]


def _change(row: Correction, run: Run, names: Mapping[int, str], agency: Agency) -> Change:
    language = words.language()
    measure, area, code = parts_of(row.field)
    old = shown_from_dict(row.old) if row.old else None
    new = shown_from_dict(row.new) if row.new else None
    seen = new or old
    label = line_label(run, run.split(measure), code, seen.window, language) if seen else code
    place = agency.place if area is None else names.get(area, "")
    reason = str(REASONS.get(row.reason, row.reason))
    return Change(row.at, reason, measure, run.said(measure, "title", language), place, label, old, new)
