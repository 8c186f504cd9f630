"""Reads of a self-review: one's own answers, the one screen on which roles are compared, what waits for whom."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.standards.access import self_review as reviews
from commonbeat.act.standards.models import (
    NextStep,
    SelfReview,
    SelfReviewEvidence,
    SelfReviewNote,
    SelfReviewRater,
    SelfReviewRecheck,
    SelfReviewReflection,
    SelfReviewResult,
)
from commonbeat.act.standards.rules.instrument import Area
from commonbeat.act.standards.rules.self_review import GAPS, RaterKind, Stage, kind_of
from commonbeat.act.standards.rules.self_review_groups import Group, Spread, differs, spread_of
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Membership, Staff, User
from commonbeat.ground.roles import GRANTS, Actor, Permission
from commonbeat.kit.sealing import unseal
from commonbeat.kit.tasks import Waiting
from commonbeat.measure.findings.models import Run

SEALED_FOR = "self-review answers"
"""The purpose that sealed answers are bound to."""
LEADS = frozenset(role.value for role, granted in GRANTS.items() if Permission.RUN_SELF_REVIEW in granted)
RATES = frozenset(role.value for role, granted in GRANTS.items() if Permission.RATE_SELF_REVIEW in granted)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be asked, and as what."""

    user: User
    kind: RaterKind


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one rater is: how many questions of each area they answered."""

    answered: Mapping[Area, int]
    asked: Mapping[Area, int]

    @property
    def done(self) -> int:
        return sum(self.answered.values())

    @property
    def all(self) -> int:
        return sum(self.asked.values())


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the one screen: its words, what may be seen of the answers, and how far roles differ.

    `evidence` and `notes`: how many there are.
    """

    question: Mapping[str, Any]
    result: SelfReviewResult
    groups: tuple[Group, ...]
    spread: Spread
    evidence: int
    notes: int

    @property
    def key(self) -> str:
        return str(self.question["key"])


def candidates(review: SelfReview) -> list[Candidate]:
    """Everybody with an account here who may answer and was not asked yet, by name. Three queries."""
    agency = review.agency
    roles: dict[int, set[str]] = {}
    held = Membership.objects.current().filter(agency=agency, role__in=RATES, user__is_active=True)
    for user_id, role in held.values_list("user_id", "role"):
        roles.setdefault(user_id, set()).add(role)
    staff = {
        user_id: (rank, sworn)
        for user_id, rank, sworn in Staff.objects.working()
        .filter(agency=agency, user__isnull=False)
        .values_list("user_id", "rank", "sworn")
    }
    users = User.objects.filter(pk__in=roles).exclude(
        pk__in=SelfReviewRater.objects.filter(review=review).values("user_id")
    )
    found = []
    for user in users.order_by("name", "pk"):
        rank, sworn = staff.get(user.pk, (None, False))
        found.append(Candidate(user, kind_of(rank=rank, sworn=sworn, roles=roles[user.pk])))
    return found


def leaders(agency: Agency) -> list[User]:
    """Everybody with an account here who may lead a review."""
    held = Membership.objects.current().filter(agency=agency, role__in=LEADS)
    return list(User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("pk"))


def answers_of(rater: SelfReviewRater) -> dict[str, dict[str, str]]:
    """What one rater said, by question: rating, and note and evidence where they gave some. One query."""
    found: dict[str, dict[str, str]] = {}
    for row in rater.answers.all():
        found |= json.loads(unseal(row.sealed, SEALED_FOR))
    return found


def finished_of(review: SelfReview) -> int:
    """How many of those asked have finished."""
    return review.raters.filter(finished=True).count()


def progress_of(rater: SelfReviewRater) -> Progress:
    """How far they are. One query."""
    given = answers_of(rater)
    asked = {area: [str(one["key"]) for one in rater.review.of_area(area)] for area in rater.review.areas}
    return Progress(
        answered={area: sum(bool(given.get(key, {}).get("rating")) for key in keys) for area, keys in asked.items()},
        asked={area: len(keys) for area, keys in asked.items()},
    )


def lines(review: SelfReview) -> list[Line]:
    """Every question of the review with what may be seen of its answers, in its order. Three queries."""
    results = {row.question: row for row in SelfReviewResult.objects.filter(review=review)}
    evidence = _counted(SelfReviewEvidence.objects.filter(review=review))
    notes = _counted(SelfReviewNote.objects.filter(review=review))
    found = []
    for question in review.questions:
        key = str(question["key"])
        result = results[key]
        groups = result.shown
        spread = spread_of(groups, review.minimum)
        found.append(Line(question, result, groups, spread, evidence.get(key, 0), notes.get(key, 0)))
    return found


def arranged(found: Sequence[Line], *, order: str = "", show: str = "") -> list[Line]:
    """The lines by area (as they are) or by how far roles differ; all, where they do, or what is not agreed yet."""
    chosen = list(found)
    if show == "differ":
        chosen = [line for line in found if differs(line.spread)]
    elif show == "open":
        chosen = [line for line in found if not line.result.agreed]
    if order != "spread":
        return chosen
    return sorted(chosen, key=lambda line: (-line.spread.distance, -line.spread.unknown))


def _counted(rows: QuerySet[Any]) -> dict[str, int]:
    return dict(rows.order_by().values_list("question").annotate(Count("pk")))


def line_of(review: SelfReview, key: str) -> Line | None:
    """One question of a review that was counted; None where it asks no such question."""
    return next((line for line in lines(review) if line.key == key), None)


def evidence_of(review: SelfReview, key: str) -> list[SelfReviewEvidence]:
    """What was named for one question."""
    rows = review.evidence.filter(question=key).select_related("policy_version__policy", "run")
    return list(rows)


def one_evidence(review: SelfReview, pk: int) -> SelfReviewEvidence | None:
    """One item of evidence of this review."""
    return review.evidence.filter(pk=pk).first()


def notes_of(review: SelfReview, key: str) -> list[str]:
    """What people wrote beside their answers to one question, in an order that says nothing."""
    return list(review.notes.filter(question=key).values_list("words", flat=True))


def reflections_of(review: SelfReview) -> dict[str, str]:
    """What each area made people think of."""
    return dict(SelfReviewReflection.objects.filter(review=review).values_list("area", "words"))


def steps_of(review: SelfReview) -> list[NextStep]:
    """The next steps, soonest first, each with its promise where it was made one."""
    return list(review.steps.select_related("owner", "promise"))


def one_step(review: SelfReview, pk: int) -> NextStep | None:
    """One next step of this review."""
    return review.steps.select_related("owner", "review__agency").filter(pk=pk).first()


def gaps_of(review: SelfReview) -> list[SelfReviewResult]:
    """The questions whose agreed answer is a gap."""
    return list(review.results.filter(agreed__in=GAPS))


def left_to_agree(review: SelfReview) -> int:
    """How many questions have no agreed answer yet."""
    return review.results.filter(agreed="").count()


def policy_versions(agency: Agency) -> list[PolicyVersion]:
    """The versions in force today, as evidence."""
    rows = PolicyVersion.objects.in_force(agency.day()).filter(agency=agency)
    return list(rows.select_related("policy").order_by("policy__number"))


def runs(agency: Agency) -> list[Run]:
    """The runs whose figures are published, as evidence."""
    return list(Run.objects.current().filter(agency=agency).order_by("study"))


def rechecks(agency: Agency) -> list[SelfReviewRecheck]:
    """The questions that are to be looked at again."""
    rows = SelfReviewRecheck.objects.filter(agency=agency, done_on__isnull=True).select_related("review")
    return list(rows)


def shared_with(review: SelfReview) -> set[str]:
    """The audiences with whom it is shared now."""
    return set(review.shares.filter(until__isnull=True).values_list("audience", flat=True))


_LEADS = {
    Stage.OPENED: _("Invite people, then ask them to answer"),
    Stage.RATING: _("End the answers and look at them together"),
    Stage.REFLECTION: _("Talk it over and agree, question by question"),
    Stage.NEXT_STEPS: _("Agree on next steps, then sign"),
}


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """What waits for this person: a review to answer, one to lead on, one to sign, questions to look at again."""
    found = [
        Waiting(
            title=rater.review.title,
            address="self_review_rate",
            arguments=(rater.review.number,),
            next_step=_("Answer the self-review: nobody else sees your answers"),
            due=rater.review.rate_by,
        )
        for rater in reviews.asked(actor, agency).filter(review__stage=Stage.RATING, finished=False)
    ]
    found += [line for review in reviews.led(actor, agency).under_way() if (line := _led(actor, review))]
    if actor.may(Permission.RUN_SELF_REVIEW, agency) and (marked := rechecks(agency)):
        found.append(
            Waiting(
                title=_("Questions of the self-review to look at again"),
                address="self_review_list",
                next_step=_("Open a review of these questions"),
                due=min(one.since for one in marked),
            )
        )
    return found


def _led(actor: Actor, review: SelfReview) -> Waiting | None:
    """The next step of whoever leads it, or of the chief once it waits for the second name."""
    mine, shares = review.facilitator_id == actor.pk, actor.may(Permission.SHARE_SELF_REVIEW, review.agency)
    signs = bool(review.signed_hash) and shares and not mine
    if shares and review.facilitator_id not in {user.pk for user in leaders(review.agency)}:
        return Waiting(
            title=review.title,
            address="self_review_hand_over",
            arguments=(review.number,),
            next_step=_("Nobody leads it now: hand it over"),
        )
    if not (mine or signs):
        return None
    waits = review.stage == Stage.RATING and review.agency.day() < review.rate_by
    if waits:
        return None
    return Waiting(
        title=review.title,
        address="self_review_detail",
        arguments=(review.number,),
        next_step=_("Sign it and close it") if signs else _LEADS[Stage(review.stage)],
        due=review.rate_by if review.stage == Stage.RATING else None,
    )
