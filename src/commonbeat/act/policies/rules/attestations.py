"""Reading and understanding: the questions on a version, the steps from asked to signed, who is chased when."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention

RETENTION = {
    "QuizItem": Retention.PERMANENT,
    "AttestationRound": Retention.PERMANENT,
    "Attestation": Retention.PERMANENT,
    "Leave": Retention.RECORDS,
}
"""Who had signed what on which day decides whether an action against somebody was just: it stays with the policy."""

VERBS = {
    "policies.add_question": _("added a question on a policy"),
    "policies.remove_question": _("removed a question on a policy"),
    "policies.open_round": _("asked people to read and sign a policy"),
    "policies.assign": _("handed a policy out to be read and signed"),
    "policies.open_reading": _("opened a policy to read it"),
    "policies.pass_questions": _("answered the questions on a policy"),
    "policies.attest": _("signed that they read and understood a policy"),
    "policies.void": _("ended signatures: a newer version is in force"),
    "policies.end_round": _("ended a round of reading: its version was withdrawn"),
    "policies.close_readings": _("closed what people who left had not signed"),
    "policies.chase": _("reminded people of policies to read and sign"),
    "policies.report_reading": _("told supervisors how far reading is"),
    "policies.note_leave": _("noted that somebody is away"),
}
"""How the trail tells of these actions."""


class State(TextChoices):
    """Where one person stands with one version."""

    ASSIGNED = "assigned", _("To read")
    OPENED = "opened", _("Begun")
    PASSED = "passed", _("Questions answered, not signed yet")
    ATTESTED = "attested", pgettext_lazy("a policy", "Signed")
    OVERDUE = "overdue", pgettext_lazy("a policy to sign", "Late")
    ESCALATED = "escalated", _("Late, and the supervisor was told")
    VOIDED = "voided", _("Ended: a newer version is in force")
    CLOSED = "closed", _("Closed: this person left")
    WITHDRAWN = "withdrawn", _("Ended: this version was withdrawn before its day")


DETAILS = {
    "policies.version": Told(_("version of a policy")),
    "policies.people": Told(_("people")),
    "policies.due": Told(_("to be signed by")),
    "policies.who": Told(_("who is asked")),
    "policies.hash": Told(_("fingerprint of the version (SHA-256)")),
    "policies.newer": Told(_("newer version")),
    "policies.reminded": Told(_("reminded")),
    "policies.late": Told(_("became late")),
    "policies.escalated": Told(_("told to the supervisor")),
    "policies.mails": Told(_("mails")),
    "policies.question": Told(_("question")),
    "policies.since": Told(_("since")),
    "policies.until": Told(_("until")),
}
SUBJECTS = {
    "policies.quizitem": _("question on a policy"),
    "policies.attestationround": _("round of reading"),
    "policies.attestation": _("reading of a policy"),
    "policies.leave": _("time away"),
}

OPEN = frozenset({State.ASSIGNED, State.OPENED, State.PASSED, State.OVERDUE, State.ESCALATED})
"""Something is still asked of the person."""
LATE = frozenset({State.OVERDUE, State.ESCALATED})
ENDED = frozenset({State.VOIDED, State.CLOSED, State.WITHDRAWN})
"""Counted nowhere: a newer version, a leaving or a withdrawal ended it."""

MOVES: dict[State, frozenset[State]] = {
    State.ASSIGNED: frozenset({State.OPENED, State.OVERDUE}) | ENDED,
    State.OPENED: frozenset({State.PASSED, State.OVERDUE}) | ENDED,
    State.PASSED: frozenset({State.ATTESTED, State.OVERDUE}) | ENDED,
    State.ATTESTED: frozenset({State.VOIDED, State.WITHDRAWN}),
    State.OVERDUE: frozenset({State.ATTESTED, State.ESCALATED, State.ASSIGNED, State.PASSED}) | ENDED,
    State.ESCALATED: frozenset({State.ATTESTED, State.ASSIGNED, State.PASSED}) | ENDED,
    State.VOIDED: frozenset(),
    State.CLOSED: frozenset({State.ASSIGNED}),
    State.WITHDRAWN: frozenset(),
}
"""Late ends by signing, or by time away that was noted: then the days begin anew. Whoever comes back is asked again."""


def may_move(state: str, to: State) -> bool:
    """Whether a reading that stands there may go on to that state."""
    return to in MOVES[State(state)]


def sign_problem(state: str, passed_on: date | None) -> str:
    """Why this cannot be signed now, in words; "" where it can."""
    if state == State.ATTESTED:
        return gettext("You have signed this already.")
    if not may_move(state, State.ATTESTED) and state not in (State.ASSIGNED, State.OPENED):
        return gettext("This asks nothing of you any more.")
    if passed_on is None:
        return gettext("Read the policy and answer its questions first.")
    return ""


class Who(TextChoices):
    """Who is asked to read."""

    EVERYBODY = "everybody", _("Everybody who works here")
    SWORN = "sworn", _("Everybody who is sworn")
    UNITS = "units", _("Some units")
    RANKS = "ranks", _("Some ranks")


def who_problem(who: str, units: Collection[object], ranks: Collection[object]) -> str:
    """Why nobody can be asked by this choice, in words; "" where somebody can."""
    if who == Who.UNITS and not units:
        return gettext("Check the units that are asked.")
    if who == Who.RANKS and not ranks:
        return gettext("Check the ranks that are asked.")
    return ""


LONGEST_WAIT = 180
"""Days from asked to due, at most."""


def due_problem(due: date, today: date) -> str:
    """Why it cannot be due then, in words; "" where it can."""
    if due <= today:
        return gettext("Choose a day that is still to come.")
    if due > today + timedelta(days=LONGEST_WAIT):
        return gettext("Choose a day within half a year.")
    return ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a question, in both languages, and whether it is right."""

    text: str
    text_es: str
    right: bool


FEWEST, MOST = 2, 5


def question_problem(question: str, answers: Sequence[Answer], why: str, section: str) -> str:
    """Why a question cannot be asked like this, in words; "" where it can."""
    if not question.strip():
        return gettext("Write the question.")
    if not FEWEST <= len(answers) <= MOST:
        return gettext("Give two to five answers.")
    if len({one.text.strip().casefold() for one in answers}) < len(answers):
        return gettext("Two answers are the same: change one.")
    if not any(one.right for one in answers):
        return gettext("Mark at least one answer as right.")
    if all(one.right for one in answers):
        return gettext("Leave at least one answer that is not right.")
    if not why.strip() or not section.strip():
        return gettext("Say why, and in which section it stands: whoever errs reads on there.")
    return ""


def is_right(right: Collection[int], chosen: Collection[int]) -> bool:
    """Whether exactly the right answers were chosen."""
    return set(right) == set(chosen)


def wrong(right: Mapping[int, Collection[int]], chosen: Mapping[int, Collection[int]]) -> list[int]:
    """The questions, by number, that need another look; nothing is scored."""
    return [pk for pk, rights in right.items() if not is_right(rights, chosen.get(pk, ()))]


def version_hash(policy: str, number: int, text: str, text_es: str) -> str:
    """SHA-256 over a policy's short name, a version's number and words: what exactly was signed."""
    parts = "\n\x1f\n".join((policy, str(number), text, text_es))
    return hashlib.sha256(parts.encode()).hexdigest()


def receipt_code(*, version: str, staff: str, name: str, day: date) -> str:
    """SHA-256 over what a receipt says, by which it can be checked against the record."""
    return hashlib.sha256("\n".join((version, staff, name, day.isoformat())).encode()).hexdigest()


def same_name(written: str, name: str) -> bool:
    """Whether somebody signed with their own name: capitals and spaces aside."""
    return " ".join(written.split()).casefold() == " ".join(name.split()).casefold()
