"""What this room does by itself, one list a subject."""

from commonbeat.act.standards.jobs import accreditation, self_review

JOBS = {**accreditation.JOBS, **self_review.JOBS}
