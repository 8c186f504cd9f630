"""Every write about policies, attestation, conduct and training."""
