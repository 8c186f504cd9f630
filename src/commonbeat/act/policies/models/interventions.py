"""A report that somebody had to step in, and its thread: sealed, with nothing that leads to who wrote it."""

import uuid

from django.db import models

from commonbeat.act.policies.rules.interventions import By, Kind, Route, State
from commonbeat.ground.agency.models import Agency


class InterventionReport(models.Model):
    """One report. Its words lie sealed in its thread; `barred` holds marks of those who never read it, and others."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    route = models.CharField(max_length=20, choices=Route)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    received_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    key_hash = models.CharField(max_length=64, unique=True)
    barred = models.JSONField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-received_on", "reference"]
        indexes = [models.Index(fields=["agency", "route", "state"], name="interventions_by_route")]

    def __str__(self) -> str:
        return str(self.reference)


class InterventionEntry(models.Model):
    """One entry of a report's thread, sealed: the report itself, a message of either side, an answer to a question."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    report = models.ForeignKey(InterventionReport, on_delete=models.PROTECT, related_name="entries")
    by = models.CharField(max_length=8, choices=By)
    kind = models.CharField(max_length=10, choices=Kind)
    day = models.DateField()
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.kind}"
