"""Which group each row is in: numbers of levels beside the levels' names, from codes or from plain labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, fields
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import numpy as np

from commonbeat.plumb.arrays import frozen, same_length
from commonbeat.plumb.checks import words
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Codes: TypeAlias = NDArray[np.signedinteger[Any]]

Grouping: TypeAlias = "Groups | Sequence[Any] | ArrayLike"
"""Groups, or one label a row (a list, an array, a column of pandas)."""

BLANK = ("", "nan", "NaT", "<NA>")
"""What is left of a missing label where others made text of it (numpy writes "nan", pandas "<NA>")."""

SORTED_BY_NUMPY = "biufMm"
"""Kinds of arrays (truth, numbers, times) whose labels numpy tells apart faster than a dictionary does."""


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Which of the `levels` each row is in: `codes` (rows) count from 0 in the order of `levels`; -1: in none of them.

    `levels` are names, kept as text. `name`: what the rows are parted by ("area"); errors and crossed groups say it.
    `complete`: every row has a level. Codes are kept as a read-only copy in a signed type; labels: see `Groups.of`.
    Raises DataError for codes that are no level, naming the row, and for levels that are none, blank or named twice.
    """

    codes: Codes
    levels: tuple[str, ...]
    name: str
    complete: bool

    def __init__(self, codes: ArrayLike, levels: Iterable[Any], name: str = "") -> None:
        words("name", name, empty=name == "")
        named = _named(name or "levels", levels)
        array = _column(name or "codes", codes, np.asarray)
        if array.dtype.kind not in "iu":
            raise DataError(name or "codes", "it holds no whole number for each row", "Use Groups.of for labels")
        least, most = (int(array.min()), int(array.max())) if len(array) else (0, 0)
        if least < -1 or most >= len(named):
            row = int(np.argmax((array < -1) | (array >= len(named))))
            problem = f"row {row:,} has the code {array[row]}, and there are {len(named):,} levels"
            raise DataError(name or "codes", problem, "Count levels from 0; -1 for none of them")
        signed = np.dtype(np.int64) if array.dtype.itemsize == 8 else np.promote_types(array.dtype, np.int8)
        object.__setattr__(self, "codes", frozen(array.astype(signed)))
        object.__setattr__(self, "levels", named)
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "complete", least >= 0)

    @classmethod
    def of(cls, labels: Grouping, levels: Iterable[Any] | None = None, *, name: str = "") -> Self:
        """Groups from one label a row, or from Groups whose levels are told anew.

        Labels and levels are compared as text (1 and 1.0 are "1"). In no level: None, NaN, NaT, pandas' NA, blanks,
        what others write for them ("nan", "<NA>") and, where `levels` are told, every other label. Without `levels`, it
        has the labels found: numbers by size, else by text; pandas' categories and Groups keep their own and its order.
        Raises DataError for what is no column of labels, and where no row has one.
        """
        found, codes, ordered = _read(name or "labels", labels)
        text = [None if lacking(label) else spelled(label) for label in found]
        if levels is None:
            there = [label for label in found if not lacking(label)]
            levels = dict.fromkeys(spelled(label) for label in (there if ordered else _sorted(there)))
            if not levels:
                raise DataError(name or "labels", "no row has a label", "Give one label a row")
        named = _named(name or "levels", levels)
        place: dict[str | None, int] = {level: number for number, level in enumerate(named)}
        numbers = np.array([*(place.get(label, -1) for label in text), -1])
        return cls(numbers[codes], named, name)

    def __len__(self) -> int:
        """How many rows."""
        return len(self.codes)

    def __setstate__(self, parts: list[Any]) -> None:
        """Come from another process, with codes that are read-only here too."""
        for part, value in zip(fields(self), parts, strict=True):
            object.__setattr__(self, part.name, value)
        frozen(self.codes)

    def only(self, kept: NDArray[np.bool_]) -> Self:
        """The same groups, with the rows that are not `kept` (rows) in no level."""
        return type(self)(np.where(kept, self.codes, -1), self.levels, self.name)

    def occurring(self) -> Self:
        """The same groups without the levels that no row has."""
        rows = np.bincount(self.codes[self.codes >= 0], minlength=len(self.levels))
        if rows.all():
            return self
        return self.of(self, [level for level, many in zip(self.levels, rows, strict=True) if many], name=self.name)


def grouped(argument: str, given: Grouping, *, rows: int | None = None, complete: bool = True) -> Groups:
    """`given`, which is Groups or plain labels, as Groups; what has no name of its own is called `argument`.

    Raises DataError that names the `argument`: for another number of rows than `rows`, for labels that cannot be and,
    where `complete`, for the first row without a level.
    """
    groups = given if isinstance(given, Groups) else Groups.of(given, name=argument)
    same_length(argument, groups.codes, rows)
    if complete and not groups.complete:
        lost = np.flatnonzero(groups.codes < 0)
        more = f" (and {len(lost) - 1:,} more rows)" if len(lost) > 1 else ""
        problem = f"row {lost[0]:,} is in none of the levels{more}"
        raise DataError(argument, problem, "Leave such rows out, or give them a level, such as 'not known'")
    if groups.name:
        return groups
    called = copy(groups)
    object.__setattr__(called, "name", argument)
    return called


def lacking(value: Any) -> bool:
    """True for None, NaN, NaT, pandas' NA, a blank, what others wrote for them, and whatever is no single value."""
    if value is None or (isinstance(value, str) and (value in BLANK or not value.strip())):
        return True
    try:
        return not value == value  # noqa: SIM201 - NaN is not itself, and NA is not even "not"
    except (TypeError, ValueError):
        return True


def spelled(label: Any) -> str:
    """A label as text; a whole number is written as one, though a gap in its column made it a float."""
    whole = isinstance(label, float | np.floating) and label.is_integer()
    return str(int(label)) if whole else str(label)


def _named(argument: str, levels: Iterable[Any]) -> tuple[str, ...]:
    """The names of levels as text: one at least, none blank, none twice."""
    if isinstance(levels, str | bytes) or not isinstance(levels, Iterable):
        raise DataError(argument, f"{levels!r} is not a list of levels", "Give a list, one name a level")
    given = list(levels)
    for level in given:
        if lacking(level):
            raise DataError(argument, f"{level!r} is no name of a level", "Name it in words, such as 'not known'")
    named = tuple(spelled(level) for level in given)
    if not named:
        raise DataError(argument, "it has no levels", "Name one at least")
    if len(set(named)) < len(named):
        twice = next(level for place, level in enumerate(named) if level in named[:place])
        raise DataError(argument, f"the level {twice!r} comes twice", "Name each level once: 1 and '1' are one")
    return named


def _column(argument: str, values: Any, read: Any) -> NDArray[Any]:
    """`values` as one column, by `read`; what numpy masks is NaN."""
    if isinstance(values, np.ma.MaskedArray) and np.ma.is_masked(values):
        values = np.ma.filled(values.astype(object), np.nan)
    try:
        array: NDArray[Any] = read(values)
    except ValueError as error:
        raise DataError(argument, "its rows are not of one length", "Give one label a row") from error
    if array.ndim != 1:
        raise DataError(argument, f"it has {array.ndim} dimensions, and a column has one", "Give one label a row")
    return array


def _read(argument: str, labels: Any) -> tuple[Sequence[Any], NDArray[Any], bool]:
    """The different labels (missing ones, too), the place of each row's among them, and whether they keep their order.

    The place of a row without a label may be -1.
    """
    if isinstance(labels, Groups):
        return labels.levels, labels.codes, True
    table = getattr(labels, "cat", labels)
    if hasattr(table, "categories") and hasattr(table, "codes"):
        return list(table.categories), np.asarray(table.codes), True
    array = _column(argument, labels, _objects if isinstance(labels, list | tuple) else np.asarray)
    if array.dtype.kind in SORTED_BY_NUMPY:
        found, codes = np.unique(array, return_inverse=True)
        return list(found), codes, False
    seen: dict[Any, int] = {}
    given = array.tolist()
    try:
        places = (seen.setdefault(label, len(seen)) for label in given)
        codes = np.fromiter(places, dtype=np.intp, count=len(given))
    except TypeError:
        row = next(row for row, label in enumerate(given) if not _hashable(label))
        raise DataError(argument, f"row {row:,} is {given[row]!r}, which is no label", "Give text or numbers") from None
    return list(seen), codes, False


def _objects(labels: Any) -> NDArray[np.object_]:
    """A list as it is: numpy would make text of numbers that stand beside text, and of None."""
    return np.asarray(labels, dtype=object)


def _hashable(label: Any) -> bool:
    """Whether it can be looked up, as text, numbers and days can."""
    try:
        hash(label)
    except TypeError:
        return False
    return True


def _sorted(labels: Sequence[Any]) -> list[Any]:
    """Numbers by their size, so that 2 comes before 10; anything else by its text."""
    if all(isinstance(label, Real | Decimal) for label in labels):
        return sorted(labels)
    return sorted(labels, key=str)
