"""Days and other whole numbers of a column, checked without a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from commonbeat.plumb.arrays import refuse, same_length
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Column = NDArray[Any]

EPOCH = 719_163
"""The `date.toordinal` of 1970-01-01, from which numpy counts its days."""

LAST_DAY = 3_652_059
"""The last number that `date.toordinal` gives."""

MOST = np.uint64(2**63 - 1)


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
