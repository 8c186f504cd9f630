"""Two names are the same place however they are written, and a point lies in one place or in none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.ground.places.rules import (
    bbox_of,
    clashes,
    folded,
    guesses,
    in_polygons,
    index_of,
    slug_of,
)

rules = settings(deadline=None, derandomize=True, max_examples=100)
INDEX = index_of(
    [
        (1, ["Powderhorn Park", "Powderhorn"]),
        (2, ["Near - North"]),
        (3, ["Steven's Square - Loring Heights"]),
        (4, ["St. Anthony East"]),
        (5, ["St. Anthony West"]),
    ]
)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Near North", "Near - North"),
        ("  NEAR—NORTH ", "Near - North"),
        ("Stevens Square Loring Heights", "Steven’s Square - Loring Heights"),
        ("Cedar-Riverside", "cedar riverside"),
        ("Peñasco & Río", "penasco and rio"),
        ("Straße", "strasse"),
    ],
)
def test_case_accents_marks_and_spaces_do_not_part_a_name_from_itself(written, known):
    assert folded(written) == folded(known)


@rules
@given(st.text())
def test_a_folded_name_stays_as_it_is_when_folded_again(name):
    assert folded(folded(name)) == folded(name)


def test_an_address_holds_only_letters_digits_and_hyphens():
    assert slug_of("Steven's Square - Loring Heights") == "stevens-square-loring-heights"
    assert slug_of("— … —") == ""
    assert slug_of("東京") == ""


def test_an_earlier_place_keeps_a_name_claimed_twice_and_the_clash_is_told():
    names = [(1, ["Seward"]), (2, ["SEWARD", "Longfellow"])]
    assert index_of(names)["seward"] == 1
    assert clashes(names) == ["SEWARD"]
    assert index_of([(1, ["…"])]) == {}


def test_the_same_name_is_the_only_guess():
    assert guesses("powderhorn", INDEX) == [1]


def test_words_around_a_name_do_not_hinder():
    assert guesses("I live near Powderhorn Park, please", INDEX) == [1]


def test_the_beginning_of_a_name_finds_all_that_begin_so():
    assert guesses("st anth", INDEX) == [4, 5]


def test_a_slip_of_the_finger_still_finds_the_place():
    assert guesses("Powderhron Park", INDEX) == [1]


def test_nothing_fits_nothing():
    assert guesses("3200 Chicago Avenue", INDEX) == []
    assert guesses(" … ", INDEX) == []


SQUARE = [[[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]]]


@pytest.mark.parametrize(
    ("x", "y", "inside"), [(1, 1, True), (5, 5, False), (11, 5, False), (5, 11, False), (3, 5, True)]
)
def test_a_point_is_inside_unless_it_lies_outside_or_in_a_hole(x, y, inside):
    assert in_polygons(SQUARE, x, y) is inside


@rules
@given(st.floats(-1, 11), st.floats(-1, 11))
def test_no_point_outside_the_box_is_inside(x, y):
    west, south, east, north = bbox_of(SQUARE)
    if not (west <= x <= east and south <= y <= north):
        assert not in_polygons(SQUARE, x, y)
