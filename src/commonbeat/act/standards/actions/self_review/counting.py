"""The count: answers become groups of at least five, and whatever ties a person to an answer is destroyed.

In one transaction every finished answer is opened, counted into the groups that may be seen, and deleted with the list
of who was asked. Notes are kept without person or role, in an order drawn by lot. What would be hidden is not written
anywhere: nobody, with the whole database and all keys, can work it out again. Unfinished answers are destroyed unread.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from commonbeat.act.standards.actions.self_review import entering
from commonbeat.act.standards.models import (
    SelfReview,
    SelfReviewAnswers,
    SelfReviewEvidence,
    SelfReviewNote,
    SelfReviewRater,
    SelfReviewRecheck,
    SelfReviewResult,
)
from commonbeat.act.standards.queries.self_review import answers_of
from commonbeat.act.standards.rules.self_review import RaterKind, Rating, Stage
from commonbeat.act.standards.rules.self_review_groups import groups_of
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor


@dataclass
class _Said:
    """All that was said to one question, by whom nobody knows any more."""

    answers: list[tuple[RaterKind, Rating]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    evidence: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def end_rating(*, actor: Actor, review: SelfReview, on: date | None = None) -> SelfReview:
    """Count the answers of those who finished, and destroy every tie between a person and an answer. For good."""
    row = entering.take(actor, review, Stage.RATING)
    raters = list(SelfReviewRater.objects.filter(review=row, finished=True).prefetch_related("answers"))
    said = _gathered(raters)
    row.finished, row.counted_on = len(raters), on or row.agency.day()
    entering.move(row, Stage.REFLECTION)
    results = []
    notes: list[SelfReviewNote] = []
    evidence: list[SelfReviewEvidence] = []
    for key in row.keys:
        one = said.get(key, _Said())
        groups = groups_of(one.answers, row.minimum)
        results.append(
            SelfReviewResult(agency=row.agency, review=row, question=key, groups=[group.plain() for group in groups])
        )
        if groups:
            notes += [SelfReviewNote(agency=row.agency, review=row, question=key, words=words) for words in one.notes]
            evidence += [
                SelfReviewEvidence(agency=row.agency, review=row, question=key, kind=kind, words=words)
                for kind, words in sorted(set(one.evidence))
            ]
    SelfReviewResult.objects.bulk_create(results)
    SelfReviewNote.objects.bulk_create(_shuffled(notes))
    SelfReviewEvidence.objects.bulk_create(evidence)
    forget(row)
    details = {"review": row.number, "finished": row.finished}
    audit.record(agency=row.agency, actor=actor, verb="standards.end_rating", subject=row, details=details)
    return row


@transaction.atomic
def drop_review(*, actor: Actor, review: SelfReview) -> SelfReview:
    """Give up a review before anything is counted: answers are destroyed unread, its marks stand on the list again."""
    row = entering.take(actor, review, Stage.OPENED, Stage.RATING)
    forget(row)
    entering.move(row, Stage.DROPPED)
    SelfReviewRecheck.objects.filter(agency=row.agency, done_on=row.opened_on).update(done_on=None)
    details = {"review": row.number}
    audit.record(agency=row.agency, actor=actor, verb="standards.drop_review", subject=row, details=details)
    return row


def forget(row: SelfReview) -> tuple[int, int]:
    """Destroy the answers and the list of who was asked; returns how many of each."""
    answers = SelfReviewAnswers.objects.filter(rater__review=row).delete()[0]
    return answers, SelfReviewRater.objects.filter(review=row).delete()[0]


def _gathered(raters: Iterable[SelfReviewRater]) -> Mapping[str, _Said]:
    found: dict[str, _Said] = {}
    for rater in raters:
        for key, parts in answers_of(rater).items():
            one = found.setdefault(key, _Said())
            if parts.get("rating"):
                one.answers.append((RaterKind(rater.kind), Rating(parts["rating"])))
            if parts.get("note"):
                one.notes.append(parts["note"])
            if parts.get("evidence"):
                one.evidence.append((parts["kind"], parts["evidence"]))
    return found


def _shuffled(notes: list[SelfReviewNote]) -> list[SelfReviewNote]:
    """The notes in an order drawn by lot, so that their numbers say nothing about who wrote which."""
    secrets.SystemRandom().shuffle(notes)
    return notes
