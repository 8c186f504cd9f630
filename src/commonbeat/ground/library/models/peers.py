"""Peers: other agencies by their offices, the networks that they belong to, and practices, theirs and our own."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import Language
from commonbeat.ground.library.models.topics import TopicTag
from commonbeat.ground.library.rules import Grade
from commonbeat.ground.library.rules.peers import SizeBand


class Network(models.Model):
    """A network of peers by name, and the office by which it is reached. Which there are is configuration."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    name = models.CharField(_("name"), max_length=120)
    about = models.CharField(_("what it is for"), max_length=500, blank=True)
    office = models.CharField(_("office"), max_length=120, blank=True)
    contact = models.CharField(_("mail address, web address or phone of the office"), max_length=200, blank=True)
    ended_on = models.DateField(_("not in use since"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="network_once")]

    def __str__(self) -> str:
        return self.name


class PeerSiteQuerySet(models.QuerySet["PeerSite"]):
    """Peers by whether the public sees them."""

    def public(self) -> "PeerSiteQuerySet":
        """Those that anybody may see."""
        return self.filter(public=True)


class PeerSite(models.Model):
    """Another agency from which something can be learned: how large, what it measured, which office to ask."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    slug = models.SlugField(_("short name in addresses"), max_length=80)
    name = models.CharField(_("name"), max_length=200)
    place = models.CharField(_("place"), max_length=200)
    size = models.CharField(_("size"), max_length=20, choices=SizeBand)
    measured = models.TextField(_("what they measured"), blank=True)
    office = models.CharField(_("office"), max_length=120)
    contact = models.CharField(_("mail address, web address or phone of the office"), max_length=200)
    networks = models.ManyToManyField(Network, related_name="peers", blank=True)
    checked_on = models.DateField(_("last checked on"))
    public = models.BooleanField(_("public"), default=True)
    ours = models.BooleanField(default=False, help_text=_("This agency itself, as its own file tells of it."))
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    objects = PeerSiteQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="peer_once"),
            models.UniqueConstraint(fields=["agency"], condition=models.Q(ours=True), name="one_own_profile"),
        ]

    def __str__(self) -> str:
        return self.name


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Practices by whose they are and whether the public sees them."""

    def public(self) -> "PracticeQuerySet":
        """Those that anybody may see: of a peer that is hidden, none."""
        return self.filter(published=True).exclude(peer__public=False)

    def ours(self) -> "PracticeQuerySet":
        """What this agency does itself."""
        return self.filter(peer__isnull=True)


class Practice(models.Model):
    """Something that works, or was tried: what, why, what it needed, what was measured, and how good the evidence is.

    Without a peer it is our own; one that came in a file keeps its reference, and from whom and when it came.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    reference = models.UUIDField(default=uuid.uuid4, editable=False, help_text=_("The same in every installation."))
    slug = models.SlugField(_("short name in addresses"), max_length=120)
    peer = models.ForeignKey(PeerSite, on_delete=models.PROTECT, null=True, blank=True, related_name="practices")
    language = models.CharField(_("language"), max_length=8, choices=Language, default=Language.ENGLISH)
    title = models.CharField(_("title"), max_length=160)
    what = models.TextField(_("what we do"))
    why = models.TextField(_("why"))
    needed = models.TextField(_("what it needed"))
    measured = models.TextField(_("what we measured"))
    grade = models.CharField(_("evidence"), max_length=20, choices=Grade, default=Grade.NOT_RATED)
    topics = models.ManyToManyField(TopicTag, related_name="practices", blank=True)
    published = models.BooleanField(_("public"), default=False)
    version = models.PositiveSmallIntegerField(default=1)
    changed_on = models.DateField(_("changed on"))
    source = models.CharField(_("came from"), max_length=200, blank=True)
    imported_on = models.DateField(_("came on"), null=True, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="practice_once"),
            models.UniqueConstraint(fields=["agency", "reference"], name="practice_reference_once"),
            models.CheckConstraint(
                condition=models.Q(source="") | models.Q(imported_on__isnull=False, peer__isnull=False),
                name="practice_says_when_it_came",
            ),
        ]

    def __str__(self) -> str:
        return self.title
