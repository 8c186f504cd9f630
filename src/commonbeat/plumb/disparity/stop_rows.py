"""The columns of stops that a method is handed, checked without a copy: one row a stop, or one a counted cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from commonbeat.plumb.arrays import refuse
from commonbeat.plumb.disparity.days import day_numbers, whole_numbers
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.disparity.sun_table import SunTable

    Column = NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StopRows:
    """Whole numbers of one length: `day` (date.toordinal), `minute` of the day, `place` (None where there is one).

    `hits` of `stops`; `stops` is None where each row is one stop.
    """

    day: Column
    minute: Column
    place: Column | None
    hits: Column
    stops: Column | None


def stop_rows(
    days: ArrayLike,
    minutes: ArrayLike,
    hits: ArrayLike,
    stops: ArrayLike | None,
    places: ArrayLike | None,
    *,
    names: tuple[str, ...],
    sun: SunTable,
    width: int,
) -> StopRows:
    """The checked columns; DataError names the column, the row and the remedy."""
    day = day_numbers(days)
    rows = len(day)
    if not rows:
        raise DataError("days", "there are no rows", "Give at least a year of stops")
    if day.min() < sun.first or day.max() >= sun.first + sun.days:
        outside = (day < sun.first) | (day >= sun.first + sun.days)
        refuse("days", day, outside, "is no day of the sun table", "Make the table longer")
    if len(names) > 1 and places is None:
        raise DataError("places", f"{len(names)} places are named, but no row says its own", "Give one number a row")
    minute = whole_numbers("minutes", minutes, rows, 1440, "Give the local minute of the day")
    if width > 1:
        refuse("minutes", minute, minute % width != 0, f"begins no cell of {width} minutes", "Give each cell's first")
    minute = minute.astype(np.int16, copy=False)
    place = None if places is None else whole_numbers("places", places, rows, len(names), "Number the places again")
    place = None if len(names) == 1 else place
    many = None if stops is None else whole_numbers("stops", stops, rows)
    yes = whole_numbers("hits", hits, rows)
    if many is not None or yes.max() > 1:
        refuse("hits", yes, yes > (1 if many is None else many), "is more than the stops of its row", "Count again")
    return StopRows(day=day, minute=minute, place=place, hits=yes, stops=many)
