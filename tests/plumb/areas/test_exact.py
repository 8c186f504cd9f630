"""Shares against the exact posterior, worked out on a grid: as right for rare answers as for common ones."""

import numpy as np
import pytest
from scipy.special import expit, log_expit

from commonbeat.plumb import DataError
from commonbeat.plumb.areas import AnswerCells, CensusCells, MrpModel, fit_mrp, poststratify, variational
from commonbeat.plumb.areas.laplace import mode
from commonbeat.plumb.areas.model import laid_out
from plumb.areas.examples import FIRST, groups

AREAS = 90
LEVELS = {"area": [f"Area {place}" for place in range(AREAS)]}
CODES = {"area": np.arange(AREAS)}
CITIES = [(10, 0.02), (33, 0.03), (33, 0.5), (33, 0.97)]


def exact(n, yes):
    """The exact posterior mean of each area's share: base ~ N(0, 5^2), SD ~ half-normal(1), areas normal around it."""
    base, sds = np.linspace(-9, 9, 361), np.geomspace(1e-3, 5, 60)
    node, weight = np.polynomial.hermite_e.hermegauss(50)
    logit = base[:, None, None] + sds[None, :, None] * node
    weighted, posterior = {}, np.log(sds) - sds**2 / 2 - base[:, None] ** 2 / 50
    for agreed, areas in zip(*np.unique(yes, return_counts=True), strict=True):
        mass = np.exp(agreed * log_expit(logit) + (n - agreed) * log_expit(-logit)) * weight
        total = np.maximum(mass.sum(axis=-1), 1e-300)
        weighted[agreed] = (mass * expit(logit)).sum(axis=-1) / total
        posterior = posterior + areas * np.log(total)
    posterior = np.exp(posterior - posterior.max())
    return np.array([(weighted[agreed] * posterior).sum() for agreed in yes]) / posterior.sum()


def city(n, share, seed=20260310):
    """Answers of areas of `n` each whose shares vary around `share`."""
    rng = np.random.default_rng(seed)
    yes = rng.binomial(n, expit(np.log(share / (1 - share)) + rng.normal(0, 0.4, AREAS)))
    return AnswerCells(groups=groups(LEVELS, CODES), n=np.full(AREAS, n), yes=yes)


@pytest.mark.parametrize(("n", "share"), CITIES)
def test_shares_are_those_of_the_exact_posterior(n, share):
    cells = city(n, share)
    people = CensusCells(groups=groups(LEVELS, CODES), people=np.ones(AREAS))
    found = poststratify(fit_mrp(cells, MrpModel(), FIRST, draws=8000), people)
    points, right = np.array([area.point for area in found.areas]), exact(n, cells.yes)
    rarer = min(right.mean(), 1 - right.mean())
    assert abs(found.overall.point - right.mean()) < 0.02 * rarer
    assert np.all(np.abs(points - right) < 0.25 * found.draws.std(axis=1))
    assert abs(found.overall.point - cells.yes.sum() / cells.n.sum()) < 0.02 * rarer


def test_the_mean_slope_of_the_log_posterior_is_zero_and_its_curvature_the_precision():
    cells = city(33, 0.03)
    problem = laid_out(MrpModel(), cells).problem(cells, np.ones(AREAS))
    found = variational.centered(problem, mode(problem, np.array([0.5])))
    drawn = found.draws(np.random.default_rng(20260311).standard_normal((AREAS + 1, 40_000)))
    chance = expit(problem.design @ drawn)
    pull = problem.transposed @ (cells.yes[:, None] - cells.n[:, None] * chance) - drawn / found.scale[:, None] ** 2
    error = pull.std(axis=1) / np.sqrt(40_000)
    assert np.all(np.abs(pull.mean(axis=1)) < 5 * error)
    weights = 1 + 0.25 * problem.n * (chance * (1 - chance)).mean(axis=1)
    assert found.diagonal == pytest.approx(weights, rel=0.02)


@pytest.mark.parametrize("sd", [0.3, 3.0, 12.0])
def test_the_search_settles_where_nearly_all_said_the_same(sd):
    levels, codes = {"area": list("ABCDEFGH")}, {"area": np.arange(8)}
    cells = AnswerCells(groups=groups(levels, codes), n=np.full(8, 400), yes=np.eye(8)[0])
    problem = laid_out(MrpModel(), cells).problem(cells, np.ones(8))
    found = variational.centered(problem, mode(problem, np.array([sd])))
    chance, _ = variational._expected(problem.design @ found.effects, variational.cell_variances(problem, found))
    assert cells.n @ chance == pytest.approx(1 - found.effects[0] / 25, rel=2e-3)


def test_a_search_that_does_not_settle_is_an_error(monkeypatch):
    monkeypatch.setattr(variational, "STEPS", 1)
    with pytest.raises(DataError, match="did not settle in 1 steps"):
        fit_mrp(city(10, 0.02), MrpModel(), FIRST)
