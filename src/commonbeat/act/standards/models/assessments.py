"""An assessment of an edition, what its assessor marked, what people said about it, and what was given after it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.standards.models.programs import Program, Standard, StandardSet
from commonbeat.act.standards.rules.assessments import (
    LONGEST_ANSWER,
    LONGEST_COMMENT,
    Aside,
    AssessmentKind,
    CommentState,
    Mark,
)
from commonbeat.act.standards.rules.programs import Given
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import Language
from commonbeat.kit.words import day


class Assessment(models.Model):
    """One assessment: which edition, how, by whom, when; between which days people may comment, and to whom besides.

    `length` is how many standards it has looked at, written when it is closed; the database lets no further one in.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    edition = models.ForeignKey(StandardSet, on_delete=models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=20, choices=AssessmentKind)
    assessor = models.CharField(_("who assesses"), max_length=200)
    starts_on = models.DateField(_("begins on"))
    contact = models.CharField(_("how the assessors are reached"), max_length=300, blank=True)
    comments_from = models.DateField(_("comments from"), null=True, blank=True)
    comments_until = models.DateField(_("comments until"), null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    length = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    summary = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {day(self.starts_on)}"


class AssessmentMark(models.Model):
    """What the assessor said of one standard, with the number and title that it had then."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="marks")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="marks")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField(default=0)
    mark = models.CharField(max_length=20, choices=Mark, default=Mark.NOT_LOOKED_AT)
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["assessment", "place", "pk"]
        constraints = [models.UniqueConstraint(fields=["assessment", "standard"], name="mark_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_mark_display()}"


class PublicComment(models.Model):
    """What somebody said about an assessment; nothing of who they are or how they are reached is asked or kept."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="comments")
    words = models.CharField(max_length=LONGEST_COMMENT)
    language = models.CharField(max_length=8, choices=Language, default=Language.ENGLISH)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=CommentState, default=CommentState.NEW)
    aside = models.CharField(max_length=20, choices=Aside, blank=True)
    read_on = models.DateField(null=True, blank=True)
    read_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["agency", "received_at"], name="comment_by_hour")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=CommentState.ASIDE) & ~models.Q(aside="")
                | ~models.Q(state=CommentState.ASIDE) & models.Q(aside=""),
                name="comment_aside_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_at:%Y-%m-%d}"


class CommentAnswer(models.Model):
    """What the agency answers in public to all that people said about an assessment; answers are only added."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    words = models.CharField(max_length=LONGEST_ANSWER)
    day = models.DateField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["assessment", "pk"]

    def __str__(self) -> str:
        return f"{self.day}"


class Award(models.Model):
    """An accreditation as it was given: by whom, for what, from when to when."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="awards")
    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="awards",
        help_text=_("It rests on it."),
    )
    scope = models.CharField(_("for what"), max_length=300)
    given_on = models.DateField(_("given on"))
    valid_until = models.DateField(_("valid until"))
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("given_on")), name="award_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program}, {self.given_on}"

    @property
    def given(self) -> Given:
        """What its status needs of it."""
        return Given(self.given_on, self.valid_until, self.ended_on)
