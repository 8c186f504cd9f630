"""Words and laws of concerns: their kinds, states and moves, topics, who is asked next, how long each row is kept."""

import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.ground.roles import Role
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {
    "Concern": Retention.THREAD,
    "ConcernEvent": Retention.RECORDS,
    "TopicList": Retention.CONFIGURATION,
    "Route": Retention.CONFIGURATION,
}

VERBS = {
    "reports.open_concern": _("opened a concern"),
    "reports.assign": _("said who answers a concern"),
    "reports.start": _("began to work on a concern"),
    "reports.answer": _("answered a concern in writing"),
    "reports.refer": _("said where a concern goes instead"),
    "reports.close": _("closed a concern"),
    "reports.confirm": _("said that it is fixed"),
    "reports.reopen": _("opened a concern again"),
    "reports.add_words": _("added words to a concern"),
    "reports.note": _("wrote an internal note on a concern"),
    "reports.remind": _("reminded of a concern, or told the next person above"),
    "reports.close_silent": _("closed concerns that nobody opened again in time"),
    "reports.set_topics": _("set the list of topics"),
    "reports.add_route": _("said who answers by topic or district"),
    "reports.end_route": _("ended a rule on who answers"),
}
"""How the trail tells of this app's actions."""

LONGEST_WORDS = 4_000
LONGEST_PLACE = 300
TITLE = 80
"""Characters of the line by which a concern is known in lists."""


TEXTED = 400
"""Characters of an answer that a text carries; all of it stands on the page."""


class Kind(TextChoices):
    """What somebody brings (reference/model.md: Concern.kind)."""

    CONCERN = "concern", _("Something is wrong")
    IMPROVEMENT = "improvement", _("An idea")
    QUESTION = "question", _("A question")


class Channel(TextChoices):
    """How it came."""

    WEB = "web", _("by this site")
    TEXT = "text", _("by text message")
    DESK = "desk", _("by phone or at the desk")


class State(TextChoices):
    """Where a concern stands (reference/model.md)."""

    RECEIVED = "received", _("Received")
    TRIAGED = "triaged", _("Waits for somebody to answer it")
    ASSIGNED = "assigned", _("Somebody answers it")
    IN_PROGRESS = "in_progress", _("Being worked on")
    RESOLVED = "resolved", _("Answered. Was it fixed?")
    CLOSED = "closed", _("Closed")
    REFERRED_OUT = "referred_out", _("Sent to another office")
    DUPLICATE = "duplicate", _("Was pointed out before")
    NOT_OURS = "not_ours", _("Not for the police")
    REOPENED = "reopened", _("Opened again")


_ELSEWHERE = frozenset({State.REFERRED_OUT, State.DUPLICATE, State.NOT_OURS})
_ANSWERABLE = frozenset({State.ASSIGNED, State.IN_PROGRESS, State.RESOLVED, *_ELSEWHERE})

MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.TRIAGED}),
    State.TRIAGED: _ANSWERABLE,
    State.ASSIGNED: _ANSWERABLE,
    State.IN_PROGRESS: _ANSWERABLE,
    State.RESOLVED: frozenset({State.CLOSED, State.REOPENED}),
    State.CLOSED: frozenset({State.REOPENED}),
    State.REFERRED_OUT: frozenset({State.REOPENED}),
    State.DUPLICATE: frozenset({State.REOPENED}),
    State.NOT_OURS: frozenset({State.REOPENED}),
    State.REOPENED: _ANSWERABLE,
}
"""Nothing is settled without a written reply; only the person who pointed it out opens it again, within a set time."""

OPEN = (State.RECEIVED, State.TRIAGED, State.ASSIGNED, State.IN_PROGRESS, State.REOPENED)
"""Somebody waits for a written answer."""
ENDED = (State.CLOSED, State.REFERRED_OUT, State.DUPLICATE, State.NOT_OURS)
"""Nothing more is asked of anybody."""

SHAPES: dict[State, str] = {
    State.RECEIVED: "open",
    State.TRIAGED: "open",
    State.ASSIGNED: "open",
    State.IN_PROGRESS: "open",
    State.RESOLVED: "reported",
    State.CLOSED: "verified",
    State.REFERRED_OUT: "moved",
    State.DUPLICATE: "moved",
    State.NOT_OURS: "moved",
    State.REOPENED: "disputed",
}
"""The shape that stands beside each state's word."""


class Elsewhere(TextChoices):
    """Why a concern is not answered here; the reply says where to go."""

    REFERRED_OUT = "referred_out", _("Another office answers it")
    DUPLICATE = "duplicate", _("It was pointed out before")
    NOT_OURS = "not_ours", _("It is not for the police, and no office takes it from us")


class EventKind(TextChoices):
    """One line of a concern's thread."""

    TOLD = "told", _("pointed out")
    ADDED = "added", _("added by the person who pointed it out")
    ANSWERED = "answered", _("answered")
    NOTE = "note", _("internal note")
    ASSIGNED = "assigned", _("given to somebody")
    STARTED = "started", _("work began")
    REFERRED = "referred", _("goes elsewhere")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("opened again")
    RAISED = "raised", _("late: told to the next person above")
    REMINDED = "reminded", _("reminder sent")
    FORGOTTEN = "forgotten", _("contact details deleted")


DETAILS = {
    "reports.reference": Told(_("reference")),
    "reports.kind": Told(_("what it is"), dict(Kind.choices)),
    "reports.channel": Told(_("how it came"), dict(Channel.choices)),
    "reports.language": Told(_("language"), {"en": "English", "es": "Español"}),
    "reports.contact": Told(_("a way to reach the person was given")),
    "reports.owner": Told(_("to the person with badge")),
    "reports.topic": Told(_("code of the topic")),
    "reports.neighborhood": Told(_("number of the neighborhood")),
    "reports.district": Told(_("district")),
    "reports.settles": Told(_("settles it")),
    "reports.first_due": Told(_("first answer due")),
    "reports.next_due": Told(_("next answer due")),
    "reports.due": Told(_("answer due")),
    "reports.outcome": Told(_("why not answered here"), dict(Elsewhere.choices)),
    "reports.to": Told(_("goes to")),
    "reports.did": Told(_("what was done"), {"reminded": _("reminded"), "raised": _("told one level higher")}),
    "reports.level": Told(_("level")),
    "reports.numbers": Told(_("numbers of the concerns")),
    "reports.codes": Told(_("codes of the topics")),
    "reports.from": Told(_("holds from")),
    "reports.citation": Told(_("follows from")),
    "agency.concern_contacts": Told(_("contact details of closed concerns")),
    "people.concerns": Told(_("concerns to answer")),
    "messaging.purpose": Told(
        words={
            "reports.open_concern": _("a concern was received"),
            "reports.answer": _("an answer to a concern"),
            "reports.refer": _("where a concern goes instead"),
            "reports.close": _("a concern was closed"),
            "reports.remind": _("a concern waits for an answer"),
        }
    ),
}
SUBJECTS = {"reports.concern": _("concern"), "reports.topiclist": _("list of topics"), "reports.route": _("rule")}

INTERNAL = frozenset({EventKind.NOTE, EventKind.REMINDED})
"""What the person who pointed it out never sees."""

LEVELS: dict[int, Role] = {1: Role.SERGEANT, 2: Role.COMMANDER, 3: Role.CITY_MANAGER}
"""Whom an answer that is late is told to, level by level (reference/model.md)."""
TOP = max(LEVELS)

OTHER = "other"
"""The topic that every list ends with."""
TREATMENT = "treatment"
"""How somebody was treated: in every list, so that it is never read by the officer whom it may be about."""
CAREFUL = ("", TREATMENT)
"""Topics that wait for whoever routes and are shown to no other officer: not chosen yet, how somebody was treated."""

DEFAULT_TOPICS: dict[str, Words] = {
    "speeding": _("Speeding and crossings"),
    "lights": _("Lights"),
    "parked_cars": _("Parked cars"),
    "noise": _("Noise"),
    "dumping": _("Dumping"),
    TREATMENT: _("How somebody was treated"),
    "no_answer": _("No answer after a call"),
    OTHER: _("Something else"),
}
"""What holds until an agency sets its own list."""


@dataclass(frozen=True, slots=True)
class Where:
    """The place in words, as a neighborhood's number, as a coarse point; each may be missing."""

    words: str = ""
    neighborhood: int | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """How an answer reaches the person: a mail address, a phone number (E.164), both or neither."""

    email: str = ""
    phone: str = ""

    def __bool__(self) -> bool:
        return bool(self.email or self.phone)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule on who answers: for one topic ("" for any), one district (None for any)."""

    owner: int
    topic: str = ""
    district: int | None = None


def may_move(now: str, to: str) -> bool:
    """Whether a concern may go from where it stands to there."""
    return State(to) in MOVES[State(now)]


def chosen_owner(
    candidates: Sequence[Candidate], *, topic: str, district: int | None, sergeants: Mapping[int, int]
) -> int | None:
    """Who answers: the closest rule (topic and district, then topic, then district, then any), else a sergeant.

    `sergeants` maps each to how many concerns they have open: the one with the fewest is asked, the earlier of two.
    """
    fitting = [each for each in candidates if each.topic in ("", topic) and each.district in (None, district)]
    if fitting:
        return max(fitting, key=lambda each: (bool(each.topic), each.district is not None)).owner
    return min(sergeants, key=lambda pk: (sergeants[pk], pk)) if sergeants else None


def title_of(words: str) -> str:
    """The first sentence of somebody's words, cut at a word where it is long."""
    line = " ".join(words.split())
    first = re.split(r"(?<=[.!?])\s", line, maxsplit=1)[0]
    return first.rstrip(".") or line[:TITLE] if len(first) <= TITLE else shortened(first, TITLE)


def shortened(words: str, most: int = TEXTED) -> str:
    """The words on one line, cut at a word where they are longer than that."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def reference(number: int) -> str:
    """How people name a concern: "C-2304"."""
    return f"C-{number}"


def new_key() -> str:
    """What opens the page of a concern (192 bits), fit for an address."""
    return secrets.token_urlsafe(24)


def key_hash(key: str) -> str:
    """What is kept of a key: SHA-256, which suffices for a random value of that length."""
    return hashlib.sha256(key.encode()).hexdigest()


def coarse(degrees: float | None) -> float | None:
    """Three decimals, about a hundred meters: enough to find a corner, too little to name a door."""
    return None if degrees is None else round(degrees, 3)


def topic_codes(names: Iterable[tuple[str, str]]) -> list[str]:
    """A code for each topic, given its code so far ("" for a new one) and its English name; codes never change."""
    codes: list[str] = []
    for code, name in names:
        made = code or re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:30] or "topic"
        tail = 2
        while made in codes:
            made = f"{made.rstrip('0123456789_')}_{tail}"
            tail += 1
        codes.append(made)
    return codes
