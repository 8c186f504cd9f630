"""What this room does by itself, one file a subject."""

from commonbeat.act.policies.jobs import attestations

JOBS = {**attestations.JOBS}
