"""Every write to places by hand: names and spellings, shapes from a file or from positions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.places.borders import Borders
from commonbeat.ground.places.models import District, Neighborhood
from commonbeat.ground.places.rules import ShapeSource, bbox_of, clashes, folded, slug_of
from commonbeat.ground.roles import Actor


@dataclass(frozen=True, slots=True)
class Shape:
    """The outline of one neighborhood: a MultiPolygon's coordinates to draw, and what is worked out from them.

    `borders`: its coordinates in full, where they are finer than what is drawn.
    """

    coordinates: list[Any]
    bbox: Sequence[float]
    inside: Sequence[float]
    area_km2: float
    borders: list[Any] | None = None


@transaction.atomic
def add(
    *, actor: Actor, agency: Agency, names: Iterable[str], reason: str, districts: Mapping[str, str] | None = None
) -> list[Neighborhood]:
    """Add the neighborhoods that are not there yet under any spelling; returns the new ones.

    `districts` maps a name to the code of its district, which is added too where it is new.
    """
    known = {
        folded(spelling)
        for row in Neighborhood.objects.filter(agency=agency).only("name", "aliases")
        for spelling in row.spellings
    }
    fresh: dict[str, str] = {}
    for name in names:
        tidy = " ".join(name.split())
        if slug_of(tidy) and folded(tidy) not in known:
            fresh.setdefault(folded(tidy), tidy)
    codes = districts or {}
    rows = {code: _district(agency, code) for code in {codes[name] for name in fresh.values() if name in codes}}
    added = Neighborhood.objects.bulk_create(
        Neighborhood(agency=agency, name=name, slug=slug_of(name), district=rows.get(codes.get(name, "")))
        for name in fresh.values()
    )
    if added:
        details = {"names": [row.name for row in added], "reason": reason}
        audit.record(agency=agency, actor=actor, verb="places.add", subject=agency, details=details)
        agencies.touch_public(agency)
    return added


@transaction.atomic
def describe(
    *, actor: Actor, neighborhood: Neighborhood, name: str, aliases: Sequence[str], district: District | None
) -> Neighborhood:
    """Change the name, the other spellings or the district; a name that is left stays as a spelling.

    The address stays, so that links keep leading here. Raises ValidationError where another place has a spelling.
    """
    agency = neighborhood.agency
    old = {"name": neighborhood.name, "aliases": neighborhood.aliases, "district": neighborhood.district_id}
    kept = {folded(word): " ".join(word.split()) for word in [*aliases, neighborhood.name] if folded(word)}
    kept.pop(folded(name), None)
    others = Neighborhood.objects.filter(agency=agency).exclude(pk=neighborhood.pk).only("name", "aliases")
    spellings = [(0, [name, *kept.values()]), *((row.pk, row.spellings) for row in others)]
    mine = {folded(word) for word in [name, *kept.values()]}
    if taken := [word for word in clashes(spellings) if folded(word) in mine]:
        raise ValidationError(_("Another neighborhood is already called %(name)s.") % {"name": taken[0]})
    neighborhood.name, neighborhood.aliases, neighborhood.district = name, list(kept.values()), district
    neighborhood.full_clean(exclude=["geometry", "borders", "bbox", "centroid"])
    neighborhood.save(update_fields=["name", "aliases", "district"])
    new = {"name": neighborhood.name, "aliases": neighborhood.aliases, "district": neighborhood.district_id}
    differing = {field: (old[field], new[field]) for field in new if old[field] != new[field]}
    audit.correct(agency=agency, subject=neighborhood, changes=differing, reason="described anew")
    audit.record(
        agency=agency, actor=actor, verb="places.describe", subject=neighborhood, details={"fields": sorted(differing)}
    )
    agencies.touch_public(agency)
    return neighborhood


@transaction.atomic
def save_shapes(
    *, actor: Actor, agency: Agency, shapes: Mapping[int, Shape], source: ShapeSource, note: str
) -> list[Neighborhood]:
    """Give neighborhoods (by id) their shapes; those not named keep what they have. Returns the changed ones."""
    rows = list(Neighborhood.objects.filter(agency=agency, pk__in=shapes))
    for row in rows:
        shape = shapes[row.pk]
        row.geometry, row.borders = {"type": "MultiPolygon", "coordinates": shape.coordinates}, shape.borders
        row.bbox, row.centroid = list(shape.bbox), list(shape.inside)
        row.area_km2, row.shape_source, row.shape_note = shape.area_km2, source, note[:300]
    fields = ["geometry", "borders", "bbox", "centroid", "area_km2", "shape_source", "shape_note"]
    Neighborhood.objects.bulk_update(rows, fields, batch_size=50)
    details = {"source": str(source.value), "note": note, "neighborhoods": len(rows)}
    audit.record(agency=agency, actor=actor, verb="places.save_shapes", subject=agency, details=details)
    agencies.touch_public(agency)
    return rows


def derive_shapes(
    *, actor: Actor, agency: Agency, points: Iterable[tuple[int, float, float]], note: str
) -> list[Neighborhood]:
    """Draw neighborhoods from where records happened; `points` are (neighborhood id, longitude, latitude).

    Official borders are never overwritten. The shapes are coarse and labelled "not official borders". Raises
    ValidationError where nothing can be drawn.
    """
    from commonbeat.ground.places import analysis  # noqa: PLC0415 - brings in shapely, half a second at first use

    taken = list(points)
    labels, longitudes, latitudes = [list(column) for column in zip(*taken, strict=True)] or ([], [], [])
    drawn = analysis.outlines(longitudes, latitudes, labels) if taken else {}
    official = set(
        Neighborhood.objects.filter(agency=agency, shape_source=ShapeSource.OFFICIAL).values_list("pk", flat=True)
    )
    shapes = {
        pk: Shape(one.coordinates, one.bbox, one.inside, one.area_km2)
        for pk, one in drawn.items()
        if pk not in official
    }
    if not shapes:
        raise ValidationError(_("There are too few positions to draw neighborhoods from."))
    return save_shapes(actor=actor, agency=agency, shapes=shapes, source=ShapeSource.DERIVED, note=note)


@transaction.atomic
def load_borders(*, actor: Actor, agency: Agency, borders: Sequence[Borders], note: str) -> list[Neighborhood]:
    """Take official borders that `borders.read_borders` has checked; adds neighborhoods that are not there yet."""
    from commonbeat.ground.places import analysis  # noqa: PLC0415 - brings in shapely, half a second at first use

    add(actor=actor, agency=agency, names=[one.name for one in borders], reason="named in a file of borders")
    ids = {
        folded(spelling): row.pk
        for row in Neighborhood.objects.filter(agency=agency).only("name", "aliases")
        for spelling in row.spellings
    }
    full = {ids[folded(one.name)]: one.coordinates for one in borders}
    shapes = {
        pk: Shape(drawn.coordinates, bbox_of(full[pk]), drawn.inside, drawn.area_km2, full[pk])
        for pk, drawn in analysis.coarse(full).items()
    }
    return save_shapes(actor=actor, agency=agency, shapes=shapes, source=ShapeSource.OFFICIAL, note=note)


def _district(agency: Agency, code: str) -> District:
    row, _created = District.objects.get_or_create(agency=agency, code=code[:20], defaults={"name": code[:20]})
    return row
