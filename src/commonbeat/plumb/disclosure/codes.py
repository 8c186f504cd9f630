"""Codes of an axis that have too few people are put together, in all tables of true counts alike."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from commonbeat.plumb.disclosure.merging import merge_groups
from commonbeat.plumb.disclosure.published import TOTAL, Axis, Release, Table, axes_of, spot
from commonbeat.plumb.disclosure.thresholds import STANDARD
from commonbeat.plumb.disclosure.told import all_of
from commonbeat.plumb.errors import DataError


def merge_codes(
    tables: Sequence[Table], *, axis: str, into: str, minimum: int = STANDARD.people, axes: Sequence[Axis] = ()
) -> tuple[Table, ...]:
    """The tables of true counts with the codes of `axis` that have under `minimum` people put together as `into`.

    Which these are is read from the first table along the axis, and holds for all. `axes`: of what wider codes are
    made, where a table has any, so that nobody is counted twice. Raises DataError where not even all together have
    enough, or where one of the codes to be put together holds another.
    """
    tables = all_of("tables", tables, Table)
    along = [table for table in tables if axis in table.axes]
    if not along:
        raise DataError("axis", f"no table has {axis!r}", "Name an axis of the tables")
    known = axes_of(tables, [one for one in axes if any(one.name in (*t.axes, *t.within) for t in tables)])
    merged = merge_groups(_sizes(along[0], axis, known), minimum=minimum, into=into)
    if not merged.enough:
        raise DataError("axis", f"all of {axis!r} together are under {minimum}", "Publish nothing along it")
    if len(_apart(merged.members, known[axis])) < len(merged.members):
        raise DataError("axis", f"of the codes of {axis!r} to be put together one holds another", "Merge them by hand")
    return tuple(_regrouped(table, axis, merged.members, into) for table in tables)


def merged_axis(
    axis: str,
    into: str,
    before: Sequence[Table],
    after: Sequence[Table],
    earlier: Sequence[Release],
    axes: Sequence[Axis],
) -> tuple[Axis, ...]:
    """The axes as they are once `axis` is merged: `into` is made of the codes that are gone from the tables.

    Raises DataError where an earlier release, or a wider code, names `into` or what would be in it twice.
    """
    old = [table for release in earlier for table in release.tables if axis in (*table.axes, *table.within)]
    gone = _codes(before, axis) - _codes(after, axis)
    declared = [one for one in axes if one.name == axis]
    if not gone or not (declared or old):
        return tuple(axes)
    others = [one for one in axes if one.name != axis]
    (known,) = declared or [axes_of([*old, *before])[axis]]
    if into not in (*known.codes, *known.parts):
        parts = {**known.parts, into: tuple(code for code in (*known.codes, *known.parts) if code in gone)}
        return (*others, Axis(name=axis, codes=known.codes, parts=parts))
    if old or known.parts:
        raise DataError("merge", f"{into!r} is already a code of {axis!r}", "Give the merged code a name of its own")
    return (*others, Axis(name=axis, codes=tuple(code for code in known.codes if code not in gone)))


def counted_cells(table: Table) -> dict[tuple[str, ...], int]:
    """The cells of a table in which nothing is hidden yet."""
    counts = {}
    for codes, told in table.cells.items():
        if not isinstance(told, int):
            raise DataError("tables", f"{table.name!r} hides {spot(table.key(codes))}", "Give true counts")
        counts[codes] = told
    return counts


def _sizes(table: Table, axis: str, known: Mapping[str, Axis]) -> dict[str, int]:
    """How many people each code of the axis has: by totals where there are any, else over codes that do not overlap."""
    place = table.axes.index(axis)
    over = []
    for other, name in enumerate(table.axes):
        codes = {one[other] for one in table.cells}
        over.append({TOTAL} if TOTAL in codes else set(_apart(codes, known[name])))
    sizes: dict[str, int] = {}
    for one, count in counted_cells(table).items():
        if one[place] != TOTAL and all(one[other] in over[other] for other in range(len(one)) if other != place):
            sizes[one[place]] = sizes.get(one[place], 0) + count
    return sizes


def _apart(codes: Collection[str], axis: Axis) -> list[str]:
    """Codes of which none holds part of another, the widest first."""
    taken: set[str] = set()
    found = []
    for code in sorted(codes, key=lambda one: (-len(axis.leaves(one)), one)):
        if taken.isdisjoint(axis.leaves(code)):
            found.append(code)
            taken.update(axis.leaves(code))
    return found


def _codes(tables: Sequence[Table], axis: str) -> set[str]:
    return {codes[table.axes.index(axis)] for table in tables if axis in table.axes for codes in table.cells}


def _regrouped(table: Table, axis: str, members: Collection[str], into: str) -> Table:
    if table.within.get(axis) in members:
        raise DataError("tables", f"{table.name!r} is all within {table.within[axis]!r}", "Leave it out, or merge less")
    if axis not in table.axes:
        return table
    place = table.axes.index(axis)
    cells: dict[tuple[str, ...], int] = {}
    for codes, count in counted_cells(table).items():
        code = into if codes[place] in members else codes[place]
        codes = (*codes[:place], code, *codes[place + 1 :])
        cells[codes] = cells.get(codes, 0) + count
    return replace(table, cells=cells)
