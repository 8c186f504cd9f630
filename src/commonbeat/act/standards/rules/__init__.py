"""Words and laws of standards, mandates and self-reviews; what of them is kept for how long."""

from commonbeat.act.standards.rules import assessments, mandates, programs, proofs, self_review, transparency
from commonbeat.act.standards.rules.self_review import SELF_REVIEW_MOVES

_SUBJECTS = (programs, proofs, assessments, mandates, transparency, self_review)

RETENTION = {name: kept for one in _SUBJECTS for name, kept in one.RETENTION.items()}
VERBS = {verb: words for one in _SUBJECTS for verb, words in one.VERBS.items()}
"""How the trail tells of this app's actions."""
DETAILS = {name: told for one in _SUBJECTS for name, told in one.DETAILS.items()}
SUBJECTS = {name: words for one in _SUBJECTS for name, words in one.SUBJECTS.items()}

__all__ = ["DETAILS", "RETENTION", "SELF_REVIEW_MOVES", "SUBJECTS", "VERBS"]
