"""Who needs what, and where somebody stands: pure rules, no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.policies.rules.standing import (
    Done,
    Grace,
    Need,
    Stand,
    current_spans,
    in_cycle,
    met_until,
    months_after,
    spaced,
    standing,
)
from commonbeat.act.policies.rules.training import (
    Audience,
    Person,
    Purpose,
    Who,
    applies,
    day_problem,
    hours_problem,
    pairs_problem,
    people_problem,
    requirement_problem,
    seats_problem,
    years_of_service,
)

TODAY = date(2027, 6, 16)
GRACE = Grace(hired=180, changed=90, soon=60)
OLD = date(2020, 1, 1)
days = st.dates(min_value=date(2016, 1, 1), max_value=date(2036, 12, 31))
dones = st.lists(
    st.builds(Done, day=days, hours=st.sampled_from([1.0, 2.0, 4.0, 8.0]), practised=st.booleans()), max_size=8
)
needs = st.builds(
    Need,
    effective_from=st.just(OLD),
    recurrence=st.sampled_from([0, 1, 12, 24, 36]),
    hours=st.sampled_from([0.0, 4.0, 8.0, 16.0]),
    practice=st.booleans(),
    sessions=st.integers(1, 3),
    days_apart=st.sampled_from([0, 1, 14, 60]),
)


def done(*ago, hours=8.0, practised=True):
    return [Done(day=TODAY - timedelta(days=each), hours=hours, practised=practised) for each in ago]


def need(**more):
    return Need(**{"effective_from": OLD, "recurrence": 12, "hours": 8, **more})


def stand(need, done, *, hired=OLD, before=None, today=TODAY):
    return standing(need, done, today, grace=GRACE, hired=hired, before=before)


def test_a_month_ends_where_it_has_no_such_day():
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_after(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert months_after(date(2028, 2, 29), 48) == date(2032, 2, 29)
    assert months_after(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert months_after(TODAY, 0) == TODAY


@given(days, st.integers(0, 240))
def test_months_later_is_never_in_another_month(day, months):
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_what_was_completed_on_a_leap_day_holds_to_the_end_of_february():
    leap = [Done(day=date(2028, 2, 29), hours=8)]
    assert stand(need(), leap, today=date(2029, 2, 28)).current
    assert stand(need(), leap, today=date(2029, 3, 1)).state == Stand.OVERDUE


@given(st.lists(days, max_size=12), st.integers(0, 90))
def test_spaced_sessions_are_as_many_as_can_be_chosen(chosen, apart):
    count = spaced(chosen, apart)
    assert count <= len(set(chosen))
    assert (count == 0) == (not chosen)
    assert spaced(chosen, apart + 1) <= count
    assert spaced([*chosen, date(2040, 1, 1)], apart) == count + 1


def test_two_sessions_on_one_day_are_one():
    assert spaced([TODAY, TODAY], 0) == 1


def test_met_until_the_oldest_completion_that_is_needed_is_too_old():
    both = done(300, 10, hours=4.0)
    assert met_until(need(), both) == months_after(TODAY - timedelta(days=300), 12)
    assert met_until(need(hours=4), both) == months_after(TODAY - timedelta(days=10), 12)
    assert met_until(need(recurrence=0), both) == date.max
    assert met_until(need(hours=9), both) is None
    assert met_until(need(), []) is None


@given(needs, dones)
def test_another_completion_never_ends_it_sooner(asked, rows):
    before = met_until(asked, rows)
    after = met_until(asked, [*rows, Done(day=date(2036, 12, 31), hours=1)])
    assert before is None or (after is not None and after >= before)


@given(needs, dones, days)
def test_a_standing_says_by_when_to_act_unless_it_is_met_for_good(asked, rows, today):
    found = standing(asked, rows, today, grace=GRACE, hired=OLD)
    past = [one for one in rows if one.day <= today]
    until = met_until(asked, past)
    assert found.current == (until is not None and until >= today)
    assert found.current == any(first <= today <= last for first, last in current_spans(asked, past))
    assert (found.due is None) == (until == date.max)
    assert (found.state == Stand.NEVER) == (not past)
    assert found.late(today) == 0 or not found.current
    assert found.hours == sum(one.hours for one in in_cycle(asked, past, today))


def test_a_requirement_that_is_met_says_until_when():
    found = stand(need(), done(30))
    assert (found.state, found.until) == (Stand.MET, date(2028, 5, 17))
    assert found.late(TODAY) == 0


def test_it_is_due_soon_some_days_before():
    found = stand(need(), done(320))
    assert (found.state, found.due, found.current) == (Stand.DUE_SOON, date(2027, 7, 31), True)


def test_it_is_overdue_the_day_after():
    assert stand(need(), [Done(day=date(2026, 6, 16), hours=8)]).current
    found = stand(need(), [Done(day=date(2026, 6, 15), hours=8)])
    assert (found.state, found.due, found.late(TODAY)) == (Stand.OVERDUE, date(2027, 6, 15), 1)


def test_what_was_done_once_for_good_is_never_due():
    found = stand(need(recurrence=0), done(3000))
    assert (found.state, found.until, found.due) == (Stand.MET, None, None)


def test_hours_add_up_within_the_cycle():
    found = stand(need(hours=16), done(30))
    assert (found.state, found.hours) == (Stand.PARTLY, 8)
    assert stand(need(hours=16), done(30, 60)).state == Stand.MET
    assert stand(need(hours=16), done(30, 400)).hours == 8


def test_sessions_are_counted_when_far_enough_apart():
    asked = need(recurrence=36, sessions=3, days_apart=14)
    assert stand(asked, done(50, 49, 48)).sessions == 1
    assert stand(asked, done(50, 30)).state == Stand.PARTLY
    assert stand(asked, done(50, 30, 10)).state == Stand.MET


def test_without_practice_it_is_done_in_part():
    assert stand(need(practice=True), done(30, practised=False)).state == Stand.PARTLY
    assert stand(need(practice=True), done(30)).state == Stand.MET


def test_whoever_was_hired_lately_has_time():
    hired = TODAY - timedelta(days=20)
    found = stand(need(), [], hired=hired)
    assert (found.state, found.due, found.late(TODAY)) == (Stand.NEVER, hired + timedelta(days=180), 0)


def test_a_requirement_that_is_new_leaves_time_to_those_who_are_here():
    found = stand(need(effective_from=TODAY - timedelta(days=10)), [], hired=None)
    assert found.due == TODAY + timedelta(days=80)
    assert stand(need(), []).late(TODAY) > 0


def test_a_new_law_asks_everybody_for_a_completion_since():
    law = need(law_from=TODAY - timedelta(days=20))
    found = stand(law, done(30))
    assert (found.state, found.law, found.current) == (Stand.DUE_SOON, True, False)
    assert found.due == TODAY + timedelta(days=70)
    assert stand(law, done(30, 10, hours=8)).current
    late = stand(need(law_from=TODAY - timedelta(days=100)), done(110))
    assert (late.state, late.late(TODAY)) == (Stand.OVERDUE, 10)
    assert not stand(law, []).law


def test_a_change_in_mid_cycle_leaves_what_was_good_before_its_time():
    before = need()
    now = need(effective_from=TODAY - timedelta(days=5), hours=16)
    found = stand(now, done(100), before=before)
    assert (found.state, found.due) == (Stand.PARTLY, TODAY + timedelta(days=85))
    soon_over = stand(now, done(350), before=before)
    assert soon_over.due == months_after(TODAY - timedelta(days=350), 12)
    over_before = stand(now, done(500), before=before)
    assert over_before.late(TODAY) > 90
    assert stand(now, [], before=before, hired=TODAY).due == TODAY + timedelta(days=180)


def test_what_ran_out_under_a_new_requirement_was_due_when_it_ran_out():
    assert stand(need(), done(400)).due == months_after(TODAY - timedelta(days=400), 12)


def test_completions_of_the_future_do_not_count():
    assert stand(need(), done(-5)).state == Stand.NEVER


def test_spans_say_on_which_days_somebody_was_current():
    rows = [Done(day=date(2025, 1, 1), hours=8), Done(day=date(2026, 6, 1), hours=8)]
    assert current_spans(need(), rows) == [
        (date(2025, 1, 1), date(2026, 1, 1)),
        (date(2026, 6, 1), date(2027, 6, 1)),
    ]
    assert current_spans(need(law_from=date(2026, 1, 1)), rows) == [(date(2026, 6, 1), date(2027, 6, 1))]
    assert current_spans(need(hours=16), rows) == []
    spread = [Done(day=date(2020, 1, 1), hours=8), Done(day=date(2020, 2, 1), hours=8), Done(day=date(2023, 1, 1))]
    assert current_spans(need(hours=16), spread) == [(date(2020, 2, 1), date(2021, 1, 1))]


OFFICER = Person(sworn=True, rank="officer", unit=3, hired=date(2020, 2, 29))


@pytest.mark.parametrize(
    ("audience", "fits"),
    [
        (Audience(), True),
        (Audience(who=Who.SWORN), True),
        (Audience(who=Who.CIVILIAN), False),
        (Audience(units=frozenset({3})), True),
        (Audience(units=frozenset({4})), False),
        (Audience(ranks={"sergeant"}), False),
        (Audience(ranks={"officer"}), True),
        (Audience(least_years=7), True),
        (Audience(least_years=8), False),
        (Audience(most_years=7), True),
        (Audience(most_years=6), False),
    ],
)
def test_whom_a_requirement_is_for(audience, fits):
    assert applies(audience, OFFICER, TODAY) is fits


def test_whoever_has_no_day_of_hiring_meets_no_condition_on_years():
    nobody_knows = Person(sworn=True, rank="officer", unit=None, hired=None)
    assert not applies(Audience(least_years=0), nobody_knows, TODAY)
    assert applies(Audience(), nobody_knows, TODAY)


def test_years_of_service_of_somebody_hired_on_a_leap_day():
    assert years_of_service(date(2020, 2, 29), date(2021, 2, 28)) == 0
    assert years_of_service(date(2020, 2, 29), date(2021, 3, 1)) == 1


def problem(**more):
    given_ = {"purpose": "other", "sessions": 1, "days_apart": 0, "law_update": False, "law_from": None}
    return set(requirement_problem(**{**given_, "law_citation": "", **more}))


def test_training_on_bias_is_never_one_session():
    assert problem(purpose=Purpose.BIAS) == {"sessions"}
    assert problem(purpose=Purpose.BIAS, sessions=2) == {"days_apart"}
    assert problem(purpose=Purpose.BIAS, sessions=2, days_apart=14) == set()
    assert problem() == set()
    assert problem(before="bias") == {"purpose"}
    assert problem(before="other") == set()


@given(st.integers(1, 9), st.integers(0, 99))
def test_whatever_a_bias_requirement_asks_one_day_never_meets_it(sessions, apart):
    if not problem(purpose=Purpose.BIAS, sessions=sessions, days_apart=apart):
        asked = need(sessions=sessions, days_apart=apart)
        one_day = [Done(day=TODAY, hours=24, practised=True)] * 9
        assert met_until(asked, one_day) is None


def test_a_new_law_has_a_name_and_a_day():
    assert problem(law_update=True) == {"law_from", "law_citation"}
    assert problem(law_update=True, law_from=TODAY, law_citation="Act 12") == set()


def test_what_nobody_can_have_done_is_refused_in_words():
    assert day_problem(TODAY + timedelta(days=1), TODAY, None)
    assert day_problem(date(2019, 1, 1), TODAY, date(2020, 1, 1))
    assert day_problem(TODAY, TODAY, OLD) == ""
    assert [bool(hours_problem(hours)) for hours in (0, 0.25, 24, 24.5)] == [True, False, False, True]
    assert [bool(seats_problem(*each)) for each in ((0, 99), (2, 1), (2, 2))] == [False, False, True]
    assert pairs_problem([(1, 2), (3, 11)], 10)
    assert pairs_problem([(1, 2), (3, 4)], 10) == ""


def test_the_figures_of_a_few_people_are_not_kept():
    assert "at least 5 people" in people_problem(4, 5)
    assert people_problem(5, 5) == ""
