"""What a person decides about a message that may or may not have left, and what a gateway tells later."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import queries, rules
from commonbeat.ground.messaging.actions.carrying import empty
from commonbeat.ground.messaging.actions.queueing import wake
from commonbeat.ground.messaging.models import Message, Receipt
from commonbeat.ground.messaging.rules import MESSAGE_MOVES, State
from commonbeat.ground.roles import Actor, System

NOT_DELIVERED = gettext_noop("The gateway could not deliver it.")
"""Kept in English and told in the reader's language; its reason stands in the receipt."""


@transaction.atomic
def send_again(*, actor: Actor, message: Message) -> Message:
    """Send it although it may have left already: better twice than never. Raises ValidationError if that is known."""
    row = _undecided(message)
    row.state, row.ready_at = State.QUEUED, Now()
    row.save(update_fields=["state", "ready_at"])
    wake(row.kind)
    audit.record(agency=row.agency, actor=actor, verb="messaging.send_again", subject=row)
    return row


@transaction.atomic
def leave(*, actor: Actor, message: Message) -> Message:
    """Leave it as it is: better never than twice; its words are forgotten. Raises ValidationError if that is known."""
    row = _undecided(message)
    row.state = State.LEFT_ALONE
    row.save(update_fields=["state"])
    empty([row.pk])
    audit.record(agency=row.agency, actor=actor, verb="messaging.leave", subject=row)
    return row


def _undecided(message: Message) -> Message:
    row = Message.objects.select_for_update(of=("self",)).select_related("agency").get(pk=message.pk)
    if row.state != State.UNKNOWN:
        raise ValidationError(_("Somebody has decided about this message already."))
    return row


@transaction.atomic
def settle_receipt(
    *, agency: Agency, status: str, gateway_reference: str = "", reference: str = "", code: str = ""
) -> Message | None:
    """Keep what the gateway tells of a message, found by our own reference or by the gateway's.

    A status that is on the way to another changes nothing. Returns the message, or None where none of ours is meant. A
    receipt may come before the worker has settled, and may answer what nobody knew: then it settles the message itself.
    """
    state = rules.STATUSES.get(status.strip().lower())
    row = queries.told_of(agency, gateway_reference=gateway_reference, reference=reference)
    if row is None or state is None:
        return row
    row = Message.objects.select_for_update().get(pk=row.pk)
    _receipt, fresh = Receipt.objects.get_or_create(
        agency=agency, message=row, status=status.strip().lower()[:30], defaults={"code": code[:20]}
    )
    if not fresh or state not in MESSAGE_MOVES[State(row.state)]:
        return row
    row.state = state
    row.answer = row.answer if state == State.DELIVERED else NOT_DELIVERED
    row.gateway_reference = row.gateway_reference or gateway_reference[:100]
    row.save(update_fields=["state", "answer", "gateway_reference"])
    empty([row.pk])
    details = {"state": row.state, "status": status[:30], "code": code[:20]}
    audit.record(agency=agency, actor=System("text gateway"), verb="messaging.receipt", subject=row, details=details)
    return row
