"""What a snapshot holds, how it is read again, and what changed since the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from commonbeat.act.standards.models import SelfReview, SelfReviewShare, SelfReviewSnapshot
from commonbeat.act.standards.models.self_reviews import SelfReviewQuerySet
from commonbeat.act.standards.queries import citations
from commonbeat.act.standards.queries.self_review import lines, reflections_of, steps_of
from commonbeat.act.standards.rules.instrument import EDITION, Area
from commonbeat.act.standards.rules.self_review import Audience
from commonbeat.act.standards.rules.self_review_snapshot import Compared, compare, first_fault
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit.models import AuditEvent

FORM = 1
"""The form of the content: a later program that writes another says so."""


@dataclass(frozen=True, slots=True)
class Told:
    """One question of a snapshot, with what became of it since the one before."""

    question: Mapping[str, Any]
    compared: Compared


@dataclass(frozen=True, slots=True)
class ToldArea:
    """One area of a snapshot: its questions and what was said about it."""

    area: Area
    questions: tuple[Told, ...]
    words: str


def content_of(review: SelfReview) -> dict[str, Any]:
    """All that is signed: words, what may be seen of the answers, what was agreed, evidence, next steps. Six queries.

    Hidden answers are not in it: they are kept nowhere. The day of closing and the names are added when it is signed.
    """
    evidence: dict[str, list[dict[str, Any]]] = {}
    for item in review.evidence.filter(adopted=True).select_related("policy_version__policy", "run"):
        told: dict[str, Any] = {"kind": item.kind, "words": item.words, "address": item.address}
        if item.policy_version is not None:
            told |= {"policy": item.policy_version.policy.number, "version": item.policy_version.number}
        if item.run_id is not None:
            told |= {"run": item.run_id}
        evidence.setdefault(item.question, []).append(told)
    grades = citations.grades(review.agency, [str(one["cites"]) for one in review.questions])
    questions = [
        {
            **{name: line.question[name] for name in ("key", "area", "en", "es", "wording", "cites")},
            "grade": grades[str(line.question["cites"])],
            "agreed": line.result.agreed,
            "words": line.result.words,
            "groups": line.result.groups,
            "spread": {"low": line.spread.low, "high": line.spread.high, "groups": line.spread.compared},
            "evidence": evidence.get(line.key, []),
        }
        for line in lines(review)
    ]
    steps = [
        {
            "question": step.question,
            "title": step.title,
            "owner": step.owner.name,
            "due": step.due.isoformat(),
            "promise": step.promise.number if step.promise else None,
        }
        for step in steps_of(review)
    ]
    return {
        "form": FORM,
        "agency": review.agency.name,
        "number": review.number,
        "title": review.title,
        "synthetic": review.synthetic,
        "edition": EDITION,
        "opened_on": review.opened_on.isoformat(),
        "counted_on": review.counted_on.isoformat() if review.counted_on else "",
        "invited": review.invited,
        "finished": review.finished,
        "minimum": review.minimum,
        "questions": questions,
        "reflections": reflections_of(review),
        "steps": steps,
    }


def newest(agency: Agency) -> SelfReviewSnapshot | None:
    """The last link of the agency's chain."""
    return SelfReviewSnapshot.objects.filter(agency=agency).order_by("sequence").last()


def fault(agency: Agency) -> int | None:
    """The place of the first snapshot that does not fit the agency's chain; None where all fit."""
    rows = SelfReviewSnapshot.objects.filter(agency=agency).order_by("sequence")
    return first_fault(rows.values_list("previous", "content", "hash"))


CHAIN = "self-reviews"
"""Of what the trail tells where the whole chain is meant."""
ALTERED, WHOLE = "standards.snapshots_altered", "standards.snapshots_whole"


def altered(agency: Agency) -> AuditEvent | None:
    """The entry of the check that last found the chain altered; None where it never did, or found it whole since."""
    told = AuditEvent.objects.of(agency.pk).filter(subject_type="", subject_id=CHAIN, verb__in=(ALTERED, WHOLE)).first()
    return told if told is not None and told.verb == ALTERED else None


def _earlier(snapshot: SelfReviewSnapshot) -> QuerySet[SelfReviewSnapshot]:
    rows = SelfReviewSnapshot.objects.filter(agency_id=snapshot.agency_id, sequence__lt=snapshot.sequence)
    return rows.order_by("sequence")


def shared_alike(snapshot: SelfReviewSnapshot) -> SelfReviewQuerySet:
    """The reviews that all may read with whom this one is shared; all of the agency where it is shared with nobody."""
    rows = SelfReview.objects.filter(agency_id=snapshot.agency_id)
    for audience in snapshot.review.shares.filter(until__isnull=True).values_list("audience", flat=True):
        now = SelfReviewShare.objects.filter(audience__in=(audience, Audience.PUBLIC), until__isnull=True)
        rows = rows.filter(pk__in=now.values("review"))
    return rows


def kept_back(snapshot: SelfReviewSnapshot, readable: SelfReviewQuerySet) -> list[int]:
    """The places of the earlier snapshots that whoever reads this one may not read. One query."""
    return list(_earlier(snapshot).exclude(review__in=readable).values_list("sequence", flat=True))


def before_of(snapshot: SelfReviewSnapshot, readable: SelfReviewQuerySet) -> dict[str, Mapping[str, Any]]:
    """Each question as it was last agreed in an earlier snapshot, by key: a part-review does not hide an older one.

    What was agreed last in a review that is not theirs to read is not told, and nothing older is called the last time.
    """
    kept = set(kept_back(snapshot, readable))
    found: dict[str, Mapping[str, Any]] = {}
    for row in _earlier(snapshot):
        asked = {str(one["key"]): one for one in row.told["questions"]}
        if row.sequence in kept:
            found = {key: one for key, one in found.items() if key not in asked}
        else:
            found |= asked
    return found


def told_of(snapshot: SelfReviewSnapshot, readable: SelfReviewQuerySet) -> list[ToldArea]:
    """The snapshot area by area, each question compared with when it was asked before. Two queries.

    `readable`: the reviews that whoever reads this may read too.
    """
    content, before = snapshot.told, before_of(snapshot, readable)
    found = []
    for area in Area:
        questions = tuple(
            Told(one, compare(one, before.get(str(one["key"])))) for one in content["questions"] if one["area"] == area
        )
        if questions:
            found.append(ToldArea(area, questions, str(content["reflections"].get(area.value, ""))))
    return found
