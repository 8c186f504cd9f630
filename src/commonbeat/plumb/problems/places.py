"""Where events happened, in meters, and which pairs of them lie close together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.arrays import amounts, column, frozen, refuse
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.intp]

EARTH = 6_371_008.8
"""The earth's mean radius in meters."""

MOST_PAIRS = 20_000_000
"""Pairs beyond which they would fill the machine's memory."""

WIDEST = 3.0
"""Degrees beyond which a flat map of degrees is not near enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of events no further apart than the last distance, in order of distance band.

    `one`, `two` (pairs): row numbers. `starts` (bands + 1): where each band's pairs begin.
    """

    one: Whole
    two: Whole
    starts: Whole


def on_map(longitude: ArrayLike, latitude: ArrayLike) -> tuple[Floats, Floats]:
    """Meters east and north of the middle, from degrees; within a tenth of a percent over a city.

    Equirectangular projection at the middle latitude. Raises DataError for places over 3 degrees apart.
    """
    lon = column("x", longitude)
    lat = column("y", latitude, rows=len(lon))
    refuse("x", lon, np.abs(lon) > 180, "is no longitude", "Give degrees, or meters with degrees=False")
    refuse("y", lat, np.abs(lat) > 85, "is no latitude", "Give degrees, or meters with degrees=False")
    if max(np.ptp(lon), np.ptp(lat)) > WIDEST:
        raise DataError("x, y", f"they lie over {WIDEST:g} degrees apart", "Look for a misplaced event, or use meters")
    middle = np.radians((lat.min() + lat.max()) / 2)
    east = np.radians(lon - lon.mean()) * np.cos(middle) * EARTH
    return east, np.radians(lat - lat.mean()) * EARTH


def close_pairs(x: Floats, y: Floats, distances: Floats) -> Pairs:
    """The pairs of places (x, y in meters) no further apart than the last of the rising `distances`; each once.

    Raises DataError for over 20 million of them.
    """
    from scipy.spatial import cKDTree  # noqa: PLC0415 - heavy, so loaded at first use

    tree = cKDTree(np.column_stack([x, y]))
    many = (int(tree.count_neighbors(tree, distances[-1])) - len(x)) // 2
    if many > MOST_PAIRS:
        remedy = "Let the last distance be shorter, or look at a shorter time"
        raise DataError("distances", f"{many:,} pairs lie within {distances[-1]:g} meters", remedy)
    found = tree.query_pairs(distances[-1], output_type="ndarray")
    one, two = found[:, 0], found[:, 1]
    band = np.searchsorted(distances, np.hypot(x[one] - x[two], y[one] - y[two]), side="left")
    band = np.minimum(band, len(distances) - 1)
    order = np.argsort(band, kind="stable")
    starts = np.searchsorted(band[order], np.arange(len(distances) + 1))
    return Pairs(one=frozen(one[order]), two=frozen(two[order]), starts=frozen(starts))


def edges(argument: str, values: ArrayLike) -> Floats:
    """Upper ends of bands, above zero and rising."""
    ends = amounts(argument, values, above_zero=True)
    if not len(ends) or (np.diff(ends) <= 0).any():
        raise DataError(argument, f"{list(map(float, ends))} does not rise", "Give each band's upper end, in order")
    return ends
