"""One table of jobs; a row is both the order to do something and the account of what became of it."""

from datetime import datetime

from django.db import models
from django.db.models.functions import Now

from commonbeat.ground.work.rules import INSTALLATION, UNFINISHED, JobState


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs by who holds them."""

    def held(self, job: "Job") -> "JobQuerySet":
        """The row of this job, if the lease under which it was claimed still stands."""
        return self.filter(pk=job.pk, fence=job.fence, state=JobState.RUNNING)


class Job(models.Model):
    """Something to be done by a worker. No foreign key to the agency: `work` stands below it, as the trail does."""

    agency_id = models.BigIntegerField(default=INSTALLATION)
    name = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=200, blank=True)
    occurrence = models.CharField(max_length=40, blank=True)
    """The due time that the timetable made this row for; one row a due time, for good."""
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    due = models.DateTimeField(db_default=Now())
    ready_at = models.DateTimeField(db_default=Now())
    """When a worker may take it: its due time, its next attempt, or, while it runs, the end of the lease."""
    attempts = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField(default=5)
    fence = models.BigIntegerField(default=0)
    """Counts the claims: whoever holds an older number has lost the job."""
    worker = models.CharField(max_length=120, blank=True)
    heartbeat = models.DateTimeField(null=True)
    progress_done = models.BigIntegerField(default=0)
    progress_total = models.BigIntegerField(null=True)
    progress_words = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    failures = models.JSONField(default=list)
    """One entry a failed attempt: at, worker, words, kind (the exception's path), trace (places, never values)."""
    created = models.DateTimeField(db_default=Now())
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "agency_id", "key"],
                condition=models.Q(state__in=UNFINISHED) & ~models.Q(key=""),
                name="work_key_once_unfinished",
            ),
            models.UniqueConstraint(
                fields=["name", "agency_id", "occurrence"],
                condition=~models.Q(occurrence=""),
                name="work_occurrence_once",
            ),
        ]
        indexes = [
            models.Index(fields=["ready_at"], condition=models.Q(state__in=UNFINISHED), name="work_ready"),
            models.Index(fields=["agency_id", "state", "due"], name="work_list"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}: {self.state}"

    @property
    def lease_until(self) -> datetime | None:
        """While it runs: when another worker may take it over."""
        return self.ready_at if self.state == JobState.RUNNING else None

    @property
    def lost(self) -> bool:
        """Dead without an error of its own: each worker that took it stopped in the middle."""
        return self.state == JobState.DEAD and not self.error
