"""What an array handed to a method must be: of one length, finite, whole, not below zero; else the row is named."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


NO_NUMBERS = (str, bytes, date, timedelta, np.datetime64, np.timedelta64, complex, np.complexfloating)
"""What numpy turns into numbers although it is none, or refuses only some of the time."""


def numbers(argument: str, values: ArrayLike) -> Floats:
    """`values` as floats, of any shape; digits written as text, dates, lengths of time and complex numbers are refused.

    What is missing (None, NaN, pandas' NA in a column of numbers or flags) becomes NaN.
    """
    try:
        array = np.asarray(values)
        mixed = array.dtype.kind == "O"
        if array.dtype.kind in "USMmc" or (mixed and any(isinstance(value, NO_NUMBERS) for value in array.flat)):
            raise TypeError
        return np.asarray(values if mixed else array, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise DataError(argument, "it holds something that is no number", "Give numbers only") from error


def column(argument: str, values: ArrayLike, *, rows: int | None = None) -> Floats:
    """`values` as one column of finite floats, of `rows` rows where that is told."""
    array = numbers(argument, values)
    if array.ndim != 1:
        raise DataError(argument, f"it has {array.ndim} dimensions", "Give one column")
    same_length(argument, array, rows)
    return refuse(argument, array, ~np.isfinite(array), "is missing or not finite", "Drop or fill such rows first")


def amounts(argument: str, values: ArrayLike, *, rows: int | None = None, above_zero: bool = False) -> Floats:
    """`values` as one column of numbers from zero up (or, if asked, above zero)."""
    array = column(argument, values, rows=rows)
    if above_zero:
        return refuse(argument, array, array <= 0, "is not above zero", "Leave such rows out, or mend them")
    return refuse(argument, array, array < 0, "is below zero", "Nothing can be counted fewer than zero times")


def counts(argument: str, values: ArrayLike, *, rows: int | None = None) -> Floats:
    """`values` as one column of whole numbers from zero up (floats, exact to 2^53)."""
    array = amounts(argument, values, rows=rows)
    return refuse(argument, array, array != np.floor(array), "is not a whole number", "Count again")


def same_length(argument: str, array: NDArray[Any], rows: int | None) -> None:
    """Refuse an array that has not as many rows as the others."""
    if rows is not None and len(array) != rows:
        raise DataError(argument, f"it has {len(array):,} rows where {rows:,} are needed", "Give one value a row")


def refuse(argument: str, array: NDArray[Any], wrong: NDArray[np.bool_], problem: str, remedy: str) -> NDArray[Any]:
    """`array`, unless a row is `wrong`: then the first such row (from 0) is named, and how many there are."""
    if not wrong.any():
        return array
    first = int(np.flatnonzero(wrong)[0])
    more = f" (and {int(wrong.sum()) - 1:,} more rows)" if wrong.sum() > 1 else ""
    raise DataError(argument, f"row {first:,} is {array[first]!s}, which {problem}{more}", remedy)


def frozen(array: NDArray[Any]) -> NDArray[Any]:
    """`array`, which nobody can write into any more."""
    array.setflags(write=False)
    return array
