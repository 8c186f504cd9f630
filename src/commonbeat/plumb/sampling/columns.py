"""What a column given to this room must be: of one length, finite, not negative, and with the row at fault named."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.checks import number
from commonbeat.plumb.errors import DataError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def column(argument: str, values: ArrayLike, *, rows: int | None = None) -> Floats:
    """`values` as one column of finite floats, of `rows` rows where that is given."""
    array = np.array(values, dtype=np.float64)
    if array.ndim != 1 or array.size == 0:
        raise DataError(argument, "this is not one column with at least one row", "Give one number a row")
    if rows is not None and array.size != rows:
        raise DataError(argument, f"it has {array.size:,} rows, and {rows:,} are needed", "Give one number a row")
    refuse(argument, ~np.isfinite(array), "is not a number", "Drop the row, or say what it holds")
    return array


def amounts(argument: str, values: ArrayLike, *, rows: int | None = None) -> Floats:
    """`values` as one column of finite numbers of zero or more."""
    array = column(argument, values, rows=rows)
    refuse(argument, array < 0, "is below zero", "Nothing can be counted fewer than zero times")
    return array


def tallies(argument: str, values: ArrayLike, *, rows: int | None = None) -> Floats:
    """`values` as one column of whole numbers of zero or more (floats, exact up to 2^53)."""
    array = amounts(argument, values, rows=rows)
    refuse(argument, array != np.floor(array), "is not a whole number", "Count again; weights go elsewhere")
    return array


def weighting(argument: str, values: ArrayLike | None, *, rows: int) -> Floats:
    """`values` as weights over zero, one a row; all 1 where none are given."""
    if values is None:
        return np.ones(rows)
    array = column(argument, values, rows=rows)
    refuse(argument, array <= 0, "is not over zero", "Drop rows without a weight first")
    return array


def refuse(argument: str, wrong: NDArray[np.bool_], problem: str, remedy: str) -> None:
    """Raise DataError that names the first row which is `wrong`."""
    if wrong.any():
        raise DataError(argument, f"row {int(np.argmax(wrong))} {problem} ({int(wrong.sum()):,} such rows)", remedy)


def fraction(argument: str, value: Any, *, ceiling: bool = False) -> float:
    """`value`, which must lie between 0 and 1; it may be 1 where `ceiling`."""
    plain = number(argument, value)
    if not 0 < plain < 1 and not (ceiling and plain == 1):
        raise DataError(argument, f"{value!r} is not between 0 and 1", "Write 30% as 0.3")
    return plain


def levels(variables: Mapping[str, Sequence[Any]], rows: int | None = None) -> dict[str, tuple[list[str], Ints]]:
    """Each variable's level names (sorted) and the code of each row; missing levels are refused by name."""
    if not variables:
        raise DataError("variables", "there are none", "Give at least one, with a level for each cell")
    coded: dict[str, tuple[list[str], Ints]] = {}
    for name, values in variables.items():
        found = values if isinstance(values, np.ndarray) and values.dtype.kind != "O" else list(values)
        rows = len(found) if rows is None else rows
        if len(found) != rows or not rows:
            raise DataError(name, f"it has {len(found):,} rows, and {rows:,} are needed", "Give one level a row")
        if isinstance(found, list):
            lacking = np.array([value is None or value == "" or value != value for value in found], dtype=bool)
            found = np.array([str(value) for value in found])
        else:
            lacking = np.asarray((found != found) | (found.astype(str) == ""))
        refuse(name, lacking, "has no level", "Give those who lack one a level of their own, such as 'not known'")
        labels, codes = np.unique(found.astype(str), return_inverse=True)
        coded[name] = (labels.tolist(), codes.astype(np.int64))
    return coded


def frozen(array: NDArray[Any]) -> NDArray[Any]:
    """`array`, which can no longer be written to."""
    array.setflags(write=False)
    return array
