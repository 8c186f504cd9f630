"""A resource worth reading, as a catalogue knows it: never its text."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models.topics import TopicTag
from commonbeat.ground.library.rules import (
    SHIPPED_GROUNDS,
    Audience,
    Cause,
    Grade,
    LinkState,
    Provenance,
    ResourceKind,
    ResourceLanguage,
    ResourceType,
    keeping,
)


class ResourceQuerySet(models.QuerySet["LibraryResource"]):
    """Resources, narrowed one word at a time."""

    def with_grade(self) -> "ResourceQuerySet":
        """Each with the grade that holds, as `grade`."""
        newest = EvidenceRating.objects.filter(resource=models.OuterRef("pk")).order_by("-rated_on", "-pk")
        return self.annotate(grade=models.Subquery(newest.values("grade")[:1]))

    def listed(self) -> "ResourceQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class LibraryResource(models.Model):
    """One report, guide, tool or article; its slug is its address for good."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    slug = models.SlugField(_("short name in addresses"), max_length=120)
    title = models.CharField(_("title"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    types = models.JSONField(_("types"), default=list, help_text=_("Codes of ResourceType."))
    topics = models.ManyToManyField(TopicTag, related_name="resources", blank=True)
    audiences = models.JSONField(_("for whom"), default=list, blank=True, help_text=_("Codes of Audience."))
    kind = models.CharField(_("kind"), max_length=20, choices=ResourceKind, blank=True)
    provenance = models.CharField(_("where it comes from"), max_length=20, choices=Provenance, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=ResourceLanguage, default=ResourceLanguage.ENGLISH
    )
    note_en = models.TextField(_("how to use it, in English"), max_length=2000, blank=True)
    note_es = models.TextField(_("how to use it, in Spanish"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(_("version of this record"), default=1)
    review_by = models.DateField(_("to be looked at again by"), null=True, blank=True)
    reviewed_on = models.DateField(_("last looked at on"), null=True, blank=True)
    added_at = models.DateTimeField(_("added at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    shipped = models.BooleanField(default=False, help_text=_("Came with the program."))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=250, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "title"]
        constraints = [models.UniqueConstraint(fields=["agency", "slug"], name="resource_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def type_labels(self) -> list[str]:
        """What it is, in words; all of it."""
        return [str(ResourceType(code).label) for code in self.types if code in ResourceType.values]

    @property
    def audience_labels(self) -> list[str]:
        """Whom it is for, in words."""
        return [str(Audience(code).label) for code in self.audiences if code in Audience.values]

    def note(self, language: str) -> str:
        """How to use it, in the reader's language, else in the other."""
        first, second = (self.note_es, self.note_en) if language.startswith("es") else (self.note_en, self.note_es)
        return first or second

    def stale_on(self, today: date) -> bool:
        """Whether it should have been looked at again by now."""
        return keeping.stale(self.review_by, today)


class EvidenceRating(models.Model):
    """How good the evidence of a resource is, who says so, and on what ground. The newest holds."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    resource = models.ForeignKey(LibraryResource, on_delete=models.PROTECT, related_name="ratings")
    grade = models.CharField(_("evidence"), max_length=20, choices=Grade)
    basis = models.CharField(_("on what ground"), max_length=500, blank=True)
    rated_on = models.DateField(_("rated on"))
    shipped = models.BooleanField(default=False, help_text=_("Came with the program, and so did its ground."))

    class Meta:
        ordering = ["-rated_on", "-pk"]

    def __str__(self) -> str:
        return self.get_grade_display()

    @property
    def ground(self) -> str:
        """On what ground, in the words of whoever rated it, or the program's in the reader's language."""
        return str(SHIPPED_GROUNDS[Grade(self.grade)]) if self.shipped else self.basis


class Citation(models.Model):
    """Where a resource is to be found: who published it where, its link once somebody opened it, and the day."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    resource = models.ForeignKey(LibraryResource, on_delete=models.PROTECT, related_name="citations")
    words = models.CharField(_("as a list of sources would name it"), max_length=500)
    url = models.CharField(_("link"), max_length=500, blank=True)
    accessed_on = models.DateField(_("opened on"), null=True, blank=True)
    link_state = models.CharField(_("the link"), max_length=10, choices=LinkState, default=LinkState.UNCHECKED)
    failures = models.PositiveSmallIntegerField(default=0, help_text=_("Tries in a row that failed."))
    checked_at = models.DateTimeField(_("last tried at"), null=True, blank=True)
    said = models.CharField(max_length=60, blank=True, help_text=_("What the last try was told."))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class ResourceChange(models.Model):
    """One line of the change log of a resource."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    resource = models.ForeignKey(LibraryResource, on_delete=models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField(_("version of this record"))
    words = models.CharField(_("what changed"), max_length=300, blank=True)
    cause = models.CharField(_("what changed"), max_length=20, choices=Cause, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version", "-pk"]

    def __str__(self) -> str:
        return " ".join(part for part in (str(Cause(self.cause).label) if self.cause else "", self.words) if part)
