"""A resource worth reading, as a catalogue knows it: never its text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models.topics import TopicTag
from commonbeat.ground.library.rules import Grade


class LibraryResource(models.Model):
    """One report, guide, tool or article; its slug is its address for good."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    slug = models.SlugField(_("short name in addresses"), max_length=120)
    title = models.CharField(_("title"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    topics = models.ManyToManyField(TopicTag, related_name="resources", blank=True)
    shipped = models.BooleanField(default=False, help_text=_("Came with the program."))

    class Meta:
        ordering = ["-year", "title"]
        constraints = [models.UniqueConstraint(fields=["agency", "slug"], name="resource_once")]

    def __str__(self) -> str:
        return self.title


class EvidenceRating(models.Model):
    """How good the evidence of a resource is, who says so, and on what ground. The newest holds."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    resource = models.ForeignKey(LibraryResource, on_delete=models.PROTECT, related_name="ratings")
    grade = models.CharField(_("evidence"), max_length=20, choices=Grade)
    basis = models.CharField(_("on what ground"), max_length=500)
    rated_on = models.DateField(_("rated on"))

    class Meta:
        ordering = ["-rated_on", "-pk"]

    def __str__(self) -> str:
        return self.get_grade_display()
