"""Policies with their versions, and all that hangs on a version."""

from commonbeat.act.policies.models.attestations import (
    Attestation,
    AttestationQuerySet,
    AttestationRound,
    Leave,
    QuizItem,
)
from commonbeat.act.policies.models.conduct import ActionKind, CorrectiveAction, DeviationRecord
from commonbeat.act.policies.models.interventions import InterventionEntry, InterventionReport
from commonbeat.act.policies.models.policies import Policy, PolicyQuerySet, PolicyVersion, PolicyVersionQuerySet

__all__ = [
    "ActionKind",
    "Attestation",
    "AttestationQuerySet",
    "AttestationRound",
    "CorrectiveAction",
    "DeviationRecord",
    "InterventionEntry",
    "InterventionReport",
    "Leave",
    "Policy",
    "PolicyQuerySet",
    "PolicyVersion",
    "PolicyVersionQuerySet",
    "QuizItem",
]
