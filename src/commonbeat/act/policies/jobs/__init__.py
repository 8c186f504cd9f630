"""What this room does by itself, one file a subject."""

from commonbeat.act.policies.jobs import policies, reading, training

JOBS = {**policies.JOBS, **reading.JOBS, **training.JOBS}
