"""A table of counts, one row an area and one column a period, checked and named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.arrays import numbers
from commonbeat.plumb.checks import whole, words
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def panel(argument: str, values: ArrayLike, start: int, names: Sequence[str] | None) -> tuple[Floats, tuple[str, ...]]:
    """`values` (areas x periods, whole numbers) and the areas' names; a period or more before and from `start`."""
    try:
        plain = np.asarray(values)
    except ValueError as error:
        raise DataError(argument, "it is no table of numbers", "Give areas by periods, all of one length") from error
    table = numbers(argument, plain)
    if table.ndim != 2:
        raise DataError(argument, f"it has {table.ndim} dimensions", "Give areas by periods")
    labels = _labels(names, len(table))
    wrong = ~np.isfinite(table) | (table < 0) | (table != np.floor(table))
    if wrong.any():
        area, period = (int(place[0]) for place in np.nonzero(wrong))
        found = f"{labels[area]}, period {period}, is {table[area, period]}"
        raise DataError(argument, found, "Fill it with a whole count from zero up, or leave the area out")
    if not table.any():
        raise DataError(argument, "nothing happened in any area", "Look at a longer time, or at wider areas")
    whole("start", start, least=0)
    if not 0 < start < table.shape[1]:
        found = f"period {start} of {table.shape[1]} leaves none before it or none after"
        raise DataError("start", found, "Have periods on both sides")
    return table, labels


def _labels(names: Sequence[str] | None, areas: int) -> tuple[str, ...]:
    """The areas' names, or their numbers from 1."""
    if names is None:
        return tuple(f"area {place + 1}" for place in range(areas))
    labels = tuple(words(f"names[{place}]", name) for place, name in enumerate(names))
    if len(labels) != areas or len(set(labels)) != areas:
        raise DataError("names", f"they do not name {areas} areas apart", "Give each area a name of its own")
    return labels
