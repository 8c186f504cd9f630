"""The map of all neighborhoods and the table beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from django.urls import reverse
from django.utils.translation import gettext as _

from commonbeat.ground.places.models import Neighborhood
from commonbeat.kit.drawing import Chart
from commonbeat.kit.maps import Area, choropleth
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.words import number, parts
from commonbeat.plumb import Estimate, Shown

STEPS = (60, 100, 160, 250)
"""Limits of the map's five steps, in stops per 1,000 residents: the same on every page."""
NEAR = 5
"""How many neighbors stand beside a neighborhood in its table."""


@dataclass(frozen=True, slots=True)
class Place:
    """One neighborhood with its figures: stops (None where not shown) and stops per 1,000 residents."""

    row: Neighborhood
    rate: Shown
    stops: Shown | None

    @property
    def href(self) -> str:
        """The address of its page."""
        return reverse("neighborhood", args=[self.row.slug])


def drawn(
    places: Sequence[Place], *, title: str, desc: str, here: str = "", listed: Sequence[str] | None = None
) -> Chart | None:
    """The shaded map of all places with a shape; None where there is nothing to draw."""
    areas = [
        Area(
            place.row.slug, place.row.name, place.row.geometry, place.rate, "" if place.row.slug == here else place.href
        )
        for place in places
        if place.row.geometry
    ]
    if not areas:
        return None
    return choropleth(
        areas, title=title, desc=desc, steps=STEPS, here=here, unit=_("per 1,000 residents"), listed=listed
    )


def neighbors(places: Sequence[Place], here: Neighborhood, most: int = NEAR) -> list[Place]:
    """This place and those nearest to it, most stops per resident first; those without a rate last."""
    near = [place for place in places if place.row.centroid or place.row.pk == here.pk]
    if here.centroid:
        near.sort(key=lambda place: _distance(place.row, here))
    return ranked(near[: most + 1])


def ranked(places: Sequence[Place]) -> list[Place]:
    """Largest rate first, then those without a rate by name."""
    return sorted(
        places, key=lambda place: (-place.rate.point if isinstance(place.rate, Estimate) else 1, place.row.name)
    )


def table(
    places: Sequence[Place], *, caption: str, here: int | None = None, sorts: Mapping[str, str] | None = None
) -> DataTable:
    """The numbers behind the map: stops, residents, rate and range of each place, as given."""
    heads = (
        (_("Neighborhood"), "name"),
        (_("Stops"), "stops"),
        (_("Residents"), "residents"),
        (_("Per 1,000"), "rate"),
    )
    columns = [
        Head(label, numeric=place > 0, sort=(sorts or {}).get(key, "")) for place, (label, key) in enumerate(heads)
    ]
    return DataTable(
        caption=caption,
        columns=(*columns, Head(_("95% range"), numeric=True)),
        rows=tuple(_row(place, here) for place in places),
        here=next((at for at, place in enumerate(places) if place.row.pk == here), None),
    )


def _row(place: Place, here: int | None) -> tuple[str | Cell, ...]:
    name = Cell(place.row.name, href="" if place.row.pk == here else place.href)
    stops = number(place.stops.point) if isinstance(place.stops, Estimate) else "–"
    if not isinstance(place.rate, Estimate):
        return (name, stops, _("not known"), "–", "–")
    return (name, stops, number(place.rate.denominator or 0), *parts(place.rate))


def _distance(one: Neighborhood, other: Neighborhood) -> float:
    """How far apart two centroids lie, in degrees of latitude (near enough to find neighbors)."""
    (x, y), (a, b) = one.centroid or (999, 999), other.centroid or (0, 0)
    return hypot((x - a) * 0.7, y - b)
