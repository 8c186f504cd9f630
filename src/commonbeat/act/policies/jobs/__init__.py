"""What this room does by itself, one file a subject."""

from commonbeat.act.policies.jobs import attestations, interventions, policies, training

JOBS = {**attestations.JOBS, **interventions.JOBS, **policies.JOBS, **training.JOBS}
