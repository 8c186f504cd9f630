"""Standards with their proofs, mandates, self-reviews."""

from commonbeat.act.standards.models.self_reviews import (
    NextStep,
    SelfReview,
    SelfReviewAnswers,
    SelfReviewEvidence,
    SelfReviewNote,
    SelfReviewRater,
    SelfReviewRecheck,
    SelfReviewReflection,
    SelfReviewResult,
    SelfReviewShare,
    SelfReviewSnapshot,
)

__all__ = [
    "NextStep",
    "SelfReview",
    "SelfReviewAnswers",
    "SelfReviewEvidence",
    "SelfReviewNote",
    "SelfReviewRater",
    "SelfReviewRecheck",
    "SelfReviewReflection",
    "SelfReviewResult",
    "SelfReviewShare",
    "SelfReviewSnapshot",
]
