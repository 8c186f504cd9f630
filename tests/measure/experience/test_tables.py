"""What is shown of a list of scores never gives away a row that is hidden, nor a handful of people by subtraction."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.measure.experience.tables import Row, hidden, safe, total, unshown
from commonbeat.plumb import Reason, Thresholds

LIMITS = Thresholds()
AREA = LIMITS.area
TOO_FEW, COVER = Reason.TOO_FEW, Reason.COMPLEMENTARY

some = st.integers(0, 60) | st.integers(0, 6)
rows = st.builds(lambda top, rest, silent: Row(top, top + rest, top + rest + silent), some, some, some)


def hide(table, apart, least=AREA):
    return hidden(table, apart, dict.fromkeys(table, least), LIMITS)


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
    assert hide({1: row(20, 20), 2: row(40, 10)}, Row()) == {}


def test_a_small_row_takes_the_smallest_other_with_it():
    found = hide({1: row(20, 20), 2: row(40, 10), 3: row(8, 8)}, Row())
    assert found == {3: TOO_FEW, 1: COVER}


def test_answers_without_a_row_cover_a_small_one_where_they_are_enough():
    assert hide({1: row(20, 20), 2: row(8, 8)}, row(9, 9)) == {2: TOO_FEW}


def test_too_few_answers_without_a_row_are_covered_themselves():
    assert hide({1: row(20, 20), 2: row(40, 10)}, row(2, 1)) == {1: COVER}


def test_small_rows_that_cover_each_other_take_nobody_with_them():
    assert hide({1: row(20, 20), 2: row(7, 7), 3: row(6, 6)}, Row()) == {2: TOO_FEW, 3: TOO_FEW}


def test_two_rows_just_under_the_threshold_follow_from_their_sum_so_a_third_goes():
    found = hide({1: row(20, 20), 2: row(20, 9), 3: row(9, 20)}, Row())
    assert found == {2: TOO_FEW, 3: TOO_FEW, 1: COVER}


def test_where_nothing_can_cover_only_the_total_is_shown():
    assert hide({1: row(15, 14), 2: Row()}, Row()) == {1: TOO_FEW, 2: TOO_FEW}


@settings(deadline=None, derandomize=True, max_examples=400)
@given(st.lists(rows, min_size=1, max_size=7), rows | st.just(Row()), st.sampled_from([LIMITS.score, AREA]))
def test_no_hidden_row_is_recoverable_from_the_others_and_the_total(found, apart, least):
    table = dict(enumerate(found, start=1))
    hides = hide(table, apart, least)
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


def test_each_row_may_need_its_own_number_of_answers():
    table = {1: row(8, 8), 2: row(8, 8), 3: row(30, 30)}
    assert hidden(table, row(9, 9), {1: 10, 2: 30, 3: 30}, LIMITS) == {2: TOO_FEW}


def test_rows_are_hidden_until_they_no_longer_tell_by_another_way():
    table = {1: row(20, 20), 2: row(30, 30), 3: row(40, 40)}
    least = dict.fromkeys(table, AREA)
    assert hidden(table, Row(), least, LIMITS, lambda hides: 2 not in hides) == {1: COVER, 2: COVER}


@pytest.mark.parametrize(
    ("group", "told"),
    [
        (Row(), True),
        (Row(asked=40), True),
        (row(5, 5), True),
        (row(0, 10), True),
        (row(5, 4), False),
        (row(4, 40), False),
        (row(40, -1), False),
        (row(-20, 40), False),
        (Row(1, 0), False),
    ],
)
def test_a_group_tells_of_nobody_where_it_is_empty_or_large(group, told):
    assert safe(group, LIMITS) is told
