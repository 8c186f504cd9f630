"""What is shown of a list of scores never gives away a row that is hidden, nor a handful of people by subtraction."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.measure.experience.tables import Row, hidden, settled, total, unshown
from commonbeat.plumb import Reason, Thresholds

LIMITS = Thresholds()
AREA = LIMITS.area
TOO_FEW, COVER = Reason.TOO_FEW, Reason.COMPLEMENTARY

some = st.integers(0, 60) | st.integers(0, 6)
rows = st.builds(lambda top, rest, silent: Row(top, top + rest, top + rest + silent), some, some, some)


def row(top, rest):
    return Row(top, top + rest, 2 * (top + rest))


def test_rows_add_up():
    assert total([row(3, 4), row(1, 0)]) == Row(4, 8, 16)
    assert total([]) == Row()
    assert row(3, 4) - row(1, 0) == Row(2, 6, 12)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (row(20, 9), TOO_FEW),
        (row(20, 10), None),
        (row(30, 0), None),
        (row(0, 30), None),
        (row(30, 1), COVER),
        (row(4, 40), COVER),
        (row(5, 40), None),
        (Row(), TOO_FEW),
    ],
)
def test_a_row_needs_enough_answers_and_no_handful_of_one_kind(one, why):
    assert unshown(one, AREA, LIMITS) is why


def test_nothing_small_hides_nothing():
    assert hidden({1: row(20, 20), 2: row(40, 10)}, Row(), AREA, LIMITS) == {}


def test_a_small_row_takes_the_smallest_other_with_it():
    found = hidden({1: row(20, 20), 2: row(40, 10), 3: row(8, 8)}, Row(), AREA, LIMITS)
    assert found == {3: TOO_FEW, 1: COVER}


def test_answers_without_a_row_cover_a_small_one_where_they_are_enough():
    assert hidden({1: row(20, 20), 2: row(8, 8)}, row(9, 9), AREA, LIMITS) == {2: TOO_FEW}


def test_too_few_answers_without_a_row_are_covered_themselves():
    assert hidden({1: row(20, 20), 2: row(40, 10)}, row(2, 1), AREA, LIMITS) == {1: COVER}


def test_small_rows_that_cover_each_other_take_nobody_with_them():
    assert hidden({1: row(20, 20), 2: row(7, 7), 3: row(6, 6)}, Row(), AREA, LIMITS) == {2: TOO_FEW, 3: TOO_FEW}


def test_two_rows_just_under_the_threshold_follow_from_their_sum_so_a_third_goes():
    found = hidden({1: row(20, 20), 2: row(20, 9), 3: row(9, 20)}, Row(), AREA, LIMITS)
    assert found == {2: TOO_FEW, 3: TOO_FEW, 1: COVER}


def test_where_nothing_can_cover_only_the_total_is_shown():
    assert hidden({1: row(15, 14), 2: Row()}, Row(), AREA, LIMITS) == {1: TOO_FEW, 2: TOO_FEW}


@settings(deadline=None, derandomize=True, max_examples=400)
@given(st.lists(rows, min_size=1, max_size=7), rows | st.just(Row()), st.sampled_from([LIMITS.score, AREA]))
def test_no_hidden_row_is_recoverable_from_the_others_and_the_total(found, apart, least):
    table = dict(enumerate(found, start=1))
    hides = hidden(table, apart, least, LIMITS)
    assert all(key in hides for key, one in table.items() if unshown(one, least, LIMITS))
    if len(hides) == len(table):
        return
    rest = total([*(table[key] for key in hides), apart])
    assert not rest.answered or unshown(rest, LIMITS.score, LIMITS) is None
    most = {key: least - 1 if why is TOO_FEW else rest.answered for key, why in hides.items() if table[key].answered}
    for key in most:
        others = sum(most[other] for other in most if other != key) + apart.answered
        largest, smallest = min(most[key], rest.answered), max(0, rest.answered - others)
        assert apart.answered or largest > smallest, "the sum gives the row away"
        assert len(most) > 1 or apart.answered


@settings(deadline=None, derandomize=True, max_examples=300)
@given(rows, rows)
def test_the_difference_of_two_published_figures_is_nothing_or_large_enough(before, change):
    now = before + change
    shown = settled(now, before, LIMITS)
    difference = shown - before
    assert not difference.answered or unshown(difference, LIMITS.score, LIMITS) is None
    assert shown in (before, now)


def test_what_was_never_shown_before_is_shown_as_it_is_and_a_shrunk_one_as_it_was():
    assert settled(row(3, 4), None, LIMITS) == row(3, 4)
    assert settled(row(20, 20), row(30, 30), LIMITS) == row(30, 30)
    assert settled(Row(20, 40, 99), Row(20, 40, 80), LIMITS) == Row(20, 40, 99)
