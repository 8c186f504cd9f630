"""The grouped cells that small-area models work on: answers counted by group and area, and people of the census."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.arrays import amounts, codes, counts, frozen, refuse
from commonbeat.plumb.checks import one_of, words
from commonbeat.plumb.errors import DataError

Levels = Mapping[str, Sequence[str]]
Named = Mapping[str, tuple[str, ...]]
Codes = Mapping[str, ArrayLike]
Floats = NDArray[np.float64]
Whole = NDArray[np.intp]

ROUNDING = 1e-9
"""A weighted share times its n may come out over n by this part of it."""


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
        answers = counts("n", n)
        agreed = amounts("yes", yes, rows=len(answers))
        over = agreed > answers * (1 + ROUNDING)
        refuse("yes", agreed, over, "is more yes than answers", "Swap n and yes, or count again")
        _freeze(self, levels, codes, {"n": answers, "yes": np.minimum(agreed, answers)})
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
        _freeze(self, levels, codes, {"people": amounts("people", people)})
        if not len(self.people):
            raise DataError("people", "there are none", "Give the counts of the census")


def fixed_array(values: ArrayLike) -> Floats:
    """A copy of `values` as floats that cannot be written to."""
    return frozen(np.array(values, dtype=np.float64))


def of_areas(argument: str, values: ArrayLike, areas: Sequence[str], *, missing: bool = False) -> Floats:
    """One number for each of the `areas`; nan only where some may be `missing`, else the area is named."""
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise DataError(argument, "it holds something that is no number", "Give numbers only") from error
    if numbers.shape != (len(areas),):
        raise DataError(argument, f"it has shape {numbers.shape} and there are {len(areas)} areas", "Give one an area")
    lost = np.flatnonzero(np.isinf(numbers) if missing else ~np.isfinite(numbers))
    if len(lost):
        found = f"area {areas[lost[0]]!r} has none (it says {numbers[lost[0]]})"
        raise DataError(argument, found, "Give nan where nothing was measured" if missing else "Fill it in")
    return numbers


def same_levels(cells: AnswerCells, census: CensusCells, names: Collection[str]) -> None:
    """Refuse a census whose factors `names` have other levels than those of the answers, or none."""
    for name in names:
        if name not in census.levels:
            raise DataError("census", f"it has no factor {name!r}, which the model uses", "Count the census by it too")
        if census.levels[name] != cells.levels[name]:
            raise DataError(
                "census", f"the levels of {name!r} differ from those of the answers", "Use one list for both"
            )


def _freeze(cells: AnswerCells | CensusCells, levels: Levels, given: Codes, measures: Mapping[str, Floats]) -> None:
    """Check the columns, merge rows that are alike and keep everything read-only."""
    for argument, mapping in (("levels", levels), ("codes", given)):
        one_of(argument, mapping, Mapping)
    rows = len(next(iter(measures.values())))
    named = {name: _names(name, labels) for name, labels in levels.items()}
    if not named or set(named) != set(given):
        raise DataError("codes", f"their factors {sorted(given)} are not those of levels {sorted(named)}", "Give both")
    columns = [
        codes(f"codes[{name!r}]", given[name], len(labels), rows=rows).astype(np.intp) for name, labels in named.items()
    ]
    filled = next(iter(measures.values())) > 0
    key = np.ravel_multi_index([column[filled] for column in columns], [len(labels) for labels in named.values()])
    _, first, cell = np.unique(key, return_index=True, return_inverse=True)
    merged = {name: frozen(codes_[filled][first]) for name, codes_ in zip(named, columns, strict=True)}
    object.__setattr__(cells, "levels", MappingProxyType(named))
    object.__setattr__(cells, "codes", MappingProxyType(merged))
    for name, values in measures.items():
        summed = np.bincount(cell, values[filled], minlength=len(first))
        object.__setattr__(cells, name, fixed_array(summed))


def _names(factor: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The names of a factor's levels: text, each once, two at least."""
    argument = f"levels[{factor!r}]"
    if isinstance(labels, str):
        raise DataError(argument, f"{labels!r} is one text, not a list of names", "Give a list")
    checked = tuple(words(argument, label, empty=False) for label in labels)
    twice = sorted({label for label in checked if checked.count(label) > 1})
    if twice:
        raise DataError(argument, f"{twice[0]!r} stands there twice", "Name each level once")
    if len(checked) < 2:
        raise DataError(argument, "it has fewer than two levels", "Leave the factor out")
    return checked
