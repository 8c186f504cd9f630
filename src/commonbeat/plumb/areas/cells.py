"""The grouped cells that small-area models work on: answers counted by group and area, and people of the census."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.checks import words
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import counts

Levels = Mapping[str, Sequence[str]]
Named = Mapping[str, tuple[str, ...]]
Codes = Mapping[str, ArrayLike]
Floats = NDArray[np.float64]
Whole = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class AnswerCells:
    """Yes/no answers counted in cells: one row for each combination of groups, rows that are alike merged.

    `levels`: for each factor ("area", "age"), the names of its levels, in order.
    `codes`: for each factor a column of whole numbers, the place of each row's level in `levels`, from 0.
    `n`: answers of each row (whole numbers). `yes`: how many of them were yes; may be broken where answers are
    weighted (the row's weighted share times its n). Rows without an answer are left out.
    Raises DataError for what cannot be, with the row and the level.
    """

    levels: Named
    codes: Mapping[str, Whole]
    n: Floats
    yes: Floats

    def __init__(self, *, levels: Levels, codes: Codes, n: ArrayLike, yes: ArrayLike) -> None:
        answers = _column("n", counts("n", n))
        agreed = _amounts("yes", yes, len(answers))
        if np.any(agreed > answers):
            row = int(np.flatnonzero(agreed > answers)[0])
            raise DataError("yes", f"row {row} has more yes than answers", "Swap n and yes, or count again")
        _freeze(self, levels, codes, {"n": answers, "yes": agreed})
        if not len(self.n):
            raise DataError("n", "nobody answered", "Give at least one cell with answers")


@dataclass(frozen=True, slots=True, eq=False)
class CensusCells:
    """How many people there are of each combination of groups; rows that are alike merged, empty ones left out.

    `levels` and `codes` as in AnswerCells. `people`: residents (or adults) of each row, may be broken (estimates).
    Raises DataError for what cannot be, with the row and the level.
    """

    levels: Named
    codes: Mapping[str, Whole]
    people: Floats

    def __init__(self, *, levels: Levels, codes: Codes, people: ArrayLike) -> None:
        residents = _amounts("people", people, None)
        _freeze(self, levels, codes, {"people": residents})
        if not len(self.people):
            raise DataError("people", "there are none", "Give the counts of the census")


def fixed_array(values: ArrayLike) -> Floats:
    """A copy of `values` as floats that cannot be written to."""
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


def same_levels(cells: AnswerCells, census: CensusCells, names: Collection[str]) -> None:
    """Refuse a census whose factors `names` have other levels than those of the answers, or none."""
    for name in names:
        if name not in census.levels:
            raise DataError("census", f"it has no factor {name!r}, which the model uses", "Count the census by it too")
        if census.levels[name] != cells.levels[name]:
            raise DataError(
                "census", f"the levels of {name!r} differ from those of the answers", "Use one list for both"
            )


def _freeze(cells: AnswerCells | CensusCells, levels: Levels, codes: Codes, measures: Mapping[str, Floats]) -> None:
    """Check the columns, merge rows that are alike and keep everything read-only."""
    rows = len(next(iter(measures.values())))
    named = {name: _names(name, labels) for name, labels in levels.items()}
    if not named or set(named) != set(codes):
        raise DataError("codes", f"their factors {sorted(codes)} are not those of levels {sorted(named)}", "Give both")
    columns = [_codes(name, codes[name], labels, rows) for name, labels in named.items()]
    filled = next(iter(measures.values())) > 0
    key = np.ravel_multi_index([column[filled] for column in columns], [len(labels) for labels in named.values()])
    _, first, cell = np.unique(key, return_index=True, return_inverse=True)
    merged = {name: column[filled][first] for name, column in zip(named, columns, strict=True)}
    for column in merged.values():
        column.setflags(write=False)
    object.__setattr__(cells, "levels", MappingProxyType(named))
    object.__setattr__(cells, "codes", MappingProxyType(merged))
    for name, values in measures.items():
        summed = np.bincount(cell, values[filled], minlength=len(first))
        object.__setattr__(cells, name, fixed_array(summed))


def _names(factor: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The names of a factor's levels: text, each once, two at least."""
    argument = f"levels[{factor!r}]"
    checked = tuple(words(argument, label, empty=False) for label in labels)
    twice = sorted({label for label in checked if checked.count(label) > 1})
    if twice:
        raise DataError(argument, f"{twice[0]!r} stands there twice", "Name each level once")
    if len(checked) < 2:
        raise DataError(argument, "it has fewer than two levels", "Leave the factor out")
    return checked


def _codes(factor: str, values: ArrayLike, labels: Sequence[str], rows: int) -> Whole:
    """The codes of a factor as whole numbers that each point at a level."""
    argument = f"codes[{factor!r}]"
    column = np.asarray(values)
    if column.ndim != 1 or len(column) != rows:
        raise DataError(argument, f"it has shape {column.shape}, not one code for each of {rows} rows", "Align them")
    if not np.issubdtype(column.dtype, np.integer):
        raise DataError(argument, f"its codes are {column.dtype}, not whole numbers", "Give the place of each level")
    wrong = np.flatnonzero((column < 0) | (column >= len(labels)))
    if len(wrong):
        found = f"row {wrong[0]} says {column[wrong[0]]}, and there are levels 0 to {len(labels) - 1}"
        raise DataError(argument, found, "Leave rows of unknown level out, or name the level")
    return column.astype(np.intp)


def _column(argument: str, values: Floats) -> Floats:
    if values.ndim != 1:
        raise DataError(argument, f"it has shape {values.shape}, not one row of numbers", "Give one number a cell")
    return values


def _amounts(argument: str, values: ArrayLike, rows: int | None) -> Floats:
    """One column of numbers of zero or more, `rows` long where that is known."""
    column = _column(argument, np.asarray(values, dtype=np.float64))
    if rows is not None and len(column) != rows:
        raise DataError(argument, f"it has {len(column)} rows and n has {rows}", "Align them")
    wrong = np.flatnonzero(~np.isfinite(column) | (column < 0))
    if len(wrong):
        raise DataError(argument, f"row {wrong[0]} is {column[wrong[0]]}", "Give a number from 0 up in every row")
    return column
