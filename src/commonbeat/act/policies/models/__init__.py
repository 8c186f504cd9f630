"""Policies with their versions, and all that hangs on a version; courses, requirements and who completed what."""

from commonbeat.act.policies.models.courses import (
    Course,
    CourseQuerySet,
    CourseVersion,
    CurriculumCoverage,
    CurriculumTopic,
    CurriculumTopicQuerySet,
)
from commonbeat.act.policies.models.policies import Policy, PolicyQuerySet, PolicyVersion, PolicyVersionQuerySet
from commonbeat.act.policies.models.requirements import CrisisCalls, TrainingRequirement, TrainingRequirementQuerySet
from commonbeat.act.policies.models.sessions import (
    Completion,
    CompletionQuerySet,
    FirstMeeting,
    MeasureResult,
    SignUp,
    TrainingSession,
)

__all__ = ["Policy", "PolicyQuerySet", "PolicyVersion", "PolicyVersionQuerySet"]
__all__ += ["Course", "CourseQuerySet", "CourseVersion"]
__all__ += ["CurriculumCoverage", "CurriculumTopic", "CurriculumTopicQuerySet"]
__all__ += ["CrisisCalls", "TrainingRequirement", "TrainingRequirementQuerySet"]
__all__ += ["Completion", "CompletionQuerySet", "FirstMeeting", "MeasureResult", "SignUp", "TrainingSession"]
