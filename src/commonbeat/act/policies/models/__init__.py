"""Policies with their versions, and all that hangs on a version."""

from commonbeat.act.policies.models.attestations import (
    Attestation,
    AttestationQuerySet,
    AttestationRound,
    Leave,
    QuizItem,
)
from commonbeat.act.policies.models.conduct import ActionKind, CorrectiveAction, DeviationRecord
from commonbeat.act.policies.models.consultations import ConsultationComment, ConsultationTheme, PolicyConsultation
from commonbeat.act.policies.models.demands import LegalRequirement, RequiredPolicy
from commonbeat.act.policies.models.interventions import InterventionEntry, InterventionReport
from commonbeat.act.policies.models.policies import (
    Policy,
    PolicyQuerySet,
    PolicyScope,
    PolicyText,
    PolicyVersion,
    PolicyVersionQuerySet,
    VersionStep,
)
from commonbeat.act.policies.models.reviews import PolicyReview

__all__ = ["Policy", "PolicyQuerySet", "PolicyVersion", "PolicyVersionQuerySet"]
__all__ += ["PolicyScope", "PolicyText", "VersionStep"]
__all__ += ["LegalRequirement", "RequiredPolicy"]
__all__ += ["ConsultationComment", "ConsultationTheme", "PolicyConsultation"]
__all__ += ["PolicyReview"]
__all__ += [
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
