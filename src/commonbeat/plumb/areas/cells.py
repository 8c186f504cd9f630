"""The grouped cells that small-area models work on: answers counted by group and area, and people of the census."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.arrays import amounts, counts, frozen, numbers, refuse
from commonbeat.plumb.checks import words
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Grouping, grouped

Named = Mapping[str, tuple[str, ...]]
Floats = NDArray[np.float64]
Whole = NDArray[np.intp]

MOST_KEYS = 2**62
"""The most combinations that are told apart by one whole number each."""
FARTHEST = 1e50
"""The largest number whose products with others can be reckoned with."""
ROUNDING = 1e-9
"""A weighted share times its n may come out over n by this part of it."""


class _Travelling:
    """A base of cells: they go to another process as plain parts and are sealed again there."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        """The parts, without the mappings that cannot travel."""
        parts = {part.name: getattr(self, part.name) for part in fields(cast(Any, self))}
        levels, codes = dict(parts.pop("levels")), dict(parts.pop("codes"))
        return _again, (type(self), levels, codes, parts)


@dataclass(frozen=True, slots=True, eq=False)
class AnswerCells(_Travelling):
    """Yes/no answers counted in cells: one row for each combination of groups, rows that are alike merged.

    Made from `groups`: for each factor ("area", "age") Groups, or one label a row.
    `levels`: for each factor the names of its levels, in order. `codes`: for each factor the place of each row's level.
    `n`: answers of each row (whole numbers). `yes`: how many of them were yes; may be broken where answers are
    weighted (the row's weighted share times its n). Rows without an answer are left out.
    Raises DataError for what cannot be, with the row and the level.
    """

    levels: Named
    codes: Mapping[str, Whole]
    n: Floats
    yes: Floats

    def __init__(self, *, groups: Mapping[str, Grouping], n: ArrayLike, yes: ArrayLike) -> None:
        answers = counts("n", n)
        agreed = amounts("yes", yes, rows=len(answers))
        over = agreed > answers * (1 + ROUNDING)
        refuse("yes", agreed, over, "is more yes than answers", "Swap n and yes, or count again")
        _freeze(self, groups, {"n": answers, "yes": np.minimum(agreed, answers)})
        if not len(self.n):
            raise DataError("n", "nobody answered", "Give at least one cell with answers")


@dataclass(frozen=True, slots=True, eq=False)
class CensusCells(_Travelling):
    """How many people there are of each combination of groups; rows that are alike merged, empty ones left out.

    `groups`, `levels` and `codes` as in AnswerCells. `people`: residents (or adults) of each row, may be broken
    (estimates).
    Raises DataError for what cannot be, with the row and the level.
    """

    levels: Named
    codes: Mapping[str, Whole]
    people: Floats

    def __init__(self, *, groups: Mapping[str, Grouping], people: ArrayLike) -> None:
        _freeze(self, groups, {"people": amounts("people", people)})
        if not len(self.people):
            raise DataError("people", "there are none", "Give the counts of the census")


def of_areas(argument: str, values: ArrayLike, areas: Sequence[str], *, missing: bool = False) -> Floats:
    """One number for each of the `areas`; nan only where some may be `missing`, else the area is named."""
    given = numbers(argument, values)
    if given.shape != (len(areas),):
        raise DataError(argument, f"it has shape {given.shape} and there are {len(areas)} areas", "Give one an area")
    lost = np.flatnonzero(np.isinf(given) if missing else ~np.isfinite(given))
    if len(lost):
        found = f"area {areas[lost[0]]!r} has none (it says {given[lost[0]]})"
        raise DataError(argument, found, "Give nan where nothing was measured" if missing else "Fill it in")
    far = np.flatnonzero(np.abs(given) > FARTHEST)
    if len(far):
        raise DataError(argument, f"area {areas[far[0]]!r} has {given[far[0]]:g}, too large to reckon with", "Mend it")
    return given


def by_name(argument: str, given: object) -> Mapping[str, Any]:
    """`given`, which must be a mapping whose keys are names in words."""
    if not isinstance(given, Mapping):
        raise DataError(argument, f"{given!r} does not give them by name", "Write {'a name': one value a row}")
    for name in given:
        words(argument, name, empty=False)
    return given


def same_levels(cells: AnswerCells, census: CensusCells, names: Collection[str]) -> None:
    """Refuse a census whose factors `names` have other levels than those of the answers, or none."""
    for name in names:
        if name not in census.levels:
            raise DataError("census", f"it has no factor {name!r}, which the model uses", "Count the census by it too")
        if census.levels[name] != cells.levels[name]:
            raise DataError(
                "census", f"the levels of {name!r} differ from those of the answers", "Use one list for both"
            )


def _freeze(cells: AnswerCells | CensusCells, groups: Mapping[str, Grouping], measures: Mapping[str, Floats]) -> None:
    """Check the columns, merge rows that are alike and keep everything read-only."""
    if not by_name("groups", groups):
        raise DataError("groups", "there are none", "Give one factor at least, such as the area")
    rows = len(next(iter(measures.values())))
    columns = {name: grouped(f"groups[{name!r}]", given, rows=rows) for name, given in groups.items()}
    for name, column in columns.items():
        if len(column.levels) < 2:
            raise DataError(f"groups[{name!r}]", "it has fewer than two levels", "Leave the factor out")
    filled = next(iter(measures.values())) > 0
    codes = {name: column.codes[filled].astype(np.intp) for name, column in columns.items()}
    first, cell = _alike(list(codes.values()), [len(column.levels) for column in columns.values()])
    merged = {name: code[first] for name, code in codes.items()}
    summed = {
        name: np.bincount(cell, values[filled], minlength=len(first)).astype(np.float64)
        for name, values in measures.items()
    }
    _seal(cells, {name: column.levels for name, column in columns.items()}, merged, summed)


def _alike(codes: Sequence[Whole], sizes: Sequence[int]) -> tuple[Whole, Whole]:
    """The first row of each combination that occurs, in the order of the levels, and each row's combination."""
    key, span = np.zeros(len(codes[0]), dtype=np.intp), 1
    for code, size in zip(codes, sizes, strict=True):
        if span > MOST_KEYS // size:
            met, key = np.unique(key, return_inverse=True)
            span = len(met)
        key, span = key * size + code, span * size
    _, first, cell = np.unique(key, return_index=True, return_inverse=True)
    return first, cell


def _seal(
    cells: AnswerCells | CensusCells, levels: Named, codes: Mapping[str, Whole], measures: Mapping[str, Floats]
) -> None:
    """Put read-only parts in their places."""
    object.__setattr__(cells, "levels", MappingProxyType(levels))
    object.__setattr__(cells, "codes", MappingProxyType({name: frozen(np.array(code)) for name, code in codes.items()}))
    for name, values in measures.items():
        object.__setattr__(cells, name, frozen(values))


def _again(
    kind: type[AnswerCells | CensusCells], levels: Named, codes: Mapping[str, Whole], measures: Mapping[str, Floats]
) -> AnswerCells | CensusCells:
    """The same cells in another process."""
    cells = object.__new__(kind)
    _seal(cells, levels, codes, measures)
    return cells
