"""What is known of everybody: margins (how many are in each group) and amounts (a total), and the cells they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from commonbeat.plumb import arrays
from commonbeat.plumb.arrays import frozen
from commonbeat.plumb.checks import number, one_of, words
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Grouping, Groups, grouped, spelled
from commonbeat.plumb.survey.columns import Codes, Floats, added, numbers

Sparse: TypeAlias = Any
"""A scipy.sparse array, which carries no types."""
AGREE = 1e-8
"""How far two margins may differ in their totals, relative to them."""
DENSE = 1 << 20
"""Up to so many possible cells, cells are found by counting; beyond, by sorting."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Margin:
    """How many people of the population are in each group: `groups` of the respondents and `totals` (levels,).

    Made from labels by `Margin.of`. Raises DataError where a respondent has no level or a total is below zero; it names
    the margin, the level, the row. Levels with respondents and nobody in the population, or people and no respondent,
    are refused when the weights are made.
    """

    groups: Groups
    totals: Floats

    def __post_init__(self) -> None:
        """Check levels against respondents."""
        one_of("groups", self.groups, Groups)
        object.__setattr__(self, "groups", grouped("margin", self.groups, complete=False))
        name, levels = self.groups.name, self.groups.levels
        totals = numbers(name, self.totals).copy()
        if len(totals) != len(levels):
            raise DataError(name, f"it has {len(levels)} levels and {len(totals)} totals", "Give one total per level")
        if not len(self.groups):
            raise DataError(name, "there are no respondents", "Withhold the figures: nobody answered")
        if not totals.min() >= 0:
            i = int(np.argmin(totals >= 0))
            raise DataError(name, f"the total of {levels[i]} is {totals[i]:g}", "Totals are 0 or more")
        if not totals.any():
            raise DataError(name, "all its totals are 0", "Give the number of people in each level")
        grouped(name, self.groups)
        object.__setattr__(self, "totals", frozen(totals))

    @classmethod
    def of(cls, name: str, labels: Grouping, totals: Mapping[Any, float]) -> Self:
        """A margin from Groups or one label per respondent, and the total of each level; every label needs a total.

        `totals`: a mapping or anything with items (such as value_counts of pandas). Labels and levels are compared as
        text.
        """
        words("name", name, empty=False)
        known = list(totals.items()) if hasattr(totals, "items") else []
        if not known:
            raise DataError(name, "it has no totals", "Give the number of people in each level")
        sizes = {spelled(level): number(f"{name}: {level}", size) for level, size in known}
        if len(sizes) < len(known):
            raise DataError(name, "a level comes twice in its totals", "Give one total per level: 1 and '1' are one")
        found = grouped(name, labels, complete=False).occurring()
        for i, level in enumerate(found.levels):
            if level not in sizes:
                row = int(np.argmax(found.codes == i))
                raise DataError(name, f"row {row} is {level!r}, which has no total", "Add its total, or recode it")
        return cls(groups=Groups.of(found, sizes, name=name), totals=np.array(list(sizes.values())))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Amount:
    """A number of each respondent (`values`, n) whose `total` over the population is known (enrollment, rooms)."""

    name: str
    values: Floats
    total: float

    def __post_init__(self) -> None:
        """Check the values, which may not be missing."""
        words("name", self.name, empty=False)
        object.__setattr__(self, "values", frozen(arrays.column(self.name, self.values).copy()))
        object.__setattr__(self, "total", number(f"{self.name}: total", self.total))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Respondents of equal margins and amounts, counted together; all that follows iterates over these.

    `of_row` (n,): the cell of each row. `codes` (margins, cells): the level of each cell. `table` (cells, terms): one
    column of zeros and ones per level, margin after margin, then one column per amount (sparse). `targets` (terms,):
    the population totals; `terms`: their names, for errors.
    """

    of_row: Codes
    codes: NDArray[np.intp]
    table: Sparse
    targets: Floats
    terms: tuple[str, ...]
    sizes: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many cells have respondents, or could have (where they are found by counting)."""
        return int(self.codes.shape[1])

    def sums(self, values: Floats | None) -> Floats:
        """`values` (n,) added up in each cell; None counts rows."""
        return added(self.of_row, values, self.count)

    def gram(self, weights: Floats) -> Floats:
        """Weighted cross products of the terms (terms, terms); `weights` (cells,)."""
        filled = np.flatnonzero(weights)
        table = self.table[filled]
        return dense(table.T @ table.multiply(weights[filled][:, None]).tocsr())


def check_levels(margins: Sequence[Margin], cells: Cells, sums: Floats) -> None:
    """Refuse levels that only the respondents or only the population has; `sums` (cells,) of weights."""
    have = cells.table.T @ sums
    start = 0
    for margin in margins:
        levels, totals = margin.groups.levels, margin.totals
        odd = np.flatnonzero((have[start : start + len(levels)] == 0) != (totals == 0))
        start += len(levels)
        if not len(odd):
            continue
        name, i = margin.groups.name, int(odd[0])
        if totals[i]:
            problem = f"{levels[i]} has {totals[i]:,.6g} people in the population and no respondent"
            raise DataError(name, problem, "Merge it with a level like it")
        problem = f"{levels[i]} has {np.sum(margin.groups.codes == i):,} respondents and nobody in the population"
        raise DataError(name, problem, "Correct the total, or leave those rows out")


def dense(table: Sparse | Floats) -> Floats:
    """A sparse or dense table as a dense one."""
    return np.asarray(table if isinstance(table, np.ndarray) else table.toarray())


def collapse(margins: Sequence[Margin], amounts: Sequence[Amount] = (), population: float | None = None) -> Cells:
    """The cells of `margins` (and of `amounts`, with which every row is a cell of its own).

    `population` scales every margin to this total, so that margins may be given as shares.
    """
    _listed("margins", margins, Margin)
    _listed("amounts", amounts, Amount)
    if not margins and not amounts:
        raise DataError("margins", "there are none", "Give at least one margin")
    rows = len(margins[0].groups) if margins else len(amounts[0].values)
    lengths = [(one.groups.name, len(one.groups)) for one in margins] + [(a.name, len(a.values)) for a in amounts]
    for name, length in lengths:
        if length != rows:
            raise DataError(name, f"it has {length:,} rows, {lengths[0][0]} has {rows:,}", "Give one entry per row")
    totals = _agreed(margins, population, rows)
    sizes = tuple(len(one.groups.levels) for one in margins)
    if amounts:
        of_row: Codes = np.arange(rows)
        codes = np.array([one.groups.codes for one in margins], dtype=np.intp).reshape(len(margins), rows)
    else:
        of_row, codes = _combined(margins, sizes)
    known = [*totals, *(np.array([one.total]) for one in amounts)]
    names = [f"{one.groups.name} = {level}" for one in margins for level in one.groups.levels]
    return Cells(
        of_row=frozen(of_row),
        codes=frozen(codes),
        table=_table(codes, sizes, [one.values for one in amounts]),
        targets=frozen(np.concatenate(known)),
        terms=(*names, *(one.name for one in amounts)),
        sizes=sizes,
    )


def _listed(argument: str, values: object, kind: type) -> None:
    """Refuse what is no list or tuple of the `kind`."""
    if isinstance(values, kind):
        raise DataError(argument, f"it is one {kind.__name__} and no list", "Put it in a list")
    if not isinstance(values, list | tuple):
        raise DataError(argument, f"{values!r} is no list", f"Give a list of {kind.__name__}s")
    for place, one in enumerate(values):
        one_of(f"{argument}[{place}]", one, kind)


def _agreed(margins: Sequence[Margin], population: float | None, rows: int) -> list[Floats]:
    """The totals of each margin, which must add up to the same, and to no fewer people than answered."""
    sums = [float(one.totals.sum()) for one in margins]
    if population is not None:
        if number("population", population) < rows:
            problem = f"{population:,.10g} people are fewer than the {rows:,} respondents"
            raise DataError("population", problem, "Give the number of people in all")
        return [one.totals * (population / total) for one, total in zip(margins, sums, strict=True)]
    for one, total in zip(margins[1:], sums[1:], strict=True):
        if abs(total - sums[0]) > AGREE * sums[0]:
            problem = f"it adds up to {total:,.10g}, and {margins[0].groups.name} to {sums[0]:,.10g}"
            raise DataError(one.groups.name, problem, "Take both from one source, or say population= to scale them")
    if margins and sums[0] < rows * (1 - AGREE):
        problem = f"it adds up to {sums[0]:,.10g}, fewer than the {rows:,} respondents"
        raise DataError(margins[0].groups.name, problem, "Say population= if these are shares")
    return [one.totals for one in margins]


def _combined(margins: Sequence[Margin], sizes: tuple[int, ...]) -> tuple[Codes, NDArray[np.intp]]:
    """The cell of each row and the codes of each cell: by counting where few are possible, else by sorting."""
    columns = [one.groups.codes for one in margins]
    if prod(sizes) <= DENSE:
        return _mixed(columns, sizes), np.array(np.unravel_index(np.arange(prod(sizes)), sizes), dtype=np.intp)
    joined = columns[0].astype(np.int64)
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        _, joined = np.unique(joined * size + column, return_inverse=True)
    first = np.zeros(int(joined.max()) + 1, dtype=np.intp)
    first[joined] = np.arange(len(joined))
    return joined, np.array([column[first] for column in columns], dtype=np.intp)


def _mixed(columns: list[Codes], sizes: tuple[int, ...]) -> Codes:
    """The codes of the columns as one number: built in 32 bits, which are enough here, kept as an index."""
    joined = columns[0].astype(np.int32)
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        joined *= size
        np.add(joined, column, out=joined, casting="unsafe")
    return joined.astype(np.intp)


def _table(codes: NDArray[np.intp], sizes: tuple[int, ...], amounts: list[Floats]) -> Sparse:
    """Zeros and ones for the levels, then the amounts."""
    cells, margins = codes.shape[1], len(sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)[:margins, None]
    wide = margins + len(amounts)
    places = np.empty((cells, wide), dtype=np.intp)
    values = np.ones((cells, wide))
    places[:, :margins] = (codes + starts).T
    for i, amount in enumerate(amounts):
        places[:, margins + i] = sum(sizes) + i
        values[:, margins + i] = amount
    ends = np.arange(0, (cells + 1) * wide, wide)
    return csr_array((values.ravel(), places.ravel(), ends), shape=(cells, sum(sizes) + len(amounts)))
