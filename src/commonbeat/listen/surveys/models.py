"""What is asked and who was invited, in the main space; what was answered, in the sealed one. No key ties the two.

Rows of the sealed space carry the agency's number, random ids and codes. Rows of the main space never say who answered.
"""

import uuid
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.kit.spaces import SEALED
from commonbeat.listen.surveys.rules import CampaignKind, Channel, Consent, is_open
from commonbeat.listen.surveys.rules.questions import ItemKind


class Construct(models.Model):
    """What a question measures, such as whether people are heard; many wordings may measure one construct."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    key = models.SlugField(max_length=40)
    name = models.JSONField(help_text=_("By language."))
    about = models.JSONField(default=dict, help_text=_("What it means, by language."))

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="construct_once")]

    def __str__(self) -> str:
        return self.key


class Item(models.Model):
    """One question in one wording, with its passport. A new wording is a new version, which breaks the trend line."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    construct = models.ForeignKey(Construct, on_delete=models.PROTECT)
    key = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=ItemKind)
    wording = models.JSONField(help_text=_("The question, by language."))
    choices = models.JSONField(help_text=_("Code and words of each answer, by language."))
    skip = models.JSONField(help_text=_("The words for giving no answer, by language."))
    own_wording = models.BooleanField(default=True, help_text=_("Whether the words are our own, not another survey's."))
    translation_note = models.CharField(max_length=300, blank=True, help_text=_("Who translated it, and who checked."))

    class Meta:
        ordering = ["key", "-version"]
        constraints = [models.UniqueConstraint(fields=["agency", "key", "version"], name="item_version_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class Instrument(models.Model):
    """A set of questions in its order. Once it is fielded, the database itself lets nobody change it or its items."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    key = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.JSONField(help_text=_("By language."))
    length = models.PositiveSmallIntegerField(default=0, help_text=_("How many questions it had when it was fielded."))
    fielded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["key", "-version"]
        constraints = [models.UniqueConstraint(fields=["agency", "key", "version"], name="instrument_version_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class InstrumentItem(models.Model):
    """Which question stands at which place, from 1."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="places")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="places")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["instrument", "place"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "place"], name="instrument_place_once"),
            models.UniqueConstraint(fields=["instrument", "item"], name="instrument_item_once"),
            models.CheckConstraint(condition=models.Q(place__gte=1), name="instrument_place_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.item}"


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns by the days on which they ask."""

    def asking(self, day: date) -> "CampaignQuerySet":
        """Those that ask on that day, the one begun last first."""
        open_end = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day)
        return self.filter(open_end, starts_on__lte=day).order_by("-starts_on", "-pk")


class Campaign(models.Model):
    """Asking one kind of people one set of questions, from a day on. Answers know it by its random reference alone."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=CampaignKind, default=CampaignKind.CONTACT)
    title = models.CharField(_("title"), max_length=120)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="campaigns")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def asks_on(self, day: date) -> bool:
        """Whether somebody may be invited that day."""
        return is_open(day, self.starts_on, self.ends_on)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by whether their link still holds."""

    def holding(self, day: date) -> "InvitationQuerySet":
        """Those that may be answered on that day, the newest first."""
        return self.filter(sent_on__lte=day, expires_on__gte=day).order_by("-sent_on", "-pk")


class Invitation(models.Model):
    """That somebody was asked. It never says whether they answered: no mark, no state, no reminder, on purpose.

    Such a mark, beside the day and the contact, would be the first half of the way from an answer to a person; so
    whoever has not answered cannot be reminded either. The link is stored nowhere: two keyed fingerprints find the row
    while it holds, and are emptied with the nonce once it has run out.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="survey_invitations")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="invitations")
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contact_reference = models.UUIDField(help_text=_("The contact that it is about, by its random reference."))
    contact_on = models.DateField(null=True, blank=True, help_text=_("The day of the contact."))
    nonce = models.CharField(max_length=32, blank=True)
    number_fingerprint = models.CharField(max_length=64, blank=True)
    link_fingerprint = models.CharField(max_length=64, blank=True)
    area = models.CharField(max_length=120, blank=True, help_text=_("The neighborhood's short name."))
    staff_reference = models.CharField(max_length=36, blank=True, help_text=_("The officer, by random reference."))
    language = models.CharField(max_length=8, default="en")
    sent_on = models.DateField()
    expires_on = models.DateField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "contact_reference"], name="contact_invited_once"),
        ]
        indexes = [
            models.Index(fields=["agency", "number_fingerprint"], name="invitation_by_number"),
            models.Index(fields=["agency", "link_fingerprint"], name="invitation_by_link"),
            models.Index(fields=["agency", "sent_on"], name="invitation_by_day"),
        ]

    def __str__(self) -> str:
        return str(self.reference)


class OpenAnswer(models.Model):
    """An answer while its link is in use. Its box opens by the link; the spare one by the installation's key."""

    SPACE = SEALED

    lookup = models.CharField(max_length=64, primary_key=True)
    agency_id = models.BigIntegerField()
    box = models.TextField()
    spare = models.TextField()
    opened_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["agency_id", "opened_on"], name="open_answer_by_day")]

    def __str__(self) -> str:
        return self.lookup[:8]


class UsedLink(models.Model):
    """That a link has been used, so that it answers only once. It goes after as long as any invitation holds."""

    SPACE = SEALED

    lookup = models.CharField(max_length=64, primary_key=True)
    agency_id = models.BigIntegerField()
    forget_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["agency_id", "forget_on"], name="used_link_by_day")]

    def __str__(self) -> str:
        return self.lookup[:8]


class Waiting(models.Model):
    """A finished answer without its link, in a box of one size, until four others like it are there."""

    SPACE = SEALED

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency_id = models.BigIntegerField(db_index=True)
    box = models.TextField()

    def __str__(self) -> str:
        return str(self.id)


class Response(models.Model):
    """One answer as it is kept: month and area of the invitation where enough others share them, and nothing nearer."""

    SPACE = SEALED

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency_id = models.BigIntegerField()
    campaign = models.UUIDField(help_text=_("The campaign, by its random reference."))
    instrument_version = models.PositiveSmallIntegerField()
    month = models.DateField(null=True, help_text=_("Its first day; empty where too few answered."))
    area = models.CharField(max_length=120, blank=True, help_text=_("Empty where too few answered."))
    channel = models.CharField(max_length=8, choices=Channel, blank=True)

    class Meta:
        indexes = [models.Index(fields=["agency_id", "campaign", "month"], name="response_by_month")]

    def __str__(self) -> str:
        return str(self.id)


class ResponseItem(models.Model):
    """The code that a response gives to one question; a question without an answer has no row."""

    SPACE = SEALED

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency_id = models.BigIntegerField()
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="items")
    item = models.CharField(max_length=40)
    code = models.CharField(max_length=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "item"], name="response_item_once")]

    def __str__(self) -> str:
        return f"{self.item}: {self.code}"


class Comment(models.Model):
    """Words that somebody added, sealed with the officer whom they may be about; tied to no response.

    The officer stands inside the seal, and no area is kept: of five people who finish in a month perhaps one met that
    officer, or was asked in that area.
    """

    SPACE = SEALED

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency_id = models.BigIntegerField()
    month = models.DateField(null=True)
    consent = models.CharField(max_length=8, choices=Consent, default=Consent.NONE)
    words = models.TextField(blank=True, help_text=_("Sealed; emptied when they are taken over to be read."))
    taken_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency_id", "taken_on"], name="comment_untaken")]

    def __str__(self) -> str:
        return str(self.id)
