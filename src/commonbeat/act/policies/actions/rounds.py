"""Putting a version before people: its questions, a round, handing it out, and what ends a reading."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonbeat.act.policies.models import Attestation, AttestationRound, Leave, PolicyVersion, QuizItem
from commonbeat.act.policies.queries import attestations as queries
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules import attestations as rules
from commonbeat.act.policies.rules.attestations import Answer, State, Who
from commonbeat.act.policies.rules.chasing import due_after, due_for
from commonbeat.ground.agency.models import Agency, Unit
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, System
from commonbeat.ground.work import actions as work

BY_ITSELF = System("policies")
BATCH = 500
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
    day = on or version.agency.day()
    if version.state not in (VersionState.APPROVED, VersionState.EFFECTIVE):
        raise ValidationError(_("Only a version that is approved or in force is put before people to sign."))
    if AttestationRound.objects.filter(version=version, ended_on__isnull=True).exists():
        raise ValidationError(_("This version is before people already."))
    checked(rules.due_problem(due, day), "due")
    checked(rules.who_problem(who, units, ranks), "who")
    row = AttestationRound.objects.create(
        agency=version.agency,
        version=version,
        who=who,
        ranks=sorted(ranks) if who == Who.RANKS else [],
        opened_on=day,
        due=due,
        synthetic=synthetic,
    )
    row.units.set(units if who == Who.UNITS else ())
    details = {"version": version.pk, "who": who, "due": due.isoformat(), "hash": queries.hash_of(version)}
    audit.record(agency=version.agency, actor=actor, verb="policies.open_round", subject=row, details=details)
    work.enqueue("policies.assign", key="assign", agency=version.agency)
    return row


def assign(*, row: AttestationRound, on: date | None = None, batch: int = BATCH) -> int:
    """Hand a round's version to everybody whom it is for and who has no reading of it; returns how many.

    Six queries a batch, whatever its size. Doing it again hands nothing out twice.
    """
    day = on or row.agency.day()
    days = queries.clocks(row.agency, day).due
    handed = 0
    while chosen := list(queries.not_asked(row)[:batch]):
        with transaction.atomic():
            back = queries.back_on((one.pk for one in chosen), day)
            made = Attestation.objects.bulk_create(
                (_reading(row, one, day, days, back.get(one.pk)) for one in chosen), ignore_conflicts=True
            )
            details = {"version": row.version_id, "people": len(made)}
            audit.record(agency=row.agency, actor=BY_ITSELF, verb="policies.assign", subject=row, details=details)
        handed += len(made)
    return handed


def _reading(row: AttestationRound, staff: Staff, day: date, days: int, back: date | None) -> Attestation:
    due = due_for(due=row.due, opened=row.opened_on, today=day, days=days, back=back)
    return Attestation(
        agency_id=row.agency_id, round=row, version_id=row.version_id, staff=staff, assigned_on=day, due=due
    )


def assign_all(*, agency: Agency, on: date | None = None) -> dict[str, int]:
    """The night's round: end what newer versions ended, close what leavers left, hand out what is still to be."""
    day = on or agency.day()
    done = {"voided": void_older(agency=agency, on=day), "closed": close_left(agency=agency), "assigned": 0}
    done["assigned"] += _ask_again(agency, day)
    for row in AttestationRound.objects.filter(agency=agency, ended_on__isnull=True).select_related("agency"):
        done["assigned"] += assign(row=row, on=day)
    return done


@transaction.atomic
def void_older(*, agency: Agency, on: date | None = None, actor: Actor = BY_ITSELF) -> int:
    """Where a newer version is in force, signatures of older ones end, with the reason; a new round asks anew.

    Returns how many readings ended. Whoever puts a version in force may call it at once; else the night does.
    """
    day = on or agency.day()
    ended = 0
    for row in AttestationRound.objects.filter(agency=agency, ended_on__isnull=True).select_related("version__policy"):
        newer = (
            PolicyVersion.objects.filter(policy=row.version.policy_id, number__gt=row.version.number)
            .in_force(day)
            .order_by("-number")
            .first()
        )
        if newer is None:
            continue
        readings = Attestation.objects.filter(version=row.version_id).asked()
        people = readings.update(state=State.VOIDED, voided_on=newer.effective_from, voided_by=newer)
        row.ended_on = day
        row.save(update_fields=["ended_on"])
        details = {"version": row.version_id, "newer": newer.pk, "people": people}
        audit.record(agency=agency, actor=actor, verb="policies.void", subject=row, details=details)
        _again(actor, row, newer, day)
        ended += people
    return ended


def _again(actor: Actor, row: AttestationRound, newer: PolicyVersion, day: date) -> None:
    """The same people are asked about the newer version, unless they are already."""
    if AttestationRound.objects.filter(version=newer, ended_on__isnull=True).exists():
        return
    open_round(
        actor=actor,
        version=newer,
        due=day + timedelta(days=max(queries.clocks(row.agency, day).due, 1)),
        who=row.who,
        units=list(row.units.all()),
        ranks=row.ranks,
        on=day,
        synthetic=row.synthetic,
    )


@transaction.atomic
def close_left(*, agency: Agency) -> int:
    """Close what people who left had not signed; what they signed stays on record."""
    rows = Attestation.objects.filter(agency=agency, staff__ended__isnull=False).open()
    people = rows.update(state=State.CLOSED)
    if people:
        details = {"people": people}
        audit.record(agency=agency, actor=BY_ITSELF, verb="policies.close_readings", subject=agency, details=details)
    return people


@transaction.atomic
def _ask_again(agency: Agency, day: date) -> int:
    """Whoever came back is asked again what was closed when they left."""
    rows = Attestation.objects.filter(
        agency=agency, state=State.CLOSED, staff__ended__isnull=True, round__ended_on__isnull=True
    )
    due = due_after(day, queries.clocks(agency, day).due)
    people = rows.update(
        state=State.ASSIGNED, assigned_on=day, due=due, opened_on=None, passed_on=None, reminded_on=None, level=0
    )
    if people:
        details = {"people": people}
        audit.record(agency=agency, actor=BY_ITSELF, verb="policies.assign", subject=agency, details=details)
    return people


@transaction.atomic
def note_leave(*, actor: Actor, staff: Staff, since: date, until: date | None) -> Leave:
    """Note that somebody is away; when the day they are back is known, they get the usual days after it."""
    if until is not None and until <= since:
        raise ValidationError({"until": _("Somebody comes back after they have gone: choose a later day.")})
    row = Leave.objects.filter(staff=staff, until__isnull=True).first() or Leave(agency=staff.agency, staff=staff)
    row.since, row.until = since, until
    row.save()
    if until is not None:
        due = due_after(until, queries.clocks(staff.agency, staff.agency.day()).due)
        waiting = Attestation.objects.filter(staff=staff).open()
        waiting.filter(due__lt=due).update(due=due, level=0, reminded_on=None)
        for state, passed in ((State.PASSED, True), (State.ASSIGNED, False)):
            waiting.late().filter(passed_on__isnull=not passed).update(state=state)
    details = {"since": since.isoformat(), "until": until.isoformat() if until else ""}
    audit.record(agency=staff.agency, actor=actor, verb="policies.note_leave", subject=staff, details=details)
    return row
