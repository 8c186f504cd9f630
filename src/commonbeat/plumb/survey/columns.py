"""Columns of a survey: numbers and groups, one entry per respondent, checked once."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.arrays import amounts, frozen
from commonbeat.plumb.arrays import numbers as plain
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Grouping, Groups, grouped

Floats: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.signedinteger[Any]]

By: TypeAlias = "Grouping | Sequence[Groups] | None"
"""Domains: one column of groups or of plain labels, several columns of groups (crossed), or None for everybody."""
OVERALL = "all"
"""The label of a figure for everybody."""
GROUP = "group"
"""What a column of groups is called that has no name."""


def numbers(argument: str, values: ArrayLike, rows: int | None = None) -> Floats:
    """`values` as a one-dimensional array of floats, of length `rows` where told; NaN may be in it, infinity not.

    Dates, lengths of time and text are refused, as everywhere: their missing values would be taken for numbers.
    """
    array = plain(argument, values)
    if array.ndim != 1:
        raise DataError(argument, f"it has {array.ndim} dimensions", "Give one number per row")
    if rows is not None and len(array) != rows:
        raise DataError(argument, f"it has {len(array):,} rows, the design {rows:,}", "Give one number per row")
    if np.any(np.isinf(array)):
        raise DataError(argument, f"row {int(np.argmax(np.isinf(array)))} is infinite", "Correct that row")
    return array


def positive(argument: str, values: ArrayLike, rows: int | None = None) -> Floats:
    """`values` as a read-only copy of floats over zero, none missing; the error names the first row at fault."""
    array = amounts(argument, values, rows=rows, above_zero=True).copy()
    if not len(array):
        raise DataError(argument, "there are no rows", "Withhold the figures: nobody answered")
    frozen(array)
    return array


def added(codes: Codes, values: Floats | None, count: int) -> Floats:
    """`values` (n,) added up for each code from 0 to `count` - 1; None counts rows."""
    return np.bincount(codes, values, minlength=count).astype(np.float64, copy=False)


def everybody(rows: int) -> Groups:
    """One group of all rows."""
    return Groups(np.zeros(rows, dtype=np.int8), (OVERALL,), OVERALL)


def crossed(by: By, rows: int) -> Groups:
    """The domains: everybody, one column of groups, or several crossed ("North, women"); all levels that are possible.

    What has no name of its own serves under the name "group". Of several crossed columns only the combinations that
    occur are kept.
    """
    if by is None:
        return everybody(rows)
    columns = [grouped(_name(one), one, rows=rows, complete=False) for one in _columns(by)]
    if len(columns) == 1:
        return columns[0]
    codes, levels = columns[0].codes.astype(np.int64), [(level,) for level in columns[0].levels]
    for column in columns[1:]:
        together = np.where((codes < 0) | (column.codes < 0), -1, codes * len(column.levels) + column.codes)
        found = np.unique(together[together >= 0])
        codes = np.where(together < 0, -1, np.searchsorted(found, together))
        levels = [(*levels[one // len(column.levels)], column.levels[one % len(column.levels)]) for one in found]
    if not levels:
        raise DataError("by", "no row belongs to a level of every column", "Cross fewer columns")
    name = " x ".join(column.name for column in columns)
    return Groups(codes, [", ".join(level) for level in levels], name)


def _name(column: Any) -> str:
    """What errors call a column."""
    return column.name or GROUP if isinstance(column, Groups) else GROUP


def _columns(by: Any) -> Sequence[Any]:
    """The columns to be crossed; plain labels are one column."""
    if isinstance(by, Groups) or not isinstance(by, list | tuple):
        return (by,)
    if not by:
        raise DataError("by", "no column of groups is given", "Give None for everybody together")
    if not isinstance(by[0], Groups):
        return (by,)
    if not all(isinstance(one, Groups) for one in by):
        raise DataError("by", "some of its columns are Groups and some are not", "Make each by Groups.of")
    return by
