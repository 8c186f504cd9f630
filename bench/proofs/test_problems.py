"""The long proofs of problem assessment: nulls of 2,000 simulations, ranges that hold, and what strong memory does."""

import time

import numpy as np
import pytest

from commonbeat.plumb.problems import near_repeats
from plumb.problems.nulls import (
    ABOUT,
    avoided_cover,
    difference_rejections,
    displacement_cover,
    repeat_rejections,
    series_rejections,
    sparse_rejections,
    twice_cover,
    twin_rejections,
)

SEED = 20261126
TIMES = 2_000
LOW, HIGH = 0.038, 0.063
"""The 99% band of an exact 5% test over 2,000 simulations."""


@pytest.mark.parametrize(
    ("n", "start", "slope"), [(36, 24, False), (60, 40, False), (60, 40, True), (120, 80, False), (120, 80, True)]
)
def test_series_that_remember_keep_their_level(n, start, slope):
    wrong = series_rejections(SEED, TIMES, n=n, start=start, slope=slope)
    print(f"interrupted series, {n} periods, slope {slope}, 0.4 carried: rejects {wrong:.1%}")
    assert LOW <= wrong <= HIGH


def test_series_without_memory_reject_seldom_and_strong_memory_is_not_wholly_held():
    """Short fresh counts are told with care; 0.7 carried comes near its level, 0.9 is beyond the method."""
    for n, start in ((36, 24), (60, 40), (120, 80)):
        none = series_rejections(SEED, TIMES, n=n, start=start, carried=0, spread=0)
        strong = series_rejections(SEED, TIMES, n=n, start=start, carried=0.7)
        print(f"interrupted series, {n} periods: rejects {none:.1%} without memory, {strong:.1%} with 0.7 carried")
        assert 0.02 <= none <= HIGH
        assert 0.03 <= strong <= 0.08
    longest = series_rejections(SEED, TIMES, carried=0.9)
    shared = series_rejections(SEED, TIMES, n=120, start=80, carried=0.7, spread=0.1)
    print(f"60 periods: rejects {longest:.1%} with 0.9 carried; 120: {shared:.1%} with 0.7 of a slight surplus")
    assert max(longest, shared) <= 0.15


def test_newey_west_alone_would_be_wrong_far_too_often():
    for carried, spread in ((0, 0), (0.4, 0.25), (0.7, 0.25)):
        wrong = series_rejections(SEED, TIMES, carried=carried, spread=spread, errors="newey_west")
        print(f"interrupted series, 60 periods, {carried} carried, Newey-West: rejects {wrong:.1%}")
        assert wrong > 0.08


def test_small_comparison_areas_raise_no_alarm():
    """Areas that are mostly empty are refused; small ones that are not vary more than busy ones, if anything."""
    for others in (0.002, 0.3, 1.0, 1.5, 3.0):
        found = sparse_rejections(SEED, TIMES, others=others)
        print(
            f"difference in differences, 2 areas of 10 events among 38 of {others}: told {found['told'] / TIMES:.1%}; "
            f"of these p rejects {found['wrong']:.1%}, the 95% range of events avoided holds none {found['held']:.1%}"
        )
        assert found["told"] <= 0.02 * TIMES or (found["wrong"] <= HIGH and found["held"] >= 0.937)


def test_areas_keep_their_level_and_an_effect_lies_in_its_range():
    wrong, held = difference_rejections(SEED, TIMES)
    print(f"difference in differences, 2 of 20 areas: rejects {wrong:.1%}; 90% range holds a true 0.7 {held:.1%}")
    assert LOW <= wrong <= HIGH
    assert 0.87 <= held <= 0.93
    avoided = avoided_cover(SEED, TIMES)
    print(f"difference in differences: 90% range of events avoided holds the truth {avoided:.1%}")
    assert 0.87 <= avoided <= 0.93


def test_displacement_s_ranges_hold_the_truth():
    difference, net, quotient = displacement_cover(SEED, TIMES)
    print(f"90% ranges hold: difference {difference:.1%}, net effect {net:.1%}, quotient (where told) {quotient:.1%}")
    assert min(difference, net, quotient) >= 0.87
    assert max(difference, net, quotient) <= 0.93
    twice = twice_cover(SEED, TIMES)
    print(f"90% range of the difference with one comparison area for both: holds the truth {twice:.1%}")
    assert 0.87 <= twice <= 0.93


def test_twins_of_areas_without_an_effect_are_told_so():
    by_rank, by_range = twin_rejections(SEED, 1_000)
    print(f"synthetic control, 20 areas: rejects {by_rank:.1%} by RMSPE ratio, {by_range:.1%} by its range")
    assert 0.032 <= by_rank <= 0.069
    assert 0.032 <= by_range <= 0.069


def test_events_without_near_repeats_keep_their_level():
    wrong = repeat_rejections(SEED, TIMES, events=60)
    print(f"near repeats, 4 bands at once: rejects {wrong:.1%}")
    assert LOW <= wrong <= HIGH


def test_five_thousand_events_take_seconds():
    rng = np.random.default_rng(SEED)
    x, y = rng.normal(0, 3000, (2, 5_000))
    begun = time.process_time()
    found = near_repeats(
        x,
        y,
        rng.integers(0, 365, 5_000),
        distances=(100, 200, 400, 800),
        times=(7, 14, 28),
        about=ABOUT,
        seed=SEED,
        permutations=199,
    )
    taken = time.process_time() - begun
    print(f"near repeats, 5,000 events, {found.observed.sum():,} close pairs, 199 shuffles: {taken:.2f} CPU s")
    assert taken < 10
