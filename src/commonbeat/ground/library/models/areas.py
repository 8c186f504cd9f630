"""Practice areas: one page for each topic that an agency works on, all laid out alike."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models.topics import TopicTag
from commonbeat.ground.library.rules import Cause, keeping


class PracticeArea(models.Model):
    """What a field of police work is and why it matters, in the house's own words; its topic joins its resources."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    topic = models.ForeignKey(TopicTag, on_delete=models.PROTECT, related_name="areas")
    definition_en = models.TextField(_("what it is, in English"), max_length=2000)
    definition_es = models.TextField(_("what it is, in Spanish"), max_length=2000)
    why_en = models.TextField(_("why it matters, in English"), max_length=2000)
    why_es = models.TextField(_("why it matters, in Spanish"), max_length=2000)
    place = models.PositiveSmallIntegerField(default=0, help_text=_("Its place in lists, lowest first."))
    version = models.PositiveIntegerField(_("version of this record"), default=1)
    review_by = models.DateField(_("to be looked at again by"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    shipped = models.BooleanField(default=False, help_text=_("Came with the program."))

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "topic"], name="practice_area_once")]

    def __str__(self) -> str:
        return self.topic.name_en

    def definition(self, language: str) -> str:
        """What it is, in the reader's language."""
        return self.definition_es if language.startswith("es") else self.definition_en

    def why(self, language: str) -> str:
        """Why it matters, in the reader's language."""
        return self.why_es if language.startswith("es") else self.why_en

    def stale_on(self, today: date) -> bool:
        """Whether it should have been looked at again by now."""
        return keeping.stale(self.review_by, today)


class AreaChange(models.Model):
    """One line of the change log of a practice area's page."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    area = models.ForeignKey(PracticeArea, on_delete=models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField(_("version of this record"))
    words = models.CharField(_("what changed"), max_length=300, blank=True)
    cause = models.CharField(_("what changed"), max_length=20, choices=Cause, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version", "-pk"]

    def __str__(self) -> str:
        return " ".join(part for part in (str(Cause(self.cause).label) if self.cause else "", self.words) if part)
