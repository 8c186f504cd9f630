"""Sessions, who is signed up, who completed what, scores from before and after, and first meetings with partners."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models.courses import Course, CourseVersion
from commonbeat.act.policies.rules.training import Measure
from commonbeat.ground.agency.models import Agency, ImportBatch
from commonbeat.ground.agency.rules import ImportState
from commonbeat.ground.people.models import Staff


class TrainingSession(models.Model):
    """One day on which a version of a course is held."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="sessions")
    day = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=150)
    seats = models.PositiveSmallIntegerField(_("seats"), default=0, help_text=_("0: nobody counts them."))
    trainer = models.CharField(_("trainer"), max_length=150)
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["agency", "day"], name="session_by_day")]

    def __str__(self) -> str:
        return f"{self.version.course}, {self.day}"


class SignUp(models.Model):
    """A seat for one person at one session."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="sign_ups")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    off = models.BooleanField(default=False, help_text=_("Taken off again."))

    class Meta:
        ordering = ["session", "staff"]
        constraints = [models.UniqueConstraint(fields=["session", "staff"], name="seat_once")]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.session_id}"


class CompletionQuerySet(models.QuerySet["Completion"]):
    """Completions that are on record."""

    def live(self) -> "CompletionQuerySet":
        """Those entered by hand, and those whose file is loaded."""
        return self.filter(models.Q(batch__isnull=True) | models.Q(batch__state=ImportState.LOADED))

    def counted(self) -> "CompletionQuerySet":
        """Those that a trainer signed off: only they count."""
        return self.live().exclude(signed_by="")


class Completion(models.Model):
    """One person took part in one course on one day, for so many hours."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="completions")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    session = models.ForeignKey(
        TrainingSession, on_delete=models.PROTECT, related_name="completions", null=True, blank=True
    )
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, null=True, blank=True)
    day = models.DateField(_("day"))
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2)
    practised = models.BooleanField(_("practiced in a scenario"), default=False)
    signed_by = models.CharField(_("signed off by"), max_length=150, blank=True)
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "course", "day"], name="completion_once_a_day"),
            models.CheckConstraint(condition=models.Q(hours__gt=0, hours__lte=24), name="completion_hours_of_a_day"),
        ]
        indexes = [models.Index(fields=["agency", "course", "day"], name="completion_by_course")]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.course_id}, {self.day}"


class MeasureResult(models.Model):
    """Scores of a group before and after a session. Nobody's own score is kept, nor the code that paired two of them.

    `spread`: the standard deviation of the changes of the people paired; None where the group's means alone are known.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=12, choices=Measure)
    people = models.PositiveSmallIntegerField()
    best = models.FloatField(help_text=_("The best score that there is."))
    before = models.FloatField()
    after = models.FloatField()
    spread = models.FloatField(null=True, blank=True)
    entered_on = models.DateField()

    class Meta:
        ordering = ["session", "kind"]
        constraints = [models.UniqueConstraint(fields=["session", "kind"], name="measure_once_a_session")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.kind}"


class FirstMeeting(models.Model):
    """A first meeting with a partner, logged by the officer, perhaps signed by a coach. No resident is named in it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    partner = models.CharField(_("organization"), max_length=150)
    learned = models.CharField(_("what you learned"), max_length=1000)
    next_step = models.CharField(_("what comes next"), max_length=300, blank=True)
    coach = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    coach_words = models.CharField(max_length=1000, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    class Meta:
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.partner
