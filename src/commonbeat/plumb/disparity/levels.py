"""Which level (a place, a group) each row is of: as numbers beside names, or as plain labels."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from commonbeat.plumb.arrays import refuse, same_length
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Column = NDArray[Any]


def distinct(argument: str, names: Sequence[str]) -> tuple[str, ...]:
    """`names` as a tuple; refuses one string, what is no text, and a name that stands twice."""
    told = () if isinstance(names, str) else tuple(names)
    if not told or not all(isinstance(name, str) for name in told):
        raise DataError(argument, f"{names!r} are not names", "Give a sequence of text, one a level")
    name, many = Counter(told).most_common(1)[0]
    if many > 1:
        raise DataError(argument, f"{name!r} is named twice", "Give each level a name of its own, or join the two")
    return tuple(str(name) for name in told)


def numbered(
    argument: str, values: Any, names: Sequence[str] | None, *, rows: int | None = None
) -> tuple[Column, tuple[str, ...]]:
    """A whole number a row and the name of each number.

    `values` are such numbers, or labels (text; pandas' columns and categories too). Without `names`, labels are named
    in rising order and categories in their own. DataError for numbers without names, and for the row that is no level.
    """
    told = None if names is None else distinct(f"{argument[:-1]}_names", names)
    table = getattr(values, "cat", values)
    if hasattr(table, "categories") and hasattr(table, "codes"):
        given, number = [str(one) for one in table.categories], np.asarray(table.codes)
        _present(argument, number, number < 0, rows)
        return _ordered(argument, given, number, told)
    array = np.asarray(values)
    if array.ndim == 1 and array.dtype.kind in "UTO" and len(array):
        text = np.frompyfunc(lambda label: isinstance(label, str), 1, 1)(array).astype(np.bool_)
        _present(argument, array, ~text, rows)
        labels, number = np.unique(array.astype(np.str_), return_inverse=True)
        return _ordered(argument, labels.tolist(), number, told)
    if told is None:
        raise DataError(f"{argument[:-1]}_names", f"the rows number their {argument}, but none is named", "Name them")
    return array, told


def _present(argument: str, array: Column, missing: NDArray[np.bool_], rows: int | None) -> None:
    """Refuse labels of another length, and rows without one."""
    same_length(argument, array, rows)
    refuse(argument, array, missing, "is no label", f"Drop rows without one, or give the {argument} as text")


def _ordered(
    argument: str, labels: list[str], number: Column, names: tuple[str, ...] | None
) -> tuple[Column, tuple[str, ...]]:
    """Numbers in the order of `names`, where names were told."""
    if names is None:
        return number, distinct(argument, labels)
    place = {name: at for at, name in enumerate(names)}
    turned = np.array([place.get(label, -1) for label in labels])[number]
    shown = np.array(labels)[number]
    refuse(argument, shown, turned < 0, f"is not one of {', '.join(names)}", "Spell labels and names alike")
    return turned, names
