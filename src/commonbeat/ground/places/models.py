"""Districts, neighborhoods with their shapes, and how many people live there."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.places.rules import ALL, ShapeSource


class District(models.Model):
    """A precinct, district or sector of the agency, by the code that its records use."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="district_code_once")]

    def __str__(self) -> str:
        return self.name


class NeighborhoodQuerySet(models.QuerySet["Neighborhood"]):
    """Neighborhoods with and without what is heavy."""

    def named_like(self, word: str) -> "NeighborhoodQuerySet":
        """Those whose name holds the word."""
        return self.filter(name__icontains=word)

    def light(self) -> "NeighborhoodQuerySet":
        """Without the geometry, which weighs more than all else together."""
        return self.defer("geometry", "borders")

    def with_shape(self) -> "NeighborhoodQuerySet":
        """Those that can be drawn."""
        return self.exclude(shape_source=ShapeSource.NONE)

    def drawn(self) -> list[tuple[str, str, Any]]:
        """Slug, name and shape of each that can be drawn, for a map. One query."""
        return list(self.with_shape().values_list("slug", "name", "geometry"))


class Neighborhood(models.Model):
    """A neighborhood as its residents and the records name it.

    `geometry` is a GeoJSON MultiPolygon in WGS84 longitude and latitude, coarse enough to draw on every page; `borders`
    are the coordinates of official borders as they were given, for look-up; `bbox` is [west, south, east, north].
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name in addresses"), max_length=120)
    aliases = models.JSONField(
        _("other spellings"), default=list, blank=True, help_text=_("How records and people also write the name.")
    )
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, blank=True, related_name="places")
    geometry = models.JSONField(null=True, blank=True)
    borders = models.JSONField(null=True, blank=True)
    bbox = models.JSONField(null=True, blank=True)
    centroid = models.JSONField(null=True, blank=True, help_text=_("Longitude and latitude of a point inside."))
    area_km2 = models.FloatField(_("area in square kilometers"), null=True, blank=True)
    shape_source = models.CharField(max_length=10, choices=ShapeSource, default=ShapeSource.NONE)
    shape_note = models.CharField(max_length=300, blank=True, help_text=_("What the shape was made from."))

    objects = NeighborhoodQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "slug"], name="neighborhood_slug_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def spellings(self) -> list[str]:
        """The name and every other spelling."""
        return [self.name, *self.aliases]

    @property
    def derived(self) -> bool:
        """Whether the shape must be shown as "not official borders"."""
        return self.shape_source == ShapeSource.DERIVED

    @property
    def rings(self) -> list[Any]:
        """The polygons' coordinate arrays; empty without a shape."""
        return self.geometry["coordinates"] if self.geometry else []


class PopulationMarginQuerySet(models.QuerySet["PopulationMargin"]):
    """Population by day."""

    def as_of(self, day: Any) -> "PopulationMarginQuerySet":
        """What was in effect that day, latest first for each place and group."""
        return self.filter(effective__lte=day).order_by("neighborhood", "group", "-effective", "-year", "-pk")


class PopulationMargin(models.Model):
    """How many people live somewhere: all, or one group in the words of the agency's own records."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    neighborhood = models.ForeignKey(
        Neighborhood,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="margins",
        help_text=_("Empty for the whole area that the agency serves."),
    )
    group = models.CharField(max_length=40, default=ALL)
    count = models.PositiveIntegerField(_("people"))
    source = models.CharField(_("source"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year that it describes"))
    effective = models.DateField(_("used from this day on"))
    note = models.CharField(max_length=300, blank=True, help_text=_("How the count was made."))

    objects = PopulationMarginQuerySet.as_manager()

    class Meta:
        ordering = ["neighborhood", "group", "-effective"]
        constraints = [
            models.UniqueConstraint(fields=["neighborhood", "group", "effective"], name="population_once"),
            models.UniqueConstraint(
                fields=["agency", "group", "effective"],
                condition=models.Q(neighborhood__isnull=True),
                name="population_of_agency_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.neighborhood or self.agency}: {self.count:,} ({self.group}, {self.year})"
