"""Only months count in which nobody can still answer; the two top answers make the score."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.listen.surveys.rules import last_day
from commonbeat.listen.surveys.rules.questions import ANSWERS, ItemKind
from commonbeat.measure.experience.rules import MEASURES, TOP, months, over_until, window_of


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (date(2026, 11, 20), date(2026, 10, 31)),
        (date(2026, 11, 15), date(2026, 10, 31)),
        (date(2026, 11, 14), date(2026, 9, 30)),
        (date(2026, 1, 5), date(2025, 11, 30)),
        (date(2024, 3, 15), date(2024, 2, 29)),
    ],
)
def test_a_month_is_over_once_its_last_invitation_is(today, until):
    assert over_until(today) == until


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_nobody_of_the_last_month_that_counts_can_still_answer(today):
    until = over_until(today)
    assert last_day(until) < today
    assert (until + timedelta(days=1)).day == 1
    assert last_day(window_of(f"{until + timedelta(days=1):%Y-%m}").end) >= today


def test_months_run_on_through_the_year():
    assert months("2025-11", date(2026, 2, 28)) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert months("2026-03", date(2026, 2, 28)) == []


def test_the_top_answers_are_the_two_that_say_satisfied():
    said = {one["code"]: one["en"] for one in ANSWERS[ItemKind.SATISFACTION]}
    assert {said[code] for code in TOP} == {"Very satisfied", "Satisfied"}


def test_every_measure_says_what_it_cannot_show():
    assert all("silent" in str(one.cannot) and "arrested" in str(one.cannot) for one in MEASURES)
