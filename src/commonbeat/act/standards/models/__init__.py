"""Standards with their proofs, mandates, self-reviews."""

from commonbeat.act.standards.models.assessments import (
    Assessment,
    AssessmentMark,
    Award,
    CommentAnswer,
    PublicComment,
)
from commonbeat.act.standards.models.mandates import (
    ComplianceRequirement,
    EvidenceItem,
    OutsideFinding,
    RequirementEvent,
)
from commonbeat.act.standards.models.programs import (
    Bullet,
    Chapter,
    Program,
    Standard,
    StandardLink,
    StandardSet,
)
from commonbeat.act.standards.models.proofs import (
    Proof,
)
from commonbeat.act.standards.models.self_reviews import (
    NextStep,
    SelfReview,
    SelfReviewAnswers,
    SelfReviewEvidence,
    SelfReviewNote,
    SelfReviewPaper,
    SelfReviewRater,
    SelfReviewRecheck,
    SelfReviewReflection,
    SelfReviewResult,
    SelfReviewShare,
    SelfReviewSnapshot,
)
from commonbeat.act.standards.models.transparency import (
    IndexList,
)

__all__ = [
    "Assessment",
    "AssessmentMark",
    "Award",
    "Bullet",
    "Chapter",
    "CommentAnswer",
    "ComplianceRequirement",
    "EvidenceItem",
    "IndexList",
    "NextStep",
    "OutsideFinding",
    "Program",
    "Proof",
    "PublicComment",
    "RequirementEvent",
    "SelfReview",
    "SelfReviewAnswers",
    "SelfReviewEvidence",
    "SelfReviewNote",
    "SelfReviewPaper",
    "SelfReviewRater",
    "SelfReviewRecheck",
    "SelfReviewReflection",
    "SelfReviewResult",
    "SelfReviewShare",
    "SelfReviewSnapshot",
    "Standard",
    "StandardLink",
    "StandardSet",
]
