"""Planning an assessment, changing its plan, writing down what the assessor marks, closing it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.standards.actions.programs import check
from commonbeat.act.standards.models import Assessment, AssessmentMark, Standard, StandardSet
from commonbeat.act.standards.queries import assessments as queries
from commonbeat.act.standards.rules import assessments as rules
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor


@transaction.atomic
def plan(
    *,
    actor: Actor,
    edition: StandardSet,
    kind: str,
    assessor: str,
    starts_on: date,
    contact: str = "",
    comments_from: date | None = None,
    comments_until: date | None = None,
) -> Assessment:
    """Plan an assessment of an edition; every standard that it has now waits for a mark. The very same one once."""
    check(rules.window_problem(comments_from, comments_until, contact), "contact")
    agencies.take_turns(edition.agency, "standards.plan_assessment")
    same = Assessment.objects.filter(edition=edition, kind=kind, assessor=assessor, starts_on=starts_on)
    if twin := same.filter(comments_from=comments_from, closed_on__isnull=True).first():
        return twin
    row = Assessment.objects.create(
        agency=edition.agency,
        edition=edition,
        kind=kind,
        assessor=assessor,
        starts_on=starts_on,
        contact=contact.strip(),
        comments_from=comments_from,
        comments_until=comments_until,
    )
    AssessmentMark.objects.bulk_create(
        AssessmentMark(
            agency=edition.agency, assessment=row, standard=one, number=one.number, title=one.title, place=place
        )
        for place, one in enumerate(Standard.objects.of(edition), start=1)
    )
    details = {"edition": edition.edition, "kind": kind, "from": starts_on.isoformat()}
    audit.record(agency=row.agency, actor=actor, verb="standards.plan_assessment", subject=row, details=details)
    agencies.touch_public(edition.agency)
    return row


def _held(assessment: Assessment) -> Assessment:
    """The assessment, locked; refuses where it is closed."""
    row = Assessment.objects.select_for_update(of=("self",)).select_related("agency", "edition").get(pk=assessment.pk)
    check(_("This assessment is closed: it stays as it is.") if row.closed_on else "")
    return row


PLANNED = ("kind", "assessor", "starts_on", "contact", "comments_from", "comments_until")


@transaction.atomic
def change(*, actor: Actor, assessment: Assessment, said: Mapping[str, Any]) -> Assessment:
    """Change its plan: how, by whom, when, when people may comment. Not once it is closed."""
    row = _held(assessment)
    check(rules.window_problem(said["comments_from"], said["comments_until"], said["contact"]), "contact")
    lost = row.comments_from is not None and said["comments_from"] is None and row.comments.exists()
    check(_("People have commented already: the days for it stay known.") if lost else "", "comments_from")
    changed = [name for name in PLANNED if getattr(row, name) != said[name]]
    for name in changed:
        setattr(row, name, said[name])
    if changed:
        row.save(update_fields=changed)
        details = {"fields": changed}
        audit.record(agency=row.agency, actor=actor, verb="standards.change_assessment", subject=row, details=details)
        agencies.touch_public(row.agency)
    return row


@transaction.atomic
def mark(*, actor: Actor, mark: AssessmentMark, said: str, words: str = "") -> AssessmentMark:
    """Write down what the assessor says of one standard."""
    assessment = _held(mark.assessment)
    check(rules.mark_problem(said, words), "words")
    row = AssessmentMark.objects.select_for_update().get(pk=mark.pk)
    row.mark, row.words = said, words.strip()
    row.save(update_fields=["mark", "words"])
    details = {"number": row.number, "mark": said}
    audit.record(agency=row.agency, actor=actor, verb="standards.mark_standard", subject=assessment, details=details)
    return row


@transaction.atomic
def close(*, actor: Actor, assessment: Assessment, summary: str, on: date | None = None) -> Assessment:
    """Close it: from now on nothing of it can be changed."""
    row = _held(assessment)
    day = on or row.agency.day()
    check(_("It cannot be closed before it begins.") if day < row.starts_on else "")
    counts = rules.tally(queries.by_number(row))
    row.closed_on, row.length, row.summary = day, sum(counts.values()), summary.strip()
    row.save(update_fields=["closed_on", "length", "summary"])
    details = {"met": counts["met"], "not_met": counts["not_met"], "not_looked_at": counts["not_looked_at"]}
    audit.record(agency=row.agency, actor=actor, verb="standards.close_assessment", subject=row, details=details)
    agencies.touch_public(row.agency)
    return row
