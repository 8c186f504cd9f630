"""How far groups are, what may be passed on of them, and at which crisis calls somebody trained was."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.policies.rules import coverage
from commonbeat.act.policies.rules.coverage import (
    Call,
    answered,
    badges,
    by_month,
    covered,
    month_window,
    share_trained,
)
from commonbeat.act.policies.rules.standing import Stand, Standing
from commonbeat.plumb import Estimate, Reason, Window

TODAY = date(2027, 6, 16)


def test_a_small_group_is_hidden():
    met, never = Standing(state=Stand.MET), Standing(state=Stand.NEVER, due=TODAY)
    assert covered([met] * 4, 5).hidden
    assert not covered([], 5).hidden
    found = covered([met, met, met, met, never], 5)
    assert (found.people, found.current, found.stands[Stand.NEVER], found.hidden) == (5, 4, 1, False)


WINDOW = Window(start=date(2027, 1, 1), end=TODAY)


def test_a_call_counts_where_somebody_trained_was_there_that_day():
    trained = {1: [(date(2027, 1, 1), date(2027, 3, 1))]}
    calls = [
        Call(date(2027, 2, 1), (1, 2), unknown=False),
        Call(date(2027, 4, 1), (1,), unknown=False),
        Call(date(2027, 2, 1), (2,), unknown=True),
        Call(date(2027, 2, 1), (), unknown=True),
        Call(date(2027, 2, 1), (1,), unknown=True),
    ]
    found = answered(calls, trained)
    assert (found.trained, found.untrained, found.cannot_tell, found.partly) == (2, 1, 2, 1)
    assert (found.told_trained, found.told, found.trained, found.most, found.calls) == (1, 2, 2, 4, 5)
    assert list(by_month(calls)) == [date(2027, 2, 1), date(2027, 4, 1)]


def test_a_share_needs_calls_that_can_be_told():
    def shown(*counts):
        return share_trained(coverage.Answered(*counts), WINDOW, minimum=30, synthetic=False)

    assert shown(0, 0, 0).reason == Reason.NO_DENOMINATOR
    assert shown(0, 0, 9).reason == Reason.NOT_RECORDED
    assert shown(9, 9, 0).reason == Reason.TOO_FEW
    found = shown(30, 10, 7)
    assert isinstance(found, Estimate)
    assert (found.numerator, found.n) == (30, 40)


def test_badges_of_one_cell_are_told_apart():
    assert badges("214, 0311;9") == ["214", "0311", "9"]
    assert badges("") == []


CALLS = st.builds(Call, st.just(date(2027, 2, 1)), st.sampled_from([(), (1,), (2,), (1, 2)]), unknown=st.booleans())


@given(st.lists(CALLS, max_size=30))
def test_whatever_nobody_can_tell_the_truth_lies_between_the_two_ends(calls):
    found = answered(calls, {1: [(date(2027, 1, 1), date(2027, 3, 1))]})
    assert found.calls == len(calls)
    assert 0 <= found.told_trained <= found.told <= found.calls
    assert found.trained <= found.most <= found.calls
    no_gaps = [call for call in calls if call.staff and not call.unknown]
    assert found.told == len(no_gaps)


def test_a_month_ends_with_the_days_that_are_looked_at():
    assert month_window(date(2027, 6, 1), WINDOW).end == TODAY
    assert month_window(date(2027, 1, 1), WINDOW) == Window(start=date(2027, 1, 1), end=date(2027, 1, 31))
    late = Window(start=date(2026, 12, 9), end=TODAY)
    assert month_window(date(2026, 12, 1), late) == Window(start=date(2026, 12, 9), end=date(2026, 12, 31))


def test_groups_of_a_few_stand_together_with_another_where_they_are_still_few():
    def people(count):
        return [Standing(state=Stand.MET)] * count

    def names(groups):
        return [(name, found.people, found.hidden) for name, found in coverage.merged(groups, 5)]

    assert names({"": people(6), "B": people(7), "A": people(5)}) == [
        ("A", 5, False),
        ("B", 7, False),
        ("", 6, False),
    ]
    assert names({"A": people(3), "B": people(4), "C": people(9)}) == [("C", 9, False), (None, 7, False)]
    assert names({"A": people(2), "B": people(8), "C": people(9)}) == [("C", 9, False), (None, 10, False)]
    assert names({"A": people(2)}) == [(None, 2, True)]
    assert names({}) == []


def test_whoever_may_open_everybody_sees_every_group():
    groups = {"": [Standing(state=Stand.MET)], "A": [Standing(state=Stand.NEVER)]}
    assert [(name, found.people, found.hidden) for name, found in coverage.apart(groups)] == [
        ("A", 1, False),
        ("", 1, False),
    ]


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 12), max_size=6), st.integers(2, 6))
def test_no_rows_of_a_page_to_pass_on_and_no_difference_to_the_total_are_of_a_few(sizes, least):
    rows = coverage.merged({name: [Standing(state=Stand.MET)] * size for name, size in sizes.items()}, least)
    people, everybody = [found.people for _name, found in rows], sum(sizes.values())
    assert sum(people) == everybody
    if everybody < least:
        assert all(found.hidden for _name, found in rows)
        return
    for chosen in range(1, 2 ** len(people)):
        some = sum(size for place, size in enumerate(people) if chosen >> place & 1)
        assert some >= least
        assert everybody - some == 0 or everybody - some >= least
