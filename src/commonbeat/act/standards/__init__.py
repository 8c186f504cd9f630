"""Looking in the mirror: standards with their proofs, mandates, and the self-review."""
