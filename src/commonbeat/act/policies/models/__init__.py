"""Policies with their versions, and all that hangs on a version."""

from commonbeat.act.policies.models.attestations import (
    Attestation,
    AttestationQuerySet,
    AttestationRound,
    Leave,
    QuizItem,
)
from commonbeat.act.policies.models.policies import Policy, PolicyQuerySet, PolicyVersion, PolicyVersionQuerySet

__all__ = [
    "Attestation",
    "AttestationQuerySet",
    "AttestationRound",
    "Leave",
    "Policy",
    "PolicyQuerySet",
    "PolicyVersion",
    "PolicyVersionQuerySet",
    "QuizItem",
]
