"""A promise, every entry of its record, and the keys by which the person promised is known."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.promises.rules import (
    GENESIS,
    Chained,
    EventKind,
    Party,
    Standing,
    State,
    entry_of,
    hash_of,
)
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import Language
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import Neighborhood
from commonbeat.listen.reports.models import Concern
from commonbeat.measure.findings.models import Finding

KEPT_FOR_GOOD = "A promise is never deleted: say that it is broken, and why."


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Promises by where they stand; deleting is refused here and again by triggers in the database."""

    def owned_by(self, staff: Staff) -> "CommitmentQuerySet":
        """Those that one person has to keep."""
        return self.filter(owner=staff)

    def in_state(self, *states: str) -> "CommitmentQuerySet":
        """Those that stand at one of these."""
        return self.filter(state__in=states)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError(KEPT_FOR_GOOD)


class Commitment(models.Model):
    """Something that the agency said it would do, for whom, by when. What was promised can never be changed.

    Title, words, to whom, the day and the first due date are as they were written: a trigger of the database refuses
    anything else. State, owner, a later date and what is known of the person promised may change.
    """

    FIXED: ClassVar[tuple[str, ...]] = (
        "agency_id",
        "number",
        "title",
        "words",
        "promised_to",
        "made_on",
        "due",
        "neighborhood_id",
        "finding_id",
        "concern_id",
        "synthetic",
    )

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    number = models.PositiveIntegerField(help_text=_("Counts the agency's promises from 1; stands in the address."))
    title = models.CharField(_("promise"), max_length=120)
    words = models.CharField(_("more about it"), max_length=1000, blank=True)
    promised_to = models.CharField(_("to whom"), max_length=200, help_text=_("As the public reads it."))
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="promises")
    made_on = models.DateField(_("promised on"))
    due = models.DateField(_("first due date"), help_text=_("It never changes."))
    new_due = models.DateField(_("new date"), null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    kept_on = models.DateField(null=True, blank=True, help_text=_("When the owner last reported it kept."))
    closed_on = models.DateField(null=True, blank=True)
    neighborhood = models.ForeignKey(Neighborhood, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.ForeignKey(
        Finding,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The published figure that it answers."),
    )
    concern = models.ForeignKey(
        Concern,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("What somebody pointed out, that it answers."),
    )
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))
    contact = models.TextField(blank=True, help_text=_("Mail address or phone of the person promised, sealed."))
    contact_language = models.CharField(max_length=8, choices=Language, default=Language.ENGLISH)
    site = models.CharField(max_length=200, blank=True, help_text=_("How addresses in its mails begin."))
    times_asked = models.PositiveSmallIntegerField(default=0)
    asked_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="promise_number_once"),
            models.CheckConstraint(condition=models.Q(due__gte=models.F("made_on")), name="promise_due_after_made"),
            models.CheckConstraint(
                condition=models.Q(new_due__isnull=True) | models.Q(new_due__gt=models.F("due")),
                name="promise_new_due_later",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due"], name="promise_by_state"),
            models.Index(fields=["agency", "neighborhood"], name="promise_by_place"),
        ]

    def __str__(self) -> str:
        return self.title

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(KEPT_FOR_GOOD)

    @property
    def standing(self) -> Standing:
        """What counting and ordering need of it."""
        return Standing(
            state=self.state, due=self.due, new_due=self.new_due, kept_on=self.kept_on, closed_on=self.closed_on
        )


class CommitmentEventQuerySet(models.QuerySet["CommitmentEvent"]):
    """Entries of the ledger in their order."""

    def of(self, agency: Agency) -> "CommitmentEventQuerySet":
        """The whole chain of an agency, from its first entry on."""
        return self.filter(agency=agency).order_by("sequence")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError(KEPT_FOR_GOOD)


class CommitmentEvent(models.Model):
    """One entry of the ledger: what was said of a promise, on which day, by which side; tied to the entry before.

    `words` are shown in public only with `words_public`; they can be taken out, nothing else can be changed.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField(help_text=_("Its place in the agency's chain, from 1."))
    kind = models.CharField(max_length=20, choices=EventKind)
    by = models.CharField(max_length=20, choices=Party, default=Party.AGENCY)
    day = models.DateField()
    recorded_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, help_text=_("Where the promise stood after it."))
    owner_name = models.CharField(max_length=150)
    new_due = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    words_public = models.BooleanField(default=False)
    salt = models.CharField(max_length=32, blank=True)
    words_hash = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, default=GENESIS)
    hash = models.CharField(max_length=64, unique=True)

    objects = CommitmentEventQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["agency", "sequence"], name="promise_entry_once")]
        indexes = [models.Index(fields=["commitment", "sequence"], name="promise_entries")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.get_kind_display()}"

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(KEPT_FOR_GOOD)

    @property
    def entry(self) -> dict[str, str]:
        """What the hash covers; the promise itself must be at hand."""
        promise = self.commitment
        return entry_of(
            sequence=self.sequence,
            promise=promise.number,
            day=self.day,
            recorded_at=self.recorded_at,
            event=self.kind,
            by=self.by,
            state=self.state,
            title=promise.title,
            promised_to=promise.promised_to,
            owner=self.owner_name,
            made_on=promise.made_on,
            first_due=promise.due,
            new_due=self.new_due,
            words_hash=self.words_hash,
        )

    @property
    def expected_hash(self) -> str:
        """What the hash must be if nobody touched this entry, its promise, or the entry before."""
        return hash_of(self.previous, self.entry)

    @property
    def public_words(self) -> str:
        """The words that anybody may read."""
        return self.words if self.words_public else ""

    @property
    def chained(self) -> Chained:
        """The entry as the chain and its file hold it: words that are not public stay out."""
        salt = self.salt if self.public_words else ""
        return Chained(self.entry, self.previous, self.hash, self.public_words, salt)


class VerifierKey(models.Model):
    """A link by which the person promised is known; only its hash is kept. Several may open the same promise."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="keys")
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.made_at:%Y-%m-%d}"
