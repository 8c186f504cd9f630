"""A table of counts, one row an area and one column a period, checked and named; and which areas are treated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from commonbeat.plumb.arrays import numbers
from commonbeat.plumb.checks import whole, words
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

WAYS = "each treated area once, by row (from 0) or name, or one true or false for each of {areas} areas"


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


def treated_areas(treated: ArrayLike, labels: Sequence[str]) -> Flags:
    """Which of the areas with these `labels` are treated, as flags.

    `treated`: one true or false for each area, or the treated ones alone by row (from 0) or by name; one of them may
    stand without a list. Raises DataError for an area that is not there, or is there twice.
    """
    areas, flags = len(labels), np.zeros(len(labels), dtype=bool)
    try:
        given = np.asarray(treated)
    except ValueError as error:
        raise DataError("treated", "it is no list of areas", f"Give {WAYS.format(areas=areas)}") from error
    if given.dtype == np.bool_:
        if given.shape != (areas,):
            raise DataError(
                "treated", f"it is not one true or false for each of {areas} areas", "Flag the treated ones"
            )
        return given
    for place in [given.item()] if given.ndim == 0 else given.tolist():
        row = _row(place, labels)
        if flags[row]:
            raise DataError("treated", f"{labels[row]} is there twice", f"Give {WAYS.format(areas=areas)}")
        flags[row] = True
    return flags


def _row(place: Any, labels: Sequence[str]) -> int:
    """The row of one area, from its name or its row."""
    if isinstance(place, str):
        if place not in labels:
            raise DataError(
                "treated",
                f"there is no area {place!r} among {len(labels)}",
                "Use one of the `names`, or the row (from 0)",
            )
        return labels.index(place)
    if (row := whole("treated", place, least=0)) >= len(labels):
        raise DataError("treated", f"there is no row {row} among {len(labels)}", "Count the rows from 0")
    return row


def _labels(names: Sequence[str] | None, areas: int) -> tuple[str, ...]:
    """The areas' names, or their numbers from 1."""
    if names is None:
        return tuple(f"area {place + 1}" for place in range(areas))
    labels = tuple(words(f"names[{place}]", name) for place, name in enumerate(names))
    if len(labels) != areas or len(set(labels)) != areas:
        raise DataError("names", f"they do not name {areas} areas apart", "Give each area a name of its own")
    return labels
