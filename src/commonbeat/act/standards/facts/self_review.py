"""What became of the next steps of a self-review: each promise as it stands today; from which gap a promise came."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonbeat.act.promises import facts as promises
from commonbeat.act.standards.models import NextStep, SelfReview
from commonbeat.act.standards.queries import self_review as queries


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise behind a next step: its number, and where it stands today as shape and words."""

    number: int
    kind: str
    word: str


def promised(review: SelfReview) -> dict[tuple[str, str, str], Promised]:
    """Every next step that is a promise by now, by question, words and first due day. One query.

    A step may have become a promise after the review was signed: the signed text knows nothing of it.
    """
    today = review.agency.day()
    found = {}
    for step in queries.steps_of(review):
        if step.promise is not None:
            row = step.promise
            told = Promised(row.number, promises.kind_of(row, today), promises.state_of(row, today))
            found[step.question, step.title, step.due.isoformat()] = told
    return found


def gap_of(step: NextStep, language: str) -> str:
    """The question whose agreed answer was the gap, as it was asked."""
    asked: Mapping[str, Any] = next(one for one in step.review.questions if one["key"] == step.question)
    return str(asked["es" if language.startswith("es") else "en"])
