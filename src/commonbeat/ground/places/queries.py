"""Which neighborhood is meant: by a point, by a name however it is written; and how many people live there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import caches
from django.db.models import OuterRef, Subquery

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.places.models import Neighborhood, NeighborhoodQuerySet, PopulationMargin
from commonbeat.ground.places.rules import ALL, guesses, in_polygons, index_of
from commonbeat.kit.maps import Outlines


@dataclass(frozen=True, slots=True)
class Locator:
    """Finds the neighborhood of a point: bounding boxes first, then ray casting; about 50 microseconds a point.

    `places`: id, box (west, south, east, north) and polygons of each neighborhood that has a shape.
    """

    places: tuple[tuple[int, tuple[float, float, float, float], Sequence[Sequence[Sequence[Sequence[float]]]]], ...]

    def at(self, longitude: float, latitude: float) -> int | None:
        """The id of the neighborhood in which the point lies; the first where shapes overlap; None outside all."""
        for pk, (west, south, east, north), polygons in self.places:
            boxed = west <= longitude <= east and south <= latitude <= north
            if boxed and in_polygons(polygons, longitude, latitude):
                return pk
        return None


def locator(agency: Agency) -> Locator:
    """The agency's shapes, ready to be asked; kept in memory until something is published. One query."""
    key = f"places-locator|{agency.pk}|{agency.public_version}"
    kept: Locator | None = caches["memory"].get(key)
    if kept is None:
        shapes = Neighborhood.objects.filter(agency=agency).with_shape()
        rows = shapes.values_list("pk", "bbox", "borders", "geometry")
        kept = Locator(
            tuple(
                (pk, tuple(box), borders or drawn["coordinates"]) for pk, box, borders, drawn in rows if box and drawn
            )
        )
        caches["memory"].set(key, kept, 3600)
    return kept


def outlines(agency: Agency) -> Outlines | None:
    """The shapes of all neighborhoods by slug, ready to be drawn; kept in memory until something is published."""
    key = f"outlines|{agency.pk}|{agency.public_version}"
    kept: Outlines | None = caches["memory"].get(key)
    if kept is None:
        rows = Neighborhood.objects.filter(agency=agency).with_shape().values_list("slug", "geometry")
        if shapes := {slug: geometry for slug, geometry in rows if geometry}:
            kept = Outlines(shapes)
            caches["memory"].set(key, kept, 3600)
    return kept


def place_at(agency: Agency, longitude: float, latitude: float) -> Neighborhood | None:
    """The neighborhood in which a point lies. Derived shapes are coarse: near a border the neighbor may be meant."""
    found = locator(agency).at(longitude, latitude)
    return Neighborhood.objects.light().filter(pk=found).first() if found is not None else None


def names(agency: Agency) -> dict[str, int]:
    """From folded name (`rules.folded`) to neighborhood id, all spellings; for whoever reads records. One query."""
    rows = Neighborhood.objects.filter(agency=agency).order_by("pk").values_list("pk", "name", "aliases")
    return index_of((pk, [name, *aliases]) for pk, name, aliases in rows)


def named(agency: Agency, words: str) -> list[Neighborhood]:
    """The neighborhoods that somebody may mean by what they typed, best first; nothing of it is kept. Two queries.

    Names only: without a geocoder on the machine an address cannot be found, and none is ever sent elsewhere.
    """
    found = guesses(words[:200], names(agency))
    rows = Neighborhood.objects.light().in_bulk(found)
    return [rows[pk] for pk in found]


def listed(rows: NeighborhoodQuerySet) -> NeighborhoodQuerySet:
    """Neighborhoods for a list: with their district and their `people` by the latest figure, without their shapes."""
    latest = PopulationMargin.objects.filter(neighborhood=OuterRef("pk"), group=ALL).order_by("-effective", "-pk")
    return rows.light().select_related("district").annotate(people=Subquery(latest.values("count")[:1]))


def margins(neighborhood: Neighborhood) -> list[PopulationMargin]:
    """All population figures of one neighborhood, everybody first, latest first. One query."""
    rows = PopulationMargin.objects.filter(neighborhood=neighborhood).order_by("group", "-effective")
    return sorted(rows, key=lambda margin: margin.group != ALL)


@dataclass(frozen=True, slots=True)
class Population:
    """Who lives where on a day: people by neighborhood id (None: the whole agency) and group."""

    margins: Mapping[tuple[int | None, str], PopulationMargin]

    def count(self, neighborhood: int | None, group: str = ALL) -> int | None:
        """How many people; None where nobody has said."""
        margin = self.margins.get((neighborhood, group))
        return margin.count if margin else None

    @property
    def groups(self) -> frozenset[str]:
        """The groups for which anything is known."""
        return frozenset(group for _, group in self.margins)

    @property
    def sources(self) -> list[str]:
        """Where the figures come from, each once, with the year that it describes."""
        return list(dict.fromkeys(f"{margin.source} ({margin.year})" for margin in self.margins.values()))


def population(agency: Agency, on: date) -> Population:
    """The latest population figures in effect on that day. One query."""
    margins: dict[tuple[int | None, str], PopulationMargin] = {}
    for margin in PopulationMargin.objects.filter(agency=agency).as_of(on):
        margins.setdefault((margin.neighborhood_id, margin.group), margin)
    return Population(margins)
