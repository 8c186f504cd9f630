"""Words and laws of policies, attestation, conduct and training; what of them is kept for how long."""

from commonbeat.act.policies.rules import consultations, reviews, versions
from commonbeat.act.policies.rules.versions import VersionState

RETENTION = {**versions.RETENTION}
RETENTION |= consultations.RETENTION
RETENTION |= reviews.RETENTION
VERBS = {**versions.VERBS}
VERBS |= consultations.VERBS
VERBS |= reviews.VERBS
"""How the trail tells of this app's actions."""
DETAILS = {**versions.DETAILS}
DETAILS |= consultations.DETAILS
DETAILS |= reviews.DETAILS
SUBJECTS = {**versions.SUBJECTS}
SUBJECTS |= consultations.SUBJECTS
SUBJECTS |= reviews.SUBJECTS

VERSION_MOVES = versions.MOVES

__all__ = ["DETAILS", "RETENTION", "SUBJECTS", "VERBS", "VersionState"]
__all__ += ["VERSION_MOVES"]
