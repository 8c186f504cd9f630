"""The Laplace approximation: lme4's numbers, exact slopes, and a search that ends or says so."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from commonbeat.plumb import DataError
from commonbeat.plumb.areas import AnswerCells, MrpModel, fit_mrp, laplace, simulate_city, spread
from commonbeat.plumb.areas.laplace import mode, slope
from commonbeat.plumb.areas.model import laid_out
from plumb.areas.examples import FIRST, GOLDEN, groups

GLMER = GOLDEN["glmer"]
SIZE = GLMER["size"]
CELLS = AnswerCells(
    groups=groups(
        {name: [f"{name} {place}" for place in range(size)] for name, size in SIZE.items()},
        dict(zip(SIZE, (axis.ravel() for axis in np.indices(list(SIZE.values()))), strict=True)),
    ),
    n=GLMER["n"],
    yes=GLMER["yes"],
)
LAYOUT = laid_out(MrpModel(random=("age", "race")), CELLS)


def at(sds, beta):
    """The mode when SDs and coefficients are held, the intercept of the model itself held at 0."""
    offset = beta[0] + beta[1] * CELLS.codes["sex"]
    problem = LAYOUT.problem(CELLS, np.ones(len(CELLS.n)), offset)
    held = replace(problem, fixed_sd=np.where(problem.term < 0, 1e-9, problem.fixed_sd))
    return mode(held, np.array([sds[name] for (name,) in LAYOUT.terms]))


def log_likelihood(sds, beta):
    return at(sds, beta).log_marginal + GLMER["binomial_coefficients"]


def parts(effects):
    """The effects by random term."""
    ends = LAYOUT.fixed + np.cumsum([0, *LAYOUT.sizes])
    return {name: effects[start:end] for (name,), start, end in zip(LAYOUT.terms, ends, ends[1:], strict=False)}


def test_the_marginal_likelihood_is_lme4s():
    elsewhere = GLMER["elsewhere"]
    assert log_likelihood(GLMER["sds"], GLMER["beta"]) == pytest.approx(GLMER["log_likelihood"], abs=1e-6)
    assert log_likelihood(elsewhere["sds"], elsewhere["beta"]) == pytest.approx(elsewhere["log_likelihood"], abs=1e-6)


def test_lme4s_estimates_are_where_it_peaks():
    names = [name for (name,) in LAYOUT.terms]
    start = np.concatenate([np.log([GLMER["sds"][name] for name in names]), GLMER["beta"]])
    found = minimize(
        lambda x: -log_likelihood(dict(zip(names, np.exp(x[:3]), strict=True)), x[3:]),
        start + 0.1,
        method="Nelder-Mead",
        options={"xatol": 1e-6, "fatol": 1e-9, "maxiter": 2000, "adaptive": True},
    )
    assert found.x == pytest.approx(start, abs=2e-4)


def test_modes_and_their_errors_are_lme4s():
    found = at(GLMER["sds"], GLMER["beta"])
    inverse = np.stack([found.solved(column) for column in np.eye(len(found.effects))])
    errors = parts(found.scale * np.sqrt(np.diag(inverse)))
    for name, modes in parts(found.effects).items():
        assert modes == pytest.approx(np.array(GLMER["modes"][name]), abs=1e-6)
        assert errors[name] == pytest.approx(np.array(GLMER["errors"][name]), rel=1e-6)


def test_draws_have_the_covariance_of_the_precision():
    found = at(GLMER["sds"], GLMER["beta"])
    drawn = found.draws(np.random.default_rng(20260302).standard_normal((len(found.effects), 40_000)))
    inverse = np.stack([found.solved(column) for column in np.eye(len(found.effects))])
    expected = inverse * np.outer(found.scale, found.scale)
    bound = 5 * np.sqrt((np.outer(np.diag(expected), np.diag(expected)) + expected**2) / 40_000)
    assert np.all(np.abs(np.cov(drawn) - expected) <= bound + 1e-12)


@pytest.mark.parametrize("interactions", [(), (("area", "race"),)])
def test_slopes_are_those_of_differences(interactions):
    city = simulate_city(5, areas=9, respondents=700)
    model = MrpModel(random=("race",), fixed=("sex", "age"), interactions=interactions, covariates={"x": city.income})
    layout = laid_out(model, city.cells)
    problem = layout.problem(city.cells, np.full(len(city.cells.n), 1.3))
    logs = np.log(np.linspace(0.2, 0.7, len(layout.sizes)))
    slopes = slope(problem, mode(problem, np.exp(logs)), len(logs))
    for term, along in enumerate(np.eye(len(logs)) * 1e-4):
        ends = [mode(problem, np.exp(logs + sign * along)).log_marginal for sign in (1, -1)]
        assert slopes[term] == pytest.approx((ends[0] - ends[1]) / 2e-4, rel=1e-5, abs=1e-6)


def test_the_mode_does_not_hang_on_where_the_search_began():
    problem = LAYOUT.problem(CELLS, np.ones(len(CELLS.n)))
    sds = np.array([0.5, 0.5, 0.5])
    far = np.full(len(problem.term), 8.0) * np.where(np.arange(len(problem.term)) % 2, 1, -1)
    assert mode(problem, sds, far).effects == pytest.approx(mode(problem, sds).effects, abs=1e-6)


def test_steps_that_do_not_settle_are_an_error(monkeypatch):
    monkeypatch.setattr(laplace, "STEPS", 2)
    with pytest.raises(DataError, match="did not settle in 2 steps"):
        fit_mrp(CELLS, MrpModel(random=("age", "race")), FIRST)


def test_too_coarse_an_integration_is_an_error(monkeypatch):
    monkeypatch.setattr(spread, "FEWEST", 1000.0)
    monkeypatch.setattr(spread, "WIDER", 30.0)
    with pytest.raises(DataError, match="effective points of 48"):
        fit_mrp(CELLS, MrpModel(random=("age", "race")), FIRST, points=12)
