"""The life of a policy's version: draft, read within, put to people, checked by law, approved, in force, followed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {
    "Policy": Retention.PERMANENT,
    "PolicyVersion": Retention.PERMANENT,
    "PolicyScope": Retention.PERMANENT,
    "PolicyText": Retention.PERMANENT,
    "VersionStep": Retention.PERMANENT,
    "RequiredPolicy": Retention.CONFIGURATION,
    "LegalRequirement": Retention.CONFIGURATION,
}


class VersionState(TextChoices):
    """Where a version stands."""

    DRAFT = "draft", _("Draft")
    INTERNAL = "internal", _("Read by staff")
    PUBLIC_COMMENT = "public_comment", _("Open for comment")
    LEGAL = "legal", _("With the lawyer")
    APPROVED = "approved", _("Approved, not yet in force")
    EFFECTIVE = "effective", _("In force")
    SUPERSEDED = "superseded", _("No longer in force")
    WITHDRAWN = "withdrawn", _("Withdrawn before its day")


VERBS: dict[str, Words] = {
    "policies.write": _("began a policy"),
    "policies.change": _("changed a policy's name, number, review or whom it binds"),
    "policies.draft": _("began a new version of a policy"),
    "policies.revise": _("changed the words of a draft"),
    "policies.move": _("moved a version of a policy on"),
    "policies.send_back": _("sent a version of a policy back to its writer"),
    "policies.approve": _("approved a version of a policy"),
    "policies.put_in_force": _("put a version of a policy in force"),
    "policies.withdraw": _("withdrew an approved version of a policy before its day"),
    "policies.require": _("said which policy must be there"),
    "policies.add_law": _("wrote down what a law asks of a policy"),
}
DETAILS: dict[str, Told] = {
    "policies.number": Told(_("policy")),
    "policies.version": Told(_("version")),
    "policies.state": Told(_("it stands now"), dict(VersionState.choices)),
    "policies.reason": Told(_("reason")),
    "policies.from": Told(_("in force from")),
    "policies.fields": Told(
        _("changed"),
        {
            "number": _("number"),
            "title": _("title"),
            "title_es": _("title in Spanish"),
            "public": _("whether anybody may read it"),
            "owner": _("owner"),
            "required": _("which required policy it is"),
            "review_months": _("months between reviews"),
            "scopes": _("whom it binds"),
        },
    ),
    "policies.code": Told(_("required policy")),
    "policies.citation": Told(_("law, policy or decision")),
    "policies.exceeds": Told(_("goes beyond the law"), {"True": _("yes"), "False": _("no")}),
    "policies.alone": Told(_("approved by its own writer"), {"True": _("yes"), "False": _("no")}),
}
SUBJECTS: dict[str, Words] = {
    "policies.policy": _("policy"),
    "policies.policyversion": _("version of a policy"),
    "policies.requiredpolicy": _("required policy"),
    "policies.legalrequirement": _("what a law asks of a policy"),
}

S = VersionState
MOVES: dict[VersionState, frozenset[VersionState]] = {
    S.DRAFT: frozenset({S.INTERNAL}),
    S.INTERNAL: frozenset({S.PUBLIC_COMMENT, S.LEGAL, S.DRAFT}),
    S.PUBLIC_COMMENT: frozenset({S.LEGAL, S.DRAFT}),
    S.LEGAL: frozenset({S.APPROVED, S.PUBLIC_COMMENT, S.DRAFT}),
    S.APPROVED: frozenset({S.EFFECTIVE, S.WITHDRAWN}),
    S.EFFECTIVE: frozenset({S.SUPERSEDED}),
    S.SUPERSEDED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
"""Before its approval a version can go back to draft, with a reason; after it, its words are fixed for good.

Until its day has come an approved version can be withdrawn, with a reason that the public reads; then it never holds.
"""

OPEN = (S.DRAFT, S.INTERNAL, S.PUBLIC_COMMENT, S.LEGAL)
"""Its words can still change (while people comment on them, only by sending it back)."""
FIXED = (S.APPROVED, S.EFFECTIVE, S.SUPERSEDED, S.WITHDRAWN)
WITHIN = (S.INTERNAL, *FIXED)
"""What everybody who works here may read, drafts given to them too."""
IN_PUBLIC = (S.EFFECTIVE, S.SUPERSEDED)
"""What anybody may read, of a policy that is public; a consultation shows its own words besides."""
EDITABLE = (S.DRAFT, S.INTERNAL, S.LEGAL)


def may_move(state: str, to: VersionState) -> bool:
    """Whether a version that stands there may go there."""
    return to in MOVES[VersionState(state)]


def move_problem(state: str, to: VersionState) -> str:
    """Why it may not, in words; "" where it may."""
    if may_move(state, to):
        return ""
    words = gettext("This version is: %(now)s. It cannot become: %(then)s.")
    return words % {"now": VersionState(state).label, "then": to.label}


def back_problem(reason: str) -> str:
    """A version goes back to its writer only with a reason."""
    return "" if reason.strip() else gettext("Say why it goes back, so that its writer knows what to change.")


def may_withdraw(state: str, effective_from: date | None, today: date) -> bool:
    """Whether a version still waits for its day: on that day it is in force, whether or not the night's job has run."""
    return state == S.APPROVED and effective_from is not None and effective_from > today


def withdraw_problem(state: str, effective_from: date | None, today: date) -> str:
    """Why it cannot be withdrawn, in words; "" where it can."""
    if may_withdraw(state, effective_from, today):
        return ""
    if state in (S.APPROVED, S.EFFECTIVE):
        return gettext("Its day has come: it is in force. Write a new version instead.")
    return gettext("Only a version that is approved and waits for its day can be withdrawn.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What an approval looks at. `faults`: of the text; `unanswered`: themes of its consultation without an answer."""

    faults: int
    summary: bool
    summary_es: bool
    consultation_open: bool = False
    comments_held: int = 0
    comments_loose: int = 0
    unanswered: int = 0


def approval_problems(ready: Ready, *, effective_from: date, today: date) -> list[str]:
    """Everything that stands between a version and its approval, in words that say what to do."""
    checks = (
        (ready.faults, gettext("Mend the text first: the page of the draft lists its lines.")),
        (not ready.summary, gettext("Write the summary in plain words, in English.")),
        (not ready.summary_es, gettext("Write the summary in plain words, in Spanish.")),
        (ready.consultation_open, gettext("Wait until the consultation has ended, or end it.")),
        (ready.comments_held, gettext("Read every comment first: show it or leave it out.")),
        (ready.comments_loose, gettext("Put every comment under a theme first.")),
        (ready.unanswered, gettext("Answer every theme of the consultation in writing first.")),
        (effective_from < today, gettext("It can be in force from today on, or from a later day.")),
    )
    return [words for wrong, words in checks if wrong]


def approver_problem(*, wrote_it: bool, others: bool) -> str:
    """Nobody approves alone what they wrote themselves, where somebody else here may approve."""
    if wrote_it and others:
        return gettext("You wrote this version. Ask somebody else who may approve policies.")
    return ""


def waiting_problem(approved: bool) -> str:
    """One version at a time waits for its day."""
    return gettext("Another version is approved and waits for its day. Wait until it is in force.") if approved else ""


def late_start_problem(current: date | None, effective_from: date) -> str:
    """A version is in force for one day at least: the next one begins later than it did."""
    if current is not None and effective_from <= current:
        return gettext("The version in force began on that day or later: choose a later one.")
    return ""


def mark_of(words: Iterable[str]) -> str:
    """A short mark of the words that a page showed, by which a later one can tell whether they are still there."""
    return hashlib.sha256("\n\x1f\n".join(words).encode()).hexdigest()[:16]


def stale_problem(seen: str, now: str) -> str:
    """Nobody writes over words that they have not seen; "" where they saw them, or no page asked."""
    if not seen or seen == now:
        return ""
    return gettext(
        "Somebody saved other words since you opened this page. Read them on the page of this version first. "
        "If you save again, yours take their place."
    )


def next_review(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, 28)


@dataclass(frozen=True, slots=True)
class Bound:
    """One line of whom a policy binds: a unit, a rank, or everybody sworn (empty parts narrow nothing)."""

    unit: int | None = None
    rank: str = ""
    sworn: bool | None = None


def combines(line: Bound) -> bool:
    """Whether a line asks for several marks at once, or for those who are not sworn."""
    return sum((line.unit is not None, bool(line.rank), line.sworn is not None)) > 1 or line.sworn is False


def binds(lines: list[Bound], *, unit: int | None, rank: str, sworn: bool) -> bool:
    """Whether a policy binds this person: no line means everybody, else one line that fits in all its parts."""
    return not lines or any(
        (line.unit is None or line.unit == unit)
        and (not line.rank or line.rank == rank)
        and (line.sworn is None or line.sworn == sworn)
        for line in lines
    )


def title_in(language: str, *, english: str, spanish: str) -> str:
    """The title of a policy in the reader's language, in English where it has none in Spanish."""
    return (spanish if language.startswith("es") else "") or english
