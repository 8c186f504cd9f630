"""A run moves only forward; what is too small, or follows by subtraction, is found by looking at the figures alone."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.measure.findings.rules import (
    RELEASE_MOVES,
    RUN_MOVES,
    Draft,
    LeakRule,
    Measured,
    ReleaseState,
    RunState,
    Seen,
    Split,
    both,
    key_of,
    leaks,
    leaks_between,
    leaks_of,
    may_move,
    parts_of,
    period_label,
    same,
    snapshot,
)
from commonbeat.plumb import About, Kind, Reason, Thresholds, Window, count, rate, share

YEAR = Window.year(2017)
ABOUT = About(window=YEAR, as_of=date(2018, 6, 1), unit="stops")


def draft(shown, area=None, code="", measure="m"):
    return Draft(measure=measure, area=area, code=code, shown=shown)


def number(events):
    return count(events, about=ABOUT)


def hidden(reason=Reason.TOO_FEW, kind=Kind.COUNT):
    return ABOUT.withheld(reason, kind)


def found(*drafts, adding=("m",)):
    return [(leak.key, leak.rule) for leak in leaks(drafts, Thresholds(), frozenset(adding))]


@pytest.mark.parametrize(("moves", "states"), [(RUN_MOVES, RunState), (RELEASE_MOVES, ReleaseState)])
def test_every_state_has_its_moves_and_none_leads_back(moves, states):
    assert set(moves) == set(states.values)
    order = list(states.values)
    assert all(order.index(new) > order.index(old) for old, news in moves.items() for new in news)


def test_nothing_is_published_that_was_not_checked_and_approved():
    assert not may_move(RUN_MOVES, RunState.BUILT, RunState.PUBLISHED)
    assert not may_move(RUN_MOVES, RunState.CHECKED, RunState.PUBLISHED)
    assert may_move(RUN_MOVES, RunState.APPROVED, RunState.PUBLISHED)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.from_regex(r"[a-z_]{1,20}", fullmatch=True), st.none() | st.integers(1, 10**9), st.text(max_size=20))
def test_a_key_gives_its_parts_back(measure, area, code):
    assert parts_of(key_of(measure, area, code)) == (measure, area, code)


def test_words_are_kept_in_both_languages():
    assert set(both(gettext_lazy("Stops"))) == {"en", "es"}
    measured = Measured(
        key="m",
        section="stops",
        split=Split.GROUP,
        title="Stops",
        question="How many?",
        numerator="Stops",
        denominator="Nothing",
        caveat="Care",
        cannot="Why",
    )
    kept = snapshot([measured], {"": "All"}, left_out={})
    assert kept["measures"]["m"]["title"] == {"en": "Stops", "es": "Stops"}
    assert kept["labels"][""]["en"] == "All"
    assert kept["order"] == ["m"]
    without = snapshot([measured], {"": "All"}, left_out={"m": "Nothing was loaded."})
    assert without["order"] == []
    assert without["left_out"] == [{"measure": "m", "why": {"en": "Nothing was loaded.", "es": "Nothing was loaded."}}]
    assert without["measures"] == kept["measures"]


@pytest.mark.parametrize(
    ("window", "language", "said"),
    [
        (Window.month(2017, 5), "en", "May 2017"),
        (Window.month(2017, 1), "en", "January 2017"),
        (YEAR, "es", "2017"),
        (Window(start=date(2021, 1, 1), end=date(2021, 8, 31)), "en", "2021 (to August 31, 2021)"),
        (Window(start=date(2021, 1, 1), end=date(2021, 8, 31)), "es", "2021 (hasta el 31 de agosto de 2021)"),
    ],
)
def test_a_period_is_called_as_people_call_it(window, language, said):
    assert period_label(window, language) == said


@pytest.mark.parametrize(
    ("shown", "rule"),
    [
        (number(4), LeakRule.SMALL_COUNT),
        (share(10, 20, about=ABOUT), LeakRule.SMALL_BASE),
        (share(3, 100, about=ABOUT), LeakRule.SMALL_PART),
        (share(98, 100, about=ABOUT), LeakRule.SMALL_PART),
        (rate(20, 1000, per=1000, unit="residents", about=ABOUT), LeakRule.SMALL_BASE),
    ],
)
def test_what_is_too_small_is_found(shown, rule):
    assert found(draft(shown)) == [("m//", rule)]


@pytest.mark.parametrize(
    "shown", [number(0), number(5), share(0, 30, about=ABOUT), share(50, 100, about=ABOUT), hidden()]
)
def test_what_is_large_enough_or_nothing_or_hidden_is_no_leak(shown):
    assert found(draft(shown)) == []


def test_one_hidden_part_of_a_shown_total_is_found_along_codes_and_along_places():
    along = [draft(number(23)), draft(number(20), code="a"), draft(hidden(), code="b")]
    across = [draft(number(23)), draft(number(20), area=1), draft(hidden(), area=2)]
    assert found(*along) == [("m//b", LeakRule.BY_SUBTRACTION)]
    assert found(*across) == [("m/2/", LeakRule.BY_SUBTRACTION)]
    assert found(*along, adding=()) == []


def test_a_hidden_total_of_shown_parts_is_found():
    parts = [draft(number(0), code="a"), draft(number(0), code="b"), draft(hidden(Reason.COMPLEMENTARY))]
    assert found(*parts) == []
    small = [draft(hidden(), area=None), draft(number(0), area=1), draft(hidden(), area=2), draft(number(0), area=3)]
    assert found(*small) == []


def test_two_hidden_parts_are_no_leak_and_neither_is_one_that_is_large():
    two = [draft(number(30)), draft(number(20), code="a"), draft(hidden(), code="b"), draft(hidden(), code="c")]
    large = [draft(number(30)), draft(number(20), code="a"), draft(hidden(Reason.COMPLEMENTARY), code="b")]
    assert found(*two) == []
    assert found(*large) == []


def test_without_its_total_nothing_follows():
    assert found(draft(number(20), code="a"), draft(hidden(), code="b")) == []


def test_a_share_leaks_its_hits_and_its_misses():
    whole = draft(share(60, 200, about=ABOUT))
    part = draft(share(57, 150, about=ABOUT), code="a")
    assert found(whole, part, draft(hidden(kind=Kind.SHARE), code="b")) == [("m//b", LeakRule.BY_SUBTRACTION)]
    misses = draft(share(12, 152, about=ABOUT), code="a")
    assert found(whole, misses, draft(hidden(kind=Kind.SHARE), code="b")) == []


def test_the_same_figure_is_the_same_to_a_reader():
    assert same(number(20), number(20))
    assert not same(number(20), number(21))
    assert same(hidden(), hidden())
    assert not same(hidden(), hidden(Reason.COMPLEMENTARY))
    assert not same(number(20), hidden())
    assert not same(hidden(), number(20))


def test_a_score_is_judged_by_its_own_thresholds_a_neighborhoods_by_a_higher_one():
    twelve, thirty = share(6, 12, asked=40, about=ABOUT), share(15, 30, asked=60, about=ABOUT)
    scores = frozenset({"m"})
    assert leaks([draft(twelve)], Thresholds(), scores, scores) == []
    (leak,) = leaks([draft(twelve, area=1)], Thresholds(), scores, scores)
    assert leak.rule == LeakRule.SMALL_BASE
    assert leaks([draft(thirty, area=1)], Thresholds(), scores, scores) == []
    (small,) = leaks([draft(share(5, 9, asked=40, about=ABOUT))], Thresholds(), scores, scores)
    assert small.rule == LeakRule.SMALL_BASE
    words = {"m": {"adds_up": True, "base": "answers"}, "old": {"adds_up": False}}
    assert leaks_of([draft(twelve)], Thresholds(), words) == []
    assert leaks_of([draft(twelve, measure="old")], Thresholds(), words) != []


def test_a_figure_is_another_where_more_people_were_asked():
    assert not same(share(6, 12, asked=40, about=ABOUT), share(6, 12, asked=41, about=ABOUT))


FIRST, SECOND = Window.year(2016), Window.year(2017)
BOTH = Window(start=FIRST.start, end=SECOND.end)
SCORES = {measure: {"adds_up": True, "base": "answers"} for measure in ("m", "months")}


def score(top, n, window=FIRST, **where):
    return draft(share(top, n, asked=2 * n, about=replace(ABOUT, window=window)), **where)


def between(now, before=()):
    ever = {one.key: one.shown for one in before}
    return [leak.key for leak in leaks_between(now, Seen(figures=ever, ever=ever), Thresholds(), SCORES)]


BEFORE = [score(50, 90), score(20, 40, area=1), score(14, 30, code="2016-03", measure="months")]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ([score(50, 90), score(20, 40, area=1)], []),
        ([score(60, 110, BOTH), score(30, 60, BOTH, area=1)], []),
        ([score(60, 110, BOTH), score(30, 60, BOTH, area=1), score(20, 40, SECOND, area=2)], ["m//"]),
        ([score(60, 110, BOTH), score(23, 45, BOTH, area=1)], ["m/1/"]),
        ([score(56, 101, BOTH), score(20, 40, BOTH, area=1)], []),
        ([score(53, 98, BOTH), score(20, 40, BOTH, area=1)], ["m//"]),
        ([score(60, 110, BOTH), score(10, 20, BOTH, area=2)], ["m/2/"]),
        ([score(60, 110, BOTH), score(10, 20, SECOND, area=2)], []),
        ([score(60, 110, BOTH), score(20, 40, area=1), draft(hidden(kind=Kind.SHARE), area=2)], []),
        ([draft(hidden(kind=Kind.SHARE)), score(20, 40, area=1)], []),
        ([draft(hidden(kind=Kind.SHARE)), score(21, 42, area=1)], ["m/1/"]),
        ([score(80, 90)], ["m//"]),
    ],
)
def test_what_came_in_since_is_nothing_or_large_enough_in_each_line_and_in_what_is_left(now, found):
    assert between(now, BEFORE) == found


@pytest.mark.parametrize(
    ("placeless", "undated", "found"),
    [
        ((11, 18), (6, 12), ["months//"]),
        ((6, 12), (11, 18), ["months//"]),
        ((16, 30), (6, 12), []),
        ((6, 12), (16, 30), []),
        ((11, 18), (6, 20), []),
        ((11, 18), (11, 18), []),
    ],
)
def test_what_two_lists_leave_of_one_whole_is_compared(placeless, undated, found):
    now = []
    for measure, (top, n), where in (("m", placeless, {"area": 1}), ("months", undated, {"code": "2016-03"})):
        now += [score(50, 90, measure=measure), score(50 - top, 90 - n, measure=measure, **where)]
    assert between(now) == found


def test_measures_that_rest_on_records_are_not_compared_over_time():
    words = {"m": {"adds_up": True, "base": "records"}, "old": {"adds_up": False}}
    assert leaks_between([draft(number(23))], Seen(ever={"m//": number(20)}), Thresholds(), words) == []
