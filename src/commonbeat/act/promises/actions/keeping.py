"""What the owner, or whoever answers for the agency, says of a promise; each is public at once."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.promises import access, rules
from commonbeat.act.promises.actions import entries, reminding
from commonbeat.act.promises.models import Commitment
from commonbeat.act.promises.rules import EventKind, State
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor


@transaction.atomic
def accept(*, actor: Actor, commitment: Commitment, on: date | None = None) -> Commitment:
    """The owner takes it on."""
    row = entries.take(actor, commitment)
    entries.move(row, State.ACCEPTED, EventKind.ACCEPTED, actor=actor, verb="promises.accept", on=on)
    return row


@transaction.atomic
def decline(*, actor: Actor, commitment: Commitment, reason: str, on: date | None = None) -> Commitment:
    """The owner does not take it on, and says why; the public reads it."""
    row = entries.take(actor, commitment)
    _need(reason, _("Say why it is declined: the public will read it."))
    day = on or row.agency.day()
    entries.move(
        row,
        State.DECLINED,
        EventKind.DECLINED,
        actor=actor,
        verb="promises.decline",
        on=day,
        words=reason,
        closed_on=day,
    )
    return row


@transaction.atomic
def start(*, actor: Actor, commitment: Commitment, words: str = "", on: date | None = None) -> Commitment:
    """Work has begun; after a dispute, it has begun again."""
    row = entries.take(actor, commitment)
    entries.move(row, State.IN_PROGRESS, EventKind.STARTED, actor=actor, verb="promises.start", on=on, words=words)
    return row


@transaction.atomic
def report_kept(*, actor: Actor, commitment: Commitment, words: str = "", on: date | None = None) -> Commitment:
    """The owner says that it was kept, and the person promised is asked at once, if a mail address is kept."""
    row = entries.take(actor, commitment)
    day = on or row.agency.day()
    entries.move(
        row,
        State.REPORTED_KEPT,
        EventKind.REPORTED,
        actor=actor,
        verb="promises.report_kept",
        on=day,
        words=words,
        kept_on=day,
        times_asked=0,
        asked_on=None,
    )
    reminding.ask(actor, row, day)
    return row


@transaction.atomic
def renegotiate(
    *, actor: Actor, commitment: Commitment, new_due: date, reason: str, on: date | None = None
) -> Commitment:
    """A new date, with the reason. The first date stays, and the promise goes on counting by it."""
    row = entries.take(actor, commitment)
    _need(reason, _("Say why the date moves: the public will read it."))
    day = on or row.agency.day()
    entries.check(rules.new_due_problem(new_due, row.new_due or row.due, day), "new_due")
    entries.move(
        row,
        State.RENEGOTIATED,
        EventKind.RENEGOTIATED,
        actor=actor,
        verb="promises.renegotiate",
        on=day,
        words=reason,
        details={"new_due": new_due.isoformat()},
        new_due=new_due,
    )
    return row


@transaction.atomic
def break_promise(*, actor: Actor, commitment: Commitment, reason: str, on: date | None = None) -> Commitment:
    """Say plainly that it will not happen, and why."""
    row = entries.take(actor, commitment)
    _need(reason, _("Say why it will not happen: the public will read it."))
    day = on or row.agency.day()
    entries.move(
        row,
        State.BROKEN,
        EventKind.BROKEN,
        actor=actor,
        verb="promises.break_promise",
        on=day,
        words=reason,
        closed_on=day,
    )
    return row


@transaction.atomic
def hand_over(*, actor: Actor, commitment: Commitment, owner: Staff, on: date | None = None) -> Commitment:
    """Somebody else keeps it from now on; the record names both."""
    row = entries.take(actor, commitment, may=access.may_hand_over)
    if owner.agency_id != row.agency_id or owner.ended is not None:
        raise ValidationError({"owner": _("Choose somebody who works here.")})
    if row.state in rules.CLOSED or owner.pk == row.owner_id:
        raise ValidationError(_("This promise has ended, or is theirs already."))
    row.owner, row.reminded_on = owner, None
    row.save(update_fields=["owner", "reminded_on"])
    entries.enter(row, EventKind.HANDED_OVER, on=on)
    details = {"number": row.number, "owner": owner.pk}
    audit.record(agency=row.agency, actor=actor, verb="promises.hand_over", subject=row, details=details)
    agencies.touch_public(row.agency)
    return row


def _need(words: str, problem: str) -> None:
    """Refuse without words that say why."""
    if not rules.one_line(words):
        raise ValidationError({"reason": problem})
