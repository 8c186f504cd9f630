"""Every write about standards, proofs, assessments, mandates and self-reviews."""

from commonbeat.act.standards.actions.self_review import destroy_due

__all__ = ["destroy_due"]
