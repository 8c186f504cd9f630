"""When a comment is to be read, which Monday a day belongs to, and who stands above an officer."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.recognition import rules

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(DAYS)
def test_a_week_is_the_same_week_on_each_of_its_days(day):
    monday = rules.monday(day)
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days < 7
    assert rules.monday(monday) == monday
    assert rules.monday(day + timedelta(days=7)) == monday + timedelta(days=7)


@given(DAYS, st.integers(0, 60))
def test_a_comment_is_due_so_many_days_after_it_came(day, days):
    assert rules.due(day, days) - day == timedelta(days=days)


def test_no_state_reason_or_choice_is_a_score():
    for words in (*rules.State.labels, *rules.Reason.labels, *rules.Keeping.labels):
        assert not any(mark.isdigit() for mark in str(words))


def test_above_an_officer_stands_everybody_up_to_the_top():
    assert rules.chain(1, {1: 2, 2: 3, 3: None, 4: 3}) == [1, 2, 3]
    assert rules.chain(1, {}) == [1]


@given(st.dictionaries(st.integers(0, 9), st.none() | st.integers(0, 9)), st.integers(0, 9))
def test_a_list_that_runs_in_a_circle_ends(supervisors, officer):
    found = rules.chain(officer, supervisors)
    assert found[0] == officer
    assert len(found) == len(set(found))
    assert all(supervisors[one] == above for one, above in pairwise(found))
    assert supervisors.get(found[-1]) in (None, *found)
