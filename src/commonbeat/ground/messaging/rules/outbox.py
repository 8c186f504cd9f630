"""The life of a message from the queue to the phone: states, when it may leave, what an answer of the gateway means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """How a message travels."""

    MAIL = "mail", _("Mail")
    TEXT = "text", _("Text message")


class Programme(TextChoices):
    """What texts and mails are for; a resident may stop one of theirs, or all. A pause holds every one of them."""

    UPDATES = "updates", _("Updates after a contact")
    SURVEYS = "surveys", _("Surveys")
    ANSWERS = "answers", _("Answers to concerns and promises")
    STAFF = "staff", _("Notices to staff")
    TEST = "test", _("Tests")


def texted(programme: str) -> Programme:
    """A programme of which texts are sent, so that somebody may stop it. ValueError: staff are written to by mail."""
    if programme == Programme.STAFF:
        raise ValueError("Notices to staff go by mail alone; no STOP is about them.")
    return Programme(programme)


class State(TextChoices):
    """What became of a message."""

    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("On its way to the gateway")
    SENT = "sent", _("Taken by the gateway")
    DELIVERED = "delivered", _("Arrived")
    FAILED = "failed", _("Refused by the gateway")
    REFUSED = "refused", _("Not sent")
    UNKNOWN = "unknown", _("May or may not have left")
    LEFT_ALONE = "left", _("Left alone")


MESSAGE_MOVES: Mapping[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING, State.FAILED}),
    State.SENDING: frozenset({State.SENT, State.DELIVERED, State.FAILED, State.REFUSED, State.QUEUED, State.UNKNOWN}),
    State.SENT: frozenset({State.DELIVERED, State.FAILED}),
    State.UNKNOWN: frozenset({State.QUEUED, State.LEFT_ALONE, State.DELIVERED, State.FAILED}),
    State.DELIVERED: frozenset(),
    State.FAILED: frozenset(),
    State.REFUSED: frozenset(),
    State.LEFT_ALONE: frozenset(),
}
"""Sending > queued: the gateway was busy, or says that it never had it. Unknown > queued: a person's word."""

ENDED = (State.SENT, State.DELIVERED, State.FAILED, State.REFUSED, State.LEFT_ALONE)
"""States in which a message keeps no words and no recipient."""


class Haste(IntegerChoices):
    """What may hold a message back; the lowest leave first."""

    AT_ONCE = 0, _("Nothing: a sign-in, word of somebody in danger, or the answer to STOP, HELP or START")
    REPLY = 1, _("A pause alone: it answers somebody who has just written")
    ORDINARY = 2, _("A pause and, for texts, the quiet hours")


CLAIMED = 20
"""How many messages are handed over between two commits."""

LEASE = timedelta(seconds=120)
"""How long one worker holds what it has claimed; far longer than a gateway may take for one message."""

MOST_ATTEMPTS = 8
"""After so many refusals that might pass, a message counts as refused: with the waits between, about two hours."""

HOLDS = timedelta(days=7)
"""A message that could not be sent within this time is emptied: what it says is past."""

TEXT_PLACES = 1600
"""The longest text that gateways take (Twilio's error 21617)."""

OPTED_OUT = "opted_out"
"""The reason of a refusal: this person asked for no such texts."""

SAFETY = "safety."
"""Purposes that begin so are worth a second copy rather than none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a gateway said. `again`: not taken, a later try may help. `unknown`: perhaps taken. `reference`: its own."""

    ok: bool
    words: str
    reference: str = ""
    again: bool = False
    unknown: bool = False


def may_repeat(kind: str, purpose: str) -> bool:
    """May it be sent again while nobody knows whether it left? A mail keeps its Message-ID: mailboxes see the copy."""
    return kind == Kind.MAIL or purpose.startswith(SAFETY)


def after(outcome: Outcome, *, attempts: int, looks_up: bool, may_repeat: bool) -> State:
    """Where a message goes that was handed over. Unknown is asked again, repeated or parked for a person."""
    if outcome.ok:
        return State.SENT
    if outcome.unknown:
        return State.SENDING if looks_up else State.QUEUED if may_repeat else State.UNKNOWN
    return State.QUEUED if outcome.again and attempts < MOST_ATTEMPTS else State.FAILED


def opening(now: datetime, zone: str, hours: Mapping[str, int]) -> datetime | None:
    """When texts may leave again, in UTC; None where they may now. `hours`: from `opens` until before `closes`.

    47 CFR 64.1200(c)(1) forbids calls before 8 and after 21 at the called person's; house rule: 8 to 20.
    """
    clock = ZoneInfo(zone)
    local = now.astimezone(clock)
    if hours["opens"] <= local.hour < hours["closes"]:
        return None
    day = local.date() if local.hour < hours["opens"] else local.date() + timedelta(days=1)
    return datetime.combine(day, time(hours["opens"]), clock).astimezone(UTC)


STATUSES: Mapping[str, State] = {
    "delivered": State.DELIVERED,
    "read": State.DELIVERED,
    "undelivered": State.FAILED,
    "failed": State.FAILED,
    "canceled": State.FAILED,
}
"""What a gateway's later words mean (Twilio's MessageStatus); any other status is on the way to one of these."""

NUMBER = re.compile(r"\+\d[\d\s().-]{5,}\d|(?<!\d)\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)|\d{10,}")
ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")


def without_recipients(words: str) -> str:
    """A gateway's answer as it may be kept and shown: numbers and addresses of people taken out."""
    return ADDRESS.sub("…", NUMBER.sub("…", words))
