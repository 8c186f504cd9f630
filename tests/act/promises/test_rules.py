"""The laws of a promise, without a database: moves, dates, reminders, what counts as on time, in which order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.promises import rules
from commonbeat.act.promises.rules import Ask, Mark, Reminder, Show, Standing, State
from commonbeat.ground.people.rules import Rank
from commonbeat.plumb import Estimate, Reason, Window, Withheld

TODAY = date(2026, 11, 21)
YEAR = Window(start=date(2026, 1, 1), end=TODAY)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def at(state, *, due=0, new=None, kept=None, closed=None) -> Standing:
    """A promise due so many days from today."""

    def on(offset):
        return None if offset is None else TODAY + days(offset)

    return Standing(state=state, due=TODAY + days(due), new_due=on(new), kept_on=on(kept), closed_on=on(closed))


states = st.sampled_from(list(State))
standings = st.builds(
    at,
    states,
    due=st.integers(-400, 400),
    kept=st.none() | st.integers(-400, 0),
    closed=st.none() | st.integers(-400, 0),
)


@given(states)
def test_whatever_is_open_can_be_broken_and_whatever_has_ended_goes_nowhere(state):
    may_break = rules.may_move(state, State.BROKEN)
    assert may_break == (state not in rules.CLOSED and state != State.PROPOSED)
    assert (rules.MOVES[state] == frozenset()) == (state in rules.CLOSED)


def test_only_what_was_reported_kept_can_be_verified_or_disputed():
    assert [state for state in State if State.VERIFIED_KEPT in rules.MOVES[state]] == [State.REPORTED_KEPT]
    assert [state for state in State if State.DISPUTED in rules.MOVES[state]] == [State.REPORTED_KEPT]
    assert rules.move_problem(State.REPORTED_KEPT, State.DISPUTED) == ""
    assert rules.move_problem(State.BROKEN, State.ACCEPTED) == "This promise is: Broken. It cannot become: Accepted."


def test_the_ledger_is_written_forward_and_never_ahead():
    assert rules.day_problem(TODAY, TODAY, TODAY) == ""
    assert "ahead of time" in rules.day_problem(TODAY + days(1), TODAY, TODAY)
    assert "written forward" in rules.day_problem(TODAY - days(1), TODAY, TODAY)


def test_a_key_has_128_random_bits_and_only_its_hash_is_told():
    keys = {rules.new_key() for _one in range(50)}
    assert len(keys) == 50
    assert all(len(key) == 22 for key in keys)
    assert rules.key_hash("a") != rules.key_hash("b")
    assert len(rules.key_hash("a")) == 64


@pytest.mark.parametrize(
    ("due", "words"), [(0, ""), (-1, "or later"), (3 * 366, ""), (3 * 366 + 1, "within three years")]
)
def test_a_promise_is_due_from_its_day_on_and_within_three_years(due, words):
    assert words in rules.due_problem(TODAY + days(due), TODAY)
    assert bool(words) == bool(rules.due_problem(TODAY + days(due), TODAY))


def test_a_new_date_is_later_than_the_one_that_holds_and_not_past():
    assert rules.new_due_problem(TODAY + days(5), TODAY - days(9), TODAY) == ""
    assert "after the one that holds" in rules.new_due_problem(TODAY, TODAY, TODAY)
    assert "or later" in rules.new_due_problem(TODAY - days(1), TODAY - days(9), TODAY)


@pytest.mark.parametrize(
    ("state", "due", "reminded", "said"),
    [
        (State.ACCEPTED, 8, None, None),
        (State.ACCEPTED, 7, None, Reminder.BEFORE),
        (State.ACCEPTED, 5, -2, None),
        (State.ACCEPTED, 5, -3, Reminder.BEFORE),
        (State.ACCEPTED, 0, -7, None),
        (State.ACCEPTED, -1, -8, Reminder.AFTER),
        (State.ACCEPTED, -30, None, Reminder.AFTER),
        (State.ACCEPTED, -30, -29, None),
        (State.REPORTED_KEPT, -30, None, None),
        (State.VERIFIED_KEPT, 3, None, None),
        (State.DISPUTED, -30, None, Reminder.AFTER),
    ],
)
def test_an_owner_is_reminded_once_before_the_day_and_once_after(state, due, reminded, said):
    last = None if reminded is None else TODAY + days(reminded)
    assert rules.reminder_due(state, TODAY + days(due), last, TODAY, 7) is said


@pytest.mark.parametrize(
    ("state", "times", "asked", "said"),
    [
        (State.REPORTED_KEPT, 0, None, Ask.FIRST),
        (State.REPORTED_KEPT, 1, -6, None),
        (State.REPORTED_KEPT, 1, -7, Ask.AGAIN),
        (State.REPORTED_KEPT, 2, -70, None),
        (State.VERIFIED_KEPT, 0, None, None),
    ],
)
def test_the_person_promised_is_asked_at_once_and_once_more(state, times, asked, said):
    on = None if asked is None else TODAY + days(asked)
    assert rules.ask_due(state, times, on, TODAY, 7) is said


def test_on_time_is_kept_by_the_first_date_and_confirmed_by_the_person_promised():
    assert at(State.VERIFIED_KEPT, due=-10, kept=-10, closed=-2).kept_on_time, "a late answer makes nobody late"
    assert not at(State.VERIFIED_KEPT, due=-10, kept=-9, closed=-9).kept_on_time
    assert not at(State.VERIFIED_KEPT, due=-10, new=5, kept=-9, closed=-9).kept_on_time, "the first date counts"
    assert not at(State.REPORTED_KEPT, due=-10, kept=-12).kept_on_time, "nobody has checked"
    assert not at(State.VERIFIED_KEPT, due=-10).kept_on_time


@pytest.mark.parametrize(
    ("one", "mark", "shape"),
    [
        (at(State.VERIFIED_KEPT, due=-5, kept=-5), Mark.KEPT, "verified"),
        (at(State.VERIFIED_KEPT, due=-5, kept=-4), Mark.KEPT_LATE, "fine"),
        (at(State.REPORTED_KEPT, due=-5, kept=-5), Mark.REPORTED, "reported"),
        (at(State.DISPUTED, due=-5), Mark.DISPUTED, "disputed"),
        (at(State.RENEGOTIATED, due=-5, new=3), Mark.MOVED, "moved"),
        (at(State.IN_PROGRESS, due=-5, new=3), Mark.MOVED, "moved"),
        (at(State.RENEGOTIATED, due=-5, new=-1), Mark.LATE, "open"),
        (at(State.ACCEPTED, due=-5), Mark.LATE, "open"),
        (at(State.PROPOSED, due=-5), Mark.LATE, "open"),
        (at(State.BROKEN, due=-5), Mark.BROKEN, "broken"),
    ],
)
def test_each_promise_that_came_due_has_one_mark_and_one_shape(one, mark, shape):
    assert rules.mark_of(one, TODAY) is mark
    assert rules.shown_as(one, TODAY) == shape


def test_one_that_was_declined_was_never_promised():
    assert rules.tally([at(State.DECLINED, due=-5)], YEAR, TODAY).due == 0
    assert rules.shown_as(at(State.DECLINED, due=-5), TODAY) == "unknown"


@given(st.lists(standings, max_size=30))
def test_the_tally_counts_every_promise_of_the_window_once(rows):
    found = rules.tally(rows, YEAR, TODAY)
    inside = [one for one in rows if YEAR.start <= one.due <= YEAR.end and one.state != State.DECLINED]
    assert found.due == len(inside)
    assert found.on_time == sum(one.kept_on_time for one in inside)


def test_the_share_has_wilson_s_range_and_is_withheld_under_the_threshold():
    kept = [at(State.VERIFIED_KEPT, due=-5, kept=-5)] * 9
    rest = [at(State.ACCEPTED, due=-5)] * 5
    found = rules.share_of(rules.tally(kept + rest, YEAR, TODAY), minimum=10, as_of=TODAY)
    assert isinstance(found, Estimate)
    assert (found.n, round(found.low, 3), round(found.high, 3)) == (14, 0.388, 0.837)
    assert found.method.key == "wilson"
    few = rules.share_of(rules.tally(rest, YEAR, TODAY), minimum=10, as_of=TODAY)
    assert isinstance(few, Withheld)
    assert (few.reason, few.n_hint) == (Reason.TOO_FEW, 10)
    none = rules.share_of(rules.tally([], YEAR, TODAY), minimum=10, as_of=TODAY)
    assert isinstance(none, Withheld)
    assert none.reason is Reason.NO_DENOMINATOR


def test_the_year_so_far_ends_today():
    assert rules.year_to(TODAY) == YEAR


@given(standings)
def test_every_filter_but_all_lists_only_its_own(one):
    assert Show.ALL.holds(one, TODAY)
    assert Show.LATE.holds(one, TODAY) == (one.state in rules.OWED and one.in_force < TODAY)
    ends = (Show.OPEN, Show.WAITING, Show.VERIFIED, Show.BROKEN)
    assert sum(show.holds(one, TODAY) for show in ends) == 1, "each promise stands in exactly one"


def test_late_ones_come_first_then_open_ones_by_first_date_then_the_latest_ended():
    late, later = at(State.ACCEPTED, due=-30), at(State.DISPUTED, due=-50)
    soon, moved = at(State.ACCEPTED, due=3), at(State.RENEGOTIATED, due=-80, new=20)
    ended, before = at(State.BROKEN, due=-90, closed=-3), at(State.VERIFIED_KEPT, due=-90, kept=-90, closed=-80)
    rows = [before, soon, ended, late, moved, later]
    assert sorted(rows, key=lambda one: rules.sort_key(one, TODAY)) == [later, late, moved, soon, ended, before]


@given(st.lists(st.tuples(standings, st.sampled_from([*Rank])), max_size=30))
def test_leaders_are_counted_by_rank_like_everybody_else_and_nobody_else_is_among_them(told):
    rows = [replace(one, rank=rank) for one, rank in told]
    found = rules.led(rows, TODAY)
    assert [one.rank for one in found] == list(rules.LEADERS)
    for one in found:
        own = [row for row in rows if row.rank == one.rank]
        assert one.counts[Show.ALL] == len(own) == one.counts[Show.LEADERS]
        assert one.counts[Show.LATE] <= one.counts[Show.OPEN]
        ended = [one.counts[each] for each in (Show.OPEN, Show.WAITING, Show.VERIFIED, Show.BROKEN)]
        assert sum(ended) == len(own), "each promise stands in one column"
    assert sum(Show.LEADERS.holds(row, TODAY) for row in rows) == sum(one.counts[Show.ALL] for one in found)
