"""Fay-Herriot: R's numbers, a variance of zero that is said, areas without a figure, errors by name."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.special import stdtrit

from commonbeat.plumb import DataError, Kind
from commonbeat.plumb.areas import fay_herriot
from commonbeat.plumb.areas.reml import log_likelihood, reml, score
from commonbeat.plumb.areas.unmeasured import half_widths, posterior
from plumb.areas.examples import FIRST, GOLDEN

PLAIN, FLAT = GOLDEN["fay_herriot"], GOLDEN["fay_herriot_zero"]
NAMES = [f"Area {place}" for place in range(30)]
FEW = settings(deadline=None, derandomize=True, max_examples=50)


def fitted(of=PLAIN, **change):
    given_ = {"direct": of["y"], "variances": of["d"], "n": np.full(30, 10), "names": NAMES, "about": FIRST}
    return fay_herriot(**{**given_, "covariates": {"z": of["z"]}, **change})


def points(found):
    return np.array([area.point for area in found.areas])


def test_figures_errors_and_variance_are_rs():
    found = fitted()
    assert found.variance == found.variance_reml == pytest.approx(PLAIN["variance"], rel=1e-8)
    assert list(found.coefficients.values()) == pytest.approx(PLAIN["beta"], rel=1e-8)
    assert list(found.coefficient_errors.values()) == pytest.approx(PLAIN["errors"], rel=1e-8)
    assert points(found) == pytest.approx(np.array(PLAIN["eblup"]), rel=1e-8)
    assert found.mse == pytest.approx(np.array(PLAIN["mse"]), rel=1e-8)


def test_a_variance_of_zero_is_replaced_and_said():
    found = fitted(FLAT)
    assert FLAT["variance"] == found.variance_reml == 0
    assert found.variance > 0
    assert found.areas[0].method.key == "fay_herriot_adjusted"
    assert "Chance alone could make the areas differ this much" in found.areas[0].notes[0].en
    assert "We cannot tell the areas apart beyond what the covariates say." in found.sentence()
    y, d, z = (np.array(FLAT[name]) for name in ("y", "d", "z"))
    x = np.column_stack([np.ones(30), z])
    ends = [np.log(a) + log_likelihood(y, d, x, a) for a in found.variance * np.array([0.98, 1, 1.02])]
    assert ends[1] > max(ends[0], ends[2])


def test_the_slope_is_that_of_the_likelihood():
    y, d, z = (np.array(PLAIN[name]) for name in ("y", "d", "z"))
    x = np.column_stack([np.ones(30), z])
    for at in (0.1, 0.6, 3.0):
        rise = (log_likelihood(y, d, x, at + 1e-5) - log_likelihood(y, d, x, at - 1e-5)) / 2e-5
        assert score(y, d, x, at) == pytest.approx(rise, rel=1e-5)


@pytest.mark.parametrize(("seed", "areas", "coefficients"), [(5, 20, 16), (1, 30, 26), (7, 30, 26)])
def test_a_likelihood_that_falls_from_the_start_gives_zero_although_rounding_lets_it_wave(seed, areas, coefficients):
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(areas), rng.normal(size=(areas, coefficients - 1)) * 1000.0])
    d = 10 ** rng.uniform(-6, 2, areas)
    y = rng.normal(size=areas) * np.sqrt(d)
    assert score(y, d, x, 0) < 0
    assert reml(y, d, x) == 0


def test_a_likelihood_as_good_as_flat_gives_the_peak_that_was_seen(monkeypatch):
    monkeypatch.setattr("commonbeat.plumb.areas.reml.score", lambda y, d, x, between: 1e-9)
    y, d, z = (np.array(PLAIN[name]) for name in ("y", "d", "z"))
    x = np.column_stack([np.ones(30), z])
    assert reml(y, d, x) == pytest.approx(PLAIN["variance"], rel=0.3)


@FEW
@given(st.integers(0, 10_000), st.floats(0.01, 1.5), st.floats(0.1, 100))
def test_scale_and_order_of_areas_change_nothing(seed, spread, scale):
    rng = np.random.default_rng(seed)
    z, d = rng.normal(size=30), rng.uniform(0.2, 1.5, 30)
    y = 3 + z + rng.normal(0, spread, 30) + rng.normal(0, np.sqrt(d))
    x = np.column_stack([np.ones(30), z])
    assume(reml(y, d, x) > 1e-3 or score(y, d, x, 0) < -0.1)
    order = rng.permutation(30)
    plain = fitted({"y": y, "d": d, "z": z})
    turned = fitted({"y": y[order] * scale, "d": d[order] * scale**2, "z": z[order] * 7})
    assert points(turned) == pytest.approx(points(plain)[order] * scale, rel=1e-5, abs=1e-6)
    assert turned.mse == pytest.approx(plain.mse[order] * scale**2, rel=1e-5)


def test_every_figure_lies_between_its_own_and_the_fitted_one():
    found = fitted()
    line = found.coefficients["intercept"] + found.coefficients["z"] * np.array(PLAIN["z"])
    low, high = np.minimum(line, PLAIN["y"]), np.maximum(line, PLAIN["y"])
    assert np.all((points(found) >= low - 1e-12) & (points(found) <= high + 1e-12))
    assert np.all((found.own_weight > 0) & (found.own_weight < 1))


def test_an_area_without_a_figure_gets_what_the_covariates_say():
    y, d, n = np.array(PLAIN["y"]), np.array(PLAIN["d"]), np.full(30, 10)
    y[4] = d[4] = np.nan
    n[4] = 0
    found = fitted(direct=y, variances=d, n=n)
    lost = found.of("Area 4")
    assert lost.point == pytest.approx(found.coefficients["intercept"] + found.coefficients["z"] * PLAIN["z"][4])
    assert found.mse[4] > found.variance
    assert (lost.n, found.own_weight[4]) == (0, 0)
    assert "Nothing was measured here" in lost.notes[0].en
    assert "Where nothing was measured (1 of them)" in found.sentence()
    rest = np.arange(30) != 4
    alone = fay_herriot(
        y[rest],
        d[rest],
        n[rest],
        names=np.array(NAMES)[rest],
        covariates={"z": np.array(PLAIN["z"])[rest]},
        about=FIRST,
    )
    assert points(found)[rest] == pytest.approx(points(alone), rel=1e-12)


def test_ranges_of_areas_without_a_figure_hold_the_truth_of_few_areas():
    rng = np.random.default_rng(20261126)
    held, seen = [], np.arange(16) < 8
    for _ in range(100):
        d, x = rng.uniform(0.5, 1.5, 16), rng.normal(size=16)
        truth = 1 + x / 2 + rng.normal(0, 2, 16)
        y = truth + rng.normal(size=16) * np.sqrt(d)
        y, d, n = np.where(seen, y, np.nan), np.where(seen, d, np.nan), np.where(seen, 50, 0)
        found = fitted(direct=y, variances=d, n=n, names=NAMES[:16], covariates={"x": x}, level=0.9)
        held += [area.low <= true <= area.high for area, true in zip(found.areas[8:], truth[8:], strict=True)]
    assert 0.87 <= np.mean(held) <= 0.93


def test_where_areas_differ_far_more_than_their_errors_a_new_one_lies_where_students_t_says():
    z = np.arange(10.0)
    x = np.column_stack([np.ones(10), z])
    y = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0])
    beta, rest = np.linalg.lstsq(x, y)[:2]
    new = np.array([[1.0, 14.0]])
    spread = np.sqrt(rest[0] / 8 * (1 + new[0] @ np.linalg.inv(x.T @ x) @ new[0]))
    half = half_widths(posterior(y, np.full(10, 1e-8), x), new, new @ beta, 0.95)
    assert half[0] == pytest.approx(stdtrit(8, 0.975) * spread, rel=1e-5)


def test_answers_without_a_figure_are_refused_as_nobody_could_say_what_they_are_for():
    y, d = np.array(PLAIN["y"]), np.array(PLAIN["d"])
    y[4] = d[4] = np.nan
    with pytest.raises(DataError, match="area 'Area 4' is 10, which stands without a figure"):
        fitted(direct=y, variances=d)


def test_percents_are_not_taken_for_shares():
    percents = np.linspace(30, 70, 30)
    with pytest.raises(DataError, match=r"area 'Area 0' is 30, which is no share from 0 to 1. Write 35% as 0.35"):
        fitted(direct=percents, variances=np.full(30, 25.0), kind=Kind.SHARE)


def test_coefficients_cannot_be_written_to():
    found = fitted()
    for mapping in (found.coefficients, found.coefficient_errors):
        with pytest.raises(TypeError):
            mapping["intercept"] = 0


def test_shares_stay_shares():
    shares = 0.5 + (np.array(PLAIN["y"]) - 3) / 6
    found = fitted(direct=shares, variances=np.array(PLAIN["d"]) / 36, kind=Kind.SHARE)
    cut = [area for area in found.areas if any("was cut" in note.en for note in area.notes)]
    assert 0 < len(cut) < 30
    assert all(0 <= area.low <= area.point <= area.high <= 1 for area in found.areas)


TRUST = np.array([0.62, 0.55, 0.47, 0.44, 0.35, 0.31, 0.22, 0.20, np.nan])


def trusting(poor, trust=TRUST):
    """Nine areas where trust falls by 1.2 points for each point of the poor; only the last has few answers, or none."""
    seen = np.isfinite(trust)
    return fay_herriot(
        trust,
        np.where(seen, np.where(np.arange(9) == 8, 0.05, 0.0006), np.nan),
        np.where(seen, 400, 0),
        names=NAMES[:9],
        covariates={"poor": [0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40, poor]},
        about=FIRST,
        kind=Kind.SHARE,
    )


def test_an_area_far_from_all_others_is_refused_and_not_told_to_be_zero_for_certain():
    with pytest.raises(
        DataError, match=r"'Area 8' lies outside 0 to 100% .-43%., with its whole range. Leave the area"
    ):
        trusting(0.90)
    with pytest.raises(DataError, match="'Area 8' lies outside 0 to 100%"):
        trusting(0.90, np.where(np.isfinite(TRUST), TRUST, 0.05))


def test_a_figure_a_little_outside_0_to_100_percent_keeps_its_error_inwards():
    lost = trusting(0.60).of("Area 8")
    assert (lost.low, lost.point) == (0, 0)
    assert 0.05 < lost.high < 0.2
    turned = trusting(0.60, 1 - TRUST).of("Area 8")
    assert (turned.low, turned.point, turned.high) == (pytest.approx(1 - lost.high), 1, 1)


def test_the_sentence_says_what_the_model_gained():
    found = fitted()
    assert found.sentence().startswith("Made-up data for demonstration. We have figures for 30 areas, in 2013.")
    assert "Tenemos cifras de 30 zonas" in found.sentence("es")
    assert "cannot show why" in found.limits()
    assert found.limits("es") != found.limits()
    with pytest.raises(DataError, match="no area 'Nowhere'"):
        found.of("Nowhere")
    with pytest.raises(DataError, match="no area array"):
        found.of(np.array(["Area 0", "Area 1"]))


def test_where_the_model_makes_ranges_wider_the_sentence_says_so():
    y, known = np.array([0.0, 9, 1, 8, 2, 7]), {"z": [1.0, 2, 3, 4, 5, 6], "w": [1.0, 0, 0, 1, 2, 1]}
    found = fitted(direct=y, variances=np.full(6, 4.0), n=np.full(6, 9), names=NAMES[:6], covariates=known)
    wider = np.median(np.sqrt(found.mse / 4.0)) - 1
    assert wider > 0
    assert f"but gains nothing by it: the typical range is {wider:.0%} wider than from" in found.sentence()
    assert "más ancho que con sus respuestas solas" in found.sentence("es")


BAD = np.array(PLAIN["d"])


@pytest.mark.parametrize(
    ("change", "argument", "said"),
    [
        (
            {"variances": np.where(np.arange(30) == 7, 0, BAD)},
            "variances",
            "that of area 'Area 7' is 0, which is not over",
        ),
        (
            {"variances": np.where(np.arange(30) == 7, np.nan, BAD)},
            "variances",
            "area 'Area 7' is nan, which stands without",
        ),
        ({"variances": ["a"] * 30}, "variances", "no number"),
        ({"direct": np.where(np.arange(30) == 7, np.inf, 1.0)}, "direct", "'Area 7' has none .it says inf."),
        ({"n": np.where(np.arange(30) == 7, 0, 10)}, "n", "area 'Area 7' is 0, which is behind a figure"),
        ({"kind": Kind.SHARE}, "direct", "which is no share from 0 to 1"),
        ({"direct": [1, 2]}, "direct", "there are 30 areas"),
        ({"n": np.full(30, -1)}, "n", "row 0 is -1.0"),
        ({"names": ["A"] * 30}, "names", "the name 'A' comes twice"),
        ({"covariates": {"z": [1, 2]}}, "covariates['z']", "there are 30 areas"),
        ({"covariates": {"z": np.where(np.arange(30) == 3, np.nan, 1)}}, "covariates['z']", "'Area 3' has none"),
        ({"covariates": {"z": PLAIN["z"], "w": np.array(PLAIN["z"]) * 2 + 1}}, "covariates['w']", "already say"),
        ({"covariates": {"z": np.zeros(30)}}, "covariates['z']", "already say"),
        ({"kind": Kind.COUNT}, "kind", "not for a count"),
        ({"about": None, "direct": None, "covariates": None}, "about", "About"),
        ({"covariates": None}, "covariates", "does not give them by name"),
        ({"covariates": [PLAIN["z"]]}, "covariates", "does not give them by name"),
        ({"covariates": {3: PLAIN["z"]}}, "covariates", "3 is not text"),
        ({"covariates": {"intercept": PLAIN["z"]}}, "covariates['intercept']", "the model has one of its own"),
        ({"covariates": {"z": np.where(np.arange(30) == 3, 1e300, 1)}}, "covariates['z']", "'Area 3' has 1e.300, too"),
        ({"covariates": {"z": [str(place) for place in range(30)]}}, "covariates['z']", "no number"),
        (
            {"variances": np.where(np.arange(30) == 7, 1e-300, BAD)},
            "variances",
            "'Area 7' is 1e-300, which is not over",
        ),
        ({"names": None}, "names", "None is not a list of names"),
        ({"names": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcd"}, "names", "is not a list of names"),
        ({"covariates": {str(k): np.arange(30.0) ** k for k in range(1, 29)}}, "direct", "need 32"),
    ],
)
def test_what_cannot_be_is_refused(change, argument, said):
    with pytest.raises(DataError, match=said) as refused:
        fitted(**change)
    assert refused.value.argument == argument
