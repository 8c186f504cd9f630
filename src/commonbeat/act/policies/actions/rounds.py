"""Putting a version before people: its questions, a round, handing it out in batches, and time away."""

from collections.abc import Collection, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonbeat.act.policies.actions.steps import take
from commonbeat.act.policies.models import Attestation, AttestationRound, Leave, PolicyVersion, QuizItem
from commonbeat.act.policies.queries import attestations as queries
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules import attestations as rules
from commonbeat.act.policies.rules.attestations import Answer, State, Who
from commonbeat.act.policies.rules.chasing import due_after, due_for
from commonbeat.ground.agency.models import Unit
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, System
from commonbeat.ground.work import actions as work

BY_ITSELF = System("policies")
BATCH = 200
"""How many people one transaction takes at most: so that no page waits long for the database."""


def checked(problem: str, field: str = "") -> None:
    """Refuse in these words, if there are any."""
    if problem:
        raise ValidationError({field: problem} if field else problem)


@transaction.atomic
def add_question(
    *,
    actor: Actor,
    version: PolicyVersion,
    question: str,
    answers: Sequence[Answer],
    why: str,
    section: str,
    question_es: str = "",
    why_es: str = "",
) -> QuizItem:
    """One more question on a version, at the end. Nobody's signature is touched; whoever signs later answers it too."""
    checked(rules.question_problem(question, answers, why, section))
    last = version.questions.aggregate(last=Max("position"))["last"] or 0
    row = QuizItem.objects.create(
        agency=version.agency,
        version=version,
        position=last + 1,
        question=question.strip(),
        question_es=question_es.strip(),
        answers=[{"text": one.text.strip(), "text_es": one.text_es.strip(), "right": one.right} for one in answers],
        why=why.strip(),
        why_es=why_es.strip(),
        section=section.strip(),
    )
    details = {"version": version.pk, "question": row.position}
    audit.record(agency=version.agency, actor=actor, verb="policies.add_question", subject=row, details=details)
    return row


@transaction.atomic
def remove_question(*, actor: Actor, item: QuizItem) -> None:
    """Take a question away; readings that are signed stay signed."""
    details = {"version": item.version_id, "question": item.position}
    audit.record(agency=item.agency, actor=actor, verb="policies.remove_question", subject=item, details=details)
    item.delete()


@transaction.atomic
def open_round(
    *,
    actor: Actor,
    version: PolicyVersion,
    due: date,
    who: str = Who.EVERYBODY,
    units: Collection[Unit] = (),
    ranks: Collection[str] = (),
    on: date | None = None,
    synthetic: bool = False,
) -> AttestationRound:
    """Ask people to read and sign a version by a day; a job hands it out in batches."""
    row = take(version)
    day = on or row.agency.day()
    if row.state not in (VersionState.APPROVED, VersionState.EFFECTIVE):
        raise ValidationError(_("Only a version that is approved or in force is put before people to sign."))
    if AttestationRound.objects.filter(version=row, ended_on__isnull=True).exists():
        raise ValidationError(_("This version is before people already."))
    checked(rules.due_problem(due, day), "due")
    checked(rules.who_problem(who, units, ranks), "who")
    return begin(actor=actor, version=row, due=due, who=who, units=units, ranks=ranks, on=day, synthetic=synthetic)


def begin(
    *,
    actor: Actor,
    version: PolicyVersion,
    due: date,
    who: str,
    units: Collection[Unit],
    ranks: Collection[str],
    on: date,
    synthetic: bool,
) -> AttestationRound:
    """A round as it was asked for, or like the one before it; whoever calls this has checked that it may be."""
    row = AttestationRound.objects.create(
        agency=version.agency,
        version=version,
        who=who,
        ranks=sorted(ranks) if who == Who.RANKS else [],
        opened_on=on,
        due=due,
        synthetic=synthetic,
    )
    row.units.set(units if who == Who.UNITS else ())
    details = {"version": version.pk, "who": who, "due": due.isoformat(), "hash": queries.hash_of(version)}
    audit.record(agency=version.agency, actor=actor, verb="policies.open_round", subject=row, details=details)
    hand_out(row)
    return row


def hand_out(row: AttestationRound) -> None:
    """Order the job that hands a round out; one job a round, so that none counts for another that runs already."""
    work.enqueue("policies.assign", key=f"round {row.pk}", agency=row.agency)


def assign(*, row: AttestationRound, on: date | None = None, batch: int = BATCH) -> int:
    """Hand a round's version to everybody whom it is for and who has no reading of it; returns how many.

    So many queries a batch, whatever its size. Doing it again hands nothing out twice; a round that ended, nothing.
    """
    day = on or row.agency.day()
    days = queries.clocks(row.agency, day).due
    handed = 0
    while made := _assign_some(row, day, days, batch):
        handed += made
    return handed


@transaction.atomic
def _assign_some(row: AttestationRound, day: date, days: int, batch: int) -> int:
    """One batch, while nobody else hands out or ends the round."""
    if not AttestationRound.objects.select_for_update().filter(pk=row.pk, ended_on__isnull=True).exists():
        return 0
    chosen = list(queries.not_asked(row)[:batch])
    if not chosen:
        return 0
    back = queries.back_on((one.pk for one in chosen), day)
    Attestation.objects.bulk_create(
        (_reading(row, one, day, days, back.get(one.pk)) for one in chosen), ignore_conflicts=True
    )
    details = {"version": row.version_id, "people": len(chosen)}
    audit.record(agency=row.agency, actor=BY_ITSELF, verb="policies.assign", subject=row, details=details)
    return len(chosen)


def _reading(row: AttestationRound, staff: Staff, day: date, days: int, back: date | None) -> Attestation:
    due = due_for(due=row.due, opened=row.opened_on, today=day, days=days, back=back)
    return Attestation(
        agency_id=row.agency_id, round=row, version_id=row.version_id, staff=staff, assigned_on=day, due=due
    )


@transaction.atomic
def note_leave(*, actor: Actor, staff: Staff, since: date, until: date | None) -> Leave:
    """Note that somebody is away; when the day they are back is known, they get the usual days after it."""
    if until is not None and until <= since:
        raise ValidationError({"until": _("Somebody comes back after they have gone: choose a later day.")})
    row = Leave.objects.filter(staff=staff, until__isnull=True).first() or Leave(agency=staff.agency, staff=staff)
    row.since, row.until = since, until
    row.save()
    if until is not None:
        today = staff.agency.day()
        due = due_after(until, queries.clocks(staff.agency, today).due)
        waiting = Attestation.objects.filter(staff=staff).open()
        waiting.filter(due__lt=due).update(due=due, level=0, reminded_on=None)
        for state, passed in ((State.PASSED, True), (State.ASSIGNED, False)):
            waiting.late().filter(due__gte=today, passed_on__isnull=not passed).update(state=state)
    details = {"since": since.isoformat(), "until": until.isoformat() if until else ""}
    audit.record(agency=staff.agency, actor=actor, verb="policies.note_leave", subject=staff, details=details)
    return row
