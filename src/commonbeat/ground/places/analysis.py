"""Outlines drawn from where records happened: positions in, coarse shapes that share their borders out; no Django."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay, cKDTree

Points = NDArray[np.float64]
Labels = NDArray[np.int64]

GRID = 10.0
"""Meters within which positions count as one."""
LEAST_RECORDS, LEAST_POSITIONS = 5, 3
"""A place with fewer records, or recorded at fewer distinct positions, is not drawn: its outline would tell of them."""
NEAREST = 8
"""With how many neighbors a position is compared to find out whether it strayed."""
REACH, BACK = 700.0, 500.0
"""Meters by which the ground around positions is widened and then drawn in again, which closes parks and rivers."""
APART = 800.0
"""Meters beyond which two positions of one name are not taken as one patch."""
CORNERS = 7.0
"""How many corners an outline may have, on average: few enough that none tells of a single position."""
METERS_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Outline:
    """One drawn place: its polygons as GeoJSON coordinates, its box, a point inside, and its size in km2."""

    coordinates: list[Any]
    bbox: tuple[float, float, float, float]
    inside: tuple[float, float]
    area_km2: float


def outlines(longitudes: Sequence[float], latitudes: Sequence[float], labels: Sequence[int]) -> dict[int, Outline]:
    """Draw each label's ground: Voronoi cells of the positions, joined by label, clipped to the ground they cover.

    `labels`: which place each position was recorded under (any whole numbers). Positions are taken once each, strays
    are left out, small separate patches go to their neighbors, and all borders are simplified together, so that
    neighbors still share them. A label with fewer than LEAST_RECORDS records or LEAST_POSITIONS positions is left out.
    """
    if not len(labels):
        return {}
    plane = _Plane(np.asarray(longitudes, dtype=float), np.asarray(latitudes, dtype=float))
    positions, owners = _positions(plane.meters, np.asarray(labels, dtype=np.int64))
    if len(positions) <= LEAST_POSITIONS or np.linalg.matrix_rank(positions - positions[0]) < 2:
        return {}
    owners = _without_islands(positions, owners)
    ground = _ground(positions)
    shapes = _without_slivers(_dissolved(positions, owners, ground))
    return {label: plane.outline(shape, shape.area) for label, shape in _simplified(shapes).items()}


def coarse(places: Mapping[int, Sequence[Any]]) -> dict[int, Outline]:
    """Official borders (MultiPolygon coordinates by id) as drawn: simplified together, so borders stay shared."""
    corners = np.array([corner[:2] for shape in places.values() for polygon in shape for corner in polygon[0]])
    plane = _Plane(corners[:, 0], corners[:, 1])
    shapes = {
        pk: shapely.MultiPolygon([shapely.Polygon(part[0], part[1:]) for part in shape]) for pk, shape in places.items()
    }
    flat = {pk: shapely.transform(shape, plane.flat) for pk, shape in shapes.items()}
    return {pk: plane.outline(shape, flat[pk].area) for pk, shape in _simplified(flat).items()}


class _Plane:
    """Longitude and latitude as meters east and north of the middle, and back (good over a city's width)."""

    def __init__(self, longitudes: Points, latitudes: Points) -> None:
        self.middle = np.array([np.median(longitudes), np.median(latitudes)])
        self.scale = METERS_PER_DEGREE * np.array([np.cos(np.radians(self.middle[1])), 1.0])
        self.meters: Points = self.flat(np.column_stack([longitudes, latitudes]))

    def flat(self, degrees: Points) -> Points:
        """Degrees as meters."""
        moved: Points = (degrees - self.middle) * self.scale
        return moved

    def outline(self, shape: shapely.MultiPolygon, area: float) -> Outline:
        """The shape in degrees, to about a meter; `area` in square meters, before it was simplified."""
        there = shapely.transform(shape, lambda xy: np.round(xy / self.scale + self.middle, 5))
        inside = there.representative_point()
        coordinates = shapely.geometry.mapping(there)["coordinates"]
        west, south, east, north = there.bounds
        return Outline(
            coordinates=_plain(coordinates),
            bbox=(west, south, east, north),
            inside=(round(inside.x, 5), round(inside.y, 5)),
            area_km2=round(area / 1e6, 3),
        )


def _plain(coordinates: Any) -> Any:
    """Nested tuples as nested lists of plain numbers."""
    if isinstance(coordinates, tuple | list):
        return [_plain(part) for part in coordinates]
    return float(coordinates)


def _positions(meters: Points, labels: Labels) -> tuple[Points, Labels]:
    """Each distinct position once, under the label most often written there; strays and rare labels left out."""
    cells, where = np.unique(np.round(meters / GRID), axis=0, return_inverse=True)
    names, label = np.unique(labels, return_inverse=True)
    votes = coo_matrix((np.ones(len(label)), (where.ravel(), label)), shape=(len(cells), len(names))).tocsr()
    positions, owners = cells * GRID, np.asarray(votes.argmax(axis=1)).ravel()
    if len(positions) > NEAREST:
        near = np.asarray(cKDTree(positions).query(positions, k=NEAREST + 1)[1])
        alike = (owners[near[:, 1:]] == owners[:, None]).sum(axis=1)
        rare = np.bincount(owners, minlength=len(names)) <= NEAREST
        kept = (alike > 1) | rare[owners]
        positions, owners = positions[kept], owners[kept]
    enough = np.bincount(owners, minlength=len(names)) >= LEAST_POSITIONS
    kept = (enough & (np.bincount(label, minlength=len(names)) >= LEAST_RECORDS))[owners]
    return positions[kept], names[owners[kept]]


def _without_islands(positions: Points, owners: Labels) -> Labels:
    """Give small patches that lie apart from their own label's main patch to whoever lies around them."""
    starts, neighbors = Delaunay(positions).vertex_neighbor_vertices
    origin = np.repeat(np.arange(len(positions)), np.diff(starts))
    near = np.hypot(*(positions[origin] - positions[neighbors]).T) < APART
    for _ in range(10):
        same = near & (owners[origin] == owners[neighbors])
        links = coo_matrix((np.ones(same.sum()), (origin[same], neighbors[same])), shape=(len(owners),) * 2)
        _, patch = connected_components(links, directed=False)
        size = np.bincount(patch)
        largest = {label: size[patch[owners == label]].max() for label in np.unique(owners)}
        island = size[patch] < 0.2 * np.array([largest[label] for label in owners])
        moved = owners.copy()
        for position in np.flatnonzero(island):
            around = neighbors[starts[position] : starts[position + 1]]
            if firm := [int(owners[other]) for other in around if not island[other]]:
                moved[position] = Counter(firm).most_common(1)[0][0]
        if np.array_equal(moved, owners):
            break
        owners = moved
    return owners


def _ground(positions: Points) -> shapely.Polygon:
    """The ground that the positions cover, in one piece and without holes."""
    wide = shapely.union_all(shapely.buffer(shapely.points(positions), REACH, quad_segs=4)).buffer(-BACK)
    parts = [part for part in shapely.get_parts(wide) if part.area > 0]
    largest = max(parts, key=lambda part: part.area)
    return cast(shapely.Polygon, shapely.Polygon(largest.exterior).simplify(GRID))


def _dissolved(positions: Points, owners: Labels, ground: shapely.Polygon) -> dict[int, Any]:
    """Each label's ground as a gapless coverage: borders and rim noded together, every face given to its label."""
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(positions), extend_to=ground, ordered=True))
    labels = np.unique(owners)
    rims = [shapely.boundary(shapely.union_all(cells[owners == label], grid_size=0.1)) for label in labels]
    lines = shapely.union_all([*rims, ground.exterior], grid_size=1.0)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inside = shapely.point_on_surface(faces)
    faces, inside = faces[shapely.contains(ground, inside)], inside[shapely.contains(ground, inside)]
    _, nearest = cKDTree(positions).query(shapely.get_coordinates(inside))
    return {
        int(label): shapely.coverage_union_all(faces[owners[nearest] == label])
        for label in labels
        if (owners[nearest] == label).any()
    }


def _without_slivers(shapes: dict[int, Any]) -> dict[int, Any]:
    """Give parts under a tenth of a label's ground to the neighbor with whom they share the most border."""
    parts = [(label, part) for label, shape in shapes.items() for part in shapely.get_parts(shape)]
    largest = {label: max(part.area for part in shapely.get_parts(shape)) for label, shape in shapes.items()}
    firm = {n for n, (label, part) in enumerate(parts) if part.area >= 0.1 * largest[label]}
    kept: dict[int, list[Any]] = {}
    for n, (own, part) in enumerate(parts):
        label = own
        if n not in firm:
            shared = {m: part.boundary.intersection(parts[m][1].boundary).length for m in firm}
            closest = max(shared, key=lambda m: shared[m])
            label = parts[closest][0] if shared[closest] > 0 else own
        kept.setdefault(label, []).append(part)
    return {label: shapely.coverage_union_all(pieces) for label, pieces in kept.items()}


def _simplified(shapes: dict[int, Any]) -> dict[int, shapely.MultiPolygon]:
    """All borders simplified together, just as much as it takes to come down to CORNERS corners a label."""
    coverage = list(shapes.values())
    tolerance = 4 * GRID
    while True:
        coarse = shapely.coverage_simplify(coverage, tolerance)
        corners = shapely.get_num_coordinates(coarse).sum() - shapely.get_num_geometries(coarse).sum()
        if corners <= CORNERS * len(coverage) or tolerance > 40 * GRID:
            break
        tolerance += GRID
    multi = [shape if shape.geom_type == "MultiPolygon" else shapely.MultiPolygon([shape]) for shape in coarse]
    return dict(zip(shapes, multi, strict=True))
