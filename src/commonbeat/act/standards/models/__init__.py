"""Standards with their proofs, mandates, self-reviews."""
