"""Putting mails and texts in the queue, in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import rules
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.messaging.rules import Haste, Kind, Programme
from commonbeat.ground.roles import Actor
from commonbeat.ground.work import actions as work
from commonbeat.kit.sealing import seal

WORDS = "messaging.message"
"""What the words of a waiting message are sealed for."""

CARRY = "messaging.carry"
"""The job that carries what waits."""


@transaction.atomic
def queue_mail(
    *,
    actor: Actor,
    agency: Agency,
    to: str,
    subject: str,
    body: str,
    purpose: str,
    programme: str = "",
    language: str = "",
    due: datetime | None = None,
    at_once: bool = False,
) -> Message:
    """Put a mail in the queue, in the caller's transaction. Its words lie sealed until it has left, then nowhere.

    Without a `programme` it concerns an account of ours (an invitation, a password link), and no pause holds it. What
    else is written to staff is of Programme.STAFF, and waits like the rest unless it must be known `at_once`.
    """
    row = Message(
        agency=agency,
        kind=Kind.MAIL,
        programme=Programme(programme) if programme else "",
        purpose=purpose,
        haste=Haste.AT_ONCE if at_once or not programme else Haste.ORDINARY,
        language=language,
        recipient=seal(to, WORDS),
        subject=seal(" ".join(subject.split()), WORDS),
        body=seal(body, WORDS),
    )
    return _put(actor, row, "messaging.queue_mail", due)


@dataclass(frozen=True, slots=True)
class Mail:
    """One of many mails that say the like: to whom, in which language."""

    to: str
    subject: str
    body: str
    language: str = ""


@transaction.atomic
def queue_mails(*, actor: Actor, agency: Agency, mails: Sequence[Mail], purpose: str) -> int:
    """Put many notices to staff in the queue at once, in the caller's transaction, with one entry of the trail.

    A fixed number of queries, however many they are; each is carried, paused and forgotten like any other.
    """
    Message.objects.bulk_create(
        Message(
            agency=agency,
            kind=Kind.MAIL,
            programme=Programme.STAFF,
            purpose=purpose,
            haste=Haste.ORDINARY,
            language=one.language,
            recipient=seal(one.to, WORDS),
            subject=seal(" ".join(one.subject.split()), WORDS),
            body=seal(one.body, WORDS),
        )
        for one in mails
    )
    if mails:
        wake(Kind.MAIL)
        details = {"purpose": purpose, "programme": Programme.STAFF.value, "mails": len(mails)}
        audit.record(agency=agency, actor=actor, verb="messaging.queue_mail", subject=agency, details=details)
    return len(mails)


@transaction.atomic
def queue_text(
    *,
    actor: Actor,
    agency: Agency,
    to: str,
    body: str,
    purpose: str,
    programme: str,
    language: str = "en",
    due: datetime | None = None,
    reply: bool = False,
) -> Message:
    """Put a text in the queue, in the caller's transaction. Number and words lie sealed until it has left.

    `to` is E.164. A `reply` answers somebody who has just written, so that quiet hours do not hold it. Whether this
    person wants such texts is looked at when it is carried. Raises ValidationError for a text that cannot be sent.
    """
    haste = Haste.REPLY if reply else Haste.ORDINARY
    return put_text(actor, agency, to, body, purpose, rules.texted(programme), language, haste, due)


def put_text(
    actor: Actor,
    agency: Agency,
    to: str,
    body: str,
    purpose: str,
    programme: str,
    language: str,
    haste: Haste,
    due: datetime | None = None,
) -> Message:
    """A text of any haste; within messaging alone, for those at once ask nobody's consent."""
    if not body.strip() or len(body) > rules.TEXT_PLACES:
        raise ValidationError(_("A text has from 1 to %(most)s characters.") % {"most": rules.TEXT_PLACES})
    row = Message(
        agency=agency,
        kind=Kind.TEXT,
        programme=programme,
        purpose=purpose,
        haste=haste,
        language=language,
        recipient=seal(rules.full_number(to), WORDS),
        body=seal(body, WORDS),
        segments=rules.segments(body).count,
    )
    return _put(actor, row, "messaging.queue_text", due)


def _put(actor: Actor, row: Message, verb: str, due: datetime | None) -> Message:
    if due is not None:
        row.ready_at = due
    row.save(force_insert=True)
    wake(row.kind, due)
    details = {"purpose": row.purpose, **({"programme": row.programme} if row.programme else {})}
    audit.record(agency=row.agency, actor=actor, verb=verb, subject=row, details=details)
    return row


def wake(kind: str, due: datetime | None = None) -> None:
    """See that the outbox is carried after this transaction has committed, and not before `due`."""
    work.order_once(CARRY, payload={"kind": str(kind)}, due=due, max_attempts=MOST_STOPS)


MOST_STOPS = 1000
"""However often workers are killed in the middle of the outbox, another goes on."""
