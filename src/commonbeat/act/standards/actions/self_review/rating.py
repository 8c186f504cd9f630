"""Answering: one area at a time, saved as one goes, finished or withdrawn by whoever answers.

None of this stands in the trail: that somebody answered, and when, would tie a person to what is counted later.
"""

import json
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.standards.models import SelfReview, SelfReviewAnswers, SelfReviewRater
from commonbeat.act.standards.queries.self_review import SEALED_FOR
from commonbeat.act.standards.rules.instrument import EvidenceKind
from commonbeat.act.standards.rules.self_review import Rating, Stage
from commonbeat.kit.sealing import seal

PARTS = {"rating": 20, "note": 500, "kind": 20, "evidence": 200}
"""What may be said to one question, and how long each part may be."""


@transaction.atomic
def save_answers(*, rater: SelfReviewRater, area: str, answers: Mapping[str, Mapping[str, str]]) -> None:
    """Keep what one rater says to one area, sealed, in place of what they said before; not finished any more.

    `answers`: by question a rating, perhaps a note, perhaps a kind of evidence with its words.
    """
    row = _open(rater)
    asked = {str(one["key"]) for one in row.review.of_area(area)}
    if not asked or set(answers) - asked:
        raise ValidationError(_("Open the page again: these questions are not asked here."))
    kept = {key: clean for key, parts in answers.items() if (clean := _clean(parts))}
    sealed = seal(json.dumps(kept, ensure_ascii=False), SEALED_FOR)
    SelfReviewAnswers.objects.update_or_create(rater=row, area=area, defaults={"sealed": sealed, "agency": row.agency})
    _mark(row, finished=False)


def _clean(parts: Mapping[str, str]) -> dict[str, str]:
    """What was given, without white space around it and within its length; ValidationError for unknown answers."""
    found = {name: parts.get(name, "").strip()[:length] for name, length in PARTS.items()}
    found = {name: words for name, words in found.items() if words}
    if found.get("rating", Rating.DONT_KNOW) not in Rating.values:
        raise ValidationError(_("Choose one of the answers in the list."))
    if "evidence" not in found:
        found.pop("kind", None)
    elif found.setdefault("kind", EvidenceKind.DOCUMENT.value) not in EvidenceKind.values:
        raise ValidationError(_("Choose one of the answers in the list."))
    return found


@transaction.atomic
def finish(*, rater: SelfReviewRater) -> None:
    """They are done: only answers of those who finished are counted. They can go on changing them until then."""
    row = _open(rater)
    if not row.answers.exists():
        raise ValidationError(_("Answer at least one area first, or withdraw."))
    _mark(row, finished=True)


@transaction.atomic
def withdraw(*, rater: SelfReviewRater) -> None:
    """Destroy all that they said; they may begin again until the answers are counted."""
    row = _open(rater)
    row.answers.all().delete()
    _mark(row, finished=False)


def _open(rater: SelfReviewRater) -> SelfReviewRater:
    """Their part, as long as answers are taken; holds off the count until it is written."""
    review = SelfReview.objects.select_for_update().get(pk=rater.review_id)
    row = SelfReviewRater.objects.select_related("agency").filter(pk=rater.pk).first()
    if row is None or review.stage != Stage.RATING:
        raise ValidationError(_("Answers are not taken now."))
    row.review = review
    return row


def _mark(row: SelfReviewRater, *, finished: bool) -> None:
    row.finished = finished
    row.save(update_fields=["finished"])
