"""What cannot be audited, hidden or merged is refused in words; what comes out cannot be changed, and can be copied."""

import copy
import pickle
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from commonbeat.plumb import DataError, Reason, disclosure, merge_groups, protect, protect_list
from commonbeat.plumb.disclosure import (
    TOTAL,
    Axis,
    Between,
    Release,
    Rounded,
    Table,
    audit,
    merge_codes,
    protect_linked,
    releasable,
    round_table,
)
from commonbeat.plumb.disclosure import attack as attack_module
from commonbeat.plumb.disclosure.system import Rules, System

AREAS = ("area", ["A", "B"])
SAFE = Table.line("safe", AREAS, [10, 12])
DAY = date(2021, 1, 1)
RELEASE = Release(name="r", day=DAY, tables=(SAFE,))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: protect([[1, 2], [3, 4]], also=[(-1, 0)]), "also: -1 is not a whole number from 0 up"),
        (lambda: protect([[1, 2], [3, 4]], unshown=[(0, 3)]), r"unshown: \(0, 3\) is outside the table"),
        (lambda: protect([[1, 2], [3, 4]], also=[(2, 0)]), "from 0 to 1 and from 0 to 1"),
        (lambda: protect([[1, 2], [3, 4]], also=[(0,)]), r"\(0,\) is no place of the table"),
        (lambda: protect([[1, 2], [3, 4]], unshown=7), "holds something that is no place"),
        (lambda: protect(pd.DataFrame([[1, 2]])), r"it is a DataFrame. Give its to_numpy\(\)"),
        (lambda: protect(7), "it is not rows of counts"),
        (lambda: protect([1, 2]), "it is not rows of counts"),
        (lambda: protect_list(7), "counts: it is not rows of counts"),
        (lambda: protect([[1, 2]], minimum="5"), "minimum: '5' is not a whole number"),
        (lambda: protect([[1, 2]], minimum=0), "minimum: 0 is not"),
        (lambda: protect_list([1, 2], minimum=-3), "minimum: -3 is not"),
        (lambda: protect_list([1, 2], minimum=2.5), "minimum: 2.5 is not"),
        (lambda: merge_groups({"A": 1}, minimum=0, into="B"), "minimum: 0 is not"),
        (lambda: audit(SAFE), "tables: it is a Table. Give a list of Tables"),
        (lambda: audit([SAFE, 7]), "tables: one is a int"),
        (lambda: audit([SAFE], earlier=[SAFE]), "earlier: one is a Table. Give a list of Releases"),
        (lambda: audit([SAFE], axes=["area"]), "axes: one is a str"),
        (lambda: audit([SAFE], unguarded=[("area", "A")]), "unguarded: one is a tuple"),
        (lambda: audit([SAFE], minimum=10**19), "minimum: counts too large"),
        (lambda: audit([SAFE], width=0), "width: 0 is not"),
        (lambda: releasable([SAFE]), "release: it is a list. Give a Release"),
        (lambda: releasable(RELEASE, earlier=[SAFE]), "earlier: one is a Table"),
        (lambda: protect_linked(SAFE), "tables: it is a Table"),
        (lambda: protect_linked([SAFE], earlier=RELEASE), "earlier: it is a Release"),
        (lambda: Release(name="r", day=DAY, tables=SAFE), "tables: it is a Table"),
        (lambda: Release(name="r", day=DAY, tables=(SAFE,), minimum=0), "minimum: 0 is not"),
        (lambda: Table(name="t", axes=("area",), cells={}), "table 't' has none. Give at least one cell"),
        (lambda: Table.line("t", AREAS, [10**19, 5]), "t at A: counts too large"),
        (lambda: Between(5, 10**10), "high: counts too large"),
        (lambda: Rounded(3 * 10**15, 3), "value: counts too large"),
        (lambda: Rounded(8, 4, nearest=True), "a half of 4 has two nearest multiples. Say ties='up' or ties='even'"),
        (lambda: Rounded(8, 4, nearest=True, ties="down"), "'down' is no rule"),
        (lambda: audit([SAFE], axes=[Axis(name="Area", codes=("A", "B"))]), "no table has an axis 'Area'.* have area"),
        (lambda: audit([SAFE], axes=[Axis(name="area", codes=("A", "B"))] * 2), "one is declared twice"),
        (
            lambda: Table.line("x", ("year", [2019, 2020]), [10, 20]),
            "the code 2019 is no text. Write it as text: '2019'",
        ),
        (lambda: Table.grid("x", ("year", [2019]), AREAS, [[1, 2]]), "along: 'year' of 'x': the code 2019 is no text"),
        (lambda: Table.grid("x", AREAS, ("b", ["C", "D"]), [[1, 2], [3]]), "row 1 has 1 counts where row 0 has 2"),
        (lambda: Table.grid("x", AREAS, ("b", ["C", "D"]), [1, 2]), "counts: 1 is no list"),
        (lambda: Table.grid("x", ("a", ["A"]), ("b", []), [[]]), "'b' of 'x' has no codes"),
        (lambda: Table.line("x", ("a", []), []), "'a' of 'x' has no codes"),
        (lambda: Table.grid("x", "ab", ("b", ["C"]), [[1]]), "'ab' of 'x' is no axis. Give its name and its codes"),
        (lambda: Table.line("x", ("a", 5), [7]), "along: 'a' of 'x': 5 is no list"),
        (lambda: Table.line("x", ("a", ["A"]), np.array([[1]])), r"counts: \[1\] is not a whole number"),
        (lambda: Table.line("x", AREAS, pd.DataFrame([[1, 2]])), r"counts: \[1, 2\] is not a whole number"),
        (lambda: Table(name="x", axes=("a",), cells=[1]), "cells: it is a list. Give a mapping"),
        (lambda: Table(name="x", axes="ab", cells={("A", "B"): 1}), "axes: it is a str"),
        (lambda: Table(name="x", axes=("a", "b"), cells={"AB": 1}), "cells of 'x': 'AB' is no tuple of codes"),
        (lambda: Table(name="x", axes=("a",), cells={(1,): 1}), "cells of 'x': the code 1 is no text"),
        (lambda: Table(name="x", axes=("a",), cells={("A",): 1}, within={"y": 2019}), "within of 'x': the code 2019"),
        (lambda: Table(name="x", axes=("a",), cells={("A",): 1}, within=["y"]), "within: it is a list"),
        (lambda: Axis(name="a", codes=("A", "B"), parts=[("A",)]), "parts: it is a list. Give a mapping"),
        (lambda: Axis(name="a", codes=("A", "B"), parts={"N": 5}), "parts: 5 is no list"),
        (lambda: Axis(name="a", codes=5), "codes: 5 is no list"),
        (lambda: merge_groups([3], into="o"), "counts: it is a list. Give a mapping"),
        (lambda: merge_groups({1: 3}, into="o"), "counts: label: 1 is not text"),
        (lambda: merge_groups(pd.Series([1, 2], index=["a", "a"]), into="o"), "a label stands there twice"),
    ],
)
def test_what_is_wrong_is_refused_and_said(wrong, says):
    with pytest.raises(DataError, match=says):
        wrong()


def test_a_name_that_the_room_does_not_have_is_missing():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        disclosure.nothing  # noqa: B018 - to ask for it is what is tested


def test_a_frame_of_pandas_is_its_counts_whatever_its_columns_are_called():
    counts, groups = [[1, 2], [3, 4]], ("group", ["C", "D"])
    wanted = Table.grid("t", AREAS, groups, counts)
    assert Table.grid("t", AREAS, groups, pd.DataFrame(counts)) == wanted
    assert Table.grid("t", AREAS, groups, pd.DataFrame(counts, index=AREAS[1], columns=groups[1])) == wanted
    named = ("area", pd.Index(AREAS[1]))
    assert Table.line("t", named, pd.Series([10, 12], index=AREAS[1])) == Table.line("t", AREAS, [10, 12])


def test_counts_that_add_up_to_too_many_are_refused():
    codes = [str(number) for number in range(300)]
    large = Table.line("t", ("area", codes), [10**9] * 300, totals=False)
    with pytest.raises(DataError, match="counts too large: together about"):
        audit([large])


def test_counts_up_to_the_largest_are_audited_exactly():
    counts = [[3 * 10**8, 4, 2 * 10**8], [10**8, 10**8 + 1, 3], [2, 10**8, 10**8]]
    shown = Table.of(protect(counts), "t", ("row", list("abc")), ("column", list("xyz")))
    found = audit([shown])
    assert found.safe
    assert all(1 <= one.high - one.low <= 5 for one in found.ranges)
    assert all(one.tightest for one in found.ranges)


def test_tables_that_contradict_each_other_for_want_of_an_axis_say_so():
    women = Table.line("women", AREAS, [8, 9], within={"sex": "F"})
    with pytest.raises(DataError, match="declare the Axis with all its codes"):
        audit([SAFE, women])


def test_an_axis_that_nobody_declared_is_taken_as_it_looks_and_the_audit_says_so():
    beats = Table(name="t", axes=("beat",), cells={("1",): Reason.COMPLEMENTARY, ("2",): 20, ("North",): 30})
    found = audit([beats])
    assert [note.said() for note in found.notes] == [
        "No Axis was declared for beat: its codes are taken to be all there are, and none to hold another."
    ]
    assert found.limits("es").endswith("ninguno contiene a otro.")
    declared = audit([beats], axes=[Axis(name="beat", codes=("1", "2"), parts={"North": ("1", "2")})])
    assert declared.notes == ()
    assert [leak.low for leak in declared.leaks] == [10]


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        (Rounded(8, 4, nearest=True, ties="up"), (6, 9)),
        (Rounded(8, 4, nearest=True, ties="even"), (6, 10)),
        (Rounded(4, 4, nearest=True, ties="even"), (3, 5)),
        (Rounded(0, 2, nearest=True, ties="up"), (0, 0)),
        (Rounded(10, 5, nearest=True), (8, 12)),
    ],
)
def test_a_half_goes_where_the_rounding_says(told, ends):
    assert told.range == ends
    up = {n for n in range(40) if told.base * ((2 * n + told.base) // (2 * told.base)) == told.value}
    even = {n for n in range(40) if told.base * round(n / told.base) == told.value}
    inside = set(range(ends[0], ends[1] + 1))
    assert inside == (even if told.ties == "even" else up)


@pytest.mark.parametrize(
    "made",
    [
        SAFE,
        RELEASE,
        Table.line("w", AREAS, [10, 12], within={"sex": "F"}),
        Axis(name="beat", codes=("1", "2", "3"), parts={"North": ("1", "2"), "City": ("North", "3")}),
        merge_groups({"A": 40, "B": 3, "C": 5}, into="Other"),
        releasable(RELEASE),
        protect_linked([SAFE]),
        round_table(SAFE, seed=1),
    ],
)
def test_what_comes_out_can_be_sent_and_copied(made):
    assert pickle.loads(pickle.dumps(made)) == made
    assert copy.deepcopy(made) == made


def test_merged_counts_cannot_be_changed():
    sizes = {"A": 40, "B": 3, "C": 5}
    merged = merge_groups(sizes, into="Other")
    with pytest.raises(TypeError):
        merged.counts["A"] = 1
    assert merge_groups({"A": 40}, into="Other").counts == {"A": 40}


def test_a_group_of_nobody_takes_no_other_with_it_and_is_not_listed():
    merged = merge_groups({"A": 40, "B": 500, "C": 0}, into="Other")
    assert (dict(merged.counts), merged.members, merged.enough) == ({"A": 40, "B": 500}, (), True)
    nobody = merge_groups({"A": 0}, into="Other")
    assert (dict(nobody.counts), nobody.enough) == ({}, False)


def test_people_are_counted_once_where_another_axis_has_wider_codes_and_no_total():
    beats = Axis(name="beat", codes=("1", "2"), parts={"North": ("1", "2")})
    counts = {("1", "X"): 2, ("2", "X"): 1, ("North", "X"): 3, ("1", "Y"): 20, ("2", "Y"): 20, ("North", "Y"): 40}
    counts |= {("1", "Z"): 9, ("2", "Z"): 9, ("North", "Z"): 18}
    table = Table(name="t", axes=("beat", "group"), cells=counts)
    (merged,) = merge_codes([table], axis="group", into="Other", axes=[beats])
    assert merged.cells["North", "Other"] == 21
    assert ("1", "X") not in merged.cells
    with pytest.raises(DataError, match="one holds another"):
        merge_codes([table], axis="beat", into="Other", minimum=70, axes=[beats])


def test_codes_are_merged_up_to_the_minimum_that_is_asked_for():
    table = Table.line("t", ("group", ["X", "Y", "Z"]), [7, 30, 40])
    assert set(protect_linked([table], minimum=10, merge={"group": "Other"}).tables[0].cells) == {
        ("Z",),
        ("Other",),
        (TOTAL,),
    }
    assert set(protect_linked([table], merge={"group": "Other"}).tables[0].cells) == set(table.cells)


def test_a_merged_code_is_made_of_what_went_into_it():
    groups = Axis(name="group", codes=("X", "Y", "Z"))
    table = Table.line("t", ("group", groups.codes), [3, 30, 40])
    assert protect_linked([table], axes=[groups], merge={"group": "XY"}).audit.safe
    before = Release(name="before", day=DAY, tables=(replace(table, name="old"),), minimum=3)
    assert protect_linked([table], earlier=[before], merge={"group": "XY"}).tables[0].cells["XY",] == 33
    again = Release(name="before", day=DAY, tables=(Table(name="o", axes=("group",), cells={("Z",): 40}),))
    found = protect_linked([table], earlier=[again], merge={"group": "XY"}, axes=[groups])
    assert found.tables[0].cells["XY",] == 33
    named = Axis(name="group", codes=("X", "Y", "Z", "Other"))
    other = Table.line("t", ("group", named.codes), [3, 30, 40, 9])
    kept = protect_linked([other], axes=[named], merge={"group": "Other"})
    assert kept.tables[0].cells["Other",] == 12
    with pytest.raises(DataError, match="'Other' is already a code of 'group'"):
        protect_linked([other], axes=[named], earlier=[again], merge={"group": "Other"})


def test_a_program_that_finds_no_upper_limits_in_time_is_an_error(monkeypatch):
    class Answer:
        x, status, message = None, 1, "time limit reached"

    left = Table(name="l", axes=("area", "group"), cells={("A", "X"): Reason.COMPLEMENTARY, ("B", "Y"): 9})
    right = Table(name="r", axes=("group", "sex"), cells={("X", "F"): Reason.COMPLEMENTARY, ("Y", "M"): 9})
    monkeypatch.setattr(attack_module, "milp", lambda *args, **named: Answer)
    with pytest.raises(DataError, match="time limit"):
        attack_module.endless(System([(one, Rules(minimum=5)) for one in (left, right)], []))


def test_a_release_is_judged_by_the_minimum_that_it_was_hidden_by():
    cells = {("A",): Reason.TOO_FEW, ("B",): 28, ("C",): 3, (TOTAL,): Reason.COMPLEMENTARY}
    table = Table(name="t", axes=("area",), cells=cells)
    old = Release(name="old", day=date(2020, 1, 1), tables=(table,), minimum=3)
    new = Table(name="new", axes=("area",), cells={("B",): 28})
    found = audit([new], earlier=[old])
    assert {one.key: (one.low, one.high) for one in found.ranges}[frozenset({("area", "A")})] == (1, 2)
    assert found.leaks == ()
    assert [leak.low for leak in audit([new], earlier=[replace(old, minimum=None)]).leaks] == [3]
    own = audit(replace(old, minimum=10))
    assert own.minimum == 10
    assert {one.key: one.high for one in own.ranges}[frozenset({("area", "A")})] == 9
    assert [(leak.low, str(leak.kind)) for leak in own.leaks] == [(3, "shown")]
    counts = {("A",): 2, ("B",): 28, ("C",): 3, (TOTAL,): 33}
    covered = protect_linked([Table(name="t", axes=("area",), cells=counts)], earlier=[old])
    assert covered.tables[0].cells["A",] is Reason.TOO_FEW
    assert releasable(Release(name="new", day=DAY, tables=covered.tables), earlier=[old])


def test_a_release_cannot_lower_the_minimum_that_is_asked_for():
    table = Table(name="t", axes=("area",), cells={("A",): 1, ("B",): 4, ("C",): 40})
    for own in (1, 3, None):
        with pytest.raises(DataError, match=r"area A: 1 \(a small count is shown\); area B: 4 \(a small"):
            releasable(Release(name="r", day=DAY, tables=(table,), minimum=own), minimum=5)
    passed = releasable(Release(name="r", day=DAY, tables=(table,), minimum=1), minimum=1)
    assert passed.audit.minimum == 1
    assert "when counts under 1 must be hidden" in passed.sentence()
    assert audit(Release(name="r", day=DAY, tables=(table,), minimum=3), minimum=4).minimum == 4


def test_what_a_release_hid_under_a_lower_minimum_is_known_by_that():
    table = Table(name="t", axes=("area",), cells={("A",): Reason.TOO_FEW, ("B",): 40})
    low = Release(name="r", day=DAY, tables=(table,), minimum=2)
    assert [(leak.low, leak.high) for leak in audit(low, minimum=5).leaks] == [(1, 1)]
    assert audit(replace(low, minimum=3), minimum=5).ranges[0].high == 2


def test_a_figure_told_roughly_that_is_known_exactly_leaks_unless_nobody_minds():
    cells = {("A",): Between(5, 9), ("B",): 40, (TOTAL,): 47}
    table = Table(name="t", axes=("area",), cells=cells)
    found = audit([table])
    assert [leak.said() for leak in found.leaks] == ["area A: 7 (told only roughly, but follows exactly)"]
    allowed = audit([table], unguarded=[table.key(("A",))], ranges=False)
    assert allowed.sentence() == (
        "Nothing is given away when counts under 5 must be hidden. Figures that are hidden or blurred: 0; each could "
        "have other values that fit everything published. Others are known exactly, which was allowed: area A: 7."
    )
    assert "permitido: area A: 7" in allowed.sentence("es")
    assert audit([Table(name="t", axes=("area",), cells=cells | {("A",): Between(7, 7)})]).safe
    lone = Table.line("s", AREAS, [7, 7])
    draws = [audit([round_table(lone, base=3, seed=seed, controlled=False).table]) for seed in range(30)]
    for draw in draws:
        assert draw.safe == all(one.low != one.high for one in draw.ranges)
    assert {draw.safe for draw in draws} == {True, False}


def test_lines_with_one_group_are_counted_in_the_sentence_of_a_release():
    table = Table.grid("t", AREAS, ("race", ["X", "Y"]), np.array([[6, 0], [10, 9]]))
    passed = releasable(Release(name="r", day=DAY, tables=(table,)))
    assert passed.groups == passed.audit.groups
    assert passed.sentence().endswith("Lines where all people are in one category, which tells of each of them: 2.")
    assert "revela algo de cada una: 2." in passed.sentence("es")
