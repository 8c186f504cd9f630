"""The columns of stops that a method is handed, checked without a copy: one row a stop, or one a counted cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from commonbeat.plumb.arrays import refuse, same_length
from commonbeat.plumb.disparity.days import day_numbers, whole_numbers
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.disparity.sun_table import SunTable
    from commonbeat.plumb.groups import Groups

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
    places: Groups | None,
    *,
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
    if places is not None:
        same_length("places", places.codes, rows)
    minute = whole_numbers("minutes", minutes, rows, 1440, "Give the local minute of the day")
    if width > 1:
        refuse("minutes", minute, minute % width != 0, f"begins no cell of {width} minutes", "Give each cell's first")
    minute = minute.astype(np.int16, copy=False)
    place = None if places is None or len(places.levels) == 1 else places.codes
    many = None if stops is None else whole_numbers("stops", stops, rows)
    yes = whole_numbers("hits", hits, rows)
    if many is not None or yes.max() > 1:
        refuse("hits", yes, yes > (1 if many is None else many), "is more than the stops of its row", "Count again")
    return StopRows(day=day, minute=minute, place=place, hits=yes, stops=many)
