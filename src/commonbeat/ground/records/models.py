"""Stops and uses of force as the agency wrote them down, and what it says about what it collects."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency, ImportBatch
from commonbeat.ground.agency.rules import ImportState
from commonbeat.ground.places.models import District, Neighborhood
from commonbeat.ground.records.rules import (
    WITHOUT_RACE,
    Answer,
    Collected,
    ForceAction,
    ForceType,
    Gender,
    InventoryItem,
    Published,
    RaceGroup,
    RecordedBy,
    Resistance,
    StopReason,
)


class RecordQuerySet(models.QuerySet["Record"]):
    """Records by whether their file is loaded, and when."""

    def live(self) -> Self:
        """Those whose file is loaded; rows of a file under way are seen by nobody."""
        return self.filter(batch__state=ImportState.LOADED)

    def usable_race(self) -> Self:
        """Those that a comparison between groups can use."""
        return self.exclude(race__in=WITHOUT_RACE)


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
    race = models.CharField(_("race as recorded"), max_length=20, choices=RaceGroup, default=RaceGroup.NOT_RECORDED)
    gender = models.CharField(_("gender as recorded"), max_length=20, choices=Gender, default=Gender.NOT_RECORDED)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.source_key


class StopRecord(Record):
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


class ForceApplication(Record):
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
