"""Small counts of a table are hidden, and others with them, so that none follows from what is shown.

Sources: L. Willenborg and T. de Waal, Elements of Statistical Disclosure Control (Springer 2001); the rings:
J. Kelly, B. Golden and A. Assad, Cell suppression: disclosure protection for sensitive tabular data, Networks (1992;
not checked: docs/methods/disclosure.md).
"""

import heapq
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from commonbeat.plumb.checks import whole
from commonbeat.plumb.disclosure.thresholds import STANDARD
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.result import Reason

Cell: TypeAlias = int | Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A table that may be published: each cell and total is its count, or the reason why it is hidden.

    `cells` has the table's shape; its totals are empty or None where they are not published.
    """

    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...] = ()
    column_totals: tuple[Cell, ...] = ()
    total: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectedList:
    """A list of counts that may be published, with its total (None where that is not published)."""

    cells: tuple[Cell, ...]
    total: Cell | None = None


def protect(
    table: Any,
    *,
    minimum: int = STANDARD.count,
    published_margins: bool = True,
    unshown: Collection[tuple[int, int]] = (),
    also: Collection[tuple[int, int]] = (),
) -> Protected:
    """Hide what must be hidden in a table of counts (rows by columns) whose totals are published too.

    Primary: every count or total from 1 to `minimum` - 1 (TOO_FEW). Zeros are shown: nobody is in them, and hiding
    a zero that everyone expects protects nothing. Complementary: for each hidden cell the cheapest ring of cells is
    hidden along which counts could move by one without changing anything shown. So every row and column with a
    hidden cell has two (its total counted), and none follows from the rest, even for a reader who knows that each
    hidden cell is 1 or more and each TOO_FEW under `minimum`. Where that bound itself would give a cell away, the
    cell is told as COMPLEMENTARY, which says nothing about its size. Without published totals only primary cells
    are hidden.

    `unshown`: (row, column) of cells that are not shown anyway, say for too small an n; they cover others at no cost,
    and may themselves be worked out. `also`: cells to hide and cover although they are not small.
    """
    minimum, rows = whole("minimum", minimum, least=1), _rows(table)
    also, unshown = (
        _places(name, given, len(rows), len(rows[0])) for name, given in (("also", also), ("unshown", unshown))
    )
    if not published_margins:
        return Protected(cells=tuple(tuple(_primary(value, minimum) or value for value in row) for row in rows))
    height, width = len(rows), len(rows[0])
    first, last = height + width, height + width + 1
    arcs = [_Arc(i, height + j, rows[i][j]) for i in range(height) for j in range(width)]
    arcs += [_Arc(first, i, sum(row)) for i, row in enumerate(rows)]
    arcs += [_Arc(height + j, last, sum(row[j] for row in rows)) for j in range(width)]
    arcs.append(_Arc(last, first, sum(map(sum, rows))))
    for i, j in (*unshown, *also):
        arcs[i * width + j].reason = Reason.COMPLEMENTARY if rows[i][j] else None
    cells = _cover(arcs, minimum, {i * width + j for i, j in also if rows[i][j]})
    split = height * width
    return Protected(
        cells=tuple(tuple(cells[i * width : (i + 1) * width]) for i in range(height)),
        row_totals=tuple(cells[split : split + height]),
        column_totals=tuple(cells[split + height : -1]),
        total=cells[-1],
    )


def protect_list(
    counts: Sequence[int], *, minimum: int = STANDARD.count, published_total: bool = True
) -> ProtectedList:
    """`protect` for one list of counts with its total."""
    minimum = whole("minimum", minimum, least=1)
    (values,) = _rows([counts], "counts")
    if not published_total:
        return ProtectedList(cells=tuple(_primary(value, minimum) or value for value in values))
    *cells, total = _cover([*(_Arc(0, 1, value) for value in values), _Arc(1, 0, sum(values))], minimum)
    return ProtectedList(cells=tuple(cells), total=total)


def _rows(table: Any, argument: str = "table") -> list[list[int]]:
    """The rows of a table of counts."""
    if hasattr(table, "to_numpy"):
        raise DataError(argument, f"it is a {type(table).__name__}", "Give its to_numpy()")
    try:
        rows = [[whole(argument, value, least=0) for value in row] for row in table]
    except TypeError as error:
        raise DataError(argument, "it is not rows of counts", "Give at least one row and one column") from error
    if argument == "table" and (len({len(row) for row in rows}) != 1 or not rows[0]):
        raise DataError("table", "it is not rows of one length", "Give at least one row and one column")
    return rows


def _places(argument: str, places: Any, height: int, width: int) -> list[tuple[int, int]]:
    """Places of a table, each as (row, column)."""
    remedy = f"Give (row, column), from 0 to {height - 1} and from 0 to {width - 1}"
    try:
        pairs = [tuple(place) for place in places]
    except TypeError as error:
        raise DataError(argument, f"{places!r} holds something that is no place of the table", remedy) from error
    if wrong := [pair for pair in pairs if len(pair) != 2]:
        raise DataError(argument, f"{wrong[0]} is no place of the table", remedy)
    found = [(whole(argument, i, least=0), whole(argument, j, least=0)) for i, j in pairs]
    if outside := [(i, j) for i, j in found if i >= height or j >= width]:
        raise DataError(argument, f"{outside[0]} is outside the table", remedy)
    return found


@dataclass(slots=True)
class _Arc:
    """A cell or total as a flow from `tail` to `head`; a line's equation says that what flows into a node flows out."""

    tail: int
    head: int
    value: int
    reason: Reason | None = None

    def price(self, up: bool, minimum: int) -> int | None:
        """What it costs to let this count look one higher (`up`) or lower; None where it cannot be."""
        if self.value == 0 or (not up and self.value == 1):
            return None
        if self.reason is None:
            return self.value
        return int(up and self.reason is Reason.TOO_FEW and self.value == minimum - 1)


_Step: TypeAlias = tuple[int, bool]
_Ring: TypeAlias = tuple[int, list[_Step]]


def _primary(value: int, minimum: int) -> Reason | None:
    return Reason.TOO_FEW if 0 < value < minimum else None


def _cover(arcs: list[_Arc], minimum: int, also: Collection[int] = ()) -> list[Cell]:
    """Hide the small arcs, then a cheapest ring through each, and each of `also`, that lies on none yet.

    Every arc of a ring can move. Hiding more or saying less only widens what a hidden arc could be: one pass is enough.
    """
    around: dict[int, list[int]] = {}
    needy: list[int] = []
    for number, arc in enumerate(arcs):
        small = _primary(arc.value, minimum)
        arc.reason = small or arc.reason
        if small or number in also:
            needy.append(number)
        around.setdefault(arc.tail, []).append(number)
        around.setdefault(arc.head, []).append(number)
    safe: set[int] = set()
    for number in sorted(needy, key=lambda n: (-arcs[n].value, n)):
        if number in safe:
            continue
        rings = [_ring(arcs, around, number, up, minimum) for up in (True, False)]
        _, ring = min((ring for ring in rings if ring), key=lambda ring: ring[0])
        for member, up in ring:
            arc = arcs[member]
            if arc.reason is None or arc.price(up, minimum):
                arc.reason = Reason.COMPLEMENTARY
            safe.add(member)
    return [arc.reason or arc.value for arc in arcs]


def _ring(arcs: list[_Arc], around: dict[int, list[int]], start: int, up: bool, minimum: int) -> _Ring | None:
    """The cheapest ring (Dijkstra) through arc `start` moved `up` or down: its cost, each arc and its direction."""
    own = arcs[start].price(up, minimum)
    if own is None:
        return None
    source, goal = (arcs[start].head, arcs[start].tail) if up else (arcs[start].tail, arcs[start].head)
    best, came = {source: own}, {source: (source, (start, up))}
    queue = [(own, True, source)]
    while queue:
        cost, _, node = heapq.heappop(queue)
        if node == goal:
            return cost, _way_back(came, goal, source)
        for number in around[node]:
            arc = arcs[number]
            forward = arc.tail == node
            price = arc.price(forward, minimum)
            following = arc.head if forward else arc.tail
            if price is None or number == start or cost + price >= best.get(following, math.inf):
                continue
            best[following], came[following] = cost + price, (node, (number, forward))
            heapq.heappush(queue, (cost + price, following != goal, following))
    return None


def _way_back(came: dict[int, tuple[int, _Step]], goal: int, source: int) -> list[_Step]:
    """The steps of a ring, from `goal` back to `source` and over the arc that it began with."""
    steps = []
    node = goal
    while node != source:
        node, step = came[node]
        steps.append(step)
    return [*steps, came[source][1]]
