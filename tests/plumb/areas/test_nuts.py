"""The Laplace approximation against long draws by NUTS (numpyro): same means, same spread, same SDs."""

import importlib

import numpy as np
import pytest
from scipy.special import expit

from commonbeat.plumb.areas import MrpModel, fit_mrp, poststratify, simulate_city
from plumb.areas.examples import FIRST

CITY = simulate_city(20260304, areas=8, respondents=600)


def drawn_by_nuts():
    """The share of each area, areas x draws, and the SDs of race and area, by the same model and priors."""
    jax, numpyro = importlib.import_module("jax"), importlib.import_module("numpyro")
    dist, infer = importlib.import_module("numpyro.distributions"), importlib.import_module("numpyro.infer")
    cells, people = CITY.cells, CITY.census

    def model():
        logit = (
            numpyro.sample("base", dist.Normal(0, 5)) + numpyro.sample("sex", dist.Normal(0, 2.5)) * cells.codes["sex"]
        )
        for factor in ("race", "area"):
            sd = numpyro.sample(f"sd_{factor}", dist.HalfNormal(1))
            unit = numpyro.sample(factor, dist.Normal(0, 1).expand([len(cells.levels[factor])]))
            logit = logit + sd * unit[cells.codes[factor]]
        numpyro.sample("yes", dist.BinomialLogits(logit, total_count=cells.n), obs=cells.yes)

    chain = infer.MCMC(infer.NUTS(model), num_warmup=200, num_samples=800, progress_bar=False)
    chain.run(jax.random.PRNGKey(20260304))
    drawn = {name: np.asarray(values, dtype=np.float64) for name, values in chain.get_samples().items()}
    logit = drawn["base"] + drawn["sex"] * people.codes["sex"][:, None]
    for factor in ("race", "area"):
        logit = logit + (drawn[f"sd_{factor}"][:, None] * drawn[factor])[:, people.codes[factor]].T
    mixing = (people.codes["area"] == np.arange(8)[:, None]) * people.people
    return mixing / mixing.sum(axis=1, keepdims=True) @ expit(logit), {f: drawn[f"sd_{f}"] for f in ("race", "area")}


@pytest.mark.slow
def test_laplace_agrees_with_nuts():
    shares, sds = drawn_by_nuts()
    fit = fit_mrp(CITY.cells, MrpModel(random=("race",), fixed=("sex",)), FIRST, draws=4000)
    found = poststratify(fit, CITY.census)
    spread = shares.std(axis=1)
    assert np.all(np.abs(found.draws.mean(axis=1) - shares.mean(axis=1)) < 0.25 * spread)
    assert found.draws.std(axis=1) == pytest.approx(spread, rel=0.12)
    for name, drawn in sds.items():
        assert fit.sds[name] == pytest.approx(drawn.mean(), abs=0.4 * drawn.std())
