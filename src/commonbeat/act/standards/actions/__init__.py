"""Every write about standards, proofs, assessments, mandates and self-reviews."""
