"""What this room does by itself, one file a subject."""

from commonbeat.act.policies.jobs import attestations, policies, training

JOBS = {**attestations.JOBS, **policies.JOBS, **training.JOBS}
