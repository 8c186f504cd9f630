"""When a comment is to be read, and which days a weekly mail tells of."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.recognition import rules

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(DAYS)
def test_weekly_mails_tell_of_every_day_once(day):
    first, last = rules.week_before(day)
    assert (last - first).days == 6
    assert last == day - timedelta(days=1)
    assert rules.week_before(day + rules.WEEK)[0] == last + timedelta(days=1)


@given(DAYS, st.integers(0, 60))
def test_a_comment_is_due_so_many_days_after_it_came(day, days):
    assert rules.due(day, days) - day == timedelta(days=days)


def test_no_state_reason_or_choice_is_a_score():
    for words in (*rules.State.labels, *rules.Reason.labels, *rules.Keeping.labels):
        assert not any(mark.isdigit() for mark in str(words))
