"""A policy looked at again: whom it burdens, what the figures say, what people say, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models.policies import Policy, PolicyVersion
from commonbeat.act.policies.rules.reviews import Outcome
from commonbeat.ground.agency.models import Agency
from commonbeat.measure.findings.models import Finding


class PolicyReview(models.Model):
    """One review of the version that was in force, with the published figure that it looked at."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="reviews")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField()
    by = models.CharField(max_length=200)
    burden = models.TextField(max_length=2000)
    figures = models.TextField(max_length=2000)
    heard = models.TextField(max_length=2000)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)

    class Meta:
        ordering = ["-done_on", "-pk"]

    def __str__(self) -> str:
        return self.get_outcome_display()
