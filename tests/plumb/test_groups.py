"""Groups: every room takes them or plain labels, tells rows apart alike, and refuses in one set of words."""

import math
import pickle
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import commonbeat.plumb
from commonbeat.plumb import DataError, Groups, groups, survey
from commonbeat.plumb.groups import grouped, lacking

rules = settings(deadline=None, derandomize=True, max_examples=50)
GAPS = [None, math.nan, "", " ", "\t", "nan", "NaT", "<NA>", pd.NA, pd.NaT, np.datetime64("NaT"), np.float64("nan")]
TEXT = st.sampled_from(["north", "South", "ñandú", "2", "10", " west", "None"])
WHOLE = st.integers(-3, 12)
ANY = st.lists(st.one_of(TEXT, WHOLE, st.sampled_from(GAPS)), min_size=1, max_size=12)


def named(found):
    """The name of each row's level, None for none."""
    return [None if code < 0 else found.levels[code] for code in found.codes]


def wanted(labels):
    return [None if lacking(label) else str(label) for label in labels]


@rules
@given(labels=ANY)
def test_each_row_has_the_level_that_its_label_says_as_text_and_gaps_have_none(labels):
    if not any(wanted(labels)):
        with pytest.raises(DataError, match="area: no row has a label"):
            Groups.of(labels, name="area")
        return
    found = Groups.of(labels)
    assert named(found) == wanted(labels)
    assert set(found.levels) == set(wanted(labels)) - {None}
    assert found.complete == (None not in wanted(labels))
    assert (len(found), found.name) == (len(labels), "")


@rules
@given(labels=st.lists(TEXT, min_size=1, max_size=12))
def test_text_is_sorted_as_text_whatever_it_is_kept_in(labels):
    kinds = (list, tuple, np.array, pd.Series, pd.Index, lambda own: np.array(own, dtype=object), pd.Categorical)
    for kind in (*kinds, lambda own: pd.Series(own, dtype="string"), lambda own: pd.Series(pd.Categorical(own))):
        found = Groups.of(kind(labels))
        assert found.levels == tuple(sorted(set(labels)))
        assert named(found) == labels


@rules
@given(labels=st.lists(WHOLE, min_size=1, max_size=12))
def test_numbers_are_sorted_by_size_whatever_they_are_kept_in(labels):
    for kind in (list, tuple, np.array, pd.Series, pd.Index, lambda own: np.array(own, dtype=object), pd.Categorical):
        found = Groups.of(kind(labels))
        assert found.levels == tuple(str(label) for label in sorted(set(labels)))
        assert named(found) == wanted(labels)


@rules
@given(labels=ANY.filter(lambda labels: any(wanted(labels))), data=st.data())
def test_the_order_of_rows_and_rows_given_twice_change_no_level(labels, data):
    plain, order = Groups.of(labels), data.draw(st.permutations(range(len(labels))))
    mixed = Groups.of([labels[row] for row in order])
    twice = Groups.of(labels + labels)
    assert plain.levels == mixed.levels == twice.levels
    np.testing.assert_array_equal(mixed.codes, plain.codes[order])
    np.testing.assert_array_equal(twice.codes, np.tile(plain.codes, 2))


@rules
@given(labels=ANY, told=st.lists(st.one_of(TEXT, WHOLE), min_size=1, max_size=5, unique_by=str))
def test_told_levels_keep_their_order_and_every_other_label_has_none(labels, told):
    found = Groups.of(labels, told)
    assert found.levels == tuple(map(str, told))
    assert named(found) == [label if label in found.levels else None for label in wanted(labels)]


@rules
@given(codes=st.lists(st.integers(-1, 3), min_size=1, max_size=12), kept=st.integers(0, 2**12 - 1))
def test_groups_can_be_cut_and_their_levels_told_anew(codes, kept):
    plain = Groups(codes, list("abcd"), "area")
    some = np.array([bool(kept >> row & 1) for row in range(len(codes))])
    assert named(plain.only(some)) == [name if keep else None for name, keep in zip(named(plain), some, strict=True)]
    there = plain.occurring() if plain.codes.max() >= 0 else plain
    assert named(there) == named(plain)
    assert there.levels == tuple(name for name in "abcd" if name in named(plain)) or there is plain
    turned = Groups.of(plain, list("dcb"))
    assert named(turned) == [None if name == "a" else name for name in named(plain)]
    assert Groups.of(plain).levels == plain.levels


@pytest.mark.parametrize(
    ("labels", "levels"),
    [
        ([Decimal(10), 2, 2.5], ("2", "2.5", "10")),
        (np.array([10.5, 2, np.nan]), ("2", "10.5")),
        (np.float32([0.1, 0.1]), ("0.1",)),
        ([math.inf, 3], ("3", "inf")),
        ([True, False], ("False", "True")),
        (np.array([True, False]), ("False", "True")),
        ([10, "2"], ("10", "2")),
        ([1, "1", None], ("1",)),
        ([date(2017, 1, 2), date(2016, 3, 4)], ("2016-03-04", "2017-01-02")),
        (np.array(["2017-01-02", "NaT", "2016-03-04"], dtype="M8[D]"), ("2016-03-04", "2017-01-02")),
        (pd.Series([10, 2, None], dtype="Int64"), ("2", "10")),
        (pd.Categorical(["low", "high", None], categories=["low", "mid", "high"]), ("low", "mid", "high")),
        (pd.CategoricalIndex(["b", "a"], categories=["b", "a"]), ("b", "a")),
        (np.ma.array([5, 7, 9], mask=[False, True, False]), ("5", "9")),
        (np.ma.array([5, 7]), ("5", "7")),
    ],
)
def test_levels_are_text_in_an_order_that_a_reader_expects(labels, levels):
    assert Groups.of(labels).levels == levels


def test_a_gap_of_any_library_is_in_no_level():
    for gap in GAPS:
        assert lacking(gap)
        assert Groups.of(["a", gap, "b"]).codes.tolist() == [0, -1, 1]
    assert not any(lacking(label) for label in ("a", "NaN", "None", 0, 0.0, False, date(2017, 1, 1)))


def test_levels_that_no_row_has_can_be_left_out():
    spare = Groups([2, -1, 0], ["a", "b", "c"], "area").occurring()
    assert (spare.levels, spare.codes.tolist(), spare.name) == (("a", "c"), [1, -1, 0], "area")
    full = Groups([1, 0], ["a", "b"])
    assert full.occurring() is full


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64])
def test_codes_of_any_type_are_kept_as_a_read_only_copy_that_can_hold_minus_one(kind):
    given_ = np.array([0, 127, 1], dtype=kind)
    found = Groups(given_, range(128))
    given_[0] = 5
    assert found.codes.tolist() == [0, 127, 1]
    assert found.codes.dtype.kind == "i"
    assert found.only(np.array([True, True, False])).codes.tolist() == [0, 127, -1]
    with pytest.raises(ValueError, match="read-only"):
        found.codes[0] = 1


def test_they_are_frozen_and_travel():
    found = Groups([0, -1], ["a", "b"], "area")
    with pytest.raises(AttributeError):
        found.name = "other"
    again = pickle.loads(pickle.dumps(found))
    assert (again.levels, again.codes.tolist(), again.name, again.complete) == (("a", "b"), [0, -1], "area", False)
    assert Groups(np.arange(0), ["a"]).complete


def test_a_room_takes_groups_as_they_are_and_names_what_has_no_name():
    plain = Groups([0, 1, 0], ["a", "b"])
    taken = grouped("places", plain, rows=3)
    assert (taken.name, plain.name) == ("places", "")
    assert np.shares_memory(taken.codes, plain.codes)
    own = Groups([0, 1], ["a", "b"], "area")
    assert grouped("places", own) is own
    assert named(grouped("places", ["a", None], complete=False)) == ["a", None]
    assert grouped("places", ["a", "b"]).name == "places"


def test_there_is_one_and_the_door_leads_to_it():
    assert commonbeat.plumb.Groups is groups.Groups is survey.Groups
    with pytest.raises(AttributeError, match="no attribute 'Factor'"):
        _ = commonbeat.plumb.Factor


@pytest.mark.parametrize(
    ("call", "argument", "said"),
    [
        (lambda: Groups([0, 3], ["a", "b"], "area"), "area", "row 1 has the code 3, and there are 2 levels. Count"),
        (lambda: Groups([-2, 0], ["a", "b"]), "codes", "row 0 has the code -2"),
        (lambda: Groups(np.uint64([0, 2**64 - 1]), ["a", "b"]), "codes", "row 1 has the code 18446744073709551615"),
        (lambda: Groups([0.0, 1.0], ["a", "b"]), "codes", "no whole number for each row. Use Groups.of for labels"),
        (lambda: Groups([True, False], ["a", "b"]), "codes", "no whole number"),
        (lambda: Groups(["a", "b"], ["a", "b"]), "codes", "no whole number"),
        (lambda: Groups([], ["a", "b"]), "codes", "no whole number"),
        (lambda: Groups(np.ma.array([0, 1], mask=[0, 1]), ["a", "b"]), "codes", "no whole number"),
        (lambda: Groups([[0, 1]], ["a", "b"]), "codes", "it has 2 dimensions, and a column has one"),
        (lambda: Groups([[0], [0, 1]], ["a", "b"]), "codes", "rows are not of one length"),
        (lambda: Groups(0, ["a", "b"]), "codes", "it has 0 dimensions"),
        (lambda: Groups([0], []), "levels", "it has no levels. Name one at least"),
        (lambda: Groups([0], "ab"), "levels", "'ab' is not a list of levels"),
        (lambda: Groups([0], 2), "levels", "2 is not a list of levels"),
        (lambda: Groups([0], ["a", "b", "a"], "area"), "area", "the level 'a' comes twice. Name each level once"),
        (lambda: Groups([0], [1, "1"]), "levels", "the level '1' comes twice"),
        (lambda: Groups([0], ["a", None]), "levels", "None is no name of a level. Name it in words"),
        (lambda: Groups([0], ["a", " "]), "levels", "' ' is no name of a level"),
        (lambda: Groups([0], ["a"], " "), "name", "' ' is not text"),
        (lambda: Groups([0], ["a"], 3), "name", "3 is not text"),
        (lambda: Groups.of("abc"), "labels", "it has 0 dimensions, and a column has one. Give one label a row"),
        (lambda: Groups.of({"a": 1}), "labels", "it has 0 dimensions"),
        (lambda: Groups.of([["a"], ["b"]], name="area"), "area", "it has 2 dimensions"),
        (lambda: Groups.of(pd.DataFrame({"a": [1]})), "labels", "it has 2 dimensions"),
        (lambda: Groups.of(["a", {"b"}]), "labels", "row 1 is {'b'}, which is no label. Give text or numbers"),
        (lambda: Groups.of([np.ones((2, 3)), np.ones((2, 4))]), "labels", "rows are not of one length"),
        (lambda: Groups.of([]), "labels", "no row has a label"),
        (lambda: Groups.of([None, ""]), "labels", "no row has a label"),
        (lambda: Groups.of(Groups([-1], ["a"]), []), "levels", "it has no levels"),
        (lambda: Groups.of(["a"], ["a", "a"], name="area"), "area", "the level 'a' comes twice"),
        (lambda: grouped("places", ["a", "b"], rows=3), "places", "it has 2 rows where 3 are needed"),
        (lambda: grouped("places", Groups([0], ["a"], "area"), rows=3), "places", "it has 1 rows where 3"),
        (lambda: grouped("places", "ab"), "places", "it has 0 dimensions"),
        (lambda: grouped("places", []), "places", "no row has a label"),
        (lambda: grouped("places", ["a", None]), "places", "row 1 is in none of the levels. Leave such rows out"),
        (
            lambda: grouped("places", Groups([0, -1, -1, 0], ["a"], "area")),
            "places",
            r"row 1 is in none of the levels \(and 1 more rows\)",
        ),
    ],
)
def test_what_is_no_group_is_refused_by_name_and_row(call, argument, said):
    with pytest.raises(DataError, match=said) as refused:
        call()
    assert refused.value.argument == argument
