"""Reports of stepping in: who may read one, who never can, what is asked of its writer after some weeks."""

import hashlib
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.ground.roles import Role
from commonbeat.kit.retention import Retention
from commonbeat.kit.sealing import fingerprint
from commonbeat.kit.words import Words

RETENTION = {"InterventionReport": Retention.THREAD, "InterventionEntry": Retention.THREAD}
"""The whole report is destroyed a set time after it was closed; nothing of it stays but that the route was used."""

VERBS = {"policies.route_used": _("the protected route for reports of stepping in was used in the month before")}
"""Written at a set hour after a month in which it was used, whoever wrote and however many: no name, no count."""
DETAILS: dict[str, Told] = {"policies.month": Told(_("month"))}
SUBJECTS: dict[str, Words] = {}


class Route(TextChoices):
    """Who reads a report: chosen by whoever writes it, never their own chain of command."""

    INTERNAL_AFFAIRS = "internal_affairs", _("Internal affairs")
    INDEPENDENT = "independent", _("The independent reviewer, who is not part of this agency")


ROLES: dict[Route, Role] = {
    Route.INTERNAL_AFFAIRS: Role.INTERNAL_AFFAIRS,
    Route.INDEPENDENT: Role.INDEPENDENT_REVIEWER,
}
"""The role that reads on each route."""


class State(TextChoices):
    """Where a report stands."""

    RECEIVED = "received", _("Nobody has opened it yet")
    READ = "read", _("Opened, not answered yet")
    ANSWERED = "answered", pgettext_lazy("a report", "Answered")
    CLOSED = "closed", pgettext_lazy("a report", "Closed")


MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.READ}),
    State.READ: frozenset({State.ANSWERED}),
    State.ANSWERED: frozenset({State.READ, State.CLOSED}),
    State.CLOSED: frozenset({State.READ}),
}
"""Whatever its writer adds opens it again; it is closed only after an answer."""


def may_move(state: str, to: State) -> bool:
    """Whether a report that stands there may go on to that state."""
    return to in MOVES[State(state)]


class By(TextChoices):
    """Who wrote an entry."""

    WRITER = "writer", _("whoever wrote the report")
    READER = "reader", _("whoever reads it")


class Kind(TextChoices):
    """What an entry is."""

    REPORT = "report", _("Report")
    MESSAGE = "message", pgettext_lazy("in a thread", "Message")
    QUIET = "quiet", _("Asked whether anything happened since: no")
    HAPPENED = "happened", _("Asked whether anything happened since: yes")
    CLOSED = "closed", _("Closed by the reader")


PURPOSE = "policies.intervention"
"""What the words of a report are sealed for."""
PLACES = 32
"""How many places the list of those who never read a report has at least: its length tells nothing of a chain."""


def new_key() -> str:
    """A key of 128 random bits: whoever holds it speaks as the writer. It is shown once and kept nowhere."""
    return secrets.token_urlsafe(16)


def key_hash(key: str) -> str:
    """What is kept of a key: SHA-256, which suffices for a random 128-bit value."""
    return hashlib.sha256(key.encode()).hexdigest()


def mark(report: str, person: str) -> str:
    """How a report remembers somebody who must never read it: by a keyed fingerprint that names nobody."""
    return fingerprint(f"{report}:{person}", PURPOSE)[:32]


def about(report: str, staff: int) -> str:
    """How it remembers whom it is about, its writer and whoever is named, by place on the staff."""
    return mark(report, f"about:{staff}")


def barred(report: str, people: Iterable[str], concerned: Iterable[int] = ()) -> list[str]:
    """The marks of those who never read it and of those whom it is about, filled up to a length that says nothing."""
    return filled({mark(report, one) for one in people} | {about(report, one) for one in concerned})


def filled(marks: Collection[str]) -> list[str]:
    """These marks, mixed with random ones."""
    found = set(marks)
    length = PLACES * max(-(-len(found) // PLACES), 1)
    while len(found) < length:
        found.add(secrets.token_hex(16))
    return sorted(found)


def may_read(report: str, marks: Collection[str], people: Iterable[str], under: Iterable[int] = ()) -> bool:
    """Whether somebody may read it who is known by these names (their account, their place on the staff).

    `under` are the places of everybody below them today: whoever it is about can have got a new supervisor since.
    """
    kept = set(marks)
    return not any(mark(report, one) in kept for one in people) and not any(about(report, one) in kept for one in under)


def chain(staff: int, over: Mapping[int, int | None]) -> set[int]:
    """Everybody above somebody, whatever circles the list of supervisors holds; not the person themself."""
    found: set[int] = set()
    above = over.get(staff)
    while above is not None and above not in found and above != staff:
        found.add(above)
        above = over.get(above)
    return found


def below(staff: int | None, over: Mapping[int, int | None]) -> set[int]:
    """Everybody below somebody, at whatever distance; not the person themself, whatever circles there are."""
    under: dict[int | None, list[int]] = {}
    for pk, above in over.items():
        under.setdefault(above, []).append(pk)
    found: set[int] = set()
    waiting = [staff] if staff is not None else []
    while waiting:
        new = [pk for pk in under.get(waiting.pop(), ()) if pk not in found and pk != staff]
        found.update(new)
        waiting += new
    return found


def checks(received: date, days: Mapping[str, int]) -> list[date]:
    """The days on which the writer is asked whether anything happened since."""
    return sorted({received + timedelta(days=count) for count in days.values()})


def check_due(received: date, days: Mapping[str, int], answered: Sequence[date], today: date) -> date | None:
    """The day whose question waits: the latest that has come and that nothing answers since; None where none waits."""
    come = [day for day in checks(received, days) if day <= today]
    if not come or any(one >= come[-1] for one in answered):
        return None
    return come[-1]


def report_problem(happened_on: date, today: date) -> str:
    """Why it cannot have happened then, in words; "" where it can."""
    return gettext("Choose the day on which it happened: today or earlier.") if happened_on > today else ""
