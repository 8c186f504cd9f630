"""What is usual, and how many flags are wrong: as R, statsmodels and plain reasoning have it."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from commonbeat.plumb import DataError
from commonbeat.plumb.peers import adjusted, discover, empirical_null, local_chance

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())["null"]
SCORES = np.r_[stats.norm.ppf((np.arange(285) + 0.5) / 285) * 0.8 - 0.1, 3 + np.arange(15) / 10]
rules = settings(deadline=None, derandomize=True, max_examples=50)
chances = st.lists(st.floats(0, 1), min_size=1, max_size=60)


def test_the_middle_is_learned_as_r_s_optim_learns_it():
    null = empirical_null(SCORES)
    np.testing.assert_allclose([null.centre, null.spread], [GOLDEN["centre"], GOLDEN["spread"]], rtol=1e-5)
    np.testing.assert_allclose(null.cov, GOLDEN["cov"], rtol=0.02, atol=1e-4)
    assert null.share == pytest.approx(0.95, abs=0.01)
    assert null.empirical
    assert "learned" in null.note.en


def test_a_count_s_space_between_two_scores_tells_of_a_true_bell_that_it_is_one():
    means = np.random.default_rng(5).gamma(2, 2, 4000) + 0.5
    counts = np.random.default_rng(6).poisson(means)
    low, high = (stats.norm.ppf(stats.poisson.cdf(counts - step, means)) for step in (1, 0))
    null = empirical_null(low, high)
    assert null.centre == pytest.approx(0, abs=0.06)
    assert null.spread == pytest.approx(1, abs=0.06)


@rules
@given(shift=st.floats(-1, 1), stretch=st.floats(0.6, 2))
def test_scores_that_are_shifted_and_stretched_shift_and_stretch_the_bell(shift, stretch):
    plain, moved = empirical_null(SCORES), empirical_null(SCORES * stretch + shift)
    assert moved.centre == pytest.approx(plain.centre * stretch + shift, abs=1e-6)
    assert moved.spread == pytest.approx(plain.spread * stretch, rel=1e-6)


def test_what_is_not_known_for_sure_makes_far_tails_thicker():
    null = empirical_null(SCORES)
    sure = stats.norm.sf((4 - null.centre) / null.spread)
    assert null.over(np.array([4.0]))[0] > sure
    few = empirical_null(SCORES[:50])
    assert few.over(2.0) == pytest.approx(stats.norm.sf(2.0))
    assert "With 50 officers (under 200)" in few.note.en


@pytest.mark.parametrize(
    "scores",
    [
        np.zeros(300),
        np.r_[np.linspace(-1, 1, 200), np.full(50, -2.2), np.full(50, 2.2)],
        np.linspace(-0.1, 0.1, 300),
    ],
)
def test_a_middle_that_tells_nothing_is_not_used_and_this_is_said(scores):
    null = empirical_null(scores)
    assert not null.empirical
    assert "too uneven" in null.note.en


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ([[0.0]], None, "low: it has 2 dimensions"),
        ([0.0, np.nan], None, "low: row 1 is nan, which is missing"),
        ([0.0, 1.0], [1.0, 0.5], "high: row 1 is 0.5, which is below the low end"),
        ([0.0], [1.0, 2.0], "high: it has 2 rows where 1 are needed"),
    ],
)
def test_scores_that_cannot_be_are_refused(low, high, said):
    with pytest.raises(DataError, match=said):
        empirical_null(low, high)


@rules
@given(p=chances)
def test_adjusted_chances_are_those_of_statsmodels(p):
    np.testing.assert_allclose(adjusted(p), multipletests(p, method="fdr_bh")[1], atol=1e-12)
    np.testing.assert_array_equal(discover(p, rate=0.2).flagged, multipletests(p, alpha=0.2, method="fdr_bh")[0])


@rules
@given(p=chances, seed=st.integers(0, 99))
def test_the_chance_of_a_wrong_flag_rises_with_p_and_not_with_the_order(p, seed):
    order = np.random.default_rng(seed).permutation(len(p))
    chance, low, high = local_chance(p)
    np.testing.assert_allclose(local_chance(np.array(p)[order])[0], chance[order])
    assert (low <= chance).all()
    assert (chance <= high).all()
    assert (np.diff(chance[np.argsort(p, kind="stable")]) >= -1e-12).all()


def test_where_all_is_chance_flags_are_rare_and_said_to_be_wrong():
    draw = np.random.default_rng(11)
    many = [discover(draw.uniform(size=200)) for _ in range(400)]
    assert np.mean([found.flagged.any() for found in many]) == pytest.approx(0.1, abs=0.05)
    assert np.mean([found.chance.mean() for found in many]) > 0.9


@pytest.mark.parametrize(("p", "said"), [([], "p: there are none"), ([0.5, 1.5], "p: row 1 is 1.5, which is over 1")])
def test_chances_that_cannot_be_are_refused(p, said):
    with pytest.raises(DataError, match=said):
        discover(p)
