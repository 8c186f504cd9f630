"""What is usual, end by end: the ranges of counts and of yes of n are those that plain adding up gives."""

from itertools import product

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import brentq
from scipy.special import expit

from commonbeat.plumb import DataError, Estimate
from commonbeat.plumb.peers import compare_counts
from commonbeat.plumb.peers.odds import Odds
from commonbeat.plumb.peers.predictive import scores
from commonbeat.plumb.peers.rates import Rates
from commonbeat.plumb.peers.ratios import over_expected
from plumb.peers.rules import ABOUT

POINTS = np.linspace(-9, 9, 6001)
HEAVY = stats.norm.pdf(POINTS) / stats.norm.pdf(POINTS).sum()
ENDS = 0.025, 0.975


def first_reaching(chance, upto, high):
    """The first count at which the chance of so many or fewer reaches `chance`."""
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if upto(middle) >= chance else (middle, high)
    return high


def shares_by_adding_up(trials, share, spread):
    middle = brentq(lambda at: expit(at + np.sqrt(spread) * POINTS) @ HEAVY - share, -30, 30)
    each = expit(middle + np.sqrt(spread) * POINTS)
    return [first_reaching(end, lambda k: stats.binom.cdf(k, trials, each) @ HEAVY, trials) for end in ENDS]


def counts_by_adding_up(mean, spread):
    each = mean * np.exp(np.sqrt(spread) * POINTS - spread / 2)
    return [first_reaching(end, lambda k: stats.poisson.cdf(k, each) @ HEAVY, 2**24) for end in ENDS]


def test_the_range_of_yes_of_n_is_that_of_adding_up_for_many_trials_and_rare_events_too():
    grid = list(product([100, 500, 2000, 5000], [0.005, 0.02, 0.1, 0.5], [1e-4, 0.003, 0.02, 0.16]))
    trials, share, spread = np.array(grid).T
    found = np.array(Odds(trials).ends(trials * share, spread, 0.95)).T
    assert np.abs(found - [shares_by_adding_up(*one) for one in grid]).max() <= 1


def test_the_range_of_counts_is_that_of_adding_up_for_large_counts_too():
    grid = list(product([1, 30, 500, 5000, 20_000], [0, 1e-6, 4e-4, 0.02, 0.3, 2]))
    mean, spread = np.array(grid, dtype=float).T
    found = np.array(Rates().ends(mean, spread, 0.95)).T
    assert np.abs(found - [counts_by_adding_up(*one) for one in grid]).max() <= 1


def test_officers_with_thousands_of_events_are_compared_and_their_ranges_lie_around_what_is_expected():
    draw = np.random.default_rng(6)
    hours = draw.uniform(900, 1100, 30)
    events = draw.poisson(5 * hours * np.exp(0.02 * draw.standard_normal(30)))
    found = compare_counts(range(30), ["days"] * 30, events, hours, about=ABOUT)
    for row in found.rows:
        assert isinstance(row.expected, Estimate)
        assert 0.9 * row.expected.point < row.expected.low < row.expected.point
        assert row.expected.point < row.expected.high < 1.1 * row.expected.point


def test_an_expected_count_that_nobody_can_count_is_refused():
    with pytest.raises(DataError, match=r"exposure: like work would bring an officer about 1e\+17 events"):
        Rates().ends(np.array([4.0, 1e17]), np.array([0.1, 0.1]), 0.95)


@pytest.mark.parametrize(("expected", "spread"), [(0.00025605, 254.91937936), (9.61989553e-05, 606.03971098)])
def test_the_space_of_a_count_is_not_turned_round_however_far_out_it_lies(expected, spread):
    low, high = scores(Rates(), np.array([1.0]), np.array([expected]), np.array([spread]))
    assert 8 < low[0] <= high[0] < 13


def test_next_to_no_hours_and_a_rate_that_nobody_knows_give_chances_and_ends_without_a_warning():
    seen, expected, wide = np.array([0.0, 10.0]), np.full(2, 1e-10), np.full(2, 1e5)
    for part in Rates().below(seen, expected, wide):
        assert ((part >= 0) & (part <= 1)).all()
    low, high = over_expected(seen, (seen / 2, seen * 2 + 4), expected, wide, 1.96)
    assert (low <= seen / expected).all()
    assert (high >= seen / expected).all()
    assert np.isfinite(high).all()
