"""What this room is given beside plain columns: weights, chosen shares, named numbers, levels, whole tables."""

from collections.abc import Mapping
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.arrays import amounts
from commonbeat.plumb.checks import number
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Grouping, Groups, grouped, lacking, spelled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def weighting(argument: str, values: ArrayLike | None, *, rows: int) -> Floats:
    """`values` as weights over zero, one a row; all 1 where none are given."""
    return np.ones(rows) if values is None else amounts(argument, values, rows=rows, above_zero=True)


def fraction(argument: str, value: Any, *, ceiling: bool = False) -> float:
    """`value`, which must lie between 0 and 1; it may be 1 where `ceiling`."""
    plain = number(argument, value)
    if not 0 < plain < 1 and not (ceiling and plain == 1):
        raise DataError(argument, f"{value!r} is not between 0 and 1", "Write 30% as 0.3")
    return plain


def named(argument: str, given: Any) -> dict[Any, Any]:
    """A mapping (or a pandas Series, by its index) from names to values as a dict; no name may lack or occur twice."""
    if not hasattr(given, "items"):
        raise DataError(argument, f"{given!r} does not say which number is whose", "Give a mapping from name to number")
    found = dict(given.items())
    seen: set[str] = set()
    for name in found:
        if lacking(name):
            raise DataError(argument, f"{name!r} is no name", "Name it in words, such as 'not known'")
        seen.add(spelled(name))
    if len(seen) != len(given):
        raise DataError(argument, "a name occurs twice", "Add up what has the same name")
    return found


def named_groups(variables: Mapping[str, Grouping]) -> dict[str, Groups]:
    """Each variable as Groups of the levels that occur, in their order; rows without a level are refused."""
    if not isinstance(variables, Mapping) or not variables:
        raise DataError("variables", "there are none by name", "Give at least one, with a level for each cell")
    found: dict[str, Groups] = {}
    for name, given in variables.items():
        rows = len(next(iter(found.values()))) if found else None
        found[name] = grouped(str(name), given, rows=rows).occurring()
    return found


def table(argument: str, values: Any) -> Floats:
    """`values` (people, items) as a fresh table of floats, where NaN, None or pandas' NA is no answer.

    Text and times are refused with their row, even where they look like numbers.
    """
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise DataError(argument, "its rows are not of one length", "Give a row a person, a column an item") from error
    if array.dtype.kind in "biuf":
        return array.astype(np.float64)
    gap = np.array([lacking(value) for value in array.ravel()], dtype=bool).reshape(array.shape)
    alien = [not isinstance(value, Real | Decimal) for value in array.ravel()]
    wrong = np.array(alien, dtype=bool).reshape(array.shape) & ~gap
    if array.dtype.kind != "O" or wrong.any():
        where = "".join(f"row {row:,}" for row in np.argwhere(wrong)[:1, :1].ravel()) or "it"
        raise DataError(argument, f"{where} holds something that is no number", "Give numbers, and NaN for a gap")
    found = np.full(array.shape, np.nan)
    found[~gap] = array[~gap].astype(np.float64)
    return found
