"""What ends readings: a newer version in force, a withdrawal, somebody's leaving; and who is asked again."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from commonbeat.act.policies.actions.rounds import BY_ITSELF, assign, begin, hand_out
from commonbeat.act.policies.actions.steps import lock
from commonbeat.act.policies.models import Attestation, AttestationRound, PolicyVersion
from commonbeat.act.policies.queries import attestations as queries
from commonbeat.act.policies.rules.attestations import LONGEST_WAIT, State
from commonbeat.act.policies.rules.chasing import due_after
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor


def void_older(*, agency: Agency, on: date | None = None) -> int:
    """The night's safety net: what `void_by` does, wherever a newer version is in force. Returns how many ended."""
    day = on or agency.day()
    older = AttestationRound.objects.filter(
        version__policy=OuterRef("policy"), version__number__lt=OuterRef("number"), ended_on__isnull=True
    )
    rows = PolicyVersion.objects.in_force(day).filter(Exists(older), agency=agency)
    return sum(void_by(newer=row, on=day) for row in rows.select_related("policy", "agency").order_by("pk"))


@transaction.atomic
def void_by(*, newer: PolicyVersion, on: date, actor: Actor = BY_ITSELF) -> int:
    """A version is in force from this moment: signatures of older ones end, and the same people are asked anew.

    One statement a round, however many people; a job hands the new version out. Returns how many readings ended.
    """
    lock(newer.policy)
    rounds = AttestationRound.objects.select_for_update().filter(
        version__policy=newer.policy_id, version__number__lt=newer.number, ended_on__isnull=True
    )
    ended = 0
    for row in rounds.order_by("pk"):
        details = {"version": row.version_id, "newer": newer.pk}
        found = {"voided_on": newer.effective_from, "voided_by": newer}
        ended += _end(row, State.VOIDED, on, actor=actor, verb="policies.void", details=details, **found)
        _again(actor, row, newer, on)
    return ended


def end_withdrawn(*, version: PolicyVersion, on: date, actor: Actor) -> int:
    """A version never comes in force: whoever was asked to read it is asked no more. How many readings ended."""
    ended = 0
    for row in AttestationRound.objects.select_for_update().filter(version=version, ended_on__isnull=True):
        details = {"version": version.pk}
        ended += _end(row, State.WITHDRAWN, on, actor=actor, verb="policies.end_round", details=details, voided_on=on)
    return ended


def _end(
    row: AttestationRound, to: State, on: date, *, actor: Actor, verb: str, details: dict[str, int], **found: object
) -> int:
    people = Attestation.objects.filter(version=row.version_id).asked().update(state=to, **found)
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    audit.record(agency=row.agency, actor=actor, verb=verb, subject=row, details={**details, "people": people})
    return people


def _again(actor: Actor, row: AttestationRound, newer: PolicyVersion, day: date) -> None:
    """Those whose signature ended are asked about the newer version: in its own round, or in one like the last."""
    running = AttestationRound.objects.filter(version=newer, ended_on__isnull=True).first()
    if running is not None:
        hand_out(running)
        return
    days = min(max(queries.clocks(row.agency, day).due, 1), LONGEST_WAIT)
    begin(
        actor=actor,
        version=newer,
        due=day + timedelta(days=days),
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
def ask_again(*, agency: Agency, on: date) -> int:
    """Whoever came back is asked again what was closed when they left."""
    rows = Attestation.objects.filter(
        agency=agency, state=State.CLOSED, staff__ended__isnull=True, round__ended_on__isnull=True
    )
    due = due_after(on, queries.clocks(agency, on).due)
    people = rows.update(
        state=State.ASSIGNED, assigned_on=on, due=due, opened_on=None, passed_on=None, reminded_on=None, level=0
    )
    if people:
        details = {"people": people}
        audit.record(agency=agency, actor=BY_ITSELF, verb="policies.assign", subject=agency, details=details)
    return people


def assign_all(*, agency: Agency, on: date | None = None) -> dict[str, int]:
    """The night's round: end what newer versions ended, close what leavers left, hand out what is still to be."""
    day = on or agency.day()
    done = {"voided": void_older(agency=agency, on=day), "closed": close_left(agency=agency), "assigned": 0}
    done["assigned"] += ask_again(agency=agency, on=day)
    for row in AttestationRound.objects.filter(agency=agency, ended_on__isnull=True).select_related("agency"):
        done["assigned"] += assign(row=row, on=day)
    return done
