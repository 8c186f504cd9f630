"""Ranges are right at zero, at all, for huge n, and where textbooks print them."""

from dataclasses import replace
from datetime import date
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import binomtest, poisson

from commonbeat.plumb import About, DataError, Kind, Window, count, garwood, rate, share, wilson

ABOUT = About(window=Window.year(2017), as_of=date(2018, 6, 1))
LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999])
rules = settings(deadline=None, derandomize=True, max_examples=100)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (9, 14, 0.388, 0.837),
        (436, 466, 0.910, 0.955),
        (81, 263, 0.2553, 0.3662),  # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_ends(k, n, low, high):
    ends = share(k, n, about=ABOUT)
    assert round(ends.low, len(str(low)) - 2) == pytest.approx(low, abs=1e-9)
    assert round(ends.high, len(str(high)) - 2) == pytest.approx(high, abs=1e-9)


@pytest.mark.parametrize(
    ("events", "low", "high"),  # exact Poisson limits as printed in tables of Garwood's interval
    [
        (0, 0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.242, 7.225),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
    ],
)
def test_garwood_gives_the_published_ends(events, low, high):
    ends = count(events, about=ABOUT)
    assert ends.low == pytest.approx(low, abs=6e-4)
    assert ends.high == pytest.approx(high, abs=6e-4)


@rules
@given(n=st.integers(1, 10**6), part=st.floats(0, 1), level=LEVELS)
def test_wilson_agrees_with_scipy(n, part, level):
    k = round(n * part)
    theirs = binomtest(k, n).proportion_ci(level, "wilson")
    ours = share(k, n, level=level, about=ABOUT)
    assert ours.low == pytest.approx(max(theirs.low, 0), abs=1e-12)
    assert ours.high == pytest.approx(theirs.high, abs=1e-12)


@rules
@given(k=st.integers(0, 2000), level=LEVELS)
def test_garwood_ends_are_where_a_tail_of_the_poisson_reaches_half_of_what_is_left(k, level):
    tail = (1 - level) / 2
    low, high = garwood(k, level)
    top = k + 20 * np.sqrt(k + 1) + 20
    assert high == pytest.approx(brentq(lambda mean: poisson.cdf(k, mean) - tail, 1e-12, top), rel=1e-8)
    lowest = brentq(lambda mean: poisson.sf(k - 1, mean) - tail, 1e-12, top) if k else 0
    assert low == pytest.approx(lowest, rel=1e-8)


@pytest.mark.parametrize("n", [1, 7, 10**6, 10**12, 2**53])
def test_none_and_all_end_exactly_at_zero_and_one(n):
    none, everyone = share(0, n, about=ABOUT), share(n, n, about=ABOUT)
    assert (none.low, everyone.high) == (0.0, 1.0)
    assert none.high > 0
    assert everyone.low == pytest.approx(1 - none.high)


def test_a_huge_n_keeps_a_range_that_holds_its_figure():
    rare = share(1, 10**15, about=ABOUT)
    assert 0 < rare.low < rare.point < rare.high < 1e-13
    assert rare.low == pytest.approx(1.765e-16, rel=1e-3)
    even = share(5 * 10**14, 10**15, about=ABOUT)
    assert even.high - even.low == pytest.approx(2 * 1.959963985 * 0.5 / 10**7.5, rel=1e-6)


def test_a_huge_count_keeps_a_range_of_its_square_root():
    low, high = garwood(10**12)
    assert (low - 1e12) / 1e6 == pytest.approx(-1.96, abs=1e-3)
    assert (high - 1e12) / 1e6 == pytest.approx(1.96, abs=1e-3)


def test_columns_give_what_single_figures_give():
    k, n = np.array([0, 3, 9, 14]), np.array([14, 14, 14, 14])
    low, high = wilson(k, n, 0.9)
    for i, hits in enumerate(k):
        assert (low[i], high[i]) == wilson(int(hits), 14, 0.9)
    assert garwood(k)[1].shape == (4,)


def test_a_cell_in_which_nothing_was_tried_could_be_anything():
    low, high = wilson([0, 1], [0, 2])
    assert (low[0], high[0]) == (0.0, 1.0)


def test_the_minneapolis_searches_read_as_on_the_page():
    searched = share(5237, 43699, unit="stops", about=ABOUT)
    assert (round(searched.low, 3), round(searched.high, 3)) == (0.117, 0.123)
    assert (searched.n, searched.numerator, searched.denominator, searched.kind) == (43699, 5237, 43699, Kind.SHARE)


def test_a_figure_is_about_what_its_data_are_unless_it_names_another_unit():
    stops = replace(ABOUT, unit="stops", synthetic=True)
    for figure in (share(3, 7, about=stops), count(3, about=stops)):
        assert (figure.unit, figure.window, figure.as_of, figure.synthetic) == (
            "stops",
            ABOUT.window,
            ABOUT.as_of,
            True,
        )
    assert (share(3, 7, unit="drivers", about=stops).unit, count(3, unit="", about=stops).unit) == ("drivers", "")
    assert rate(3, 7, per=1, unit="residents", about=stops).unit == "residents"


def test_a_rate_is_a_count_over_an_exposure_that_is_known():
    stops = rate(10, 2000, per=1000, unit="residents", about=ABOUT)
    assert (stops.point, stops.n, stops.per, stops.unit) == (5.0, 10, 1000, "residents")
    assert (stops.low, stops.high) == (pytest.approx(2.3977, abs=1e-4), pytest.approx(9.1952, abs=1e-4))


@rules
@given(p=st.floats(0.05, 0.95))
def test_wilson_covers_the_truth_about_as_often_as_it_says(p):
    n = 60
    hits = np.arange(n + 1)
    low, high = wilson(hits, np.full(n + 1, n))
    chance = np.array([binom(n, k, p) for k in hits])
    assert chance[(low <= p) & (p <= high)].sum() > 0.91


def binom(n, k, p):
    """The chance of k hits in n."""
    return comb(n, int(k)) * p**k * (1 - p) ** (n - k)


@pytest.mark.parametrize(
    ("ask", "argument"),
    [
        (lambda: share(1, 0, about=ABOUT), "trials"),
        (lambda: share(3, 2, about=ABOUT), "successes"),
        (lambda: share(-1, 2, about=ABOUT), "successes"),
        (lambda: share(1.0, 2, about=ABOUT), "successes"),
        (lambda: share(1, True, about=ABOUT), "trials"),
        (lambda: share(1, 2, level=95, about=ABOUT), "level"),
        (lambda: count(-1, about=ABOUT), "events"),
        (lambda: rate(1, 0, per=1000, unit="residents", about=ABOUT), "exposure"),
        (lambda: rate(1, float("nan"), per=1000, unit="residents", about=ABOUT), "exposure"),
        (lambda: rate(1, 10, per=0, unit="residents", about=ABOUT), "per"),
        (lambda: share(1, 2, about=Window.year(2017)), "about"),
        (lambda: count(1, about=None), "about"),
        (lambda: rate(1, 2, per=1, unit="residents", about="2017"), "about"),
        (lambda: wilson([1, 3], [2, 2]), "k"),
        (lambda: wilson([1.5], [2]), "k"),
        (lambda: wilson([1], [np.inf]), "n"),
        (lambda: garwood([-1]), "k"),
    ],
)
def test_what_cannot_be_is_refused_in_words(ask, argument):
    with pytest.raises(DataError) as refused:
        ask()
    assert refused.value.argument == argument
    assert refused.value.problem in str(refused.value)
    assert refused.value.remedy in str(refused.value)
