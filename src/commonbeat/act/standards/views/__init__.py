"""Standards and their proofs, mandates, the self-review and its snapshot."""
