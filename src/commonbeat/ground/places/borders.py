"""Official borders as GeoJSON: read, checked, and refused in words that say what to do."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commonbeat.ground.places.rules import bbox_of, folded, slug_of

MOST_BYTES = 20_000_000
LARGEST_KM2 = 20_000.0
"""No neighborhood of the United States is larger; a bigger one is a whole county or in the wrong unit."""
KM_PER_DEGREE = 111.32
NAME_PROPERTIES = ("name", "neighborhood", "neighbourhood", "bdname", "nhood", "community", "label", "district")
WGS84 = ("CRS84", "4326", "WGS84", "WGS 84")


@dataclass(frozen=True, slots=True)
class Borders:
    """The official borders of one neighborhood: its name and a MultiPolygon's coordinates, checked."""

    name: str
    coordinates: list[Any]


def read_borders(data: bytes, *, property_name: str = "") -> list[Borders]:
    """The neighborhoods of a GeoJSON FeatureCollection, each with a name and a sound outline in WGS84.

    `property_name`: which property holds the name; guessed where it is empty. Raises ValidationError with one message
    for each thing that is wrong, in words that say what to do; nothing is taken from a file that has any.
    """
    features = _features(data)
    key = property_name or _name_property(features)
    problems: list[str] = []
    found: dict[str, Borders] = {}
    for number, feature in enumerate(features, 1):
        name = " ".join(str((feature.get("properties") or {}).get(key) or "").split())
        said = name or _("Feature %(number)s") % {"number": number}
        if not slug_of(name):
            problems.append(_("%(area)s has no name in the property “%(key)s”.") % {"area": said, "key": key})
        elif folded(name) in found:
            problems.append(_("“%(area)s” is in the file twice. Join its parts into one feature.") % {"area": said})
        elif problem := _wrong(feature.get("geometry") or {}):
            problems.append(f"{said}: {problem}")
        else:
            found[folded(name)] = Borders(name=name, coordinates=_polygons(feature["geometry"]))
    if problems:
        raise ValidationError(problems[:50])
    return list(found.values())


def _features(data: bytes) -> list[Mapping[str, Any]]:
    """The features of the file, or ValidationError where it is no GeoJSON in WGS84."""
    if len(data) > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than 20 MB. Simplify the borders first; far fewer corners will do.")
        )
    try:
        read = json.loads(data)
    except (ValueError, RecursionError):
        raise ValidationError(
            _("This is not GeoJSON. Export the borders as GeoJSON, not as a shapefile or KML.")
        ) from None
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(one, dict) for one in features):
        raise ValidationError(_("The file holds no features. It must be a GeoJSON FeatureCollection."))
    system = json.dumps(read.get("crs") or "CRS84")
    if not any(name in system for name in WGS84):
        raise ValidationError(_("The file uses another coordinate system. Export it again in WGS84 (EPSG:4326)."))
    return features


def _name_property(features: Sequence[Mapping[str, Any]]) -> str:
    """The property that most likely holds the name."""
    there = {key.casefold(): key for key in (features[0].get("properties") or {})}
    return next((there[name] for name in NAME_PROPERTIES if name in there), "name")


def _wrong(geometry: Mapping[str, Any]) -> str:
    """What is wrong with an outline, in words; empty where nothing is."""
    import shapely  # noqa: PLC0415 - heavy, so loaded at first use

    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return _("it is no area. Only polygons can be neighborhoods.")
    try:
        polygons = _polygons(geometry)
        if not all(len(ring) >= 4 and ring[0] == ring[-1] for polygon in polygons for ring in polygon):
            return _("a ring is not closed, or has fewer than three corners.")
        west, south, east, north = bbox_of(polygons)
        if problem := _misplaced(west, south, east, north):
            return problem
        shape = shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in polygons])
    except (TypeError, ValueError, IndexError, KeyError):
        return _("its coordinates cannot be read.")
    if not shape.is_valid:
        why = shapely.is_valid_reason(shape).split("[")[0].strip().lower()
        return _("its outline crosses itself or is otherwise unsound (%(why)s). Repair it in your map program.") % {
            "why": why
        }
    middle = (south + north) / 2
    square_km = shape.area * 111.32**2 * max(0.01, 1 - (middle / 90) ** 2)
    if square_km > LARGEST_KM2:
        return _("it is larger than %(most)s square kilometers, which no neighborhood is.") % {
            "most": f"{LARGEST_KM2:,.0f}"
        }
    return ""


def _misplaced(west: float, south: float, east: float, north: float) -> str:
    """Whether the coordinates are no longitude and latitude, or have them swapped."""
    swapped = _("longitude and latitude are swapped. GeoJSON wants longitude first.")
    if max(abs(west), abs(east)) <= 90 and (max(abs(south), abs(north)) > 90 and max(abs(south), abs(north)) <= 180):
        return swapped
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        return _("its coordinates are not degrees. Export the file again in WGS84 (EPSG:4326).")
    return swapped if north < -60 else ""


def _polygons(geometry: Mapping[str, Any]) -> list[Any]:
    """The geometry as MultiPolygon coordinates, to six decimals, without heights."""
    given = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    polygons = [
        [[[round(float(x), 6), round(float(y), 6)] for x, y, *_height in ring] for ring in polygon] for polygon in given
    ]
    if not polygons or not all(polygons):
        raise ValueError("no rings")
    return polygons
