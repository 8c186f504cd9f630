"""Yes of n beside like work: the beta-binomial agrees with R and scipy, and refuses what has no finite answer."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import brentq
from scipy.special import expit

from commonbeat.plumb import About, DataError, Window
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.peers import beta_binomial, compare_shares
from commonbeat.plumb.peers.odds import Odds
from commonbeat.plumb.peers.predictive import fitted_spread

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())["shares"]
ABOUT = About(window=Window.year(2025), as_of=date(2026, 1, 5), unit="searches", synthetic=True)
I = np.arange(60)  # noqa: E741 - the counter that R's script uses
LEVELS = ["North days", "North nights", "South days", "South nights"]
PLACE = Groups(codes=I % 4, levels=LEVELS)
TRIALS = 10 + (I * 7) % 40
HITS = (I * 5 + I * I * 3) % (TRIALS // 2 + 1)
OFFICERS = Groups(codes=I // 2, levels=[f"Officer {number}" for number in range(30)])
rules = settings(deadline=None, derandomize=True, max_examples=12)


def near(found, golden, tolerance=1e-6):
    np.testing.assert_allclose(found, golden, rtol=tolerance, atol=tolerance)


def test_shares_and_their_common_spread_are_those_that_r_s_optim_finds():
    fit = beta_binomial(PLACE, HITS, TRIALS)
    near(fit.share, GOLDEN["share"], 1e-5)
    near(fit.se, GOLDEN["se"], 1e-4)
    near(fit.spread, GOLDEN["rho"], 1e-5)
    near(fit.log_likelihood, GOLDEN["likelihood"], 1e-9)
    again = beta_binomial(PLACE, HITS, TRIALS, spread=fit.spread)
    near(again.share, fit.share, 1e-12)
    assert fit.levels == tuple(LEVELS)
    assert not fit.share.flags.writeable


def test_rows_that_vary_by_chance_alone_have_no_spread():
    fit = beta_binomial(PLACE, np.full(60, 5), np.full(60, 20))
    assert fit.spread == 0
    near(fit.share, [0.25] * 4)
    near(fit.se, [np.sqrt(0.25 * 0.75 / 300)] * 4)
    near(fit.log_likelihood, 60 * stats.binom.logpmf(5, 20, 0.25))


@rules
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_nothing_and_yes_and_no_are_mirrored(seed):
    order = np.random.default_rng(seed).permutation(60)
    fit = beta_binomial(Groups(codes=PLACE.codes[order], levels=LEVELS), HITS[order], TRIALS[order])
    other = beta_binomial(PLACE, TRIALS - HITS, TRIALS)
    near(fit.share, 1 - other.share, 1e-6)
    near(fit.spread, other.spread, 1e-5)


def test_a_normal_of_log_odds_gives_the_tails_and_ranges_that_adding_up_gives():
    kind = Odds(np.array([60.0, 60, 60, 60]))
    mean, spreads = np.full(4, 9.0), np.full(4, 0.25)
    nodes, weights = np.polynomial.hermite_e.hermegauss(200)
    centre = brentq(lambda at: expit(at + 0.5 * nodes) @ weights / weights.sum() - 0.15, -9, 9, xtol=1e-14)
    law = stats.binom.pmf(np.arange(61)[:, None], 60, expit(centre + 0.5 * nodes)) @ weights / weights.sum()
    near(law @ np.arange(61), 9)
    upto, over = kind.below(np.array([-1.0, 9, 20, 60]), mean, spreads)
    near(upto, [0, law[:10].sum(), law[:21].sum(), 1], 1e-9)
    near(over, [1, law[10:].sum(), law[21:].sum(), 0], 1e-9)
    near(kind.ends(mean, spreads, 0.9)[0], np.searchsorted(np.cumsum(law), 0.05))
    near(kind.ends(mean, spreads, 0.9)[1], np.searchsorted(np.cumsum(law), 0.95))
    near(kind.likelihood(np.array([0.0, 9, 20, 30]), mean, spreads), np.log(law[[0, 9, 20, 30]]).sum(), 1e-8)


def test_log_odds_that_do_not_differ_are_the_binomial_s_and_noise_widens_them():
    kind = Odds(np.full(3, 40.0))
    seen, mean, none = np.array([0.0, 10, 25]), np.full(3, 10.0), np.zeros(3)
    near(kind.below(seen, mean, none)[1], stats.binom.sf(seen, 40, 0.25), 1e-10)
    near(kind.widened(mean, 0.1, np.full(3, 0.02)), 0.1 + 0.02 / 0.75**2)
    wild = kind.below(seen, np.full(3, 0.004), np.full(3, 100.0))
    near(wild[0] + wild[1], 1)


@pytest.mark.parametrize("stops", [100, 20_000])
def test_the_spread_of_log_odds_is_found_again_however_many_stops_there_are(stops):
    draw = np.random.default_rng(20)
    hits = draw.binomial(stops, expit(-1.5 + 0.7 * draw.standard_normal(1500)))
    kind = Odds(np.full(1500, stops * 1.0))
    found = fitted_spread(kind, hits * 1.0, np.full(1500, hits.mean()), np.zeros(1500))
    assert found == pytest.approx(0.49, rel=0.12)


@pytest.mark.parametrize("spread", [0.05, 1.0])
def test_many_stops_keep_the_digits_of_tails(spread):
    points = np.linspace(-10, 10, 40_001)
    heavy = stats.norm.pdf(points) * (points[1] - points[0])
    centre = brentq(lambda at: expit(at + np.sqrt(spread) * points) @ heavy - 0.2, -9, 9, xtol=1e-14)
    share = expit(centre + np.sqrt(spread) * points)
    kind, seen = Odds(np.full(3, 20_000.0)), np.array([2000.0, 4000.0, 7000.0])
    given_ = np.full(3, 4000.0), np.full(3, spread)
    near(kind.below(seen, *given_)[1], [stats.binom.sf(k, 20_000, share) @ heavy for k in seen], 1e-7)
    exact = sum(np.log(stats.binom.pmf(k, 20_000, share) @ heavy) for k in seen)
    near(kind.likelihood(seen, *given_), exact, 1e-7)


def test_officers_are_set_beside_the_shares_of_all_others():
    hits = np.where(I // 2 == 4, TRIALS - 1, HITS)
    found = compare_shares(OFFICERS, PLACE, hits, TRIALS, about=ABOUT)
    assert [row.officer for row in found.flags] == ["Officer 4"]
    row = found.flags[0]
    assert row.trials == TRIALS[8:10].sum()
    assert row.ratio.low > 1
    assert row.expected.low <= row.expected.point <= row.expected.high <= row.trials
    assert f"in {row.trials}" in row.sentence()


@pytest.mark.parametrize(
    ("hits", "trials", "said"),
    [
        (HITS * 0, TRIALS, "successes: they are all zero"),
        (TRIALS + 1, TRIALS, "is more than the trials of its row"),
        (HITS, np.where(I == 3, 0, TRIALS), "trials: row 3 is 0.0, which is not above zero"),
        (
            np.where(I % 4 == 1, TRIALS, HITS),
            TRIALS,
            "for all but at most one officer it happened every time in North n",
        ),
        (np.where(I % 4 == 1, 0, HITS), TRIALS, "nothing happened in North nights"),
    ],
)
def test_shares_that_cannot_be_compared_are_refused(hits, trials, said):
    with pytest.raises(DataError, match=said):
        compare_shares(OFFICERS, PLACE, hits, trials, about=ABOUT)


@pytest.mark.parametrize(
    ("hits", "parts", "said"),
    [
        (HITS * 0, {}, "nothing happened in any row of North days, North nights, South days, South nights"),
        (np.where(I % 4 == 2, TRIALS, HITS), {}, "it happened every time in South days"),
        (TRIALS + 1, {}, "is more than the trials"),
        (HITS, {"spread": 1.0}, "spread: 1.0 is no correlation"),
    ],
)
def test_a_fit_without_a_finite_answer_is_refused(hits, parts, said):
    with pytest.raises(DataError, match=said):
        beta_binomial(PLACE, hits, TRIALS, **parts)


def test_a_level_without_trials_is_named():
    with pytest.raises(DataError, match="there are no trials at all in West"):
        beta_binomial(Groups(codes=PLACE.codes, levels=[*LEVELS, "West"]), HITS, TRIALS)
