"""Who needs which training from which day on, and which calls count as crisis calls."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models.courses import Course
from commonbeat.act.policies.models.policies import PolicyVersion
from commonbeat.act.policies.rules.standing import Need
from commonbeat.act.policies.rules.training import Audience, Purpose, Who
from commonbeat.ground.agency.models import Agency, Unit


class TrainingRequirementQuerySet(models.QuerySet["TrainingRequirement"]):
    """Rows of requirements by the day on which they hold."""

    def begun(self, day: date) -> "TrainingRequirementQuerySet":
        """Those whose first day has come, the newest of each first."""
        return self.filter(effective_from__lte=day).order_by("key", "-effective_from", "-pk")


class TrainingRequirement(models.Model):
    """What one requirement asks for from a day on. It is never changed: a new row with the same `key` follows it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    key = models.SlugField(max_length=80, help_text=_("The same for every row of one requirement."))
    title = models.CharField(_("title"), max_length=150)
    purpose = models.CharField(_("what it is for"), max_length=20, choices=Purpose, default=Purpose.OTHER)
    effective_from = models.DateField(_("from"))
    citation = models.CharField(_("law, policy or decision"), max_length=300)
    ends = models.BooleanField(default=False, help_text=_("From this day on nothing is asked for any more."))
    who = models.CharField(_("for whom"), max_length=12, choices=Who, default=Who.EVERYBODY)
    units = models.ManyToManyField(Unit, related_name="+", blank=True)
    ranks = models.JSONField(default=list, blank=True)
    least_years = models.PositiveSmallIntegerField(null=True, blank=True)
    most_years = models.PositiveSmallIntegerField(null=True, blank=True)
    recurrence = models.PositiveSmallIntegerField(_("again after months"), default=0)
    hours = models.DecimalField(_("hours in these months"), max_digits=6, decimal_places=2, default=0)
    practice = models.BooleanField(_("scenario practice"), default=False)
    sessions = models.PositiveSmallIntegerField(_("sessions"), default=1)
    days_apart = models.PositiveSmallIntegerField(_("days between sessions"), default=0)
    measure = models.BooleanField(_("scores before and after"), default=False)
    law_update = models.BooleanField(default=False)
    law_from = models.DateField(null=True, blank=True)
    law_citation = models.CharField(max_length=300, blank=True)
    courses = models.ManyToManyField(Course, related_name="requirements", blank=True)
    versions = models.ManyToManyField(PolicyVersion, related_name="requirements", blank=True)
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = TrainingRequirementQuerySet.as_manager()

    class Meta:
        ordering = ["title", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "key", "effective_from"], name="requirement_once_a_day"),
            models.CheckConstraint(
                condition=~models.Q(purpose=Purpose.BIAS) | models.Q(sessions__gte=2, days_apart__gte=1),
                name="bias_never_one_session",
            ),
            models.CheckConstraint(
                condition=models.Q(law_update=False) | models.Q(law_from__isnull=False), name="new_law_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def need(self) -> Need:
        """What it asks for, as rules take it."""
        return Need(
            effective_from=self.effective_from,
            recurrence=self.recurrence,
            hours=float(self.hours),
            practice=self.practice,
            sessions=self.sessions,
            days_apart=self.days_apart,
            law_from=self.law_from if self.law_update else None,
        )

    def audience(self, units: frozenset[int]) -> Audience:
        """Whom it is for, given the numbers of its units."""
        return Audience(
            who=self.who,
            units=units,
            ranks=frozenset(self.ranks),
            least_years=self.least_years,
            most_years=self.most_years,
        )


class CrisisCalls(models.Model):
    """Which kinds of call count as a crisis from a day on, as the agency's records write them."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    call_types = models.JSONField(default=list)
    effective_from = models.DateField(_("from"))
    citation = models.CharField(_("law, policy or decision"), max_length=300)

    class Meta:
        ordering = ["-effective_from", "-pk"]

    def __str__(self) -> str:
        return f"{self.effective_from}"
