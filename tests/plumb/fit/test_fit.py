"""Models of grouped cells agree with R and statsmodels, do not care how cells are cut, and say what is wrong."""

import json
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import DataError
from commonbeat.plumb.fit import (
    NaturalSpline,
    binomial,
    clustered,
    matrix,
    negative_binomial,
    newey_west,
    poisson,
    weighted_quantiles,
)
from commonbeat.plumb.fit.grouped import newton
from commonbeat.plumb.groups import Groups

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())
I = np.arange(120)  # noqa: E741 - the counter that R's script uses
TRIALS = 5 + (I * 7) % 23
HITS = (I * 13 + I * I) % (TRIALS + 1)
CLOCK = 960 + (I * 37) % 240
PLACE = Groups(codes=I % 4, levels=["north", "east", "south", "west"])
EVENTS = (I * 5 + I * I * 3) % 17
EXPOSURE = 10 + (I * 11) % 40
FLAG = I % 2
SPLINE = NaturalSpline.of(CLOCK, 6, TRIALS)
rules = settings(deadline=None, derandomize=True, max_examples=40)


def near(found, golden, tolerance=1e-9):
    np.testing.assert_allclose(found, golden, rtol=tolerance, atol=tolerance)


def model():
    return matrix(curve=SPLINE.basis(CLOCK), place=PLACE)


def test_the_spline_is_r_s_ns_within_and_beyond_its_ends():
    near(SPLINE.knots, GOLDEN["knots"])
    near(SPLINE.ends, GOLDEN["ends"])
    near(SPLINE.basis(CLOCK)[:5], GOLDEN["basis"])
    near(SPLINE.basis(GOLDEN["outside"]), GOLDEN["beyond"])


def test_a_share_of_cells_is_fitted_as_r_s_glm_does():
    fit = binomial(model(), HITS, TRIALS)
    near(fit.coef, GOLDEN["binomial"]["coef"])
    near(np.sqrt(np.diag(fit.cov)), GOLDEN["binomial"]["se"])
    near(fit.deviance, GOLDEN["binomial"]["deviance"])
    assert fit.freedom == 120 - 10
    assert fit.dispersion == pytest.approx(fit.pearson / 110)


def test_counts_over_an_exposure_are_fitted_as_r_s_glm_does():
    fit = poisson(matrix(place=PLACE, clock=CLOCK), EVENTS, exposure=EXPOSURE)
    near(fit.coef, GOLDEN["poisson"]["coef"])
    near(np.sqrt(np.diag(fit.cov)), GOLDEN["poisson"]["se"])
    near(fit.deviance, GOLDEN["poisson"]["deviance"])
    assert fit.of("clock") == (fit.coef[-1], np.sqrt(fit.cov[-1, -1]))


def test_counts_that_vary_more_are_fitted_as_mass_does():
    fit = negative_binomial(matrix(place=PLACE), EVENTS, exposure=EXPOSURE)
    near(fit.coef, GOLDEN["negative_binomial"]["coef"], 1e-6)
    near(fit.spread, GOLDEN["negative_binomial"]["alpha"], 1e-5)
    near(fit.log_likelihood, GOLDEN["negative_binomial"]["likelihood"], 1e-9)
    again = negative_binomial(matrix(place=PLACE), EVENTS, exposure=EXPOSURE, spread=fit.spread)
    near(again.coef, fit.coef)


def test_counts_that_vary_no_more_than_chance_are_poisson_s():
    even = np.full(40, 6)
    design = matrix(half=np.arange(40) % 2)
    for spread in (None, 0.0):
        fit = negative_binomial(design, even, spread=spread)
        assert fit.spread == 0
        near(fit.coef, poisson(design, even).coef)
    loose = negative_binomial(design, even, spread=0.5)
    assert loose.deviance >= 0
    assert loose.spread == 0.5


def test_clusters_widen_the_standard_error_as_statsmodels_does():
    fit = binomial(model(), HITS, TRIALS)
    groups = I // 8
    theirs = sm.GLM(np.c_[HITS, TRIALS - HITS], model().values, family=sm.families.Binomial()).fit(
        tol=1e-14, cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}
    )
    near(clustered(fit, groups), theirs.cov_params() * 15 / 14, 1e-7)


def test_a_series_that_remembers_gets_newey_and_west_s_errors_as_statsmodels_does():
    fit = poisson(matrix(time=I), EVENTS)
    theirs = sm.GLM(EVENTS, matrix(time=I).values, family=sm.families.Poisson()).fit(
        tol=1e-14, cov_type="HAC", cov_kwds={"maxlags": 4, "use_correction": False}
    )
    near(newey_west(fit.matrix.values * fit.residual[:, None], fit.cov, 4), theirs.cov_params(), 1e-7)
    assert newey_west(fit.matrix.values, fit.cov, 0).shape == (2, 2)


@rules
@given(seed=st.integers(0, 2**32 - 1), pieces=st.integers(2, 4))
def test_how_cells_are_cut_and_ordered_changes_nothing(seed, pieces):
    draw = np.random.default_rng(seed)
    chances = np.full(pieces, 1 / pieces)
    hits, misses = draw.multinomial(HITS, chances).ravel(), draw.multinomial(TRIALS - HITS, chances).ravel()
    mixed = draw.permutation(120 * pieces)
    order, cut_hits, cut_all = mixed // pieces, hits[mixed], (hits + misses)[mixed]
    design = matrix(curve=SPLINE.basis(CLOCK[order]), place=Groups(codes=(I % 4)[order], levels=PLACE.levels))
    near(binomial(design, cut_hits, cut_all).coef, binomial(model(), HITS, TRIALS).coef, 1e-7)


@rules
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 5)), min_size=1, max_size=30), st.floats(0, 1))
def test_quantiles_of_cells_are_those_of_the_long_list(cells, at):
    values, many = (np.array(part) for part in zip(*cells, strict=True))
    if not many.any():
        with pytest.raises(DataError, match="all zero"):
            weighted_quantiles(values, many, [at])
        return
    near(weighted_quantiles(values, many, [at]), np.quantile(np.repeat(values, many), [at]), 1e-9)


def test_an_offset_moves_only_the_intercept():
    plain, shifted = binomial(model(), HITS, TRIALS), binomial(model(), HITS, TRIALS, offset=np.full(120, 0.7))
    near(plain.coef[0] - 0.7, shifted.coef[0], 1e-8)
    near(plain.coef[1:], shifted.coef[1:], 1e-7)


def test_offsets_that_pull_rows_far_apart_still_leave_an_answer():
    far = np.where(I % 3, 12.0, -9.0)
    fit = binomial(matrix(a=I), HITS, TRIALS, offset=far)
    assert abs(fit.residual.sum()) < 1e-6
    assert abs((fit.residual * I).sum()) < 1e-6


def test_a_model_may_do_without_an_intercept():
    fit = poisson(matrix(intercept=False, north=I % 4 == 0, others=I % 4 != 0), EVENTS)
    near(np.exp(fit.coef), [EVENTS[I % 4 == 0].mean(), EVENTS[I % 4 != 0].mean()])


def test_rows_without_trials_carry_nothing():
    trials, hits = TRIALS.copy(), HITS.copy()
    trials[:9] = hits[:9] = 0
    assert binomial(model(), hits, trials).freedom == 111 - 10


SPOILED = [
    (lambda: matrix(), "no columns"),
    (lambda: matrix(a=[1.0, np.nan]), "row 1 is missing"),
    (lambda: matrix(a=[[[1.0]]]), "3 dimensions"),
    (lambda: matrix(a=I, b=I[:5]), "5 rows where 120"),
    (lambda: matrix(a=I, b=2 * I), "follows from the other columns"),
    (lambda: matrix(a=np.zeros(9)), "follows from the other columns"),
    (lambda: matrix(a=np.eye(3)), "3 rows cannot carry 4 columns"),
    (lambda: matrix(place=Groups(codes=[0, 0, 2], levels=["a", "b", "c"])), "no row has the level b"),
    (
        lambda: matrix(place=Groups(codes=[0, 3], levels=["a", "b"])),
        "row 1 has the code 3, and there are 2",
    ),
    (lambda: matrix(place=Groups(codes=[0.5, 1], levels=["a", "b"])), "codes: it holds no whole number"),
    (lambda: matrix(a=I).place("b"), "no column of the model"),
    (lambda: binomial(model(), TRIALS + (I == 7), TRIALS), "row 7"),
    (lambda: binomial(model(), HITS * 0, TRIALS), "same outcome"),
    (lambda: binomial(matrix(flag=FLAG), FLAG * TRIALS, TRIALS), "flag parts the outcome"),
    (lambda: binomial(matrix(flag=FLAG), np.where(FLAG, TRIALS, HITS), TRIALS), "flag parts the outcome"),
    (lambda: binomial(model(), HITS, TRIALS, offset=[1.0]), "1 rows where 120"),
    (lambda: poisson(matrix(flag=FLAG), EVENTS * 0), "nothing happened in any row\\."),
    (lambda: poisson(matrix(flag=FLAG), EVENTS * (1 - FLAG)), "nothing happened in any row of flag"),
    (lambda: poisson(matrix(flag=FLAG), EVENTS, exposure=EXPOSURE * 0), "not above zero"),
    (lambda: poisson(matrix(flag=FLAG), EVENTS + 0.5), "not a whole number"),
    (lambda: poisson(matrix(flag=FLAG), EVENTS - 3), "below zero"),
    (lambda: poisson(matrix(flag=FLAG), np.eye(120)), "2 dimensions"),
    (lambda: poisson(matrix(flag=FLAG), ["x"] * 120), "no number"),
    (lambda: poisson(matrix(late=(I > 60) * (I + 2.5)), EVENTS * (I <= 60)), "late parts the outcome"),
    (lambda: binomial(matrix(a=I), HITS, TRIALS, offset=np.where(FLAG, 1e4, -1e4)), "did not settle"),
    (lambda: poisson(matrix(place=PLACE), EVENTS * (I % 4 != 0)), "intercept.* parts the outcome"),
    (lambda: negative_binomial(matrix(place=PLACE), EVENTS, spread=np.nan), "spread"),
    (lambda: negative_binomial(matrix(place=PLACE), EVENTS, spread=-0.5), "spread"),
    (lambda: matrix(place=Groups(codes=[0, 1], levels=["a", "a"])), "levels: the level 'a' comes twice"),
    (lambda: matrix(place=["a", "b"]), "no number"),
    (lambda: weighted_quantiles([1, 2], [0.5, 0.5], [0.5]), "not a whole number"),
    (lambda: weighted_quantiles([1, 2], [1, 1], [1.5]), "not from 0 to 1"),
    (lambda: clustered(binomial(model(), HITS, TRIALS), np.ones(120)), "there are 1"),
    (lambda: binomial(matrix(day=150000 + I, square=(150000 + I) ** 2), HITS, TRIALS), "center columns"),
    (lambda: clustered(binomial(model(), HITS, TRIALS), np.zeros(120, dtype=int)), "there are 1"),
    (lambda: newey_west(np.ones((3, 1)), np.ones((1, 1)), 3), "3 lags in 3 times"),
    (lambda: NaturalSpline(knots=(3.0, 2.0), ends=(0.0, 9.0)), "does not rise"),
    (lambda: NaturalSpline.of([1, 2], 2, [0, 0]), "there are none"),
]


@pytest.mark.parametrize(("spoiled", "said"), SPOILED)
def test_what_cannot_be_fitted_is_said_with_its_row_or_level(spoiled, said):
    with pytest.raises(DataError, match=said):
        spoiled()


def test_a_large_linear_predictor_is_no_separation():
    """Oracle: statsmodels."""
    x = np.arange(400.0)
    draw = np.random.default_rng(20261126)
    y = draw.random(400) < 1 / (1 + np.exp(-0.25 * (x - 200)))
    theirs = sm.GLM(y.astype(float), matrix(x=x).values, family=sm.families.Binomial()).fit(tol=1e-14)
    near(binomial(matrix(x=x), y, np.ones(400)).coef, theirs.params, 1e-6)


def test_few_wildly_spread_counts_are_fitted_all_the_same():
    """Oracle: MASS::glm.nb gives 3.796 and 0.424."""
    x = [0.638, -0.519, 0.459, 0.773, 0.945, -0.878, -0.919, -0.509, -0.336, 0.364, -1.616, 2.779, 1.353, 0.475]
    y = [71, 4, 0, 3, 95, 112, 118, 0, 0, 1, 0, 375, 0, 56]
    fit = negative_binomial(matrix(x=x), y)
    assert [round(float(part), 3) for part in fit.coef] == [3.796, 0.424]
    assert fit.spread == pytest.approx(4.872, abs=1e-3)


def test_a_negative_binomial_settles_at_every_spread_however_unlike_the_rates_are():
    events = [2442, 5857, 1672, 2909, 4022, 1377, 2422, 45722]
    exposure = [2763.3, 0.027255, 19, 9905.2, 3022.5, 7933.2, 5773.5, 8060.9]
    design = matrix(place=Groups(codes=np.zeros(8, dtype=int), levels=["north"]))
    for spread in np.geomspace(1e-5, 1e3, 120):
        fit = negative_binomial(design, events, exposure=exposure, spread=float(spread))
        assert abs(fit.residual.sum()) < 1e-6 * np.abs(fit.residual).sum()
    assert negative_binomial(design, events, exposure=exposure).spread == pytest.approx(10.2478, abs=1e-3)


def test_likelihoods_of_both_count_models_can_be_compared():
    design = matrix(place=PLACE)
    theirs = sm.GLM(EVENTS, design.values, family=sm.families.Poisson(), exposure=EXPOSURE).fit(tol=1e-14)
    plain = poisson(design, EVENTS, exposure=EXPOSURE)
    near(plain.log_likelihood, theirs.llf)
    assert negative_binomial(design, EVENTS, exposure=EXPOSURE).log_likelihood > plain.log_likelihood


def test_how_groups_are_named_changes_no_clustered_error():
    fit = binomial(model(), HITS, TRIALS)
    named = np.array(["one", "two", "three"])[I % 3]
    near(clustered(fit, named), clustered(fit, I % 3 * 100 + 7))


def test_steps_that_never_grow_smaller_are_given_up():
    with pytest.raises(DataError, match="did not settle in 100 steps"):
        newton(
            matrix(a=[0.0, 1.0, 2.0]), lambda eta: (eta, *np.ones((2, 3))), *np.zeros((2, 3)), np.ones(3), lambda: None
        )


def test_results_cannot_be_written_into():
    fit = binomial(model(), HITS, TRIALS)
    for array in (fit.coef, fit.cov, fit.fitted, fit.residual, fit.matrix.values):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    assert np.isnan(binomial(matrix(a=[0.0, 1.0]), [1, 2], [4, 5]).dispersion)
