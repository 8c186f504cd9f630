"""Stops, uses of force and contacts as the agency wrote them down, and what it says about what it collects."""

from typing import Self, TypeVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency, ImportBatch
from commonbeat.ground.agency.rules import ImportState, Language
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import District, Neighborhood
from commonbeat.ground.records.rules import (
    WITHOUT_RACE,
    Answer,
    Collected,
    ForceAction,
    ForceType,
    Gender,
    InventoryItem,
    NumberState,
    PersonRole,
    Published,
    RaceGroup,
    RecordedBy,
    Resistance,
    StopReason,
)

AnyRecord = TypeVar("AnyRecord", bound="Record", covariant=True)
AnyPersonRecord = TypeVar("AnyPersonRecord", bound="PersonRecord", covariant=True)


class RecordQuerySet(models.QuerySet[AnyRecord]):
    """Records by whether their file is loaded, and when."""

    def live(self) -> Self:
        """Those whose file is loaded; rows of a file under way are seen by nobody."""
        return self.filter(batch__state=ImportState.LOADED)


class PersonRecordQuerySet(RecordQuerySet[AnyPersonRecord]):
    """The same of records that say what an officer believed of a person."""

    def usable_race(self) -> Self:
        """Those that a comparison between groups can use."""
        return self.exclude(race__in=WITHOUT_RACE)


class ContactQuerySet(RecordQuerySet["ContactEvent"]):
    """Contacts by their phone number."""

    def held(self) -> Self:
        """Those whose number is here."""
        return self.filter(number_state=NumberState.HELD)


class Record(models.Model):
    """What every record has: whose it is, from which file, when and where.

    `at` is UTC. `local_date`, `local_minute` (0 to 1439) and `utc_offset` (minutes) are the agency's clock, worked out
    once, when the record is loaded, so that nothing is converted when it is counted.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, db_index=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT)
    source_key = models.CharField(_("key in the agency's own records"), max_length=80)
    at = models.DateTimeField(_("when, in UTC"))
    local_date = models.DateField(_("day"))
    local_minute = models.PositiveSmallIntegerField(_("minute of the day"))
    utc_offset = models.SmallIntegerField(_("minutes from UTC"))
    neighborhood = models.ForeignKey(
        Neighborhood, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    neighborhood_text = models.CharField(_("neighborhood as written"), max_length=120, blank=True)
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    district_text = models.CharField(_("precinct as written"), max_length=40, blank=True)

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.source_key


class PersonRecord(Record):
    """A record of what was done to one person, with what the officer wrote down of them."""

    race = models.CharField(_("race as recorded"), max_length=20, choices=RaceGroup, default=RaceGroup.NOT_RECORDED)
    gender = models.CharField(_("gender as recorded"), max_length=20, choices=Gender, default=Gender.NOT_RECORDED)

    objects = PersonRecordQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True


class StopRecord(PersonRecord):
    """One stop of one person or vehicle. Searches are answers on the stop: the records say no more than yes or no."""

    reason = models.CharField(_("reason"), max_length=20, choices=StopReason, default=StopReason.NOT_RECORDED)
    race_before = models.CharField(
        _("race as perceived before the stop"), max_length=20, choices=RaceGroup, default=RaceGroup.NOT_RECORDED
    )
    citation = models.CharField(_("citation issued"), max_length=12, choices=Answer, default=Answer.NOT_RECORDED)
    person_search = models.CharField(_("person searched"), max_length=12, choices=Answer, default=Answer.NOT_RECORDED)
    vehicle_search = models.CharField(_("vehicle searched"), max_length=12, choices=Answer, default=Answer.NOT_RECORDED)
    recorded_by = models.CharField(_("recorded by"), max_length=12, choices=RecordedBy, default=RecordedBy.NOT_RECORDED)
    longitude = models.FloatField(_("longitude, to about 100 meters"), null=True)
    latitude = models.FloatField(_("latitude, to about 100 meters"), null=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["agency", "source_key"], name="stop_once"),
            models.CheckConstraint(condition=models.Q(local_minute__lt=1440), name="stop_minute_of_day"),
        ]
        indexes = [
            models.Index(fields=["agency", "local_date"], name="stop_by_day"),
            models.Index(fields=["agency", "neighborhood", "local_date"], name="stop_by_place"),
        ]


class ForceApplication(PersonRecord):
    """One kind of force used on one person: one row of the agency's file. One event can make several.

    `incident_key` names the event where the file does; without it rows of one event cannot be told to belong together.
    """

    incident_key = models.CharField(_("incident number"), max_length=80, blank=True)
    force_type = models.CharField(_("type of force"), max_length=24, choices=ForceType)
    force_action = models.CharField(
        _("what was done"), max_length=24, choices=ForceAction, default=ForceAction.NOT_RECORDED
    )
    resistance = models.CharField(
        _("resistance as recorded"), max_length=24, choices=Resistance, default=Resistance.NOT_RECORDED
    )
    injury = models.CharField(_("person injured"), max_length=12, choices=Answer, default=Answer.NOT_RECORDED)
    age = models.PositiveSmallIntegerField(_("age as recorded"), null=True)
    call_reason = models.CharField(_("what the call was about"), max_length=80, blank=True)
    emergency_call = models.CharField(_("911 call"), max_length=12, choices=Answer, default=Answer.NOT_RECORDED)
    offense = models.CharField(_("primary offense code"), max_length=40, blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["agency", "source_key"], name="force_once"),
            models.CheckConstraint(condition=models.Q(local_minute__lt=1440), name="force_minute_of_day"),
        ]
        indexes = [
            models.Index(fields=["agency", "local_date"], name="force_by_day"),
            models.Index(fields=["agency", "neighborhood", "local_date"], name="force_by_place"),
        ]


class ContactEvent(Record):
    """One contact of one person with the police: a row of CAD or RMS.

    `number` is sealed (E.164 inside), there only while `number_state` says that it is held, and opened by
    `actions.number_of` alone. `reference` is random: the only name of a contact that leaves this app.
    """

    reference = models.UUIDField(_("random name"), default=uuid4, unique=True, editable=False)
    call_type = models.CharField(_("kind of call"), max_length=80, blank=True)
    disposition = models.CharField(_("disposition"), max_length=120, blank=True)
    police_initiated = models.CharField(
        _("begun by the police"), max_length=12, choices=Answer, default=Answer.NOT_RECORDED
    )
    person_role = models.CharField(
        _("role in the contact"), max_length=12, choices=PersonRole, default=PersonRole.NOT_RECORDED
    )
    minor = models.CharField(_("under 18"), max_length=12, choices=Answer, default=Answer.NOT_RECORDED)
    flags = models.JSONField(_("reasons for care"), default=list, blank=True)
    language = models.CharField(_("language as recorded"), max_length=2, choices=Language, blank=True)
    staff = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("officer")
    )
    badge_text = models.CharField(_("badge as written"), max_length=40, blank=True)
    number = models.CharField(_("sealed number"), max_length=120, blank=True)
    number_state = models.CharField(_("phone number"), max_length=12, choices=NumberState, default=NumberState.NONE)

    objects = ContactQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["agency", "source_key"], name="contact_once"),
            models.CheckConstraint(condition=models.Q(local_minute__lt=1440), name="contact_minute_of_day"),
            models.CheckConstraint(
                condition=models.Q(number_state=NumberState.HELD) ^ models.Q(number=""), name="contact_number_if_held"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "local_date"], name="contact_by_day"),
            models.Index(fields=["agency", "neighborhood", "local_date"], name="contact_by_place"),
            models.Index(fields=["agency", "id"], name="contact_in_order"),
            models.Index(
                fields=["agency", "at"], condition=models.Q(number_state=NumberState.HELD), name="contact_held"
            ),
        ]


class DataInventoryAnswer(models.Model):
    """What the agency says of one thing that it might collect; asked yearly, old answers kept as corrections."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    item = models.CharField(max_length=40, choices=InventoryItem)
    collected = models.CharField(_("collected"), max_length=12, choices=Collected, default=Collected.NOT_ANSWERED)
    quality = models.CharField(_("how good it is"), max_length=500, blank=True)
    published = models.CharField(_("public"), max_length=12, choices=Published, default=Published.NOT_ANSWERED)
    plan = models.CharField(_("what is planned"), max_length=500, blank=True)
    plan_by = models.DateField(_("by when"), null=True, blank=True)
    answered_at = models.DateTimeField(auto_now=True)
    answered_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["item"]
        constraints = [models.UniqueConstraint(fields=["agency", "item"], name="inventory_item_once")]

    def __str__(self) -> str:
        return self.get_item_display()
