"""The questions of the self-review, area by area: our own words, each with the resource that it rests on."""

import hashlib
from collections.abc import Mapping

from commonbeat.act.standards.rules.instrument import (
    community,
    complaints,
    fairness,
    force,
    leadership,
    listening,
    training,
    transparency,
)
from commonbeat.act.standards.rules.instrument.cited import BY_SLUG, CITED, Cited
from commonbeat.act.standards.rules.instrument.question import Area, EvidenceKind, Question

INSTRUMENT: Mapping[Area, tuple[Question, ...]] = {
    Area.LISTENING: listening.QUESTIONS,
    Area.TRANSPARENCY: transparency.QUESTIONS,
    Area.COMPLAINTS: complaints.QUESTIONS,
    Area.FORCE: force.QUESTIONS,
    Area.FAIRNESS: fairness.QUESTIONS,
    Area.COMMUNITY: community.QUESTIONS,
    Area.TRAINING: training.QUESTIONS,
    Area.LEADERSHIP: leadership.QUESTIONS,
}
QUESTIONS: Mapping[str, Question] = {one.key: one for questions in INSTRUMENT.values() for one in questions}
AREA_OF: Mapping[str, Area] = {one.key: area for area, questions in INSTRUMENT.items() for one in questions}
EDITION = hashlib.sha256("\n".join(one.wording for one in QUESTIONS.values()).encode()).hexdigest()[:12]
"""A short mark of all the questions together, in their order."""


def frozen(keys: frozenset[str] = frozenset()) -> list[dict[str, object]]:
    """The questions as a review keeps them from its first day on: all, or those of these keys."""
    return [
        {
            "key": one.key,
            "area": area.value,
            "en": one.en,
            "es": one.es,
            "wording": one.wording,
            "cites": one.cites,
            "shows": [kind.value for kind in one.shows],
        }
        for area, questions in INSTRUMENT.items()
        for one in questions
        if not keys or one.key in keys
    ]


__all__ = [
    "AREA_OF",
    "BY_SLUG",
    "CITED",
    "EDITION",
    "INSTRUMENT",
    "QUESTIONS",
    "Area",
    "Cited",
    "EvidenceKind",
    "Question",
    "frozen",
]
