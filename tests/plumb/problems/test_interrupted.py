"""Interrupted time series agree with R and statsmodels, keep their level, and refuse what cannot carry them."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.diagnostic import acorr_ljungbox

from commonbeat.plumb import DataError, Kind
from commonbeat.plumb.problems import Goal, Season, Verdict, interrupted_series
from commonbeat.plumb.problems.memory import memory, usual_lags
from commonbeat.plumb.problems.series import plan
from commonbeat.plumb.problems.spread import Spread
from plumb.problems.golden import EVENTS, GOLDEN, OTHER, START, near
from plumb.problems.nulls import ABOUT, FALL, TENTH, remembered, series_rejections

WAVES = Season(harmonics=1)
SIXTHS = Season(cycle=6, harmonics=None)
SEED = 20261126


def fitted(series=EVENTS, start=START, **parts):
    given_ = {"season": WAVES, "control": OTHER, "about": ABOUT, "goal": FALL, **parts}
    return interrupted_series(series, start, **given_)


def reach(estimate):
    return np.log(estimate.high / estimate.point)


def test_the_line_is_r_s():
    found = fitted()
    near(found.expected, GOLDEN["expected"])
    near(found.without, GOLDEN["without"])
    near(np.log(found.effect.point), GOLDEN["ratio"])
    near(np.log([found.level_change.point, found.slope_change.point]), GOLDEN["coef"][5:])
    near(found.dispersion, GOLDEN["dispersion"])
    assert found.effect.n == EVENTS.sum()
    assert found.effect.kind is Kind.RATIO


def test_newey_west_errors_are_r_s():
    found, golden = fitted(errors="newey_west"), GOLDEN["newey_west"]
    assert found.lags == GOLDEN["lags"] == usual_lags(60)
    near(reach(found.level_change), golden["level_se"] * golden["t"])
    near(reach(found.slope_change), golden["slope_se"] * golden["t"])
    near(reach(found.effect), golden["ratio_se"] * golden["t"])
    assert found.memory is None
    assert "3 lags" in found.effect.notes[0].en


def test_newey_west_errors_are_statsmodels_():
    design = plan(60, START, slope=True, season=WAVES, control=OTHER)
    model = sm.GLM(EVENTS, design.values, family=sm.families.Poisson())
    peer = model.fit(tol=1e-14, cov_type="HAC", cov_kwds={"maxlags": 5, "use_correction": True})
    found = fitted(errors="newey_west", lags=5)
    near(reach(found.level_change) / GOLDEN["newey_west"]["t"], peer.bse[design.place("level")], 1e-7)


def test_errors_that_remember_are_r_s_written_out():
    found, golden = fitted(), GOLDEN["memory"]
    near(found.p, golden["p"])
    near(reach(found.effect), golden["half"], 1e-7)
    assert 0 < found.memory < 1


def test_the_restricted_likelihood_is_nlme_s():
    design = plan(60, START, slope=True, season=WAVES, control=OTHER)
    mean = np.array(GOLDEN["expected"])
    kept = memory(design.values * np.sqrt(mean)[:, None], (EVENTS - mean) / np.sqrt(mean))
    near(kept.weights, GOLDEN["memory"]["weight"])
    near(np.log(kept.weights[16] / kept.weights[13]), GOLDEN["memory"]["reml_step"], 1e-7)


def test_what_is_left_over_is_diagnosed_as_r_and_statsmodels_do():
    found = fitted()
    near(found.autocorrelation, GOLDEN["autocorrelation"])
    near(found.ljung_box, GOLDEN["ljung_box"])
    mean = found.expected
    near(found.ljung_box, acorr_ljungbox((EVENTS - mean) / np.sqrt(mean), lags=[10])["lb_pvalue"].iloc[0])


def test_a_normal_line_is_least_squares():
    found = fitted(family="normal", slope=False)
    near(found.level_change.point, GOLDEN["normal"]["coef"][-1])
    near(found.dispersion, GOLDEN["normal"]["sigma2"])
    assert found.level_change.kind is Kind.DIFFERENCE
    assert found.slope_change is None
    assert found.effect.n == 60


def test_what_was_avoided_is_what_would_have_been_less_what_was():
    for parts in ({}, {"family": "normal"}):
        found = fitted(**parts)
        near(found.avoided.point, found.without[START:].sum() - EVENTS[START:].sum(), 1e-8)
        assert found.avoided.low < found.avoided.point < found.avoided.high


def test_a_fall_of_a_third_is_found():
    rng = np.random.default_rng(SEED)
    counts = rng.poisson(np.where(np.arange(96) < 60, 60, 40))
    found = interrupted_series(counts, 60, about=ABOUT, goal=TENTH, slope=False, season=Season(harmonics=None))
    assert found.verdict is Verdict.WORKED
    assert found.effect.low < 2 / 3 < found.effect.high
    assert found.sentence().startswith("Made-up data for demonstration. It worked: the count was 0.")
    assert "se ve igual que la respuesta" in found.limits("es")


def test_strong_memory_is_said():
    rng = np.random.default_rng(SEED)
    counts = remembered(rng, 120, 200, 0.9, 0.4)
    found = interrupted_series(counts, 80, about=ABOUT, goal=FALL, slope=False)
    assert found.memory > 0.5
    assert "hangs strongly" in found.effect.notes[0].en


def test_days_of_the_month_are_an_exposure():
    days = np.tile([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 5)
    assert fitted(exposure=days * 24).effect.point == pytest.approx(fitted(exposure=days).effect.point)
    assert fitted(exposure=days).effect.point != fitted().effect.point


@settings(deadline=None, derandomize=True, max_examples=50)
@given(times=st.floats(0.1, 50), steps=st.floats(0.2, 20))
def test_scale_changes_nothing(times, steps):
    plain = fitted(family="normal", slope=False)
    scaled = fitted(EVENTS * times, family="normal", slope=False, control=OTHER * steps)
    near([scaled.effect.point, scaled.effect.high], [plain.effect.point, plain.effect.high], 1e-7)
    near(scaled.avoided.point, plain.avoided.point * times, 1e-6)


def test_the_half_width_of_one_error_is_t_s_and_none_needs_no_search():
    one = Spread(errors=np.array([0.2]), weights=np.ones(1), freedom=10)
    assert one.half(0.95) == pytest.approx(0.2 * 2.228138852, rel=1e-8)
    assert one.p(one.half(0.9)) == pytest.approx(0.1)
    two = Spread(errors=np.array([0.0, 0.2]), weights=np.array([0.5, 0.5]), freedom=10)
    assert two.half(0.8) == pytest.approx(one.half(0.6), rel=1e-6)


def test_series_without_an_effect_keep_their_level():
    assert 0.026 <= series_rejections(SEED, 500) <= 0.076


@pytest.mark.parametrize(
    ("change", "argument", "said"),
    [
        ({"start": 7}, "start", "at least 8"),
        ({"start": 55}, "start", "leave the slope alone"),
        ({"start": 58, "slope": False}, "start", "2 periods"),
        ({"series": EVENTS[:20], "start": 10, "control": None}, "season", "two cycles"),
        ({"series": EVENTS[:16], "start": 8, "control": OTHER[:16], "season": SIXTHS}, "series", "to spare"),
        ({"control": OTHER * (np.arange(60) != 3)}, "control", "row 3"),
        ({"series": EVENTS + 0.5}, "series", "row 0"),
        ({"series": np.where(np.arange(60) == 9, np.nan, EVENTS)}, "series", "row 9"),
        ({"series": np.where(np.arange(60) < 40, EVENTS, 0)}, "series", "nothing happened after"),
        ({"series": np.full(60, 7), "control": None, "season": None}, "series", "exactly"),
        ({"series": 3 - np.arange(60) * 1.0 + OTHER % 3, "family": "normal", "control": None}, "series", "below zero"),
        ({"family": "gamma"}, "family", "poisson, normal"),
        ({"errors": "none"}, "errors", "memory"),
        ({"family": "normal", "exposure": OTHER}, "exposure", "normal"),
        ({"lags": 60, "errors": "newey_west"}, "lags", "60 lags"),
        ({"goal": Goal(avoided=3)}, "goal", "ratio"),
        ({"goal": None}, "goal", "None is not a Goal"),
        ({"about": None}, "about", "None is not an About"),
        ({"season": True}, "season", "True is not a Season"),
        ({"series": EVENTS.astype(str)}, "series", "no number"),
        ({"series": np.zeros(60)}, "series", "nothing happened after"),
        ({"level": 1.0}, "level", "between"),
        ({"series": np.tile(EVENTS, 7), "control": None}, "series", "400"),
    ],
)
def test_what_cannot_carry_it_is_refused(change, argument, said):
    with pytest.raises(DataError, match=said) as refused:
        fitted(**change)
    assert refused.value.argument == argument


def test_a_season_that_cannot_be_is_refused():
    with pytest.raises(DataError, match="6 waves in 12"):
        Season(harmonics=6)
    with pytest.raises(DataError, match=r"season\.cycle"):
        Season(cycle=1)
