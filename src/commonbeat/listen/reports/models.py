"""A concern, its thread, and who answers what."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import Language
from commonbeat.ground.people.models import Staff
from commonbeat.ground.people.rules import signed
from commonbeat.ground.places.models import District, Neighborhood
from commonbeat.listen.reports import rules
from commonbeat.listen.reports.rules import Channel, EventKind, Kind, State


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Concerns by where they stand."""

    def open(self) -> "ConcernQuerySet":
        """Somebody waits for a written answer."""
        return self.filter(state__in=rules.OPEN)

    def late(self, today: date) -> "ConcernQuerySet":
        """Open, and the day of the answer is over."""
        return self.open().filter(due__lt=today)

    def without_owner(self) -> "ConcernQuerySet":
        return self.filter(owner__isnull=True)

    def told_between(self, first: datetime, before: datetime) -> "ConcernQuerySet":
        """Told from the one moment on and before the other."""
        return self.filter(told_at__gte=first, told_at__lt=before)


class Concern(models.Model):
    """What somebody pointed out. How to reach them is sealed, seen by whoever handles it, deleted after it closed."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.CONCERN)
    topic = models.CharField(max_length=40, blank=True, help_text=_("Code of a topic; empty where nobody chose one."))
    words = models.TextField(help_text=_("As they were written or told."))
    language = models.CharField(max_length=8, choices=Language, default=Language.ENGLISH)
    channel = models.CharField(max_length=8, choices=Channel)
    danger = models.BooleanField(default=False, help_text=_("The person said that somebody was in danger."))
    where_words = models.CharField(max_length=rules.LONGEST_PLACE, blank=True)
    neighborhood = models.ForeignKey(Neighborhood, on_delete=models.PROTECT, null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True, help_text=_("Three decimals only."))
    latitude = models.FloatField(null=True, blank=True, help_text=_("Three decimals only."))
    contact = models.TextField(blank=True, help_text=_("Sealed: mail, phone and the key of the person's own link."))
    key_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=14, choices=State, default=State.RECEIVED)
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="concerns")
    told_at = models.DateTimeField()
    opened_at = models.DateTimeField(auto_now_add=True)
    first_due = models.DateField(help_text=_("The day of the first written answer; it never changes."))
    due = models.DateField(help_text=_("The day of the next written answer."))
    answered_at = models.DateTimeField(null=True, blank=True, help_text=_("When the first written answer was given."))
    settled_at = models.DateTimeField(null=True, blank=True, help_text=_("From when on it can be opened again."))
    closed_at = models.DateTimeField(null=True, blank=True)
    raised = models.PositiveSmallIntegerField(default=0, help_text=_("How far up a late answer was told."))
    reminded_for = models.DateField(null=True, blank=True, help_text=_("The due day of which the owner was reminded."))
    unread = models.BooleanField(default=False, help_text=_("The person wrote, and nobody has answered since."))
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="same")

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="concern_number_once")]
        indexes = [
            models.Index(fields=["agency", "state", "due"], name="concern_waiting"),
            models.Index(fields=["agency", "told_at"], name="concern_told"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How people name it: "C-2304"."""
        return rules.reference(self.number)

    @property
    def title(self) -> str:
        """The first sentence of its words."""
        return rules.title_of(self.words)

    @property
    def is_open(self) -> bool:
        """Whether somebody waits for a written answer."""
        return self.state in rules.OPEN

    @property
    def shape(self) -> str:
        """The shape that stands beside its state."""
        return rules.SHAPES[State(self.state)]

    @property
    def where(self) -> str:
        """The place in words, with its neighborhood."""
        parts = [self.where_words, self.neighborhood.name if self.neighborhood else ""]
        return ", ".join(dict.fromkeys(part for part in parts if part))

    @property
    def owner_words(self) -> str:
        """Who answers, with the rank, as the person who pointed it out reads it; "" where nobody does yet."""
        return self.owner.signed if self.owner is not None else ""


class ConcernEventQuerySet(models.QuerySet["ConcernEvent"]):
    """A thread as its readers see it."""

    def for_reporter(self) -> "ConcernEventQuerySet":
        """Without what is internal."""
        return self.exclude(kind__in=rules.INTERNAL)


class ConcernEvent(models.Model):
    """One line of a concern's thread: somebody's words, or what the system did. Lines are only ever added."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind)
    author = models.CharField(max_length=200, blank=True, help_text=_("Who on the staff wrote it; empty for others."))
    words = models.TextField(blank=True)
    facts: Any = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = ConcernEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.concern_id}: {self.kind}"

    @property
    def signed(self) -> str:
        """Who on the staff wrote it, with the rank in the reader's language; "" for lines of others."""
        return signed(self.author, self.facts.get("author_rank", ""))


class TopicListQuerySet(models.QuerySet["TopicList"]):
    """Lists by the day on which they hold."""

    def in_force(self, agency: Agency, on: date) -> "TopicListQuerySet":
        """The one that holds on that day first."""
        return self.filter(agency=agency, effective_from__lte=on).order_by("-effective_from", "-pk")


class TopicList(models.Model):
    """The topics that people may choose from, from a day on, each with its code and its name in both languages."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    topics: Any = models.JSONField()
    effective_from = models.DateField()
    citation = models.CharField(max_length=300, help_text=_("The policy or decision that it follows from."))

    objects = TopicListQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_from", "-pk"]

    def __str__(self) -> str:
        return f"topics from {self.effective_from}"


class RouteQuerySet(models.QuerySet["Route"]):
    """Rules by time."""

    def current(self, at: datetime | None = None) -> "RouteQuerySet":
        """Those that hold at that moment, whose person still works here."""
        moment = at or timezone.now()
        held = self.filter(models.Q(until__isnull=True) | models.Q(until__gt=moment), since__lte=moment)
        return held.filter(owner__ended__isnull=True)


class Route(models.Model):
    """Who answers what: one topic or any, one district or any, from a moment on."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    topic = models.CharField(max_length=40, blank=True)
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, blank=True)
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="concern_routes")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = RouteQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]

    def __str__(self) -> str:
        return f"{self.topic or 'any'}, {self.district or 'anywhere'}: {self.owner}"
