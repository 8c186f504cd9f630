"""Tables that share cells are covered together, no more than a ring costs, and codes of too few people are merged."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import DataError, Reason, protect
from commonbeat.plumb.disclosure import audit
from commonbeat.plumb.disclosure import linked as linked_module
from commonbeat.plumb.disclosure.linked import merge_codes, protect_linked
from commonbeat.plumb.disclosure.published import TOTAL, Axis, Release, Table

few, cover = Reason.TOO_FEW, Reason.COMPLEMENTARY
AREAS, GROUPS, MONTHS = ("area", ("A", "B", "C")), ("group", ("X", "Y", "Z")), ("month", ("J", "F"))
CUBE = np.random.default_rng(11).poisson(9, size=(3, 3, 2))


def pair(cube=CUBE):
    return [
        Table.grid("groups", AREAS, GROUPS, cube.sum(axis=2)),
        Table.grid("months", GROUPS, MONTHS, cube.sum(axis=0)),
    ]


@settings(deadline=None, derandomize=True, max_examples=20)
@given(
    counts=st.lists(st.one_of(st.integers(0, 6), st.integers(0, 40)), min_size=18, max_size=18),
    outs=st.sampled_from([(2,), (0, 2), (0, 1, 2)]),
    width=st.sampled_from([1, 1, 3]),
)
def test_what_is_covered_passes_the_audit_and_what_is_shown_is_true(counts, outs, width):
    cube = np.array(counts).reshape(3, 3, 2)
    along = [AREAS, GROUPS, MONTHS]
    tables = [
        Table.grid(str(out), *(axis for place, axis in enumerate(along) if place != out), cube.sum(axis=out))
        for out in outs
    ]
    found = protect_linked(tables, width=width)
    assert audit(found.tables, width=width).safe
    for true, shown in zip(tables, found.tables, strict=True):
        for codes, count in true.cells.items():
            told = shown.cells[codes]
            assert told == count if not isinstance(told, Reason) else count > 0
            assert isinstance(told, Reason) or not 0 < count < 5
            assert told is not few or count < 5


def test_a_shared_margin_is_hidden_in_both_tables():
    cube = np.full((3, 3, 2), 12)
    cube[:, 0] = [[1, 1], [1, 0], [0, 0]]
    first, second = protect_linked(pair(cube)).tables
    assert first.cells[TOTAL, "X"] is second.cells["X", TOTAL] is few


def test_tables_that_are_covered_one_by_one_leak_together():
    """The negative control: twenty pairs of tables, each safe alone; some hide a total that the other one shows."""
    draws = np.random.default_rng(8)
    leaky = 0
    for _pair in range(20):
        tables = pair(draws.poisson(np.array([[[0.4], [9], [9]]]), size=(3, 3, 2)))
        apart = [_alone(tables[0], AREAS, GROUPS), _alone(tables[1], GROUPS, MONTHS)]
        assert all(audit([one], ranges=False).safe for one in apart)
        leaky += not audit(apart, ranges=False).safe
        assert protect_linked(tables).audit.safe
    assert leaky > 0


def _alone(table, rows, columns):
    counts = [[table.cells[row, column] for column in columns[1]] for row in rows[1]]
    return Table.of(protect(counts), table.name, rows, columns)


def test_one_table_costs_no_more_than_its_rings():
    counts = np.random.default_rng(5).poisson(7, size=(8, 6))
    shown = protect(counts)
    told = [*(cell for row in shown.cells for cell in row), *shown.row_totals, *shown.column_totals, shown.total]
    labels = [("area", [str(i) for i in range(8)]), ("group", [str(j) for j in range(6)])]
    found = protect_linked([Table.grid("t", *labels, counts)])
    assert found.small + found.covers <= sum(isinstance(cell, Reason) for cell in told)


def test_districts_are_covered_with_their_beats():
    beats = Axis(name="beat", codes=("1", "2", "3", "4"), parts={"North": ("1", "2"), "South": ("3", "4")})
    counts = {("1",): 3, ("2",): 40, ("3",): 30, ("4",): 50, ("North",): 43, ("South",): 80, (TOTAL,): 123}
    found = protect_linked([Table(name="t", axes=("beat",), cells=counts)], axes=[beats])
    hidden = {codes for codes, told in found.tables[0].cells.items() if isinstance(told, Reason)}
    assert hidden == {("1",), ("2",)}
    assert found.sentence() == (
        "Figures hidden because they are under 5: 1; others hidden so that nobody can work these out: 1."
    )
    assert found.sentence("es").startswith("Cifras ocultas porque son menores de 5: 1")
    assert found.limits() == found.audit.limits()


def test_a_greater_width_hides_more():
    counts = [[3, 6, 50], [40, 60, 70], [80, 20, 30]]
    found = [protect_linked([Table.grid("t", AREAS, GROUPS, counts)], width=width) for width in (1, 3)]
    assert [one.audit.width for one in found] == [1, 3]
    assert all(audit(one.tables, width=one.audit.width).safe for one in found)


def test_what_an_earlier_release_hid_stays_hidden():
    true = Table.grid("t", AREAS, GROUPS, [[30, 10, 20], [20, 30, 40], [17, 18, 16]])
    hidden = protect([[30, 10, 20], [20, 30, 40], [17, 18, 16]], also=[(0, 0)])
    earlier = Release(name="before", day=date(2018, 1, 1), tables=(Table.of(hidden, "old", AREAS, GROUPS),))
    found = protect_linked([true], earlier=[earlier])
    assert found.tables[0].cells == earlier.tables[0].cells
    small = protect_linked([Table.grid("t", AREAS, GROUPS, [[3, 10, 20], [20, 30, 40], [17, 18, 16]])])
    again = Release(name="small", day=date(2018, 1, 1), tables=small.tables)
    assert protect_linked([Table.grid("u", AREAS, GROUPS, [[3, 10, 20], [20, 30, 40], [17, 18, 16]])], earlier=[again])


def test_what_an_earlier_release_shows_can_no_longer_be_covered():
    true = Table.grid("t", AREAS, GROUPS, [[3, 10, 20], [20, 30, 40], [17, 18, 16]])
    margins = {codes: told for codes, told in true.cells.items() if codes != ("A", "X")}
    earlier = Release(name="before", day=date(2018, 1, 1), tables=(Table(name="old", axes=true.axes, cells=margins),))
    with pytest.raises(DataError, match="nothing that may still be hidden covers area A, group X"):
        protect_linked([true], earlier=[earlier])


def test_a_table_that_hides_already_is_refused():
    with pytest.raises(DataError, match="'t' hides area A"):
        protect_linked([Table(name="t", axes=("area",), cells={("A",): few})])


def test_tables_that_never_pass_are_given_up(monkeypatch):
    monkeypatch.setattr(linked_module, "TURNS", 1)
    with pytest.raises(DataError, match="still leak after 1 audits"):
        protect_linked([Table.grid("t", AREAS, GROUPS, [[3, 10, 20], [20, 30, 40], [17, 18, 16]])])


def test_an_answer_with_fractions_is_asked_for_again_in_whole_numbers():
    """a + b is 2; beside b + c and a + c it is even, so it can only be 4: by halves a 3 would have done."""
    parts = {"ab": ("a", "b"), "bc": ("b", "c"), "ac": ("a", "c")}
    axis = Axis(name="area", codes=("a", "b", "c", "d"), parts=parts)
    counts = {("ab",): 2, ("bc",): 900, ("ac",): 900, ("d",): 1000}
    found = protect_linked([Table(name="t", axes=("area",), cells=counts)], axes=[axis], minimum=3)
    assert found.tables[0].cells == counts | {("ab",): cover}
    assert found.audit.safe


def test_a_cell_that_helps_another_without_moving_far_enough_is_covered_itself():
    found = protect_linked([Table.line("t", AREAS, [2, 3, 30])], width=4)
    assert found.tables[0].cells == {("A",): cover, ("B",): cover, ("C",): cover, (TOTAL,): 35}


def test_small_codes_are_merged_in_every_table():
    tables = [
        Table.grid("groups", AREAS, GROUPS, [[3, 10, 20], [1, 30, 40], [0, 18, 16]]),
        Table.grid("months", GROUPS, MONTHS, [[3, 1], [20, 38], [36, 40]]),
        Table.line("areas", AREAS, [33, 71, 34]),
    ]
    merged = merge_codes(tables, axis="group", into="Other")
    assert merged[0].cells["A", "Other"] == 13
    assert merged[0].cells[TOTAL, "Other"] == 62
    assert merged[1].cells["Other", TOTAL] == 62
    assert merged[2] == tables[2]
    assert {codes[1] for codes in merged[0].cells} == {"Other", "Z", TOTAL}
    assert protect_linked(tables, merge={"group": "Other"}).tables[1].cells["Z", "J"] == 36
    alone = Table.grid("t", AREAS, GROUPS, [[3, 10, 20], [1, 30, 40], [0, 18, 16]], totals=False)
    assert merge_codes([alone], axis="group", into="Other")[0].cells["A", "Other"] == 13


def test_what_cannot_be_merged_is_refused():
    small = Table.line("t", AREAS, [1, 1, 2])
    with pytest.raises(DataError, match="together are under 5"):
        merge_codes([small], axis="area", into="Other")
    with pytest.raises(DataError, match="no table has 'month'"):
        merge_codes([small], axis="month", into="Other")
    within = Table.line("w", GROUPS, [9, 9, 9], within={"area": "A"})
    with pytest.raises(DataError, match="is all within 'A'"):
        merge_codes([Table.line("t", AREAS, [1, 9, 20]), within], axis="area", into="Other")
