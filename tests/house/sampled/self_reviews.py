"""Self-reviews: being answered, talked over, planned, closed and shared."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from commonbeat.act.standards.exports.self_review import MADE_WITH
from commonbeat.act.standards.models import (
    NextStep,
    SelfReview,
    SelfReviewEvidence,
    SelfReviewPaper,
    SelfReviewRater,
    SelfReviewReflection,
    SelfReviewResult,
    SelfReviewShare,
    SelfReviewSnapshot,
)
from commonbeat.act.standards.queries.self_review_snapshot import content_of
from commonbeat.act.standards.rules.instrument import Area, frozen
from commonbeat.act.standards.rules.self_review_snapshot import canonical, hash_of
from commonbeat.ground.agency.queries import media_folder
from commonbeat.ground.people.models import Staff, User
from commonbeat.kit.uploads import receive

DAY = date(2026, 6, 1)
GROUPS = [
    {"kinds": ["officer"], "counts": {"not_in_place": 2, "informal": 9, "practiced": 1, "dont_know": 3}},
    {"kinds": ["supervisor", "command"], "counts": {"written": 4, "practiced": 2}},
    {"kinds": ["civilian"], "counts": {"informal": 3, "written": 2, "not_applicable": 1}},
    {"kinds": ["partner"], "counts": {"informal": 4, "written": 3}},
]


def _review(agency, stage: str = "reflection") -> SelfReview:
    """A self-review whose answers are counted and seen by each role, with a gap, words, and what shows it."""
    leader, _made = User.objects.get_or_create(email=f"leader@{agency.slug}.example", defaults={"name": "Lee Marsh"})
    row = SelfReview.objects.create(
        agency=agency,
        number=SelfReview.objects.filter(agency=agency).count() + 1,
        title="Self-review",
        stage=stage,
        opened_on=DAY,
        rate_by=DAY,
        counted_on=DAY,
        closed_on=DAY if stage == "closed" else None,
        facilitator=leader,
        questions=frozen(),
        invited=40,
        finished=31,
    )
    agreed = ["informal", *["practiced"] * (len(row.questions) - 1)]
    SelfReviewResult.objects.bulk_create(
        SelfReviewResult(
            agency=agency, review=row, question=key, agreed=rating, groups=GROUPS, words="We took the lower answer."
        )
        for key, rating in zip(row.keys, agreed, strict=True)
    )
    for area in Area:
        SelfReviewReflection.objects.create(agency=agency, review=row, area=area, words="Partners did not know it.")
        key = next(one["key"] for one in row.questions if one["area"] == area)
        SelfReviewEvidence.objects.create(
            agency=agency, review=row, question=key, kind="record", words="Minutes of the meeting in May", adopted=True
        )
    return row


def _reviewed(agency, stage: str = "reflection") -> dict[str, object]:
    return {"number": _review(agency, stage).number}


def _evidence(agency) -> dict[str, object]:
    row = _review(agency)
    item = SelfReviewEvidence.objects.create(
        agency=agency, review=row, question=row.keys[0], kind="record", words="Minutes of the meeting in May"
    )
    return {"number": row.number, "pk": item.pk}


def _step(agency) -> dict[str, object]:
    row = _review(agency, "next_steps")
    owner = Staff.objects.get_or_create(agency=agency, name="Stella Step", badge="SS-1")[0]
    due = agency.day() + timedelta(days=9)
    step = NextStep.objects.create(
        agency=agency, review=row, question=row.keys[0], title="Ask after every stop", owner=owner, due=due
    )
    return {"number": row.number, "pk": step.pk}


def _snapshot(agency) -> dict[str, object]:
    """Closed, signed and shared with everybody."""
    row = _review(agency, "closed")
    name = {"name": "Lee Marsh", "on": DAY.isoformat()}
    signed = {"closed_on": DAY.isoformat(), "signed": {"facilitator": name, "chief": name}}
    text = canonical({**content_of(row), **signed})
    digest = hash_of(f"{agency.slug} {row.number}", text)
    SelfReviewSnapshot.objects.create(
        agency=agency,
        review=row,
        sequence=SelfReviewSnapshot.objects.filter(agency=agency).count() + 1,
        content=text,
        hash=digest,
    )
    SelfReviewShare.objects.create(agency=agency, review=row, audience="public", since=timezone.now())
    return {"number": row.number}


def _printed(agency) -> dict[str, object]:
    """The same, with a PDF in its place."""
    told = _snapshot(agency)
    stored = receive([b"%PDF-1.7 a sample"], media_folder(), "self-reviews")
    SelfReviewPaper.objects.create(
        agency=agency,
        snapshot=SelfReviewSnapshot.objects.get(agency=agency, review__number=told["number"]),
        language="en",
        made_with=MADE_WITH,
        stored=stored.name,
        sha256=stored.sha256,
        size=stored.size,
    )
    return {**told, "language": "en"}


def _asked(agency) -> dict[str, object]:
    """Being answered by somebody."""
    row = _review(agency, "rating")
    SelfReviewRater.objects.create(agency=agency, review=row, user=row.facilitator, kind="partner")
    return {"number": row.number}


SAMPLES: dict[str, Callable] = {
    **dict.fromkeys(
        (
            "self_review_abandon",
            "self_review_back",
            "self_review_close",
            "self_review_detail",
            "self_review_end",
            "self_review_hand_over",
            "self_review_invite",
            "self_review_plan",
            "self_review_reconcile",
            "self_review_share",
            "self_review_share_set",
            "self_review_sign",
            "self_review_start",
            "self_review_steps",
        ),
        _reviewed,
    ),
    "self_review_evidence_adopt": _evidence,
    "self_review_evidence_remove": _evidence,
    "self_review_promise": _step,
    "self_review_question": lambda agency: {**_reviewed(agency), "key": "contact_survey"},
    "self_review_reflect": lambda agency: {**_reviewed(agency), "area": "force"},
    **dict.fromkeys(("self_review_finish", "self_review_rate", "self_review_withdraw"), _asked),
    "self_review_rate_area": lambda agency: {**_asked(agency), "area": "force"},
    **dict.fromkeys(
        (
            "self_review_file",
            "self_review_paper",
            "self_review_public",
            "self_review_public_file",
            "self_review_snapshot",
        ),
        _snapshot,
    ),
    **dict.fromkeys(("self_review_pdf", "self_review_public_pdf"), _printed),
    **dict.fromkeys(
        ("self_review_public_area", "self_review_snapshot_area"), lambda agency: {**_snapshot(agency), "area": "force"}
    ),
}


def _becomes_asked(agency, somebody) -> None:
    """Somebody is asked to answer the self-review."""
    SelfReviewRater.objects.filter(agency=agency).update(user=somebody)


THEIR_OWN: dict[str, Callable] = dict.fromkeys(
    ("self_review_finish", "self_review_rate", "self_review_rate_area", "self_review_withdraw"), _becomes_asked
)
