"""An outsider without a linear program, who tries every table of whole numbers; and small tables to try."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from commonbeat.plumb import Reason
from commonbeat.plumb.disclosure.published import TOTAL, Between, Rounded, Table

ROWS, COLUMNS, MONTHS = ("area", "ABC"), ("group", "XYZ"), ("month", "JFM")
LETTERS = dict([ROWS, COLUMNS, MONTHS])


def drawn(counts, *, totals=True, minimum=3, most_hidden=4):
    """Tables whose cells and totals are shown, hidden, in ranges or rounded, each truly; at least one is shown."""

    def told(draw, count):
        kinds = ["shown"] * 3 + ["absent", "range", "rounded"]
        kinds += ["few"] * 2 * (0 < count < minimum) + ["cover"] * 2 * (count > 0)
        kind = draw(st.sampled_from(kinds))
        if kind == "range":
            return Between(max(0, count - draw(st.integers(0, 1))), count + draw(st.integers(0, 1)))
        if kind == "rounded":
            return Rounded(count - count % 3 + 3 * (count % 3 > draw(st.integers(0, 2))), 3)
        return {"shown": count, "absent": None, "few": Reason.TOO_FEW, "cover": Reason.COMPLEMENTARY}[kind]

    @st.composite
    def strategy(draw):
        height, width = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        grid = [[draw(counts) for _ in range(width)] for _ in range(height)]
        full = Table.grid("t", (ROWS[0], ROWS[1][:height]), (COLUMNS[0], COLUMNS[1][:width]), grid, totals=totals)
        cells, unknown = {}, 0
        for codes, count in full.cells.items():
            one = told(draw, count) if TOTAL in codes or unknown < most_hidden else count
            unknown += TOTAL not in codes and not isinstance(one, int)
            cells[codes] = one
        cells = {codes: one for codes, one in cells.items() if one is not None}
        shown = [{codes[place] for codes in cells} for place in (0, 1)]
        for codes, count in full.cells.items():
            if any(code not in known for code, known in zip(codes, shown, strict=True)) and TOTAL not in codes:
                cells.setdefault(codes, count)
        return Table(name="t", axes=full.axes, cells=cells)

    return strategy()


def ends(told, minimum):
    """What a cell can be by what is told of it."""
    if isinstance(told, Between):
        return told.low, told.high
    if isinstance(told, Rounded):
        return max(0, told.value - told.base + 1), told.value + told.base - 1
    if isinstance(told, int):
        return told, told
    return 1, (minimum - 1 if told is Reason.TOO_FEW else 10**6)


def solutions(tables, axes, minimum, cap):
    """Every joint table (one line each) of counts up to `cap` that fits the tables; `axes` as {name: codes}."""
    cells = list(product(*axes.values()))
    facts = []
    for table in tables:
        for codes, told in table.cells.items():
            held = members(table.key(codes), axes)
            facts.append(([n for n, cell in enumerate(cells) if cell in held], *ends(told, minimum)))
    found = np.zeros((1, 0), dtype=np.int16)
    for number in range(len(cells)):
        top = min([cap, *(high for numbers, _, high in facts if number in numbers)])
        found = np.column_stack([np.repeat(found, top + 1, axis=0), np.tile(np.arange(top + 1), len(found))])
        for numbers, low, high in facts:
            if number in numbers:
                known = [one for one in numbers if one <= number]
                sums = found[:, known].sum(axis=1)
                found = found[(sums <= high) & ((sums >= low) | (len(known) < len(numbers)))]
    return cells, found


def members(key, axes):
    """The cells of the joint table that a cell or total sums: two names of one sum are the same."""
    want = dict(key)
    return frozenset(
        cell
        for cell in product(*axes.values())
        if all(want.get(name, code) == code for name, code in zip(axes, cell, strict=True))
    )


def seen(tables, axes, minimum, cap):
    """For every cell of the joint table and every sum of whole lines of it: the least and the most, by its members."""
    cells, found = solutions(tables, axes, minimum, cap)
    ranges = {}
    for codes in product(*([*labels, TOTAL] for labels in axes.values())):
        held = members({(name, code) for name, code in zip(axes, codes, strict=True) if code}, axes)
        sums = found[:, [cell in held for cell in cells]].sum(axis=1)
        ranges[held] = (int(sums.min()), int(sums.max()))
    return ranges


def known(tables, axes, minimum, cap):
    """What must not be known and is, of all that `seen` has: hidden or blurred cells, and counts under `minimum`."""
    guarded = set()
    for table in tables:
        for codes, told in table.cells.items():
            if not isinstance(told, int):
                guarded.add(members(table.key(codes), axes))
    for table in tables:
        for codes, told in table.cells.items():
            if not isinstance(told, Reason) and len(set(ends(told, minimum))) == 1:
                held = members(table.key(codes), axes)
                if not any(_hides(other, held, axes) for other in tables):
                    guarded.discard(held)
    ranges = seen(tables, axes, minimum, cap).items()
    return {one for one, (low, high) in ranges if low == high and (one in guarded or 0 < low < minimum)}


def _hides(table, held, axes):
    return any(
        isinstance(told, Reason) and members(table.key(codes), axes) == held for codes, told in table.cells.items()
    )


def without_limit(tables, axes, minimum):
    """The cells of the joint table to which any number can be added: those that no told upper limit covers."""
    covered = set()
    for table in tables:
        for codes, told in table.cells.items():
            if ends(told, minimum)[1] < 10**6:
                covered |= members(table.key(codes), axes)
    return set(product(*axes.values())) - covered


def codes_of(tables):
    """The axes of tables with the codes that they show."""
    axes = {}
    for table in tables:
        for place, name in enumerate(table.axes):
            axes.setdefault(name, {}).update({codes[place]: None for codes in table.cells if codes[place] != TOTAL})
        for name, code in table.within.items():
            axes.setdefault(name, {})[code] = None
    return {name: list(codes) or [name] for name, codes in axes.items()}


def only_small_hidden(counts, minimum, rows="area", columns="group"):
    """A table in which only counts from 1 to `minimum` - 1 are hidden and every total is shown."""
    counts = np.asarray(counts)
    named = zip((rows, columns), counts.shape, strict=True)
    labels = [(name, [f"{name} {i}" for i in range(size)]) for name, size in named]
    full = Table.grid("counts", *labels, counts)
    return Table(
        name="counts",
        axes=full.axes,
        cells={
            codes: Reason.TOO_FEW if TOTAL not in codes and 0 < count < minimum else count
            for codes, count in full.cells.items()
        },
    )
