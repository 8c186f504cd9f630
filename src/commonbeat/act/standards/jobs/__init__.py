"""What this room does by itself, one list a subject."""

from commonbeat.act.standards.jobs import accreditation

JOBS = {**accreditation.JOBS}
