"""Words and laws of standards, mandates and self-reviews; what of them is kept for how long."""

from commonbeat.act.standards.rules import self_review
from commonbeat.act.standards.rules.self_review import SELF_REVIEW_MOVES
from commonbeat.ground.audit.rules import Told
from commonbeat.kit.words import Words

RETENTION: dict[str, str] = {}
RETENTION |= self_review.RETENTION
VERBS: dict[str, Words] = {}
VERBS |= self_review.VERBS
"""How the trail tells of this app's actions."""
DETAILS: dict[str, Told] = {}
DETAILS |= self_review.DETAILS
SUBJECTS: dict[str, Words] = {}
SUBJECTS |= self_review.SUBJECTS

__all__ = ["DETAILS", "RETENTION", "SELF_REVIEW_MOVES", "SUBJECTS", "VERBS"]
