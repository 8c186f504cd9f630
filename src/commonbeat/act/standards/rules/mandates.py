"""What a decree, a law, a mandate or a settlement demands: its life, its evidence, what those who watch it found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {
    "ComplianceRequirement": Retention.PERMANENT,
    "RequirementEvent": Retention.PERMANENT,
    "EvidenceItem": Retention.PERMANENT,
    "OutsideFinding": Retention.PERMANENT,
}

VERBS: dict[str, Words] = {
    "standards.write_requirement": _("wrote down what is demanded of the agency"),
    "standards.move_requirement": _("said where a demand stands"),
    "standards.add_evidence": _("added evidence to a demand"),
    "standards.add_finding": _("wrote down what somebody outside found about a demand"),
    "standards.show_requirement": _("decided whether the public sees a demand"),
    "standards.change_requirement": _("changed who keeps a demand, or by when"),
    "standards.reword_requirement": _("put a demand in other words"),
}


class SourceKind(TextChoices):
    """Where a demand comes from."""

    DECREE = "decree", _("Court decree")
    STATUTE = "statute", _("Law")
    MANDATE = "mandate", _("Mandate")
    SETTLEMENT = "settlement", _("Settlement")


class RequirementState(TextChoices):
    """Where a demand stands."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    WITH_ASSESSOR = "with_assessor", _("Handed in, waits for a finding")
    KEPT_UP = "kept_up", _("Found in full, must be kept up")
    ENDED = "ended", pgettext_lazy("a demand", "Ended")


class Grade(TextChoices):
    """What was found of it."""

    FULL = "full", _("Full compliance")
    PARTIAL = "partial", _("Partial compliance")
    NONE = "none", _("No compliance")
    NOT_ASSESSED = "not_assessed", _("Not assessed")


class Finder(TextChoices):
    """Who found it."""

    MONITOR = "monitor", _("Monitor")
    COURT = "court", _("Court")
    STATE = "state", _("State")


class EvidenceKind(TextChoices):
    """What shows that a demand is kept."""

    POLICY = "policy", _("A version of a policy")
    FINDING = "finding", _("A published figure")
    DATASET = "dataset", _("A published file")
    PROOF = "proof", _("A proof of a standard")
    DOCUMENT = "document", _("A document, named in words")


class Happened(TextChoices):
    """One entry of the history of a demand."""

    WRITTEN = "written", _("Written down")
    MOVED = "moved", _("Where it stands")
    EVIDENCE = "evidence", _("Evidence added")
    FOUND = "found", pgettext_lazy("a demand", "Found")
    OWNER = "owner", _("Who keeps it, by when")
    REWORDED = "reworded", _("Put in other words")
    SHOWN = "shown", _("Shown to the public")
    HIDDEN = "hidden", _("No longer shown to the public")


DETAILS = {
    "standards.source": Told(_("where it comes from"), dict(SourceKind.choices)),
    "standards.requirement_state": Told(_("it stands now"), dict(RequirementState.choices)),
    "standards.grade": Told(_("found"), dict(Grade.choices)),
    "standards.finder": Told(_("by whom"), dict(Finder.choices)),
    "standards.evidence": Told(_("evidence"), dict(EvidenceKind.choices)),
    "standards.public": Told(_("shown to the public")),
    "standards.owner": Told(_("owner, by number")),
}
SUBJECTS: dict[str, Words] = {"standards.compliancerequirement": _("demand on the agency")}

S = RequirementState
MOVES: dict[S, frozenset[S]] = {
    S.NOT_STARTED: frozenset({S.IN_PROGRESS, S.ENDED}),
    S.IN_PROGRESS: frozenset({S.WITH_ASSESSOR, S.ENDED}),
    S.WITH_ASSESSOR: frozenset({S.IN_PROGRESS, S.KEPT_UP, S.ENDED}),
    S.KEPT_UP: frozenset({S.IN_PROGRESS, S.ENDED}),
    S.ENDED: frozenset(),
}

KINDS = {
    S.NOT_STARTED: "unknown",
    S.IN_PROGRESS: "open",
    S.WITH_ASSESSOR: "reported",
    S.KEPT_UP: "verified",
    S.ENDED: "fine",
}
GRADE_KINDS = {
    Grade.FULL: "verified",
    Grade.PARTIAL: "disputed",
    Grade.NONE: "broken",
    Grade.NOT_ASSESSED: "unknown",
}


HELD = frozenset({S.KEPT_UP})
"""A demand that somebody outside found in full, and that must stay so."""
KEEPER_MOVES = frozenset({S.IN_PROGRESS, S.WITH_ASSESSOR})
"""Where its keeper may bring a demand without keeping the standards: to work on it, and to hand it in."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How a demand is written down: from which paper and paragraph, in short, and what it demands."""

    source: str
    citation: str
    paragraph: str
    title: str
    demand: str

    @property
    def line(self) -> str:
        """All but what it demands, in one line."""
        paper = (str(SourceKind(self.source).label), self.citation, self.paragraph)
        return f"{', '.join(part for part in paper if part)}: {self.title}"


def reword_problem(state: str) -> str:
    """Why a demand may not be put in other words; "" where it may. One that ended stays as it was."""
    return gettext("This demand has ended: it stays as it was.") if state == S.ENDED else ""


def is_late(state: str, due: date | None, today: date) -> bool:
    """Whether its day has passed and nobody outside has found it in full; one that ended is not late."""
    return due is not None and due < today and state not in (S.KEPT_UP, S.ENDED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the demands of one paper are: how many found in full, of how many that did not end; how many are late."""

    citation: str
    source: str
    full: int
    total: int
    late: int
    next_due: date | None


def progress_of(citation: str, source: str, rows: Iterable[tuple[str, date | None]], today: date) -> Progress:
    """Count the demands of one paper; `rows`: state and day of each. One that ended is not counted."""
    alive = [(state, due) for state, due in rows if state != S.ENDED]
    ahead = [due for state, due in alive if due and due >= today and state not in HELD]
    late = sum(is_late(state, due, today) for state, due in alive)
    full = sum(state in HELD for state, _due in alive)
    return Progress(citation, source, full, len(alive), late, min(ahead, default=None))


def after_finding(state: str, grade: str) -> str:
    """Where a demand stands after the latest finding; one that nobody handed in, or that ended, is not moved by it."""
    if state not in (S.WITH_ASSESSOR, S.KEPT_UP):
        return state
    return {Grade.FULL: S.KEPT_UP, Grade.PARTIAL: S.IN_PROGRESS, Grade.NONE: S.IN_PROGRESS}.get(Grade(grade), S(state))


def requirement_move_problem(state: str, to: str, *, words: str, grade: str, evidence: int) -> str:
    """Why a demand may not go from one state to the other, in words; "" where it may.

    `grade`: what was found last by somebody outside, "" where nothing was; `evidence`: how many items there are.
    """
    target = S(to)
    if target not in MOVES[S(state)]:
        told = {"now": S(state).label, "then": target.label}
        return gettext("This demand is: %(now)s. It cannot become: %(then)s.") % told
    if target == S.WITH_ASSESSOR and not evidence:
        return gettext("Add evidence first: there is nothing yet that anybody could look at.")
    if target == S.KEPT_UP and grade != Grade.FULL:
        return gettext("Only a monitor, a court or the state can find it in full: write their finding down first.")
    if target == S.ENDED and not words.strip():
        return gettext("Say who ended it, and by which paper.")
    return ""
