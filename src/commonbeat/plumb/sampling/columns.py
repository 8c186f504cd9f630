"""What this room is given beside plain columns: weights, shares that a planner chose, variables with named levels."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.arrays import amounts, refuse
from commonbeat.plumb.checks import number
from commonbeat.plumb.errors import DataError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LEVEL = "is no level"
LEVEL_REMEDY = "Give those who lack one a level of their own, such as 'not known'"


def weighting(argument: str, values: ArrayLike | None, *, rows: int) -> Floats:
    """`values` as weights over zero, one a row; all 1 where none are given."""
    return np.ones(rows) if values is None else amounts(argument, values, rows=rows, above_zero=True)


def fraction(argument: str, value: Any, *, ceiling: bool = False) -> float:
    """`value`, which must lie between 0 and 1; it may be 1 where `ceiling`."""
    plain = number(argument, value)
    if not 0 < plain < 1 and not (ceiling and plain == 1):
        raise DataError(argument, f"{value!r} is not between 0 and 1", "Write 30% as 0.3")
    return plain


def levels(variables: Mapping[str, Sequence[Any] | NDArray[Any]]) -> dict[str, tuple[list[str], Ints]]:
    """Each variable's level names (sorted) and the code of each row; rows without a level are refused."""
    if not variables:
        raise DataError("variables", "there are none", "Give at least one, with a level for each cell")
    coded: dict[str, tuple[list[str], Ints]] = {}
    rows = len(next(iter(variables.values())))
    for name, values in variables.items():
        if len(values) != rows or not rows:
            raise DataError(name, f"it has {len(values):,} rows, and {rows:,} are needed", "Give one level a row")
        labels, codes = np.unique(_labelled(name, values), return_inverse=True)
        coded[name] = ([str(label) for label in labels], codes.astype(np.int64))
    return coded


def _labelled(name: str, values: Sequence[Any] | NDArray[Any]) -> NDArray[Any]:
    """`values` as one array that can be sorted; a list, which may hold anything, as text."""
    if isinstance(values, np.ndarray) and values.dtype.kind != "O":
        blank = values == "" if values.dtype.kind == "U" else values != values
        return refuse(name, values, np.asarray(blank), LEVEL, LEVEL_REMEDY)
    lacking = np.array([value is None or value == "" or value != value for value in values], dtype=bool)
    return refuse(name, np.array([str(value) for value in values]), lacking, LEVEL, LEVEL_REMEDY)
