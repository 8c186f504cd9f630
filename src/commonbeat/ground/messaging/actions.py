"""Every write of messaging: setting a gateway, trying it, queueing a mail, sending what is queued."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import gateways, rules
from commonbeat.ground.messaging.models import Gateway, Message
from commonbeat.ground.messaging.rules import Kind, Outcome, State
from commonbeat.ground.roles import Actor, System
from commonbeat.ground.work import actions as work
from commonbeat.ground.work.rules import JobFailed
from commonbeat.kit.retention import Retention
from commonbeat.kit.sealing import seal, unseal

WORDS = "messaging.message"
"""What the words of a waiting message are sealed for."""


@transaction.atomic
def set_gateway(
    *,
    actor: Actor,
    agency: Agency,
    kind: str,
    backend: str,
    settings: Mapping[str, Any],
    secret: str | None = None,
) -> Gateway:
    """Carry this agency's mails or texts this way from now on; `secret=None` keeps the one that is set.

    Raises ValidationError with the words for each wrong field.
    """
    before = Gateway.objects.in_force(agency, kind).first()
    same = before is not None and before.backend == backend
    sealed = seal(secret, gateways.SEALED_FOR) if secret is not None else before.secret if before and same else ""
    if found := rules.problems(kind, backend, settings, has_secret=bool(sealed)):
        raise ValidationError(found)
    row = Gateway(agency=agency, kind=kind, backend=backend, settings=dict(settings), secret=sealed)
    row.full_clean()
    row.save(force_insert=True)
    details = {"kind": kind, "backend": backend, **settings, "secret": "changed" if secret else "kept"}
    audit.record(agency=agency, actor=actor, verb="messaging.set_gateway", subject=row, details=details)
    return row


def send_test(*, actor: Actor, agency: Agency, kind: str, to: str) -> Outcome:
    """Send one test message now and keep what the gateway answered; never raises for a refusal."""
    gateway = gateways.in_force(agency, kind)
    words = _("This is a test message from %(agency)s. Nothing is asked of you.") % {"agency": agency.name}
    if kind == Kind.MAIL:
        subject = _("Test message from %(agency)s") % {"agency": agency.name}
        outcome = gateways.carry_mail(agency, to, subject, words, gateway=gateway)
    else:
        outcome = gateways.carry_text(agency, to, words, gateway=gateway)
    with transaction.atomic():
        if gateway is not None and gateway.agency_id == agency.pk:
            Gateway.objects.filter(pk=gateway.pk).update(
                tested_at=timezone.now(), test_passed=outcome.ok, test_words=outcome.words
            )
        details = {"kind": kind, "accepted": outcome.ok, "answer": outcome.words}
        audit.record(agency=agency, actor=actor, verb="messaging.send_test", subject=gateway or kind, details=details)
    return outcome


@transaction.atomic
def queue_mail(*, actor: Actor, agency: Agency, to: str, subject: str, body: str, purpose: str) -> Message:
    """Put a mail in the queue, in the caller's transaction. Its words lie sealed until it has left, then nowhere."""
    row = Message.objects.create(
        agency=agency,
        kind=Kind.MAIL,
        purpose=purpose,
        recipient=seal(to, WORDS),
        subject=seal(" ".join(subject.split()), WORDS),
        body=seal(body, WORDS),
    )
    work.enqueue("messaging.send", payload={"message": row.pk}, key=f"messaging.send:{row.pk}", agency=agency)
    audit.record(agency=agency, actor=actor, verb="messaging.queue_mail", subject=row, details={"purpose": purpose})
    return row


def send(*, message_id: int, done: Callable[[], None]) -> Outcome:
    """Send what is queued, once; `done` is called in the transaction that keeps what became of it.

    Raises JobFailed with the gateway's reason where a later try may help. Called by the job `messaging.send`.
    """
    row = Message.objects.select_related("agency__parent").get(pk=message_id)
    if row.state != State.QUEUED:
        done()
        return Outcome(row.state == State.SENT, row.answer, row.gateway_reference)
    to, subject, body = (unseal(sealed, WORDS) for sealed in (row.recipient, row.subject, row.body))
    outcome = gateways.carry_mail(row.agency, to, subject, body, reference=str(row.reference))
    if not outcome.ok and outcome.again:
        Message.objects.filter(pk=row.pk).update(answer=outcome.words[:500])
        raise JobFailed(outcome.words)
    with transaction.atomic():
        _settle(row, outcome)
        done()
    return outcome


def _settle(row: Message, outcome: Outcome) -> None:
    """Keep what became of it and forget what it said."""
    row.state = State.SENT if outcome.ok else State.FAILED
    row.answer, row.gateway_reference = outcome.words[:500], outcome.reference[:100]
    row.recipient = row.subject = row.body = ""
    row.settled_at = timezone.now()
    row.save()
    audit.record(
        agency=row.agency,
        actor=System("messaging"),
        verb="messaging.send",
        subject=row,
        details={"state": row.state, "answer": row.answer},
    )


def forget_unsent() -> int:
    """Empty the mails that could not be sent in time; returns how many. Called nightly."""
    limit = timezone.now() - rules.MAIL_HOLDS
    waiting = list(Message.objects.filter(state=State.QUEUED, created_at__lt=limit).select_related("agency"))
    for row in waiting:
        with transaction.atomic():
            _settle(row, Outcome(False, row.answer or _("It could not be sent in time.")))
    return len(waiting)


def destroy_due(*, agency: Agency, before: Mapping[str, datetime]) -> dict[str, int]:
    """Delete what is still known of messages that were settled before that moment; their words went when they left."""
    old = Message.objects.filter(agency=agency, settled_at__lt=before[Retention.OPERATIONAL])
    return {"messages": old.delete()[0]}
