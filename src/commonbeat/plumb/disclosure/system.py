"""The equations that an outsider can write down from published tables: sums of the smallest cells that they tell apart.

Tables that share an axis agree on its margin. For tables that can be put in a tree (running intersection) this is all
that ties them, also for whole numbers; tables that go round in a circle are put in one joint table of all their axes.
Sources: L. Willenborg and T. de Waal, Elements of Statistical Disclosure Control (Springer 2001); R. E. Tarjan and
M. Yannakakis, SIAM Journal on Computing 13 (1984), 566-579, for the trees.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from commonbeat.plumb.disclosure.published import (
    TOTAL,
    Axis,
    Between,
    Key,
    Rounded,
    Table,
    Told,
    axes_of,
    spot,
)
from commonbeat.plumb.disclosure.told import HIDDEN
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.result import Reason

MOST_CELLS = 300_000
"""More smallest cells than this are refused: the programs would take too long."""
MOST_PEOPLE = 1_000_000_000_000
"""All that is told may add up to about this: beyond, programs are no longer exact in whole numbers."""

CONTRADICTION = (
    "Every table must count the same people, those not recorded under a code of their own; where a table is of a part "
    "only, or a code holds other codes, declare the Axis with all its codes; "
    "give other subjects and revised counts an axis that tells them apart"
)

Array: TypeAlias = "np.ndarray[Any, Any]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What everybody knows: counts under `minimum` are hidden; whether zeros may be hidden too.

    `judged`: under what a count that is shown is too small, where that is another.
    """

    minimum: int
    zeros_hidden: bool = False
    judged: int | None = None

    def range(self, told: Told) -> tuple[int, int | None]:
        """The least and the most that a count can be by what is told of it alone."""
        if isinstance(told, Between | Rounded):
            return told.range
        if isinstance(told, int):
            return told, told
        least = int(not self.zeros_hidden and told in HIDDEN)
        return least, max(least, self.minimum - 1) if told is Reason.TOO_FEW else None


@dataclass(slots=True, kw_only=True)
class Spot:
    """A cell or total that an outsider asks for: its smallest cells, what is told of it, and its bounds.

    `keys`: its names, the most detailed first (the total of a table with one row is also that row). `shown_under`: the
    lowest minimum under which a table tells the number itself, None where none does.
    """

    keys: list[Key]
    columns: Array
    number: int
    told: list[Told] = field(default_factory=list)
    low: int = 0
    high: int | None = None
    shown_under: int | None = None

    @property
    def key(self) -> Key:
        """Its most detailed name."""
        return self.keys[0]

    @property
    def hidden(self) -> bool:
        """Whether it is, somewhere, hidden to protect people."""
        return any(told in HIDDEN for told in self.told)

    @property
    def blurred(self) -> bool:
        """Whether it is told as a range or rounded, and nowhere as a number."""
        return self.shown_under is None and any(isinstance(told, Between | Rounded) for told in self.told)

    def tell(self, told: Told, rules: Rules) -> None:
        """Take in what one table tells; two that cannot both be true are an error."""
        low, high = rules.range(told)
        self.told.append(told)
        if low == high and told not in HIDDEN:
            judged = rules.judged or rules.minimum
            self.shown_under = min(judged, self.shown_under or judged)
        self.low = max(self.low, low)
        self.high = high if self.high is None else self.high if high is None else min(self.high, high)
        if self.high is not None and self.high < self.low:
            raise DataError("tables", f"they contradict each other at {spot(self.key)}", CONTRADICTION)


class _Pieces:
    """An axis cut into the fewest pieces that the published codes and the declared wider ones can tell apart.

    `wider`: the declared ones, which anybody can add up though no table shows them.
    """

    def __init__(self, axis: Axis, seen: Iterable[str]) -> None:
        self.wider = frozenset(axis.parts)
        holders = {code: set(axis.leaves(code)) for code in sorted(self.wider.union(seen))}
        groups: dict[tuple[str, ...], list[str]] = {}
        for leaf in axis.codes:
            groups.setdefault(tuple(code for code, leaves in holders.items() if leaf in leaves), []).append(leaf)
        self.labels = [self._label(leaves, holders) for leaves in groups.values()]
        self.of = {code: [i for i, held in enumerate(groups) if code in held] for code in holders}
        self.of[TOTAL] = list(range(len(groups)))
        self.of |= {label: [i] for i, label in enumerate(self.labels) if label not in self.of}

    @staticmethod
    def _label(leaves: list[str], holders: Mapping[str, set[str]]) -> str:
        """The code that is just this piece, else its leaves."""
        return next((code for code, held in holders.items() if held == set(leaves)), " + ".join(leaves))


class System:
    """Equations, bounds and cells of interest of published tables.

    `matrix` (lines x smallest cells, entries -1, 0, 1), with `low` and `high` of each line (int64); `spots`: all cells
    and totals that the tables show or let one ask for, `picks` (spots x smallest cells) sums them. `ceiling` stands for
    "no upper limit". `told`: how many of the spots are published; they come first; `closed`: which of these have an
    upper limit. `places`: the spot of each key. Made of each table with the rules that it was hidden by.
    """

    def __init__(self, told: Sequence[tuple[Table, Rules]], axes: Sequence[Axis]) -> None:
        if not told:
            raise DataError("tables", "there are none", "Give at least one table")
        tables = [table for table, _ in told]
        self._pieces = {name: _Pieces(axis, _seen(tables, name)) for name, axis in axes_of(tables, axes).items()}
        self._blocks = self._numbered(_tree([self._proper(table) for table in tables]))
        self.places: dict[Key, int] = {}
        self.spots: list[Spot] = []
        self._same: dict[bytes, Spot] = {}
        for table, rules in told:
            for codes, one in table.cells.items():
                self._spot(table.key(codes)).tell(one, rules)
        self.told = len(self.spots)
        for names, choices in (*(self._askable(table) for table in tables), *map(self._inside, self._blocks)):
            self._ask(names, choices)
        known = sum(one.low + (one.high or 0) for one in self.spots[: self.told])
        self.ceiling = 4 * len(self._blocks) * known + 1000
        if self.ceiling > MOST_PEOPLE:
            raise DataError("tables", f"counts too large: together about {known:,}", "Audit fewer at once")
        self.picks = _sparse([one.columns for one in self.spots], self.size)
        links = list(self._links())
        self.matrix = sparse.vstack([self.picks[: self.told], *links], format="csr")
        tied = np.zeros(sum(link.shape[0] for link in links), dtype=np.int64)
        self.closed = np.array([one.high is not None for one in self.spots[: self.told]])
        highs = [self.ceiling if one.high is None else one.high for one in self.spots[: self.told]]
        self.low = np.concatenate([np.array([one.low for one in self.spots[: self.told]], dtype=np.int64), tied])
        self.high = np.concatenate([np.array(highs, dtype=np.int64), tied])

    def _proper(self, table: Table) -> frozenset[str]:
        """The axes of a table along which anything is told apart."""
        return frozenset(axis for axis in (*table.axes, *table.within) if len(self._pieces[axis].labels) > 1)

    def _numbered(self, sets: list[frozenset[str]]) -> dict[tuple[str, ...], Array]:
        """A number for every smallest cell of each block of axes."""
        blocks, start = {}, 0
        for axes in sorted(tuple(sorted(one)) for one in sets):
            shape = tuple(len(self._pieces[axis].labels) for axis in axes)
            size = int(np.prod(shape, dtype=np.float64))
            if start + size > MOST_CELLS:
                raise DataError("tables", f"together they have over {MOST_CELLS:,} cells", "Audit fewer at once")
            blocks[axes] = np.arange(start, start + size).reshape(shape)
            start += size
        self.size = start
        return blocks

    def _columns(self, key: Key) -> Array:
        """The smallest cells that a cell sums."""
        codes = {axis: code for axis, code in key if len(self._pieces[axis].labels) > 1}
        axes, numbers = next(one for one in self._blocks.items() if codes.keys() <= set(one[0]))
        if not axes:
            return numbers.reshape(1)
        where = np.ix_(*(self._pieces[axis].of[codes.get(axis, TOTAL)] for axis in axes))
        return np.sort(numbers[where], axis=None)

    def _spot(self, key: Key) -> Spot:
        if key in self.places:
            return self.spots[self.places[key]]
        columns = self._columns(key)
        found = self._same.setdefault(columns.tobytes(), Spot(keys=[], columns=columns, number=len(self.spots)))
        if not found.keys:
            self.spots.append(found)
        found.keys = sorted([*found.keys, key], key=lambda one: (-len(one), sorted(one)))
        self.places[key] = found.number
        return found

    def _askable(self, table: Table) -> tuple[list[str], list[set[str]]]:
        """The axes of a table, and the codes of each that it lets one ask for.

        Also of what the table leaves out, and of every wider code that is declared.
        """
        choices = [{codes[place] for codes in table.cells} for place in range(len(table.axes))]
        choices += [{code} for code in table.within.values()]
        names = [*table.axes, *table.within]
        pieces = [self._pieces[axis] for axis in names]
        return names, [codes | {*one.labels, *one.wider, TOTAL} for codes, one in zip(choices, pieces, strict=True)]

    def _inside(self, block: tuple[str, ...]) -> tuple[list[str], list[set[str]]]:
        """The axes of a block and all their codes: tables that were put together let one ask for more than each."""
        return list(block), [set(self._pieces[axis].of) for axis in block]

    def _ask(self, names: Sequence[str], choices: Sequence[set[str]]) -> None:
        """Make a spot of every combination of codes."""
        if np.prod([float(len(codes)) for codes in choices]) > MOST_CELLS:
            along = " by ".join(names)
            raise DataError("tables", f"{along} has over {MOST_CELLS:,} cells and totals", "Audit fewer at once")
        for cell in product(*map(sorted, choices)):
            self._spot(frozenset((axis, code) for axis, code in zip(names, cell, strict=True) if code != TOTAL))

    def _links(self) -> Iterator[Any]:
        """Blocks agree on what they share, if only on the total."""
        for one, other in combinations(self._blocks, 2):
            shared = sorted(set(one) & set(other))
            sides = [self._margins(axes, shared) for axes in (one, other)]
            yield _sparse(sides[0], self.size) - _sparse(sides[1], self.size)

    def _margins(self, axes: tuple[str, ...], shared: list[str]) -> Array:
        """The smallest cells of a block (one line each) that make up each cell of a margin."""
        order = [axes.index(axis) for axis in shared]
        rest = [place for place in range(len(axes)) if place not in order]
        numbers = self._blocks[axes]
        lines = int(np.prod([numbers.shape[place] for place in order], dtype=np.int64))
        return numbers.transpose([*order, *rest]).reshape(lines, -1)


def _seen(tables: Sequence[Table], axis: str) -> set[str]:
    """The codes of an axis that any table names."""
    found = set()
    for table in tables:
        if axis in table.within:
            found.add(table.within[axis])
        elif axis in table.axes:
            place = table.axes.index(axis)
            found |= {codes[place] for codes in table.cells}
    return found - {TOTAL}


def _tree(sets: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The largest sets of axes, those that go round in a circle put together (Graham's reduction finds them)."""
    largest = [one for one in dict.fromkeys(sets) if not any(one < other for other in sets)]
    left = {one: one for one in largest}
    while True:
        count = {axis: sum(axis in rest for rest in left.values()) for axis in frozenset().union(*left.values())}
        trimmed = {one: frozenset(axis for axis in rest if count[axis] > 1) for one, rest in left.items()}
        for one, rest in list(trimmed.items()):
            if any(other is not one and rest <= kept for other, kept in trimmed.items()):
                del trimmed[one]
        if trimmed == left:
            break
        left = trimmed
    core = [one for one in largest if one in left]
    if len(core) < 2:
        return largest
    joint: frozenset[str] = frozenset().union(*core)
    return [one for one in largest if not one <= joint] + [joint]


def _sparse(lines: Any, size: int) -> Any:
    """A matrix with a 1 for each number of each line."""
    lengths = [len(line) for line in lines]
    columns = np.concatenate([np.asarray(line) for line in lines])
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return sparse.csr_array((np.ones(len(columns), dtype=np.int64), columns, starts), shape=(len(lengths), size))
