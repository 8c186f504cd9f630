"""Words and laws of policies, attestation, conduct and training; what of them is kept for how long."""

from commonbeat.act.policies.rules import (
    attestations,
    conduct,
    consultations,
    interventions,
    reviews,
    training,
    versions,
)
from commonbeat.act.policies.rules.versions import VersionState

_SUBJECTS = (versions, consultations, reviews, attestations, conduct, interventions, training)

RETENTION = {name: kept for one in _SUBJECTS for name, kept in one.RETENTION.items()}
VERBS = {verb: words for one in _SUBJECTS for verb, words in one.VERBS.items()}
"""How the trail tells of this app's actions."""
DETAILS = {name: told for one in _SUBJECTS for name, told in one.DETAILS.items()}
SUBJECTS = {name: words for one in _SUBJECTS for name, words in one.SUBJECTS.items()}

__all__ = ["DETAILS", "RETENTION", "SUBJECTS", "VERBS", "VersionState"]
