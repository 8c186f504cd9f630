"""The audit and an outsider who tries every table find the same, in every cell of the joint table of all axes."""

from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import DataError, Reason
from commonbeat.plumb.disclosure import TOTAL, Axis, Between, Release, Table, audit, protect_linked, releasable
from plumb.disclosure.enumeration import codes_of, drawn, known, members, seen, without_limit

rules = settings(deadline=None, derandomize=True, max_examples=50)
cover = Reason.COMPLEMENTARY
AREAS, SEX = ("area", ["A", "B"]), Axis(name="sex", codes=("F", "M"))
CUBE = {"area": ["A", "B"], "group": ["X", "Y"], "month": ["J", "F"]}
JOINT = {"area": ["A", "B"], "group": ["X", "Y"], "sex": ["F", "M"]}


def key(**codes):
    return frozenset(codes.items())


def assert_the_ranges(found, tables, axes, minimum, cap):
    """Each range is that of every table that fits; where nothing limits a cell, the other outsider stops at `cap`."""
    truth, free = seen(tables, axes, minimum, cap), without_limit(tables, axes, minimum)
    for one in found.ranges:
        held = members(one.key, axes)
        low, high = truth[held]
        assert one.tightest
        assert one.low == low
        assert (one.high is None) == (not held.isdisjoint(free))
        assert one.high is None or one.high == high or one.high > cap <= high


@rules
@given(table=drawn(st.integers(0, 2)))
def test_ranges_and_leaks_of_one_table_are_those_of_every_table_that_fits(table):
    """Counts of up to 2 leave totals of 18 at most."""
    axes = codes_of([table])
    found = audit([table], minimum=3)
    assert_the_ranges(found, [table], axes, 3, 18)
    assert {members(leak.key, axes) for leak in found.leaks} == known([table], axes, 3, 18)


@rules
@given(
    counts=st.lists(st.integers(0, 2), min_size=8, max_size=8),
    outs=st.sampled_from([(0, 1), (1, 2), (0, 1, 2), (0, 1, 2), (0, 1, 2)]),
    data=st.data(),
)
def test_tables_that_share_margins_are_attacked_as_one_joint_table(counts, outs, data):
    """Two margins of a joint table hang together by one; three go round in a circle, and only whole tables tell.

    The circle is asked for every cell of the joint table. Of two, cells of the joint table are known only where one
    of their own is.
    """
    cube = np.array(counts).reshape(2, 2, 2)
    tables = []
    for out in outs:
        names = [name for place, name in enumerate(CUBE) if place != out]
        margin = Table.grid(str(out), *((name, CUBE[name]) for name in names), cube.sum(axis=out))
        places = [codes for codes in margin.cells if codes != (TOTAL, TOTAL)]
        hidden = data.draw(st.sets(st.sampled_from(places), max_size=4))
        cells = {codes: (cover if codes in hidden and told else told) for codes, told in margin.cells.items()}
        tables.append(Table(name=str(out), axes=tuple(names), cells=cells))
    cap = int(cube.sum())
    found, given_away = audit(tables, minimum=3), known(tables, CUBE, 3, cap)
    leaks = {members(leak.key, CUBE) for leak in found.leaks}
    assert_the_ranges(found, tables, CUBE, 3, cap)
    assert leaks <= given_away
    assert found.safe == (not given_away)
    if len(outs) == 3:
        assert leaks == given_away


@rules
@given(
    counts=st.lists(st.integers(0, 3), min_size=8, max_size=8),
    data=st.data(),
    months=st.booleans(),
    groups=st.booleans(),
)
def test_what_a_table_of_a_part_leaves_out_is_asked_for(counts, data, months, groups):
    """All people, and women alone, in one release or one after the other; by area, or by area and group."""
    cube = np.array(counts).reshape(2, 2, 2)
    axes = JOINT if groups else {name: JOINT[name] for name in ("area", "sex")}

    def table(name, part, within):
        if groups:
            full = Table.grid(name, AREAS, ("group", JOINT["group"]), part)
        else:
            full = Table.line(name, AREAS, part.sum(axis=1))
        places = [codes for codes in full.cells if set(codes) != {TOTAL}]
        hidden = data.draw(st.sets(st.sampled_from(places), max_size=3))
        cells = {codes: (cover if codes in hidden and told else told) for codes, told in full.cells.items()}
        return Table(name=name, axes=full.axes, cells=cells, within=within)

    all_of_them = table("all", cube.sum(axis=2), {})
    women = table("women", cube[:, :, 0], {"sex": "F"})
    before = [Release(name="before", day=date(2021, 1, 1), tables=(women,))] if months else []
    found = audit([all_of_them] if months else [all_of_them, women], axes=[SEX], earlier=before, minimum=3)
    given_away = known([all_of_them, women], axes, 3, int(cube.sum()))
    assert {members(leak.key, axes) for leak in found.leaks} == given_away


def test_the_men_whom_a_table_of_women_leaves_out_are_a_leak_and_can_be_covered():
    everybody = Table.line("all", AREAS, [50, 60])
    women = Table.line("women", AREAS, [47, 30], within={"sex": "F"})
    found = audit([everybody, women], axes=[SEX])
    assert [(leak.key, leak.low, str(leak.kind)) for leak in found.leaks] == [(key(area="A", sex="M"), 3, "derived")]
    covered = protect_linked([everybody, women], axes=[SEX])
    assert covered.covers > 0
    assert audit(covered.tables, axes=[SEX]).safe


def test_a_whole_year_after_a_part_of_it_gives_the_rest_away():
    months = Axis(name="month", codes=("to November", "December"))
    part = Table.line("stops", AREAS, [47, 30], within={"month": "to November"})
    first = Release(name="to November", day=date(2020, 12, 1), tables=(part,))
    year = Release(name="year", day=date(2021, 1, 1), tables=(Table.line("stops", AREAS, [50, 60]),))
    with pytest.raises(DataError, match=r"area A, month December: 3 \(not published, but follows"):
        releasable(year, axes=[months], earlier=[first])
    covered = protect_linked(year.tables, axes=[months], earlier=[first])
    assert releasable(Release(name="year", day=year.day, tables=covered.tables), axes=[months], earlier=[first])


def test_tables_in_a_circle_are_asked_for_every_cell_of_their_joint_table():
    counts = np.array([[[3, 9], [9, 0]], [[9, 9], [9, 0]]])
    names = list(JOINT)
    tables = [
        Table.grid(str(out), *((name, JOINT[name]) for name in names if name != names[out]), counts.sum(axis=out))
        for out in range(3)
    ]
    leak = key(area="A", group="X", sex="F")
    assert (leak, 3) in {(one.key, one.low) for one in audit(tables).leaks}
    covered = protect_linked(tables).tables
    assert audit(covered).safe


def test_a_cell_without_an_upper_limit_is_told_apart_from_a_large_one():
    """Two tables tie a cell to a hidden one in the other, and that one to nothing, or to a large total."""
    left = Table(name="l", axes=("area", "group"), cells={("A", "X"): cover, ("B", "X"): cover, ("A", "Y"): 7})
    right = Table(name="r", axes=("group", "sex"), cells={("X", "F"): cover, ("X", "M"): 9, ("Y", "F"): 50})
    free = {one.key: one.high for one in audit([left, right], axes=[SEX]).ranges}
    assert set(free.values()) == {None}
    limit = Table(name="x", axes=("group",), cells={("X",): 5000})
    tied = {one.key: (one.low, one.high) for one in audit([left, right, limit], axes=[SEX]).ranges}
    assert tied[key(area="A", group="X")] == (1, 4999)
    assert tied[key(group="X", sex="F")] == (4991, 4991)
    open_ended = Table(name="o", axes=("area",), cells={("A",): Between(10), ("B",): cover, (TOTAL,): cover})
    assert {one.high for one in audit([open_ended]).ranges} == {None}


def test_codes_of_one_table_are_crossed_with_those_of_others_in_a_circle():
    """A wider code that one table names is asked for together with all else in the joint table."""
    beats = Axis(name="beat", codes=("1", "2", "3"), parts={"North": ("1", "2")})
    cells = dict(product([("1",), ("2",), ("3",), ("North",)], [cover]))
    cells |= {("North",): 103, (TOTAL,): 200}
    women = {("1",): 60, ("2",): 40, ("3",): 50}
    found = audit(
        [
            Table(name="all", axes=("beat",), cells=cells),
            Table(name="women", axes=("beat",), cells=women, within={"sex": "F"}),
        ],
        axes=[beats, SEX],
    )
    assert (key(beat="North", sex="M"), 3) in {(leak.key, leak.low) for leak in found.leaks}
