"""One agency, its units and its dated settings."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.rules import Language, SettingKey, UnitKind


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
    key = models.CharField(max_length=40, choices=SettingKey)
    value = models.JSONField()
    effective_from = models.DateField()
    citation = models.CharField(max_length=300, help_text=_("The law, policy or decision that it follows from."))

    objects = SettingQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-effective_from"]

    def __str__(self) -> str:
        return f"{self.key} from {self.effective_from}"
