"""Questions on a version, rounds of reading, and each person's own reading with its signature."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models.policies import PolicyVersion
from commonbeat.act.policies.rules import attestations as rules
from commonbeat.act.policies.rules.attestations import Answer, State, Who
from commonbeat.ground.agency.models import Agency, Unit
from commonbeat.ground.people.models import Staff


class QuizItem(models.Model):
    """One question on a version: two to five answers, at least one right; why, and where to read on."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    question = models.CharField(_("question"), max_length=300)
    question_es = models.CharField(max_length=300, blank=True)
    answers = models.JSONField(help_text=_("Text, text in Spanish and whether it is right, answer by answer."))
    why = models.CharField(_("why"), max_length=500)
    why_es = models.CharField(max_length=500, blank=True)
    section = models.CharField(_("section of the policy"), max_length=40)

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="question_place_once")]

    def __str__(self) -> str:
        return self.question

    @property
    def choices(self) -> list[Answer]:
        """Its answers in their order."""
        return [Answer(one["text"], one["text_es"], one["right"]) for one in self.answers]

    @property
    def right(self) -> set[int]:
        """The places of its right answers."""
        return {place for place, one in enumerate(self.answers) if one["right"]}


class AttestationRound(models.Model):
    """One version put before people, who sign by a day; it ends when a newer version is in force."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="rounds")
    who = models.CharField(_("who is asked"), max_length=12, choices=Who, default=Who.EVERYBODY)
    units = models.ManyToManyField(Unit, blank=True, related_name="+")
    ranks = models.JSONField(default=list, blank=True)
    opened_on = models.DateField()
    due = models.DateField(_("to be signed by"))
    ended_on = models.DateField(null=True, blank=True)
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(ended_on__isnull=True), name="one_round_a_version"
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)


class AttestationQuerySet(models.QuerySet["Attestation"]):
    """Readings by where they stand."""

    def open(self) -> "AttestationQuerySet":
        """Something is still asked."""
        return self.filter(state__in=rules.OPEN)

    def late(self) -> "AttestationQuerySet":
        """Past their day."""
        return self.filter(state__in=rules.LATE)

    def asked(self) -> "AttestationQuerySet":
        """All but those that a newer version, a withdrawal or a leaving ended."""
        return self.exclude(state__in=rules.ENDED)


class Attestation(models.Model):
    """One person's reading of one version, up to the signature. Tries are counted for the questions' sake only."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    round = models.ForeignKey(AttestationRound, on_delete=models.PROTECT, related_name="readings")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="readings")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="readings")
    state = models.CharField(max_length=12, choices=State, default=State.ASSIGNED)
    assigned_on = models.DateField()
    due = models.DateField()
    opened_on = models.DateField(null=True, blank=True)
    passed_on = models.DateField(null=True, blank=True)
    attested_on = models.DateField(null=True, blank=True)
    voided_on = models.DateField(null=True, blank=True)
    voided_by = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(default=0, help_text=_("How far up it was told that this is late."))
    signed_name = models.CharField(max_length=150, blank=True)
    version_hash = models.CharField(max_length=64, blank=True)
    receipt = models.CharField(max_length=64, blank=True)

    objects = AttestationQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "staff"], name="one_reading_a_person")]
        indexes = [
            models.Index(fields=["agency", "state", "due"], name="readings_to_chase"),
            models.Index(fields=["staff", "state"], name="readings_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.get_state_display()}"


class LeaveQuerySet(models.QuerySet["Leave"]):
    """Times away."""

    def on(self, day: date) -> "LeaveQuerySet":
        """Those that hold on that day; on the day somebody is back, they are here."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)


class Leave(models.Model):
    """Somebody is away for a while: they are told apart and not chased. Why is nobody's business here."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="leaves")
    since = models.DateField(_("away from"))
    until = models.DateField(_("back on"), null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")), name="leave_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.since}"
