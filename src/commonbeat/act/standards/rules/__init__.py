"""Words and laws of standards, mandates and self-reviews; what of them is kept for how long."""

from commonbeat.act.standards.rules import assessments, mandates, programs, proofs, transparency
from commonbeat.ground.audit.rules import Told
from commonbeat.kit.words import Words

RETENTION: dict[str, str] = {}
VERBS: dict[str, Words] = {}
"""How the trail tells of this app's actions."""
DETAILS: dict[str, Told] = {}
SUBJECTS: dict[str, Words] = {}

RETENTION |= programs.RETENTION
RETENTION |= proofs.RETENTION
RETENTION |= assessments.RETENTION
RETENTION |= mandates.RETENTION
RETENTION |= transparency.RETENTION
VERBS |= programs.VERBS
VERBS |= proofs.VERBS
VERBS |= assessments.VERBS
VERBS |= mandates.VERBS
VERBS |= transparency.VERBS
DETAILS |= programs.DETAILS
DETAILS |= proofs.DETAILS
DETAILS |= assessments.DETAILS
DETAILS |= mandates.DETAILS
DETAILS |= transparency.DETAILS
SUBJECTS |= programs.SUBJECTS
SUBJECTS |= proofs.SUBJECTS
SUBJECTS |= assessments.SUBJECTS
SUBJECTS |= mandates.SUBJECTS
SUBJECTS |= transparency.SUBJECTS
