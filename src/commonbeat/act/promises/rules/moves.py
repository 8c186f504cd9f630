"""The life of a promise: its states, the steps between them, who may say what, and the key of whoever was promised."""

import hashlib
import secrets
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention

RETENTION = {
    "Commitment": Retention.PERMANENT,
    "CommitmentEvent": Retention.PERMANENT,
    "VerifierKey": Retention.THREAD,
}
"""The promise stays for good. How to reach the person promised, and their words that are not public, are forgotten."""

VERBS = {
    "promises.make": _("made a promise"),
    "promises.accept": _("accepted a promise"),
    "promises.decline": _("declined a promise"),
    "promises.start": _("began to keep a promise"),
    "promises.report_kept": _("reported a promise as kept"),
    "promises.verify": _("said that a promise was kept"),
    "promises.dispute": _("said that a promise was not kept"),
    "promises.renegotiate": _("moved the date of a promise"),
    "promises.break_promise": _("said that a promise will not be kept"),
    "promises.hand_over": _("gave a promise to another owner"),
    "promises.renew_link": _("made a new link for the person promised"),
    "promises.take_out_words": _("took words out of a promise"),
    "promises.ask": _("asked the person promised whether a promise was kept"),
    "promises.remind": _("reminded an owner of a promise"),
}
"""How the trail tells of this app's actions."""


class State(TextChoices):
    """Where a promise stands (reference/model.md: Commitment)."""

    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    IN_PROGRESS = "in_progress", _("In progress")
    REPORTED_KEPT = "reported_kept", _("Reported kept")
    VERIFIED_KEPT = "verified_kept", _("Verified by the person promised")
    DISPUTED = "disputed", _("Disputed")
    RENEGOTIATED = "renegotiated", _("Renegotiated")
    BROKEN = "broken", _("Broken")


DETAILS = {
    "promises.number": Told(_("promise")),
    "promises.state": Told(_("it stands now"), dict(State.choices)),
    "promises.owner": Told(_("owner, by number")),
    "promises.due": Told(_("first due date")),
    "promises.new_due": Told(_("new date")),
    "promises.finding": Told(_("published figure")),
    "promises.concern": Told(_("concern")),
    "promises.entry": Told(_("entry of the ledger")),
    "promises.time": Told(_("for which time")),
    "promises.why": Told(_("reason"), {"before": _("the date is near"), "after": _("the date has passed")}),
    "agency.promise_contacts": Told(_("addresses of people promised")),
    "agency.promise_links": Told(_("links of people promised")),
    "agency.promise_words": Told(_("words about promises that were not public")),
}
SUBJECTS = {"promises.commitment": _("promise")}

MOVES: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.ACCEPTED, State.DECLINED}),
    State.ACCEPTED: frozenset({State.IN_PROGRESS, State.REPORTED_KEPT, State.RENEGOTIATED, State.BROKEN}),
    State.DECLINED: frozenset(),
    State.IN_PROGRESS: frozenset({State.REPORTED_KEPT, State.RENEGOTIATED, State.BROKEN}),
    State.RENEGOTIATED: frozenset({State.IN_PROGRESS, State.REPORTED_KEPT, State.RENEGOTIATED, State.BROKEN}),
    State.REPORTED_KEPT: frozenset({State.VERIFIED_KEPT, State.DISPUTED, State.BROKEN}),
    State.VERIFIED_KEPT: frozenset(),
    State.DISPUTED: frozenset({State.IN_PROGRESS, State.BROKEN}),
    State.BROKEN: frozenset(),
}
"""A new date never wipes out the first one; whatever is open can be called broken; nothing is deleted."""

OWED = frozenset({State.PROPOSED, State.ACCEPTED, State.IN_PROGRESS, State.RENEGOTIATED, State.DISPUTED})
"""The agency still owes something."""

CLOSED = frozenset({State.DECLINED, State.VERIFIED_KEPT, State.BROKEN})
"""It has come to its end."""


class EventKind(TextChoices):
    """One entry of the ledger."""

    MADE = "made", _("Promised")
    ACCEPTED = "accepted", _("Accepted by the owner")
    DECLINED = "declined", _("Declined by the owner")
    STARTED = "started", _("Work has begun")
    REPORTED = "reported_kept", _("Reported kept by the owner")
    VERIFIED = "verified_kept", _("Verified: the person promised says that it was kept")
    DISPUTED = "disputed", _("Disputed: the person promised says that it was not kept")
    RENEGOTIATED = "renegotiated", _("New date. The first one still counts")
    BROKEN = "broken", _("Broken: it will not happen")
    HANDED_OVER = "handed_over", _("Given to another owner")
    WORDS_TAKEN_OUT = "words_taken_out", _("Words were taken out of this record")


class Party(TextChoices):
    """Who speaks in an entry."""

    AGENCY = "agency", _("the agency")
    PROMISED = "person_promised", _("the person promised")


def may_move(state: str, to: State) -> bool:
    """Whether a promise that stands there may go on to that state."""
    return to in MOVES[State(state)]


def move_problem(state: str, to: State) -> str:
    """Why it may not, in words; "" where it may."""
    if may_move(state, to):
        return ""
    words = gettext("This promise is: %(now)s. It cannot become: %(then)s.")
    return words % {"now": State(state).label, "then": to.label}


def day_problem(on: date, last: date, today: date) -> str:
    """Why nothing can be entered for that day: the ledger is written forward, and never ahead of time."""
    if on > today:
        return gettext("The ledger is never written ahead of time.")
    if on < last:
        return gettext("The last entry of this promise is of a later day: the ledger is only written forward.")
    return ""


def new_key() -> str:
    """A key of 128 random bits, fit for an address: whoever holds it speaks as the person promised."""
    return secrets.token_urlsafe(16)


def key_hash(key: str) -> str:
    """What is kept of a key: SHA-256, which suffices for a random 128-bit value."""
    return hashlib.sha256(key.encode()).hexdigest()
