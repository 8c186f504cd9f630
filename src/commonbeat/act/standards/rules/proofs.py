"""The life of a proof: asked for, handed in, checked by somebody else, and out of date by age; and what a gap is."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words, day

RETENTION = {"Proof": Retention.PERMANENT}

VERBS: dict[str, Words] = {
    "standards.ask_proof": _("asked for a proof"),
    "standards.give_proof": _("handed in a proof"),
    "standards.verify_proof": _("checked a proof and found that it holds"),
    "standards.reject_proof": _("checked a proof and sent it back"),
    "standards.turn_proof": _("asked somebody else for a proof"),
    "standards.age_proof": _("marked a proof as out of date"),
    "standards.remind_proof": _("reminded somebody of a proof that is asked for"),
}


class ProofState(TextChoices):
    """Where a proof stands (reference/model.md)."""

    REQUESTED = "requested", _("Asked for")
    SUBMITTED = "submitted", _("Handed in, waits to be checked")
    VERIFIED = "verified", _("Checked, it holds")
    REJECTED = "rejected", _("Sent back")
    STALE = "stale", _("Out of date")


class ProofKind(TextChoices):
    """What proves it."""

    FILE = "file", _("A file")
    POLICY = "policy", _("A version of a policy")
    FINDING = "finding", _("A published figure")
    RECORD = "record", _("A record, named in words")


DETAILS = {
    "standards.proof_state": Told(_("the proof stands now"), dict(ProofState.choices)),
    "standards.proof": Told(_("what proves it"), dict(ProofKind.choices)),
    "standards.asked": Told(_("who was asked, by number")),
    "standards.due": Told(_("due")),
    "standards.file": Told(_("file")),
}
SUBJECTS: dict[str, Words] = {"standards.proof": _("proof")}

MOVES: dict[ProofState, frozenset[ProofState]] = {
    ProofState.REQUESTED: frozenset({ProofState.SUBMITTED}),
    ProofState.SUBMITTED: frozenset({ProofState.VERIFIED, ProofState.REJECTED}),
    ProofState.REJECTED: frozenset({ProofState.SUBMITTED}),
    ProofState.VERIFIED: frozenset({ProofState.STALE}),
    ProofState.STALE: frozenset(),
}
"""A proof that is out of date stays as it is; a new one is asked for beside it."""

WANTED = frozenset({ProofState.REQUESTED, ProofState.REJECTED})
"""Whoever was asked still has to hand it in."""

KINDS = {
    ProofState.REQUESTED: "open",
    ProofState.SUBMITTED: "reported",
    ProofState.VERIFIED: "verified",
    ProofState.REJECTED: "disputed",
    ProofState.STALE: "raised",
}


def proof_move_problem(state: str, to: str) -> str:
    """Why a proof may not go from one state to the other, in words; "" where it may."""
    if ProofState(to) in MOVES[ProofState(state)]:
        return ""
    told = {"now": ProofState(state).label, "then": ProofState(to).label}
    return gettext("This proof is: %(now)s. It cannot become: %(then)s.") % told


def checker_problem(makers: Collection[int | None], checker: int | None) -> str:
    """Nobody checks what they made: not who handed it in, not who was asked for it; the machine checks for nobody."""
    if checker is None:
        return gettext("A proof is checked by a person who has an account here.")
    if checker in makers:
        return gettext("You made this proof yourself: somebody else must check it.")
    return ""


def period_problem(first: date, last: date, today: date) -> str:
    """Why a proof cannot cover these days."""
    if last < first:
        return gettext("The last day that it covers comes after the first.")
    if last > today:
        return gettext("It cannot cover days that are still to come.")
    return ""


def good_until(covers_to: date, days: int) -> date:
    """The last day on which a proof is not out of date: so many days after the last one that it covers."""
    return covers_to + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Held:
    """A proof as far as gaps need it; `part` is the bullet that it proves, None for a standard without bullets."""

    part: int | None
    state: str
    covers_to: date | None = None
    due: date | None = None


class Why(TextChoices):
    """Why a part of a standard has a gap; the nearest to being closed first."""

    TO_CHECK = "to_check", _("A proof was handed in and waits to be checked.")
    LATE = "late", _("A proof was asked for and has not come.")
    ASKED = "asked", _("A proof was asked for; its day has not come yet.")
    SENT_BACK = "sent_back", _("The proof was checked and sent back.")
    STALE = "stale", _("The proof is out of date.")
    NEVER = "never", _("No proof was ever asked for.")


class Stand(TextChoices):
    """How one part of a standard stands, for counting and drawing."""

    PROVEN = "proven", pgettext_lazy("a part of a standard", "Proven")
    TO_CHECK = "to_check", pgettext_lazy("a part of a standard", "Waits to be checked")
    SENT_BACK = "sent_back", pgettext_lazy("a part of a standard", "Sent back")
    WAIVED = "waived", pgettext_lazy("a part of a standard", "Waived")
    STALE = "stale", pgettext_lazy("a part of a standard", "Out of date")
    MISSING = "missing", pgettext_lazy("a part of a standard", "No proof yet")


STANDS = {Why.TO_CHECK: Stand.TO_CHECK, Why.SENT_BACK: Stand.SENT_BACK, Why.STALE: Stand.STALE}
"""What a gap counts as; a proof that was only asked for is none yet, or the one before it that is out of date."""
STAND_KINDS = {
    Stand.PROVEN: "verified",
    Stand.TO_CHECK: "reported",
    Stand.SENT_BACK: "disputed",
    Stand.WAIVED: "moved",
    Stand.STALE: "raised",
    Stand.MISSING: "unknown",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One part of a standard without a current checked proof, and why; `since` is the day that tells how long.

    `old`: the last day that an earlier proof covered, which was checked and is out of date.
    """

    part: int | None
    why: Why
    since: date | None = None
    old: date | None = None

    def said(self, today: date) -> str:
        """Why, in words, with the day where one is known, and what an earlier proof covered."""
        before = gettext("The one before covered days up to %(day)s.") % {"day": day(self.old)} if self.old else ""
        return f"{self._said(today)} {before if self.why is not Why.STALE else ''}".strip()

    def _said(self, today: date) -> str:
        if self.why is Why.LATE and self.since:
            days = (today - self.since).days
            late = ngettext("It is %(days)s day late.", "It is %(days)s days late.", days) % {"days": days}
            return f"{self.why.label} {late}"
        if self.since is None:
            return str(self.why.label)
        told = gettext("It covers days up to %(day)s.") if self.why is Why.STALE else gettext("It is due on %(day)s.")
        return f"{self.why.label} {told % {'day': day(self.since)}}"


def stand_of(gap: Gap | None, *, waived: bool) -> Stand:
    """How a part stands: waived with its standard, proven where it has no gap, else by the reason of its gap."""
    if waived:
        return Stand.WAIVED
    if gap is None:
        return Stand.PROVEN
    return STANDS.get(gap.why, Stand.STALE if gap.old else Stand.MISSING)


def is_current(held: Held, days: int, today: date) -> bool:
    """Whether it is checked, found to hold, and not out of date on that day."""
    return (
        held.state == ProofState.VERIFIED and held.covers_to is not None and today <= good_until(held.covers_to, days)
    )


def gaps_of(parts: Sequence[int], proofs: Iterable[Held], days: int, today: date) -> list[Gap]:
    """Every part without a current verified proof, in order; a standard without bullets is one part, None."""
    wanted: Sequence[int | None] = parts or (None,)
    of: dict[int | None, list[Held]] = {part: [] for part in wanted}
    for held in proofs:
        if held.part in of:
            of[held.part].append(held)
    return [_why(part, of[part], today) for part in wanted if not any(is_current(one, days, today) for one in of[part])]


def _why(part: int | None, proofs: Sequence[Held], today: date) -> Gap:
    """The best that can be said of a part that has no current proof."""
    states = {one.state for one in proofs}
    held = (one.covers_to for one in proofs if one.covers_to and one.state in (ProofState.VERIFIED, ProofState.STALE))
    old = max(held, default=None)
    if ProofState.SUBMITTED in states:
        return Gap(part, Why.TO_CHECK, old=old)
    if ProofState.REQUESTED in states:
        due = min((one.due for one in proofs if one.state == ProofState.REQUESTED and one.due), default=None)
        return Gap(part, Why.LATE if due and due < today else Why.ASKED, due, old)
    if ProofState.REJECTED in states:
        return Gap(part, Why.SENT_BACK, old=old)
    return Gap(part, Why.STALE, old, old) if old else Gap(part, Why.NEVER)


def reminder_due(state: str, due: date, reminded_on: date | None, today: date, days: int) -> bool:
    """Whether who was asked is reminded today: once when the day is near, once when it has passed."""
    if ProofState(state) not in WANTED:
        return False
    if today > due:
        return reminded_on is None or reminded_on <= due
    return reminded_on is None and (due - today).days <= days
