"""Policies and all that hangs on a version: consultations, reading, conduct; courses, and who completed what."""

from commonbeat.act.policies.models.attestations import (
    Attestation,
    AttestationQuerySet,
    AttestationRound,
    Leave,
    QuizItem,
)
from commonbeat.act.policies.models.conduct import (
    ActionKind,
    CorrectiveAction,
    DeviationRecord,
)
from commonbeat.act.policies.models.consultations import (
    ConsultationComment,
    ConsultationTheme,
    PolicyConsultation,
)
from commonbeat.act.policies.models.courses import (
    Course,
    CourseQuerySet,
    CourseVersion,
    CurriculumCoverage,
    CurriculumTopic,
    CurriculumTopicQuerySet,
)
from commonbeat.act.policies.models.demands import (
    LegalRequirement,
    RequiredPolicy,
)
from commonbeat.act.policies.models.interventions import (
    InterventionEntry,
    InterventionReport,
)
from commonbeat.act.policies.models.policies import (
    Policy,
    PolicyQuerySet,
    PolicyScope,
    PolicyText,
    PolicyVersion,
    PolicyVersionQuerySet,
    VersionStep,
)
from commonbeat.act.policies.models.requirements import (
    CrisisCalls,
    TrainingRequirement,
    TrainingRequirementQuerySet,
)
from commonbeat.act.policies.models.reviews import (
    PolicyReview,
)
from commonbeat.act.policies.models.sessions import (
    Completion,
    CompletionQuerySet,
    FirstMeeting,
    MeasureResult,
    SignUp,
    TrainingSession,
)

__all__ = [
    "ActionKind",
    "Attestation",
    "AttestationQuerySet",
    "AttestationRound",
    "Completion",
    "CompletionQuerySet",
    "ConsultationComment",
    "ConsultationTheme",
    "CorrectiveAction",
    "Course",
    "CourseQuerySet",
    "CourseVersion",
    "CrisisCalls",
    "CurriculumCoverage",
    "CurriculumTopic",
    "CurriculumTopicQuerySet",
    "DeviationRecord",
    "FirstMeeting",
    "InterventionEntry",
    "InterventionReport",
    "Leave",
    "LegalRequirement",
    "MeasureResult",
    "Policy",
    "PolicyConsultation",
    "PolicyQuerySet",
    "PolicyReview",
    "PolicyScope",
    "PolicyText",
    "PolicyVersion",
    "PolicyVersionQuerySet",
    "QuizItem",
    "RequiredPolicy",
    "SignUp",
    "TrainingRequirement",
    "TrainingRequirementQuerySet",
    "TrainingSession",
    "VersionStep",
]
