"""Rounding to a base, without bias: each cell by itself, or all together so that they still add up to their totals.

Source of the second: L. H. Cox, A constructive procedure for unbiased controlled rounding, Journal of the American
Statistical Association 82 (1987), 520-524. As there, what is a multiple of the base stays, and every other cell goes to
the multiple just below or just above, with chances that leave its mean where it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from commonbeat.plumb.checks import whole
from commonbeat.plumb.disclosure.methods import CONTROLLED_ROUNDING, RANDOM_ROUNDING
from commonbeat.plumb.disclosure.published import TOTAL, Rounded, Table, spot
from commonbeat.plumb.disclosure.system import Array
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.result import Method, Phrase

Codes: TypeAlias = tuple[str, ...]
ONLY = "one column"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """A table rounded to multiples of `base`; `additive`: whether cells add up to the totals shown. Audit it too."""

    table: Table
    base: int
    additive: bool
    method: Method
    notes: tuple[Phrase, ...]

    def sentence(self, language: str = "en") -> str:
        """One honest sentence: how far a figure is from the true count, and whether totals add up."""
        frame = ADDS_UP if self.additive else DIFFERS
        return f"{FRAME.said(language, base=self.base, away=self.base - 1)} {frame.said(language)}"

    def limits(self, language: str = "en") -> str:
        """What rounding cannot protect."""
        return LIMITS.said(language)


FRAME = Phrase(
    "Every figure is rounded at random to a multiple of {base}; the true count is at most {away} away.",
    "Cada cifra se redondea al azar a un múltiplo de {base}; la cuenta verdadera está a lo sumo a {away}.",
)
ADDS_UP = Phrase("Figures add up to their totals.", "Las cifras suman sus totales.")
DIFFERS = Phrase(
    "Totals are rounded by themselves, so figures need not add up to them.",
    "Los totales se redondean por separado, así que las cifras pueden no sumarlos.",
)
LIMITS = Phrase(
    "Rounding hides single people, not patterns. It does not hide that a group is small, nor that all in a line fall "
    "into one category. The same table rounded anew gives more away each time: round once, and keep the result. "
    "Whoever has the seed can undo the rounding: keep it as safe as the data.",
    "El redondeo oculta a personas, no patrones. No oculta que un grupo es pequeño ni que todas las personas de una "
    "línea caen en una categoría. Cada nuevo redondeo de la misma tabla revela más: redondee una vez y guarde el "
    "resultado. Quien tenga la semilla puede deshacer el redondeo: guárdela con tanto cuidado como los datos.",
)


def round_table(table: Table, *, base: int = 5, seed: int, controlled: bool = True) -> Rounding:
    """`table` of true counts, rounded at random to multiples of `base` (2 or more; 3 and 5 are usual), without bias.

    `controlled`: figures still add up; the table must have one or two axes and every cell (totals may be left out, and
    then are not shown). Else every cell and total is rounded by itself. `seed`: of the draw, to be kept secret and used
    for one table only; so it has no default, and the result does not keep it. Raises DataError for a table that hides
    cells already, or has other totals than its sums.
    """
    base, generator = whole("base", base, least=2), np.random.default_rng(whole("seed", seed, least=0))
    counts: dict[Codes, int] = {}
    for codes, told in table.cells.items():
        if not isinstance(told, int):
            raise DataError("table", f"{table.name!r} hides {spot(table.key(codes))}", "Give true counts")
        counts[codes] = told
    rounded = _together(table, counts, base, generator) if controlled else _each(counts, base, generator)
    return Rounding(
        table=replace(table, cells={codes: Rounded(value, base) for codes, value in rounded.items()}),
        base=base,
        additive=controlled,
        method=CONTROLLED_ROUNDING if controlled else RANDOM_ROUNDING,
        notes=(ADDS_UP if controlled else DIFFERS,),
    )


def _each(counts: Mapping[Codes, int], base: int, generator: np.random.Generator) -> dict[Codes, int]:
    """Every count down or up by itself: up with a chance of its remainder over the base."""
    draws = generator.integers(base, size=len(counts)).tolist()
    down = {codes: count - count % base for codes, count in counts.items()}
    return {
        codes: down[codes] + base * (draw < counts[codes] % base) for codes, draw in zip(counts, draws, strict=True)
    }


def _together(table: Table, counts: Mapping[Codes, int], base: int, generator: np.random.Generator) -> dict[Codes, int]:
    """Cells and totals rounded along rings on which nothing that flows in is lost."""
    if len(table.axes) > 2:
        raise DataError("table", f"{table.name!r} has more than two axes", "Round it with controlled=False")
    places = {codes: codes if len(codes) == 2 else (codes[0], ONLY) for codes in counts}
    rows, columns = (list(dict.fromkeys(pair[i] for pair in places.values() if pair[i] != TOTAL)) for i in (0, 1))
    full = np.full((len(rows) + 1, len(columns) + 1), -1, dtype=np.int64)
    where = {
        codes: (rows.index(row) if row != TOTAL else -1, columns.index(column) if column != TOTAL else -1)
        for codes, (row, column) in places.items()
    }
    for codes, (i, j) in where.items():
        full[i, j] = counts[codes]
    if not full[:-1, :-1].size or (full[:-1, :-1] < 0).any():
        raise DataError("table", f"{table.name!r} does not have every cell", "Give every cell, also the zeros")
    full[:-1, -1] = full[:-1, :-1].sum(axis=1)
    full[-1] = full[:-1].sum(axis=0)
    for codes, place in where.items():
        if full[place] != counts[codes]:
            found = f"{spot(table.key(codes))} of {table.name!r} is {counts[codes]:,}, its cells sum to {full[place]:,}"
            raise DataError("table", found, "Count again, and give no code together with its parts")
    rounded = _around(full, base, generator)
    return {codes: int(rounded[place]) for codes, place in where.items()}


def _around(full: Array, base: int, generator: np.random.Generator) -> Array:
    """A table with its totals in the last row and column, rounded; it still adds up.

    Each remainder is an arc from its row to its column (totals go round by two nodes of their own). Along a ring of
    arcs all move up or down by turns, with chances that keep each mean, until one of them is a multiple: at most as
    many moves as there are cells.
    """
    height, width = full.shape[0] - 1, full.shape[1] - 1
    first, last = height + width, height + width + 1
    rest = (full % base).ravel().tolist()
    ends = []
    for number in range(full.size):
        i, j = divmod(number, width + 1)
        tail = i if i < height else last if j == width else height + j
        head = height + j if i < height and j < width else i if i < height else last if j < width else first
        ends.append((first, head) if i < height and j == width else (tail, head))
    around: dict[int, dict[int, None]] = {node: {} for node in range(last + 1)}
    for number, left in enumerate(rest):
        if left:
            for node in ends[number]:
                around[node][number] = None
    for start in range(full.size):
        while 0 < rest[start] < base:
            ring = _ring(start, ends, around)
            room = [(base - rest[arc], rest[arc]) if ahead else (rest[arc], base - rest[arc]) for arc, ahead in ring]
            up, down = min(one[0] for one in room), min(one[1] for one in room)
            step = up if generator.integers(up + down) < down else -down
            for arc, ahead in ring:
                rest[arc] += step if ahead else -step
                if rest[arc] in (0, base):
                    for node in ends[arc]:
                        del around[node][arc]
    rounded: Array = full - full % base + np.array(rest, dtype=np.int64).reshape(full.shape)
    return rounded


def _ring(start: int, ends: list[tuple[int, int]], around: dict[int, dict[int, None]]) -> list[tuple[int, bool]]:
    """A ring of arcs that are not yet multiples, each with whether it is gone along in its own direction.

    No node has just one such arc, since what flows into it flows out; so a walk goes on until it meets itself.
    """
    node, arc = ends[start][1], start
    path, visited = [(start, True)], {node: 1}
    while True:
        arc = next(other for other in around[node] if other != arc)
        ahead = ends[arc][0] == node
        node = ends[arc][1] if ahead else ends[arc][0]
        path.append((arc, ahead))
        if node in visited:
            return path[visited[node] :]
        visited[node] = len(path)
