"""What this room does by itself, one list a subject."""

from commonbeat.act.standards.jobs import self_review

JOBS = {**self_review.JOBS}
