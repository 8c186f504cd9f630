"""Where a policy was not kept, and what followed: the steps, what a signature proves, what like cases led to."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {
    "DeviationRecord": Retention.RECORDS,
    "CorrectiveAction": Retention.RECORDS,
    "ActionKind": Retention.CONFIGURATION,
}

VERBS = {
    "policies.note_deviation": _("wrote down where a policy was not kept"),
    "policies.decide_deviation": _("decided about a deviation from a policy"),
    "policies.withdraw_deviation": _("took back a note of a deviation"),
    "policies.answer_deviation": _("answered a note about their own conduct"),
    "policies.propose_action": _("proposed a corrective action"),
    "policies.take_action": _("took a corrective action"),
    "policies.drop_action": _("dropped a corrective action"),
    "policies.add_kind": _("added a kind of corrective action"),
}


class State(TextChoices):
    """Where a note of a deviation stands."""

    NOTED = "noted", _("Written down")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Taken back")


MOVES: dict[State, frozenset[State]] = {
    State.NOTED: frozenset({State.DECIDED, State.WITHDRAWN}),
    State.DECIDED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}
"""Nothing is deleted: what was wrongly written down is taken back, with the reason."""


class Outcome(TextChoices):
    """What was decided."""

    ALLOWED = "allowed", _("Allowed by an exception in the policy")
    COACHED = "coached", _("Talked through and coached")
    TRAINING = "training", _("Training")
    REFERRED = "referred", _("Passed on to internal affairs")
    CHANGE = "change", _("The policy is to be changed")


class ActionState(TextChoices):
    """Where a corrective action stands."""

    PROPOSED = "proposed", pgettext_lazy("an action", "Proposed")
    TAKEN = "taken", _("Taken")
    DROPPED = "dropped", _("Dropped")


ACTION_MOVES: dict[ActionState, frozenset[ActionState]] = {
    ActionState.PROPOSED: frozenset({ActionState.TAKEN, ActionState.DROPPED}),
    ActionState.TAKEN: frozenset(),
    ActionState.DROPPED: frozenset(),
}


class Kind(TextChoices):
    """The kinds that every agency has; others are rows of its own, from a day on."""

    COACHING = "coaching", _("Coaching")
    TRAINING = "training", _("Training")
    WRITTEN = "written", _("Written notice")
    OTHER = "other", pgettext_lazy("kind of action", "Other")


class Proof(TextChoices):
    """What the record says of the person's signature under the version in force on the day."""

    SIGNED = "signed", _("Had signed it")
    AFTER = "after", _("Signed it only after that day")
    OLDER = "older", _("Had signed an older version only")
    ENDED = "ended", _("The signature had ended")
    NEVER = "never", _("Had not signed it")


DETAILS = {
    "policies.deviation": Told(_("deviation")),
    "policies.decided": Told(_("decided"), dict(Outcome.choices)),
    "policies.kind": Told(_("kind of action"), dict(Kind.choices)),
    "policies.proof": Told(_("signature under the version in force"), dict(Proof.choices)),
    "policies.day": Told(_("day")),
}
SUBJECTS: dict[str, Words] = {
    "policies.deviationrecord": _("deviation from a policy"),
    "policies.correctiveaction": _("corrective action"),
    "policies.actionkind": _("kind of corrective action"),
}


def may_move(state: str, to: State) -> bool:
    """Whether a note that stands there may go on to that state."""
    return to in MOVES[State(state)]


def may_act(state: str, to: ActionState) -> bool:
    """Whether an action that stands there may go on to that state."""
    return to in ACTION_MOVES[ActionState(state)]


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a person under one version of the policy."""

    version: int
    signed_on: date | None
    ended_on: date | None = None


def proof_of(signatures: Sequence[Signature], version: int, day: date) -> Proof:
    """What these signatures prove for the version in force on that day."""
    own = next((one for one in signatures if one.version == version and one.signed_on), None)
    if own is not None and own.signed_on is not None:
        if own.signed_on > day:
            return Proof.AFTER
        return Proof.ENDED if own.ended_on is not None and own.ended_on <= day else Proof.SIGNED
    older = any(one.signed_on and one.signed_on <= day and one.version < version for one in signatures)
    return Proof.OLDER if older else Proof.NEVER


def proof_in_words(proof: str, day: str, signed_on: str = "") -> str:
    """Whether the signature justifies an action, in a sentence or two."""
    told = {"day": day, "signed": signed_on}
    words = {
        Proof.SIGNED: gettext("This person had signed the version in force on %(day)s; they signed it on %(signed)s."),
        Proof.AFTER: gettext(
            "This person signed the version in force on %(day)s only later, on %(signed)s. Their signature does not "
            "justify an action yet."
        ),
        Proof.OLDER: gettext(
            "On %(day)s this person had signed an older version only: the one in force was newer. Their signature does "
            "not justify an action yet."
        ),
        Proof.ENDED: gettext(
            "The signature of %(signed)s had ended before %(day)s. It does not justify an action yet."
        ),
        Proof.NEVER: gettext(
            "On %(day)s this person had not signed the version in force. Without that, the policy may not have been "
            "known to them: this does not justify an action yet."
        ),
    }
    return words[Proof(proof)] % told


def take_problem(state: str, proof: str, reason: str) -> str:
    """Why an action cannot be taken, in words; "" where it can."""
    if not may_act(state, ActionState.TAKEN):
        return gettext("This was taken or dropped already.")
    if proof != Proof.SIGNED and not reason.strip():
        return gettext("The signature does not justify it: say what else does, or drop it.")
    return ""


def event_problem(event: date, today: date) -> str:
    """Why it cannot have happened on that day, in words; "" where it can."""
    return gettext("Choose the day on which it happened: today or earlier.") if event > today else ""


_PERSONAL = (
    re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    re.compile(r"(?<!\d)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}(?!\d)"),
    re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Sr|Sra)\.?\s+[A-Z]\w+"),
    re.compile(r"\b(?:born|DOB|date of birth|nacid[oa])\b", re.IGNORECASE),
)


def looks_personal(words: str) -> bool:
    """Whether words seem to hold a mail address, a phone number, a name with its title, or a date of birth."""
    return any(pattern.search(words) for pattern in _PERSONAL)


@dataclass(frozen=True, slots=True)
class Consistency:
    """What earlier like deviations led to, in counts that point at nobody; `few`: the rest is too small to show."""

    counts: Mapping[str, int]
    few: bool


def consistency(outcomes: Sequence[str], minimum: int) -> Consistency:
    """Counts by outcome, those under the minimum merged; a merged rest under it is only said to be there."""
    found = Counter(outcomes)
    shown = {name: count for name, count in found.items() if count >= minimum}
    rest = sum(found.values()) - sum(shown.values())
    if rest >= minimum:
        shown[""] = rest
    return Consistency(shown, 0 < rest < minimum)
