"""Words and laws of policies, attestation, conduct and training; what of them is kept for how long."""

from commonbeat.act.policies.rules import training, versions
from commonbeat.act.policies.rules.versions import VersionState

RETENTION = {**versions.RETENTION}
VERBS = {**versions.VERBS}
"""How the trail tells of this app's actions."""
DETAILS = {**versions.DETAILS}
SUBJECTS = {**versions.SUBJECTS}

RETENTION |= training.RETENTION
VERBS |= training.VERBS
DETAILS |= training.DETAILS
SUBJECTS |= training.SUBJECTS

__all__ = ["DETAILS", "RETENTION", "SUBJECTS", "VERBS", "VersionState"]
