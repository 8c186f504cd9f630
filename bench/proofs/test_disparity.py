"""The long proofs of disparity: tests keep their level over 2,000 simulations, ranges hold the truth as told.

Seeds were drawn once and are never changed to pass. Each proof prints the figure that it reached.
"""

from datetime import date

import numpy as np
import pytest

from commonbeat.plumb import About, Phrase, Window
from commonbeat.plumb.disparity import Benchmark, SunTable, benchmarked_rates, dark_cells, hit_rates, veil_of_darkness
from commonbeat.plumb.disparity.hit_tests import pooled_test, within_places_test
from commonbeat.plumb.groups import Groups
from plumb.disparity.stops import ruled_table, simulated

RUNS = 2000
LEVEL = (0.038, 0.063)
"""The 99% band of an exact 5% test over 2,000 runs."""

COVER = (0.87, 0.93)
YEAR = Window.year(2017)
ABOUT = About(window=YEAR, as_of=date(2018, 6, 1), unit="stops", synthetic=True)
RULED = ruled_table()
MINNEAPOLIS = SunTable.of(YEAR.start, YEAR.end, latitude=44.98, longitude=-93.27, zone="America/Chicago")


@pytest.fixture
def tell():
    """Print a figure that was reached."""

    def said(what, share):
        print(f"{what}: {share:.2%} of {RUNS:,}")

    return said


def found(draw, *, level=0.95, weeks=None, **truth):
    """The odds of one simulated year."""
    cells = dark_cells(*simulated(draw, MINNEAPOLIS, **truth), sun=MINNEAPOLIS, weeks=weeks)
    return veil_of_darkness(cells, group="Blue", about=ABOUT, level=level).ratio


@pytest.mark.parametrize(
    ("name", "seed", "weeks", "mean"), [("all days", 35_671_778, None, 12), ("near", 30_363_093, 6, 24)]
)
def test_the_veil_of_darkness_keeps_its_level_where_days_differ(tell, name, seed, weeks, mean):
    draw = np.random.default_rng(seed)
    rejected = sum(
        not one.low <= 1 <= one.high for one in (found(draw, weeks=weeks, mean=mean, spread=0.6) for _ in range(RUNS))
    )
    tell(f"veil of darkness without an effect, {name}, rejects", rejected / RUNS)
    assert LEVEL[0] <= rejected / RUNS <= LEVEL[1]


def test_the_90_percent_range_of_the_odds_holds_a_true_effect(tell):
    draw = np.random.default_rng(6_512_899)
    truth = np.exp(0.3)
    ranges = (found(draw, log_odds=0.3, spread=0.0, level=0.9) for _ in range(RUNS))
    held = sum(one.low <= truth <= one.high for one in ranges)
    tell("veil of darkness, 90% ranges that hold a true 1.35 times", held / RUNS)
    assert COVER[0] <= held / RUNS <= COVER[1]


@pytest.mark.parametrize(("light", "dark", "most"), [(3, 3, 0.05), (3, 60, 0.11), (10, 60, 0.08), (40, 60, 0.063)])
def test_with_few_days_on_a_side_the_veil_rejects_not_far_over_its_level(tell, light, dark, most):
    """Winter days that are dark by six, summer days that are not; days differ, light has no effect."""
    draw = np.random.default_rng(90_233_518)
    rejected = 0
    for _run in range(RUNS // 4):
        days = np.r_[draw.choice(np.arange(150, 215), light, False), draw.choice(np.r_[0:60, 305:365], dark, False)]
        at = np.repeat(days, 30)
        minute = draw.integers(1060, 1200, len(at))
        logit = -0.5 + 0.3 * np.sin(minute / 60) + draw.normal(0, 0.5, 365)[at]
        cells = dark_cells(at + RULED.first, minute, draw.random(len(at)) < 1 / (1 + np.exp(-logit)), sun=RULED)
        one = veil_of_darkness(cells, group="Blue", about=ABOUT).ratio
        rejected += not one.low <= 1 <= one.high
    tell(f"veil of darkness, {light} light and {dark} dark days, rejects (a quarter of the runs)", rejected * 4 / RUNS)
    assert rejected * 4 / RUNS <= most


def test_tests_of_equal_hit_rates_keep_their_level(tell):
    draw = np.random.default_rng(87_084_112)
    within = pooled = 0
    for _run in range(RUNS):
        searches = draw.integers(20, 200, (3, 8))
        hits = draw.binomial(searches, draw.uniform(0.1, 0.5, 8))
        within += within_places_test(hits * 1.0, searches * 1.0).chance < 0.05
        alike = draw.binomial(searches, 0.3)
        pooled += pooled_test(alike * 1.0, searches * 1.0).chance < 0.05
    for name, rejected in (("within places", within), ("pooled", pooled)):
        tell(f"test of equal hit rates, {name}, rejects", rejected / RUNS)
        assert LEVEL[0] <= rejected / RUNS <= LEVEL[1]


def named(places):
    """The group and the place of every cell of two groups in so many places."""
    group, place = np.indices((2, places)).reshape(2, -1)
    return Groups(group, ("Blue", "Green")), Groups(place, [f"place {number}" for number in range(places)])


def test_90_percent_ranges_of_standardized_differences_hold_the_truth(tell):
    draw = np.random.default_rng(83_237_141)
    cells = named(6)
    held = 0
    for _run in range(RUNS):
        searches, chances = draw.integers(10, 150, (2, 6)), draw.uniform(0.05, 0.6, (2, 6))
        hits = draw.binomial(searches, chances)
        both = hit_rates(
            *cells,
            hits.ravel(),
            searches.ravel(),
            reference="Green",
            about=ABOUT,
            level=0.9,
        )
        weights = searches.sum(axis=0) / searches.sum()
        apart = both.standardized[0].difference
        held += apart.low <= 100 * weights @ (chances[0] - chances[1]) <= apart.high
    tell("standardized differences, 90% ranges that hold the truth", held / RUNS)
    assert COVER[0] <= held / RUNS <= COVER[1]


def test_90_percent_ranges_of_standardized_differences_hold_the_truth_where_places_hold_few_searches(tell):
    """Neighborhoods of a city: 1 to 3 searches of one group and 3 to 39 of the other in each of 87."""
    draw = np.random.default_rng(70_415_266)
    cells = named(87)
    held = 0
    for _run in range(RUNS):
        searches = np.stack([draw.integers(1, 4, 87), draw.integers(3, 40, 87)])
        hits = draw.binomial(searches, draw.uniform(0.1, 0.5, 87))
        both = hit_rates(
            *cells,
            hits.ravel(),
            searches.ravel(),
            reference="Green",
            about=ABOUT,
            level=0.9,
        )
        apart = both.standardized[0].difference
        held += apart.low <= 0 <= apart.high
    tell("standardized differences, few searches a place, 90% ranges that hold the truth", held / RUNS)
    assert COVER[0] <= held / RUNS <= COVER[1]


def test_90_percent_ranges_of_rate_ratios_hold_the_truth(tell):
    """Exact ranges hold it at least as often as they say; log-normal ones of counted benchmarks about as often."""
    draw = np.random.default_rng(46_184_435)
    exact = counted = 0
    for _run in range(RUNS):
        people, rates = draw.integers(500, 5000, 2), draw.uniform(0.005, 0.05, 2)
        blue, green = (int(one) for one in draw.poisson(people * rates))
        crashed = [int(one) for one in draw.poisson(people * 0.05)]
        both = benchmarked_rates(
            {"Blue": blue, "Green": green},
            [benchmark(people.tolist(), False), benchmark(crashed, True)],
            reference="Green",
            about=ABOUT,
            level=0.9,
        )
        one, other = both.ratios("Blue")
        truth = rates[0] / rates[1]
        exact += one.low <= truth <= one.high
        counted += other.low <= truth <= other.high
    tell("rate ratios against a census, 90% ranges that hold the truth", exact / RUNS)
    tell("rate ratios against counts, 90% ranges that hold the truth", counted / RUNS)
    assert exact / RUNS >= 0.89
    assert COVER[0] <= counted / RUNS <= COVER[1]


def benchmark(amounts, counted):
    """A benchmark of two groups."""
    why = Phrase("simulated", "simulado")
    both = dict(zip(("Blue", "Green"), amounts, strict=True))
    return Benchmark(name=why, why=why, amounts=both, unit="people", counted=counted)
