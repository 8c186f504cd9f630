"""The words of a self-review: ratings, who rates, where a review stands, with whom it may be shared, what is kept."""

from collections.abc import Collection
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.ground.people.rules import Rank
from commonbeat.ground.roles import GRANTS, Permission, Role
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words


class Rating(TextChoices):
    """How far something is in place; there is no right or wrong one, and they are never added up."""

    NOT_IN_PLACE = "not_in_place", _("Not in place")
    INFORMAL = "informal", _("Informal")
    WRITTEN = "written", _("Written")
    PRACTICED = "practiced", _("Practiced")
    REVIEWED = "reviewed", _("Reviewed, with results")
    DONT_KNOW = "dont_know", _("I do not know")
    NOT_APPLICABLE = "not_applicable", _("Does not apply here")


LEVELS: tuple[Rating, ...] = (
    Rating.NOT_IN_PLACE,
    Rating.INFORMAL,
    Rating.WRITTEN,
    Rating.PRACTICED,
    Rating.REVIEWED,
)
"""The ratings that stand in an order, lowest first; "I do not know" and "does not apply" are counted apart."""
GAPS = (Rating.NOT_IN_PLACE, Rating.INFORMAL)
"""Agreed ratings from which a next step follows, and which are looked at again first."""


class RaterKind(TextChoices):
    """In which role somebody answers; fixed on the day they are invited."""

    OFFICER = "officer", _("Officers")
    SUPERVISOR = "supervisor", _("Supervisors")
    COMMAND = "command", _("Command")
    CIVILIAN = "civilian", _("Civilian staff")
    PARTNER = "partner", _("Community partners")


_BY_RANK = {
    Rank.CIVILIAN: RaterKind.CIVILIAN,
    Rank.OFFICER: RaterKind.OFFICER,
    Rank.SERGEANT: RaterKind.SUPERVISOR,
    Rank.LIEUTENANT: RaterKind.SUPERVISOR,
    Rank.COMMANDER: RaterKind.COMMAND,
    Rank.CHIEF: RaterKind.COMMAND,
}
_OUTSIDE = frozenset({Role.PARTNER, Role.BOARD_MEMBER})


def kind_of(*, rank: str | None, sworn: bool, roles: Collection[str]) -> RaterKind:
    """As what somebody rates: by rank where they are on the sworn staff; partners and board as partners."""
    if rank is not None and sworn:
        return _BY_RANK[Rank(rank)]
    if rank is None and _OUTSIDE & {Role(role) for role in roles}:
        return RaterKind.PARTNER
    return RaterKind.CIVILIAN


class Stage(TextChoices):
    """Where a review stands."""

    OPENED = "opened", _("Opened: people are invited")
    RATING = "rating", _("Being answered")
    REFLECTION = "reflection", _("Being talked over")
    NEXT_STEPS = "next_steps", _("Next steps are agreed")
    CLOSED = "closed", _("Closed and signed")
    DROPPED = "dropped", _("Given up")


SELF_REVIEW_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.OPENED: frozenset({Stage.RATING, Stage.DROPPED}),
    Stage.RATING: frozenset({Stage.REFLECTION, Stage.DROPPED}),
    Stage.REFLECTION: frozenset({Stage.NEXT_STEPS, Stage.DROPPED}),
    Stage.NEXT_STEPS: frozenset({Stage.REFLECTION, Stage.CLOSED, Stage.DROPPED}),
    Stage.CLOSED: frozenset(),
    Stage.DROPPED: frozenset(),
}
"""Answering never begins again once counts were seen: whoever came later could be told by subtraction."""
OVER = (Stage.CLOSED, Stage.DROPPED)
"""Where nothing more happens; the next review may be opened."""


def may_move(now: str, to: str) -> bool:
    """Whether a review may go from where it stands to there."""
    return Stage(to) in SELF_REVIEW_MOVES[Stage(now)]


class Audience(TextChoices):
    """With whom the chief may share a review, each by itself."""

    COMMAND = "command", _("Command")
    STAFF = "staff", _("All staff")
    BOARD = "board", _("The oversight board")
    PARTNERS = "partners", _("Community partners")
    PUBLIC = "public", _("The public")


_AUDIENCES = {
    Role.CHIEF: Audience.COMMAND,
    Role.COMMANDER: Audience.COMMAND,
    Role.BOARD_MEMBER: Audience.BOARD,
    Role.INDEPENDENT_REVIEWER: Audience.BOARD,
    Role.PARTNER: Audience.PARTNERS,
}


def audiences_of(roles: Collection[str]) -> frozenset[Audience]:
    """Every audience to which somebody with these roles belongs; everybody belongs to the public."""
    held = {Role(role) for role in roles}
    found = {_AUDIENCES[role] for role in held if role in _AUDIENCES}
    found |= {Audience.STAFF for role in held if Permission.GIVE_PROOF in GRANTS[role]}
    return frozenset({*found, Audience.PUBLIC})


class RecheckReason(TextChoices):
    """Why a question is to be looked at again."""

    YEAR = "year", _("The last review is old")
    GAP = "gap", _("It was a gap")
    POLICY = "policy", _("A policy that was named as evidence has a new version")


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the month's last day where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    for back in range(4):
        try:
            return date(day.year + year, month + 1, day.day - back)
        except ValueError:
            continue
    raise ValueError(f"{day} has no day {months} months later")  # pragma: no cover


def period_problem(rate_by: date, today: date) -> Words:
    """Why answers cannot be asked for by that day; "" where they can."""
    return _("Choose a day that lies ahead: people need time to answer.") if rate_by <= today else ""


RETENTION = {
    "SelfReview": Retention.PERMANENT,
    "SelfReviewRater": Retention.OPERATIONAL,
    "SelfReviewAnswers": Retention.OPERATIONAL,
    "SelfReviewResult": Retention.PERMANENT,
    "SelfReviewNote": Retention.OPERATIONAL,
    "SelfReviewReflection": Retention.PERMANENT,
    "SelfReviewEvidence": Retention.PERMANENT,
    "NextStep": Retention.PERMANENT,
    "SelfReviewShare": Retention.PERMANENT,
    "SelfReviewSnapshot": Retention.PERMANENT,
    "SelfReviewPaper": Retention.PERMANENT,
    "SelfReviewRecheck": Retention.PERMANENT,
}
VERBS = {
    "standards.open_review": _("opened a self-review"),
    "standards.invite_raters": _("invited people to a self-review"),
    "standards.start_rating": _("asked people to answer a self-review"),
    "standards.end_rating": _("ended the answers to a self-review, and counted them"),
    "standards.agree": _("wrote down agreed answers of a self-review"),
    "standards.reflect": _("wrote down what a self-review made us think of"),
    "standards.add_evidence": _("added evidence to a self-review"),
    "standards.adopt_evidence": _("took up evidence that somebody named in a self-review"),
    "standards.remove_evidence": _("took evidence out of a self-review"),
    "standards.plan_steps": _("went on to the next steps of a self-review"),
    "standards.back_to_talk": _("went back to talking over a self-review"),
    "standards.add_step": _("added a next step to a self-review"),
    "standards.promise_step": _("made a next step a promise"),
    "standards.sign_review": _("signed a self-review"),
    "standards.close_review": _("signed and closed a self-review"),
    "standards.hand_over_review": _("handed a self-review over to somebody else"),
    "standards.abandon_review": _("gave a self-review up"),
    "standards.snapshots_altered": _("found that a signed self-review had been altered"),
    "standards.snapshots_whole": _("found all signed self-reviews whole again"),
    "standards.make_paper": _("made the PDF of a self-review"),
    "standards.share_review": _("shared a self-review"),
    "standards.unshare_review": _("stopped sharing a self-review"),
    "standards.mark_again": _("marked questions of a self-review to be looked at again"),
}
"""How the trail tells of these actions; that somebody saved, finished or withdrew answers is nobody's business."""
DETAILS = {
    "standards.review": Told(_("self-review")),
    "standards.questions": Told(_("questions")),
    "standards.question": Told(_("question")),
    "standards.invited": Told(_("people invited")),
    "standards.finished": Told(_("people who finished")),
    "standards.rate_by": Told(_("answers by")),
    "standards.area": Told(_("area")),
    "standards.evidence": Told(_("evidence")),
    "standards.promise": Told(_("promise")),
    "standards.content": Told(_("fingerprint of what was signed (SHA-256)")),
    "standards.language": Told(_("language"), {"en": "English", "es": "Español"}),
    "standards.facilitator": Told(_("led by")),
    "standards.chief": Told(_("signed for the agency by")),
    "standards.snapshot": Told(_("from snapshot")),
    "standards.audience": Told(_("with whom"), dict(Audience.choices)),
    "standards.reason": Told(_("why"), dict(RecheckReason.choices)),
}
SUBJECTS = {
    "standards.selfreview": _("self-review"),
    "standards.nextstep": _("next step"),
    "standards.selfreviewsnapshot": _("snapshot of a self-review"),
}
