"""What may be published comes only out of the audit, and later releases are audited beside earlier ones."""

import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import date

import numpy as np
import pytest

from commonbeat.plumb import DataError, Reason, protect, protect_list
from commonbeat.plumb.disclosure import LeakKind, audit
from commonbeat.plumb.disclosure.linked import protect_linked
from commonbeat.plumb.disclosure.published import TOTAL, Axis, Between, Release, Rounded, Table, axes_of, spot
from commonbeat.plumb.disclosure.release import Releasable, releasable

few, cover = Reason.TOO_FEW, Reason.COMPLEMENTARY
AREAS, GROUPS = ("area", ("A", "B", "C")), ("group", ("X", "Y", "Z"))
COUNTS = [[3, 10, 0], [20, 30, 9], [7, 8, 6]]
YEAR = Axis(name="months", codes=("January", "February", "March"), parts={"to February": ("January", "February")})


def release(name, *tables, day=date(2018, 2, 1)):
    return Release(name=name, day=day, tables=tables)


def safe_release(counts=COUNTS, name="stops", **within):
    return release(name, Table.of(protect(counts), name, AREAS, GROUPS, within=within))


def test_tables_that_pass_the_audit_can_be_had():
    passed = releasable(safe_release())
    assert passed.tables == safe_release().tables
    assert passed.audit.safe
    assert passed.sentence() == passed.audit.sentence()
    assert passed.limits("es") == passed.audit.limits("es")


def test_tables_that_fail_the_audit_cannot_be_had_and_the_error_names_the_cells():
    bare = Table.grid("stops", AREAS, GROUPS, COUNTS)
    hidden = replace(bare, cells={codes: few if told == 3 else told for codes, told in bare.cells.items()})
    with pytest.raises(DataError) as caught:
        releasable(release("stops of 2017", hidden))
    assert caught.value.problem == ("'stops of 2017' gives away area A, group X: 3 (hidden, but follows from the rest)")
    assert "protect_linked()" in caught.value.remedy
    many = Table.grid("t", AREAS, GROUPS, np.full((3, 3), 2))
    with pytest.raises(DataError, match="; and 4 more"):
        releasable(release("all small", many))


def test_there_is_no_other_way_to_a_releasable():
    passed = releasable(safe_release())
    leaky = release("leaky", Table.grid("t", AREAS, GROUPS, COUNTS))
    with pytest.raises(DataError, match="nobody audited it"):
        Releasable(release=leaky, audit=passed.audit)
    with pytest.raises(DataError, match="nobody audited it"):
        replace(passed, release=leaky)
    with pytest.raises(FrozenInstanceError):
        passed.release = leaky
    with pytest.raises(TypeError):
        passed.tables[0].cells["A", "X"] = 3
    assert pickle.loads(pickle.dumps(passed.audit)) == passed.audit


def test_what_came_in_between_two_releases_must_not_be_small():
    """Each table is safe alone; the later less the earlier gives February away."""
    january = np.array([[30, 40, 50], [60, 70, 80], [25, 35, 45]])
    february = np.array([[2, 20, 30], [30, 20, 10], [15, 25, 35]])
    first = safe_release(january, "January", months="January")
    second = safe_release(january + february, "to February", months="to February")
    assert releasable(first).audit.safe
    assert releasable(second, axes=[YEAR]).audit.safe
    with pytest.raises(DataError, match=r"group X, months February: 2 \(not published, but follows") as caught:
        releasable(second, axes=[YEAR], earlier=[first])
    assert "wait until more have come in" in caught.value.remedy
    true = Table.grid("to February", AREAS, GROUPS, january + february, within={"months": "to February"})
    covered = protect_linked([true], axes=[YEAR], earlier=[first])
    assert covered.audit.safe
    assert (covered.small, covered.covers) == (0, 4)
    assert releasable(release("to February", *covered.tables), axes=[YEAR], earlier=[first]).audit.safe


def test_months_that_are_added_one_by_one_are_audited_with_the_sum_of_the_year():
    months = ("months", ("January", "February"))
    monthly = release("months", Table.of(protect_list([12, 3, 4]), "t", AREAS, within={"months": "January"}))
    assert releasable(monthly).audit.safe
    later = release("both", Table.grid("both", AREAS, months, [[12, 9], [3, 9], [4, 9]], totals=False))
    found = audit(later, earlier=[monthly])
    assert {(leak.low, leak.kind) for leak in found.leaks} == {(3, LeakKind.RECOVERED), (4, LeakKind.RECOVERED)}


def test_an_earlier_release_must_be_earlier():
    with pytest.raises(DataError, match="is later than"):
        releasable(safe_release(), earlier=[replace(safe_release(), day=date(2019, 1, 1))])


def test_what_earlier_releases_gave_away_stays_an_error():
    gone = release("gone", Table.grid("t", AREAS, GROUPS, COUNTS))
    with pytest.raises(DataError, match=r"area A, group X: 3 \(hidden, but follows"):
        releasable(safe_release(name="again"), earlier=[gone])
    with pytest.raises(DataError, match="a small count is shown"):
        releasable(gone)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Release(name="", day=date(2018, 1, 1), tables=()),
        lambda: Release(name="empty", day=date(2018, 1, 1), tables=()),
        lambda: Between(5, 4),
        lambda: Between(-1, 4),
        lambda: Rounded(4, 3),
        lambda: Rounded(4, 1),
        lambda: Axis(name="a", codes=()),
        lambda: Axis(name="a", codes=("x", "x")),
        lambda: Axis(name="a", codes=("x", "")),
        lambda: Axis(name="a", codes=("x", "y"), parts={"x": ("y",)}),
        lambda: Axis(name="a", codes=("x", "y"), parts={"w": ("z",)}),
        lambda: Axis(name="a", codes=("x", "y"), parts={"w": ("x", "x")}),
        lambda: Axis(name="a", codes=("x", "y"), parts={"w": ()}),
        lambda: Axis(name="a", codes=("x", "y")).leaves("z"),
        lambda: Table(name="t", axes=(), cells={}),
        lambda: Table(name="t", axes=("a",), cells={}, within={"a": "x"}),
        lambda: Table(name="t", axes=("a",), cells={("x", "y"): 1}),
        lambda: Table(name="t", axes=("a",), cells={("x",): 1.5}),
        lambda: Table(name="t", axes=("a",), cells={("x",): -1}),
        lambda: Table.line("t", ("a", ["x", "x"]), [1, 2]),
        lambda: Table.line("t", ("a", ["x", ""]), [1, 2]),
        lambda: Table.line("t", ("a", ["x"]), [1, 2]),
        lambda: Table.of(protect([[1, 2]]), "t", ("a", ["x"])),
        lambda: axes_of([Table.line("t", ("a", ["x"]), [9])], [Axis(name="a", codes=("y",))]),
    ],
)
def test_what_is_no_table_axis_or_release_is_refused(wrong):
    with pytest.raises(DataError):
        wrong()


def test_a_wider_code_may_be_made_of_wider_codes():
    axis = Axis(name="a", codes=("1", "2", "3"), parts={"North": ("1", "2"), "City": ("North", "3")})
    assert axis.leaves("City") == ("1", "2", "3") == axis.leaves(TOTAL)
    assert axis.leaves("2") == ("2",)


def test_cells_are_named_in_words():
    assert spot(frozenset()) == "everybody"
    assert spot(frozenset(), "es") == "todas las personas"
    assert spot(frozenset({("race", "Asian"), ("area", "Seward")})) == "area Seward, race Asian"


def test_numpy_counts_and_lists_make_the_same_table():
    one = Table.grid("t", AREAS, GROUPS, np.array(COUNTS))
    assert one == Table.grid("t", AREAS, GROUPS, COUNTS)
    assert one.cells[TOTAL, TOTAL] == 93
    assert Table.line("t", AREAS, [5, 6, 7]).cells == {("A",): 5, ("B",): 6, ("C",): 7, (TOTAL,): 18}
