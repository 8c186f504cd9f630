"""When events happened, as days that can be set apart from one another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from commonbeat.plumb.arrays import column
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

DAY = np.timedelta64(1, "D")


def days_apart(argument: str, values: ArrayLike) -> Floats:
    """`values` (n) as days from any start: numbers of days, or dates or times in whatever unit they are kept.

    Raises DataError for text, for a missing day and for times with a time zone (clocks change within it).
    """
    array = np.asarray(values)
    if array.dtype.kind == "O":
        array = _plain(argument, array)
    if array.dtype.kind == "M":
        array = array - np.datetime64(0, "D").astype(array.dtype)
    return column(argument, array / DAY if array.dtype.kind == "m" else array)


def _plain(argument: str, array: NDArray[np.object_]) -> NDArray[Any]:
    """Python's or pandas' own dates and times as numpy's."""
    if any(getattr(value, "tzinfo", None) is not None for value in array.flat):
        raise DataError(argument, "it holds times with a time zone", "Give the agency's local days or times without it")
    if all(isinstance(value, date) for value in array.flat):
        return array.astype("datetime64[us]")
    return array.astype("timedelta64[us]") if all(isinstance(value, timedelta) for value in array.flat) else array
