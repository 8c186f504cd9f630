"""Notes of where a policy was not kept, and the corrective actions that cite the version in force and its signature."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models.attestations import Attestation
from commonbeat.act.policies.models.policies import PolicyVersion
from commonbeat.act.policies.rules.conduct import ActionState, Kind, Outcome, Proof, State
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.kit.words import day


class DeviationRecord(models.Model):
    """A policy was not kept, or seemed not to be. The version is looked up by the day of the event, never typed."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="deviations")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="deviations")
    event_day = models.DateField(_("day of the event"))
    section = models.CharField(_("section of the policy"), max_length=40)
    words = models.CharField(_("what happened"), max_length=2000)
    noted_by = models.CharField(max_length=150)
    noted_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.NOTED)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(max_length=1000, blank=True, help_text=_("Why it was decided so, or taken back."))
    decided_by = models.CharField(max_length=150, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=2000, blank=True, help_text=_("What the person concerned says."))
    answered_on = models.DateField(null=True, blank=True)
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    class Meta:
        ordering = ["-event_day", "-pk"]
        indexes = [models.Index(fields=["agency", "staff"], name="deviations_of_a_person")]

    def __str__(self) -> str:
        return f"{self.version.policy.number}, {self.section}: {day(self.event_day)}"


class ActionKindQuerySet(models.QuerySet["ActionKind"]):
    """Kinds by the day on which they hold."""

    def on(self, day: date) -> "ActionKindQuerySet":
        """Those that hold on that day."""
        return self.filter(
            models.Q(effective_until__isnull=True) | models.Q(effective_until__gt=day), effective_from__lte=day
        )


class ActionKind(models.Model):
    """A kind of corrective action of the agency's own, from a day on, with the rule or agreement behind it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    name = models.CharField(_("name"), max_length=80)
    effective_from = models.DateField(_("from"))
    effective_until = models.DateField(null=True, blank=True)
    citation = models.CharField(_("rule or agreement"), max_length=300)

    objects = ActionKindQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="action_kind_once")]

    def __str__(self) -> str:
        return self.name


class CorrectiveAction(models.Model):
    """What follows for the person. It cites the version in force on the day and what the record says of the signature.

    `proof`, `signed_on` and `reading` are read from the record when it is proposed; nobody types them. The matrix that
    says which action fits which deviation belongs to the room of review: it will cite these rows.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    deviation = models.OneToOneField(DeviationRecord, on_delete=models.PROTECT, related_name="action")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    own_kind = models.ForeignKey(ActionKind, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(_("what follows"), max_length=2000)
    proof = models.CharField(max_length=8, choices=Proof)
    reading = models.ForeignKey(Attestation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.PROPOSED)
    reason = models.CharField(
        max_length=1000, blank=True, help_text=_("What else justifies it, or why it was dropped.")
    )
    proposed_by = models.CharField(max_length=150)
    proposed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-proposed_on", "-pk"]

    def __str__(self) -> str:
        return self.kind_label

    @property
    def kind_label(self) -> str:
        """Its kind in words."""
        return self.own_kind.name if self.own_kind else str(Kind(self.kind).label)
