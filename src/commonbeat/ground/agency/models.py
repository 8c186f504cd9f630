"""One agency, its units and its dated settings."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.rules import (
    ENDED,
    UNDER_WAY,
    ImportState,
    Language,
    RowCounts,
    UnitKind,
    setting_keys,
)


def _languages() -> list[str]:
    return [Language.ENGLISH.value, Language.SPANISH.value]


class Agency(models.Model):
    """A police agency, or the state that many belong to. Every row of the house belongs to one."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short name in addresses"), max_length=50, unique=True)
    place = models.CharField(_("place"), max_length=200, help_text=_("The town, city, county or state that it serves."))
    timezone = models.CharField(_("time zone"), max_length=64, default="America/Chicago")
    languages = models.JSONField(_("languages"), default=_languages)
    hosts = models.JSONField(_("host names"), default=list, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    phone = models.CharField(_("phone that people may call"), max_length=40, blank=True)
    email = models.EmailField(_("mail address that people may write to"), blank=True)
    demo = models.BooleanField(default=False)
    demo_notice = models.JSONField(default=dict, blank=True, help_text=_("What the demo band says, by language."))
    public_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """Where its clocks stand."""
        return ZoneInfo(self.timezone)

    def clock(self, moment: datetime | None = None) -> datetime:
        """A moment, now unless given, by its own clock."""
        return (moment or timezone.now()).astimezone(self.zone)

    def day(self, moment: datetime | None = None) -> date:
        """The day of a moment, today unless given, by its own calendar.

        Never the calendar of whoever asks: a job has the machine's, and near midnight that is another day.
        """
        return self.clock(moment).date()


class Unit(models.Model):
    """A part of the agency: a precinct's patrol, a community policing unit."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=30, choices=UnitKind, default=UnitKind.PATROL)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.name


class Squad(models.Model):
    """A sergeant's people within a unit."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="squads")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="squad_name_once")]

    def __str__(self) -> str:
        return self.name


class SettingQuerySet(models.QuerySet["Setting"]):
    """Settings by the day on which they hold."""

    def in_force(self, agency: Agency, key: str, day: Any) -> "SettingQuerySet":
        """The one that holds on that day first."""
        return self.filter(agency=agency, key=key, effective_from__lte=day).order_by("-effective_from", "-pk")


class Setting(models.Model):
    """A value that holds from a day on, with the law or the decision behind it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    key = models.CharField(max_length=40, choices=setting_keys)
    value = models.JSONField()
    effective_from = models.DateField()
    citation = models.CharField(max_length=300, help_text=_("The law, policy or decision that it follows from."))

    objects = SettingQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-effective_from"]

    def __str__(self) -> str:
        return f"{self.key} from {self.effective_from}"


class SavedMapping(models.Model):
    """How files of one source are read: which column means what, what their words mean, whose clock they show."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    kind = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=100)
    mapping = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "name"], name="mapping_name_once")]

    def __str__(self) -> str:
        return self.name


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Files by where they stand."""

    def loaded(self) -> "ImportBatchQuerySet":
        return self.filter(state=ImportState.LOADED)

    def held(self, batch: "ImportBatch") -> "ImportBatchQuerySet":
        """The row of this file, if no later run or decision has taken it over."""
        return self.filter(pk=batch.pk, run=batch.run, state=batch.state)


class ImportBatch(models.Model):
    """One file that came in: what it was, how it was read, what became of its rows.

    `stored` is its place under the media folder; it holds the file as it came until the retention time is over.
    Rows loaded from it point here and are seen by nobody before `state` is "loaded".
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    kind = models.CharField(max_length=40)
    file_name = models.CharField(max_length=150)
    stored = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text=_("bytes"))
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.RECEIVED)
    sheet = models.JSONField(default=dict, help_text=_("encoding, separator and names of columns, as found"))
    mapping = models.JSONField(default=dict)
    mapping_name = models.CharField(max_length=100, blank=True)
    leave_out_bad = models.BooleanField(default=False)
    received_at = models.DateTimeField(auto_now_add=True)
    received_by = models.CharField(max_length=200)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    run = models.PositiveIntegerField(default=0)
    """Counts the attempts to check or load: an attempt that finds a higher number has been overtaken."""
    done = models.PositiveBigIntegerField(default=0, help_text=_("bytes read by the attempt under way"))
    rows_new = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict, help_text=_("preview, notes, unknown words, first and last day"))
    failure = models.JSONField(default=dict, help_text=_("why the file as a whole cannot be loaded"))

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind"],
                condition=models.Q(state=ImportState.LOADING),
                name="import_loads_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["agency", "kind", "sha256"], name="import_by_hash")]

    def __str__(self) -> str:
        return self.file_name

    def count(self, rows: "RowCounts") -> None:
        """Take over what a pass over the file has counted."""
        self.rows_new, self.rows_same = rows.new, rows.same
        self.rows_changed, self.rows_bad = rows.changed, rows.bad

    @property
    def rows_good(self) -> int:
        """Rows that can be loaded or are there already."""
        return self.rows_new + self.rows_same + self.rows_changed

    @property
    def rows_read(self) -> int:
        """Every line of the file that is not blank."""
        return self.rows_good + self.rows_bad

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def ended(self) -> bool:
        return self.state in ENDED
