"""Columns of a survey: numbers and groups, one entry per respondent, checked once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.arrays import amounts, frozen
from commonbeat.plumb.arrays import numbers as plain
from commonbeat.plumb.checks import words
from commonbeat.plumb.errors import DataError

Floats: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.signedinteger[Any]]

By: TypeAlias = "Groups | Sequence[Groups] | ArrayLike | None"
"""Domains: one column of groups or of plain labels, several columns of groups (crossed), or None for everybody."""
OVERALL = "all"
"""The label of a figure for everybody."""


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """Which of the `levels` each row belongs to: `codes` (n,) count from 0 in the order of `levels`; -1: none of them.

    Made from labels by `Groups.of`. Raises DataError for codes that are no level, naming the row.
    """

    name: str
    codes: Codes
    levels: tuple[str, ...]
    complete: bool = field(init=False)

    def __post_init__(self) -> None:
        """Check the codes; keep them read-only. `complete`: every row has a level."""
        words("name", self.name, empty=False)
        codes = np.array(self.codes)
        if codes.ndim != 1 or not np.issubdtype(codes.dtype, np.integer):
            raise DataError(self.name, "its codes are not one whole number per row", "Use Groups.of for labels")
        object.__setattr__(self, "levels", tuple(str(level) for level in self.levels))
        if len(set(self.levels)) != len(self.levels) or not self.levels:
            raise DataError(self.name, "its levels are none, or one comes twice", "Name each level once")
        least, most = (int(codes.min()), int(codes.max())) if len(codes) else (0, 0)
        if least < -1 or most >= len(self.levels):
            row = int(np.argmax((codes < -1) | (codes >= len(self.levels))))
            problem = f"row {row} has the code {codes[row]}, and there are {len(self.levels)} levels"
            raise DataError(self.name, problem, "Count levels from 0; -1 for none of them")
        object.__setattr__(self, "codes", frozen(codes))
        object.__setattr__(self, "complete", least >= 0)

    @classmethod
    def of(cls, name: str, labels: ArrayLike, levels: Sequence[Any] | None = None) -> Self:
        """Groups from one label per row; None, NaN, "" and, where `levels` are told, any other label: in no level.

        Labels and levels are compared as text, so that 1 is "1".
        """
        codes, found = coded(name, labels)
        if levels is None:
            return cls(name=name, codes=codes, levels=found)
        place = {str(level): i for i, level in enumerate(levels)}
        lookup = np.array([*(place.get(label, -1) for label in found), -1])
        return cls(name=name, codes=lookup[codes], levels=tuple(levels))

    def __len__(self) -> int:
        """How many rows."""
        return len(self.codes)

    def only(self, kept: NDArray[np.bool_]) -> Self:
        """The same groups, with the rows that are not `kept` in no level."""
        return type(self)(name=self.name, codes=np.where(kept, self.codes, -1), levels=self.levels)


def coded(name: str, labels: ArrayLike) -> tuple[Codes, tuple[str, ...]]:
    """Codes and sorted levels of a column of labels; a missing label (None, NaN, "") gets -1.

    A list or tuple may mix labels with None and NaN, so it is never turned into text before these are found.
    """
    listed = isinstance(labels, list | tuple)
    array = np.asarray(labels, dtype=object) if listed else np.asarray(labels)
    if array.ndim != 1:
        raise DataError(name, f"it has {array.ndim} dimensions", "Give one label per row")
    missing = _missing(name, array)
    rest = array[~missing] if missing.any() else array
    if array.dtype == object:
        rest = _plain(rest) if listed else rest.astype(str)
    found, codes = np.unique(rest, return_inverse=True)
    every = np.full(len(array), -1)
    every[~missing] = codes
    return every, tuple(str(label) for label in found.tolist())


def _plain(labels: NDArray[Any]) -> NDArray[Any]:
    """Listed labels, none missing, as numbers where all are (2 then comes before 10), else as text."""
    listed = labels.tolist()
    numeric = all(issubclass(kind, int | float | np.number) for kind in set(map(type, listed)))
    return np.asarray(listed) if numeric else labels.astype(str)


def _missing(name: str, labels: NDArray[Any]) -> NDArray[np.bool_]:
    """Which labels are None, NaN (the one value that differs from itself) or empty."""
    if labels.dtype.kind in "US":
        return np.asarray(labels == labels.dtype.type(), dtype=np.bool_)
    if labels.dtype != object:
        return np.asarray(labels != labels, dtype=np.bool_)
    try:
        none = (labels == np.asarray(None, dtype=object)) | (labels == np.asarray("", dtype=object))
        return np.asarray(none | (labels != labels), dtype=np.bool_)
    except TypeError:
        raise DataError(name, "its missing labels are of a kind that cannot be compared", "Give None or NaN") from None


def everybody(rows: int) -> Groups:
    """One group of all rows."""
    return Groups(name=OVERALL, codes=np.zeros(rows, dtype=np.int8), levels=(OVERALL,))


def crossed(by: By, rows: int) -> Groups:
    """The domains: everybody, one column of groups, or several crossed ("North, women"); all levels that are possible.

    One column of plain labels serves under the name "group". Of several crossed columns only the combinations that
    occur are kept.
    """
    if by is None:
        return everybody(rows)
    columns = _columns(by)
    for column in columns:
        if len(column) != rows:
            raise DataError(column.name, f"it has {len(column):,} rows, the design {rows:,}", "Give one code per row")
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
    return Groups(name=name, codes=codes, levels=tuple(", ".join(level) for level in levels))


def _columns(by: Any) -> tuple[Groups, ...]:
    """The columns to be crossed; plain labels are one column."""
    if isinstance(by, Groups):
        return (by,)
    if isinstance(by, list | tuple):
        if not by:
            raise DataError("by", "no column of groups is given", "Give None for everybody together")
        if isinstance(by[0], Groups):
            if not all(isinstance(one, Groups) for one in by):
                raise DataError("by", "some of its columns are Groups and some are not", "Make each by Groups.of")
            return tuple(by)
    return (Groups.of("group", by),)
