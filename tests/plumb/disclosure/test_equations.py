"""The audit of wider codes, of sums that only whole numbers tell, of contradictions, and of what is too large."""

import pytest

from commonbeat.plumb import DataError, Reason
from commonbeat.plumb.disclosure import LeakKind, audit
from commonbeat.plumb.disclosure import attack as attack_module
from commonbeat.plumb.disclosure.published import TOTAL, Axis, Between, Table

few, cover = Reason.TOO_FEW, Reason.COMPLEMENTARY


def key(**codes):
    return frozenset(codes.items())


def table_of(cells, name="t", axes=("area", "group")):
    return Table(name=name, axes=axes, cells=cells)


def test_districts_and_the_beats_in_them_are_attacked_together():
    beats = Axis(name="beat", codes=("1", "2", "3"), parts={"North": ("1", "2"), "South": ("3",)})
    table = table_of({("1",): cover, ("2",): few, ("North",): 30, (TOTAL,): 50}, axes=("beat",))
    assert audit([table], axes=[beats]).safe
    neighbor = table_of({("1",): 27}, "next", ("beat",))
    found = audit([table, neighbor], axes=[beats])
    assert {(leak.key, leak.low) for leak in found.leaks} == {(key(beat="1"), 27), (key(beat="2"), 3)}


def test_a_strip_between_old_and_new_borders_leaks_where_few_live_in_it():
    borders = Axis(name="area", codes=("core", "strip", "rest"), parts={"old": ("core",), "new": ("core", "strip")})
    old = table_of({("old",): 40, (TOTAL,): 100}, "old", ("area",))
    new = table_of({("new",): 43, (TOTAL,): 100}, "new", ("area",))
    assert audit([old], axes=[borders]).safe
    found = audit([old, new], axes=[borders])
    assert [(leak.key, leak.low, leak.kind) for leak in found.leaks] == [(key(area="strip"), 3, LeakKind.DERIVED)]


def test_whole_numbers_tell_more_than_a_linear_program_sees():
    """Three sums of two at a time: 2a = 5 + 5 - 4 has one answer; with an odd sum there is none at all."""
    parts = {"ab": ("a", "b"), "bc": ("b", "c"), "ac": ("a", "c")}
    axis = Axis(name="area", codes=("a", "b", "c", "d"), parts=parts)
    whole = {("ab",): 12, ("bc",): 10, ("ac",): 12, ("a",): cover}
    found = audit([table_of(whole, axes=("area",))], axes=[axis])
    assert [(leak.key, leak.low) for leak in found.leaks] == [(key(area="a"), 7)]
    with pytest.raises(DataError, match="no table of counts fits"):
        audit([table_of(whole | {("ab",): 13}, axes=("area",))], axes=[axis])


def test_an_answer_with_fractions_is_asked_for_again_in_whole_numbers():
    """a + b, b + c, a + c are 1 to 3: the linear program stops at one and a half each."""
    parts = {"ab": ("a", "b"), "bc": ("b", "c"), "ac": ("a", "c"), "abc": ("a", "b", "c")}
    axis = Axis(name="area", codes=("a", "b", "c", "d"), parts=parts)
    sums = {(code,): Between(0, 3) for code in ("ab", "bc", "ac")}
    found = audit([table_of(sums | {("abc",): Between(0, 9)}, axes=("area",))], axes=[axis])
    assert {one.key: (one.low, one.high) for one in found.ranges}[key(area="abc")] == (0, 4)


def test_tables_that_contradict_each_other_are_refused():
    wrong = {("A", "X"): 5, ("A", "Y"): 6, ("A", TOTAL): 12}
    with pytest.raises(DataError, match="no table of counts fits"):
        audit([table_of(wrong)])
    pairs = {"ab": ("a", "b"), "bc": ("b", "c"), "ac": ("a", "c"), "abc": ("a", "b", "c")}
    axis = Axis(name="area", codes=("a", "b", "c", "d"), parts=pairs)
    sums = {("ab",): 50, ("bc",): 50, ("ac",): 40, ("abc",): 80}
    with pytest.raises(DataError, match="no table of counts fits"):
        audit([table_of(sums, axes=("area",))], axes=[axis])
    axis = Axis(name="area", codes=("x", "y", "z"), parts={"xy": ("x", "y"), "xz": ("x", "z")})
    with pytest.raises(DataError, match="no table of counts fits"):
        audit([table_of({("y",): Between(2, 3), ("z",): 0, ("xy",): 3, ("xz",): 3}, axes=("area",))], axes=[axis])
    with pytest.raises(DataError, match="contradict each other at area A, group X"):
        audit([table_of({("A", "X"): 5}), table_of({("A", "X"): 6}, "u")])
    with pytest.raises(DataError, match="there are none"):
        audit([])


def test_what_is_too_large_is_refused_at_once():
    codes = [str(i) for i in range(700)]
    wide = [table_of({(code,): 9 for code in codes}, name, (name,)) for name in ("a", "b", "c")]
    assert audit(wide, ranges=False).safe
    pairs = [
        table_of(dict.fromkeys(zip(codes, codes, strict=True), 9), "t", axes)
        for axes in [("a", "b"), ("b", "c"), ("c", "a")]
    ]
    with pytest.raises(DataError, match="Audit fewer"):
        audit(pairs)
    names = [f"x{i}" for i in range(19)]
    with pytest.raises(DataError, match="Audit fewer"):
        audit([table_of({("a",) * 19: 9}, "t", tuple(names))])


def test_a_long_chain_of_sums_is_followed_to_its_end():
    """Tightening stops after a number of passes; the programs go on from there."""
    codes = [f"c{i}" for i in range(80)]
    axis = Axis(name="area", codes=(*codes, "rest"), parts={f"p{i}": (codes[i], codes[i + 1]) for i in range(79)})
    found = audit(
        [table_of({("c0",): 7} | {(f"p{i}",): 14 for i in range(79)}, axes=("area",))], axes=[axis], minimum=8
    )
    assert {leak.low for leak in found.leaks} == {7}
    assert len(found.leaks) == 80


def test_a_program_that_finds_no_answer_in_time_is_an_error(monkeypatch):
    class Answer:
        x, status, message = None, 1, "time limit reached"

    monkeypatch.setattr(attack_module, "milp", lambda *args, **named: Answer)
    with pytest.raises(DataError, match="time limit"):
        audit([table_of({("A", "X"): cover, ("A", "Y"): cover, ("A", TOTAL): 30})])
