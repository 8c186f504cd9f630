"""The audit finds what an outsider finds who tries every table, and clears nothing that can be worked out."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commonbeat.plumb import Reason, protect
from commonbeat.plumb.disclosure import LeakKind, audit
from commonbeat.plumb.disclosure.published import TOTAL, Axis, Between, Rounded, Table
from plumb.disclosure.enumeration import drawn, only_small_hidden

rules = settings(deadline=None, derandomize=True, max_examples=50)
few, cover = Reason.TOO_FEW, Reason.COMPLEMENTARY
AREAS, GROUPS = ("area", ["A", "B", "C"]), ("group", ["X", "Y", "Z"])


def key(**codes):
    return frozenset(codes.items())


def table_of(cells, name="t", axes=("area", "group"), within=None):
    return Table(name=name, axes=axes, cells=cells, within=within or {})


@rules
@given(table=drawn(st.integers(0, 9)), data=st.data())
def test_order_and_names_change_nothing(table, data):
    cells = data.draw(st.permutations(list(table.cells.items())))
    shuffled = table_of(dict(cells))
    renamed = table_of({tuple(code and f"new {code}" for code in codes): one for codes, one in cells})
    turned = table_of({codes[::-1]: one for codes, one in cells}, axes=("group", "area"))
    first = _summary(audit([table]))
    assert _summary(audit([shuffled])) == first
    assert _summary(audit([turned])) == first
    assert _summary(audit([renamed]), old="new ") == first


def _summary(found, old=None):
    def plain(one):
        return frozenset((axis, code.removeprefix(old or "")) for axis, code in one)

    ranges = {(plain(one.key), one.low, one.high) for one in found.ranges}
    return ranges, {(plain(one.key), one.low, one.high, one.kind) for one in found.leaks}


@rules
@given(
    table=st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
        lambda shape: st.lists(
            st.lists(st.one_of(st.integers(0, 9), st.integers(0, 200)), min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        )
    ),
    minimum=st.sampled_from([2, 3, 5, 10]),
    ranges=st.booleans(),
)
def test_what_protect_hides_passes(table, minimum, ranges):
    labels = [("area", [f"a{i}" for i in range(len(table))]), ("group", [f"g{j}" for j in range(len(table[0]))])]
    found = audit([Table.of(protect(table, minimum=minimum), "t", *labels)], minimum=minimum, ranges=ranges)
    assert found.leaks == ()


@pytest.mark.parametrize("shape", [(7, 8), (30, 6)])
def test_hiding_counts_under_ten_alone_lets_many_of_them_be_worked_out(shape):
    """The negative control: ten tables of Poisson counts of mean 12; the fewer hidden cells a line has, the more."""
    draws = np.random.default_rng(2017)
    hidden = worked_out = 0
    for _table in range(10):
        counts = draws.poisson(12, size=shape)
        found = audit([only_small_hidden(counts, 10)], minimum=10, ranges=False)
        for leak in found.leaks:
            place = tuple(int(dict(leak.key)[axis].split()[1]) for axis in ("area", "group"))
            assert leak.kind is LeakKind.RECOVERED
            assert counts[place] == leak.low
        hidden += len(found.ranges)
        worked_out += len(found.leaks)
    assert worked_out > hidden / 3


def test_the_range_of_a_hidden_cell_is_said_with_and_without_an_upper_limit():
    found = audit([Table.of(protect([[3, 10, 0], [20, 30, 9], [7, 8, 6]]), "t", AREAS, GROUPS)])
    said = {one.said() for one in found.ranges}
    assert said == {
        "area A, group X: 1 to 4",
        "area A, group Y: 9 to 12",
        "area C, group X: 6 to 9",
        "area C, group Y: 6 to 9",
    }
    bare = audit([table_of({("A", "X"): cover, ("A", "Y"): few, ("B", "X"): 1200, ("B", "Y"): Between(10)})])
    assert next(one.said("es") for one in bare.ranges) == "area A, group X: 1 o más"
    assert [one.said() for one in bare.ranges] == [
        "area A, group X: 1 or more",
        "area A, group Y: 1 to 4",
        "area B, group Y: 10 or more",
    ]
    assert all(one.tightest for one in bare.ranges)


def test_without_ranges_safe_cells_need_not_have_their_tightest():
    counts = np.random.default_rng(3).poisson(8, size=(12, 8))
    labels = ("area", [str(i) for i in range(12)]), ("group", [str(j) for j in range(8)])
    table = Table.of(protect(counts), "t", *labels)
    quick, full = audit([table], ranges=False), audit([table])
    assert quick.safe
    assert full.safe
    assert all(one.tightest for one in full.ranges)
    assert quick.programs < full.programs
    for one, exact in zip(quick.ranges, full.ranges, strict=True):
        assert exact.low <= one.low < one.high <= exact.high


def test_each_way_of_giving_a_cell_away_has_its_name():
    shown = audit([table_of({("A", "X"): 3, ("A", "Y"): 9})])
    assert [(leak.kind, leak.low, leak.high) for leak in shown.leaks] == [(LeakKind.SHOWN, 3, 3)]
    recovered = audit([table_of({("A", "X"): few, ("A", "Y"): 9, ("A", TOTAL): 12})])
    assert [(leak.kind, leak.low) for leak in recovered.leaks] == [(LeakKind.RECOVERED, 3)]
    narrow = table_of({("A", "X"): cover, ("A", "Y"): Between(8, 10), ("A", TOTAL): 20})
    assert audit([narrow]).safe
    assert [(leak.kind, leak.low, leak.high) for leak in audit([narrow], width=3).leaks] == [
        (LeakKind.NARROWED, 10, 12)
    ]
    part, all_of_them = table_of({("A",): 17}, "part", ("area",)), table_of({(TOTAL,): 20}, "all", ("area",))
    derived = audit([part, all_of_them], axes=[Axis(name="area", codes=("A", "B"))])
    assert [(leak.kind, leak.key, leak.low) for leak in derived.leaks] == [(LeakKind.DERIVED, key(area="B"), 3)]


def test_a_cell_that_is_hidden_here_and_shown_there_leaks():
    one = table_of({("A", "X"): cover, ("B", "X"): 6}, "one")
    other = table_of({("A",): 12, ("B",): 6}, "other", ("area",), within={"group": "X"})
    found = audit([one, other])
    assert [(leak.key, leak.kind, leak.low) for leak in found.leaks] == [
        (key(area="A", group="X"), LeakKind.RECOVERED, 12)
    ]
    assert audit([one, other], unguarded=[key(area="A", group="X")]).safe


def test_zeros_that_may_be_hidden_leave_more_open():
    cells = {("A", "X"): few, ("A", "Y"): few, ("A", "Z"): 40, ("A", TOTAL): 48}
    assert not audit([table_of(cells)]).safe
    table = table_of(cells | {("A", TOTAL): 42})
    assert {(leak.low, leak.high) for leak in audit([table]).leaks} == {(1, 1)}
    found = audit([table], zeros_hidden=True)
    assert found.safe
    assert {(one.low, one.high) for one in found.ranges} == {(0, 2)}


def test_a_line_where_all_are_in_one_group_is_a_warning_and_no_leak():
    table = Table.grid("t", AREAS, GROUPS, [[12, 0, 0], [7, 8, 9], [5, 6, 7]])
    found = audit([table])
    assert found.safe
    assert [one.said() for one in found.groups] == ["All in area A are in area A, group X: this tells of each of them"]
    assert found.groups[0].said("es").startswith("Todas las personas de area A")
    assert (
        audit([table_of({("A", "X"): 12, ("A", "Y"): 0})], axes=[Axis(name="group", codes=("X", "Y", "Z"))]).groups
        == ()
    )


def test_rounded_cells_give_a_count_away_where_their_total_is_rounded_down():
    found = audit([table_of({("A", "X"): Rounded(3, 3), ("A", "Y"): Rounded(3, 3), ("A", TOTAL): Rounded(0, 3)})])
    assert {(leak.key, leak.low, leak.high) for leak in found.leaks} >= {(key(area="A", group="X"), 1, 1)}
    assert Rounded(10, 5, nearest=True).range == (8, 12)
    assert Rounded(0, 3).range == (0, 2)


def test_an_audit_says_itself_in_two_languages():
    safe = audit([Table.of(protect([[3, 10, 0], [20, 30, 9], [7, 8, 6]]), "t", AREAS, GROUPS)])
    assert safe.sentence().startswith(
        "Nothing is given away when counts under 5 must be hidden. Figures that are hidden or blurred: 4;"
    )
    assert safe.sentence("es").startswith("No se revela nada cuando deben ocultarse las cifras menores de 5. Cifras ")
    leaky = audit([only_small_hidden(np.diag([3, 4, 3, 4, 3, 4, 2]) + 20 * (1 - np.eye(7, dtype=int)), 5)])
    assert leaky.sentence().startswith(
        "This must not be published when counts under 5 must be hidden. Figures that can be worked out, or nearly: 7 "
        "(area area 0, group group 0: 3 (hidden, but follows from the rest); area area 1, group group 1: 4 "
    )
    assert leaky.sentence().endswith("; and 2 more).")
    assert "y 2 más" in leaky.sentence("es")
    assert leaky.sentence("es").startswith("Esto no debe publicarse cuando deben ocultarse las cifras menores de 5. ")
    assert "elsewhere" in safe.limits()
    assert "otras vías" in safe.limits("es")


@settings(deadline=None, derandomize=True, max_examples=20)
@given(counts=st.lists(st.integers(0, 40), min_size=9, max_size=9), part=st.integers(0, 40), other=st.integers(5, 40))
def test_parting_a_count_that_is_shown_changes_no_range(counts, part, other):
    """One more group, all shown, and larger totals: the hidden cells keep their ranges."""
    shown = Table.of(protect(np.array(counts).reshape(3, 3)), "t", AREAS, GROUPS)
    assume(all(isinstance(one, int) for codes, one in shown.cells.items() if codes[1] == TOTAL))
    grown = dict(shown.cells) | {(TOTAL, TOTAL): shown.cells[TOTAL, TOTAL] + 3 * (part + other)}
    for area in AREAS[1]:
        grown |= {(area, "V"): part, (area, "W"): other, (area, TOTAL): shown.cells[area, TOTAL] + part + other}
    grown |= {(TOTAL, "V"): 3 * part, (TOTAL, "W"): 3 * other}
    before, after = audit([shown]), audit([table_of(grown)])
    assert {(one.key, one.low, one.high) for one in before.ranges} == {
        (one.key, one.low, one.high) for one in after.ranges
    }
