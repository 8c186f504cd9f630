"""The map of all neighborhoods, the table beside it, and who lies next to whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot

from django.urls import reverse
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.places import access
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import Actor
from commonbeat.kit.drawing import Chart
from commonbeat.kit.maps import Area, Outlines, choropleth
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.words import figure, number, parts
from commonbeat.measure.findings import queries as findings
from commonbeat.plumb import Estimate, Reason, Shown, Withheld

STEPS = (60, 100, 160, 250)
"""Limits of the map's five steps, in stops per 1,000 residents: round, and the same on every page."""
NEAR = 5
"""How many neighbors stand beside a neighborhood in its table."""


@dataclass(frozen=True, slots=True)
class Place:
    """One neighborhood with its stops per 1,000 residents and its stops; None where no figure is published."""

    row: Neighborhood
    rate: Shown | None
    stops: Shown | None

    @property
    def href(self) -> str:
        """The address of its page."""
        return reverse("neighborhood", args=[self.row.slug])


def places_of(agency: Agency, actor: Actor) -> list[Place]:
    """Every neighborhood with its figures, without its shape, by name. Five queries."""
    rates = {line.neighborhood_id: line.shown for line in findings.by_area(agency, "stops_rate")}
    stops = {line.neighborhood_id: line.shown for line in findings.by_area(agency, "stops_count")}
    return [Place(row, rates.get(row.pk), stops.get(row.pk)) for row in access.visible(actor, agency).light()]


def drawn(
    outlines: Outlines | None,
    places: Sequence[Place],
    listed: Sequence[Place],
    *,
    title: str,
    desc: str,
    here: Neighborhood | None = None,
) -> Chart | None:
    """The shaded map of all places, with the table of those `listed`; None where nothing can be drawn."""
    drawable = [place for place in places if outlines and place.row.slug in outlines.paths and place.rate]
    if not drawable:
        return None
    chart = choropleth(
        [Area(place.row.slug, place.row.name, {}, place.rate) for place in drawable],
        title=title,
        desc=desc,
        steps=STEPS,
        here=here.slug if here else "",
        unit=_("per 1,000 residents"),
        outlines=outlines,
    )
    uncounted = {figure(place.rate) for place in places if place.rate and _uncounted(place.rate)}
    key = tuple(
        replace(item, words=_("no population figure")) if item.words in uncounted else item for item in chart.key
    )
    return replace(chart, key=key, table=table(listed, caption=title, here=here))


def neighbors(places: Sequence[Place], here: Neighborhood, most: int = NEAR) -> list[Place]:
    """This place and the few nearest to it, most stops per resident first."""
    near = sorted(
        (place for place in places if place.row.centroid or place.row.pk == here.pk),
        key=lambda place: _distance(place.row, here),
    )
    return ranked(near[: most + 1])


def ranked(places: Sequence[Place], order: str = "rate") -> list[Place]:
    """By "rate" or "stops", largest first and those without a figure last; or by "name"."""
    if order == "name":
        return sorted(places, key=lambda place: place.row.name)
    shown = {place.row.pk: place.rate if order == "rate" else place.stops for place in places}
    return sorted(places, key=lambda place: (_falling(shown[place.row.pk]), place.row.name))


def table(places: Sequence[Place], *, caption: str, here: Neighborhood | None = None) -> DataTable:
    """The numbers behind the map: stops, residents, rate and range of each place, in the order given."""
    heads = (_("Neighborhood"), _("Stops"), _("Residents"), _("Per 1,000"), _("95% range"))
    return DataTable(
        caption=caption,
        columns=tuple(Head(label, numeric=column > 0) for column, label in enumerate(heads)),
        rows=tuple(_row(place, here) for place in places),
        here=next((at for at, place in enumerate(places) if here and place.row.pk == here.pk), None),
    )


def _row(place: Place, here: Neighborhood | None) -> tuple[str | Cell, ...]:
    name = Cell(place.row.name, href="" if here and place.row.pk == here.pk else place.href)
    stops = number(place.stops.point) if isinstance(place.stops, Estimate) else "–"
    if not isinstance(place.rate, Estimate):
        why = _("no population figure") if _uncounted(place.rate) else figure(place.rate) if place.rate else "–"
        return (name, stops, Cell(why, span=3))
    return (name, stops, number(place.rate.denominator or 0), *parts(place.rate))


def _uncounted(shown: Shown | None) -> bool:
    """Is there no rate because nobody counted the residents?"""
    return isinstance(shown, Withheld) and shown.reason is Reason.NO_DENOMINATOR


def _falling(shown: Shown | None) -> float:
    return -shown.point if isinstance(shown, Estimate) else 1.0


def _distance(one: Neighborhood, here: Neighborhood) -> float:
    """How far apart two centroids lie, in degrees of latitude, near enough to find neighbors; itself comes first."""
    if one.pk == here.pk or not one.centroid or not here.centroid:
        return 0.0 if one.pk == here.pk else 1.0
    (x, y), (a, b) = one.centroid, here.centroid
    return 1e-9 + hypot((x - a) * 0.7, y - b)
