"""A table of counts, one row an area and one column a period, checked and named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.checks import whole
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def panel(argument: str, values: ArrayLike, start: int, names: Sequence[str] | None) -> tuple[Floats, tuple[str, ...]]:
    """`values` (areas x periods, from zero up) and the areas' names; at least one period before and from `start`."""
    try:
        table = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise DataError(argument, "it is no table of numbers", "Give areas by periods, all of one length") from error
    if table.ndim != 2:
        raise DataError(argument, f"it has {table.ndim} dimensions", "Give areas by periods")
    labels = tuple(names) if names is not None else tuple(f"area {place + 1}" for place in range(len(table)))
    if len(labels) != len(table) or len(set(labels)) != len(labels):
        raise DataError("names", f"they do not name {len(table)} areas apart", "Give each area a name of its own")
    wrong = ~np.isfinite(table) | (table < 0)
    if wrong.any():
        area, period = (int(place[0]) for place in np.nonzero(wrong))
        found = f"{labels[area]}, period {period}, is {table[area, period]}"
        raise DataError(argument, found, "Fill it with a count from zero up, or leave the area out")
    whole("start", start, least=0)
    if not 0 < start < table.shape[1]:
        found = f"period {start} of {table.shape[1]} leaves none before it or none after"
        raise DataError("start", found, "Have periods on both sides")
    return table, labels
