"""The columns of stops that a method is handed, checked without a copy: one row a stop, or one a counted cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from commonbeat.plumb.arrays import refuse, same_length
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.disparity.sun_table import SunTable

    Column = NDArray[Any]

EPOCH = 719_163
"""The `date.toordinal` of 1970-01-01, from which numpy counts its days."""

LAST_DAY = 3_652_059
"""The last number that `date.toordinal` gives."""

MOST = np.uint64(2**63 - 1)


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


def day_numbers(days: ArrayLike) -> Column:
    """One column of day numbers as `date.toordinal` counts them, from such numbers or numpy's datetime64."""
    given = np.asarray(days)
    if given.dtype.kind == "M":
        refuse("days", given, np.isnat(given), "is missing", "Drop such rows first")
        given = given.astype("datetime64[D]").astype(np.int64) + EPOCH
    day = whole_numbers("days", given, None, LAST_DAY + 1, "Give date.toordinal, or numpy's datetime64")
    return day.astype(np.int32, copy=False)


def whole_numbers(
    argument: str, values: Any, rows: int | None, upto: int | None = None, remedy: str = "Count again"
) -> Column:
    """One column of whole numbers from 0 up (below `upto`), in the small type that it came in."""
    array = np.asarray(values)
    if array.dtype.kind == "b":
        array = array.view(np.uint8)
    if array.ndim != 1 or array.dtype.kind not in "iu":
        raise DataError(argument, "it is not one column of whole numbers", "Number them; drop rows that do not say")
    same_length(argument, array, rows)
    if len(array) and array.min() < 0:
        refuse(argument, array, array < 0, "is below zero", remedy)
    if upto is not None and len(array) and array.max() >= upto:
        refuse(argument, array, array >= upto, f"is over {upto - 1:,}", remedy)
    if array.dtype == np.uint64:
        refuse(argument, array, array > MOST, "is more than can be counted", remedy)
        return array.astype(np.int64)
    return array
