"""The long proof of small areas: cover over 200 cities x 90 areas, and chances that are right when nothing changed."""

import importlib
import warnings
from datetime import date

import numpy as np
import pytest
from scipy.special import expit

from commonbeat.plumb import About, Window
from commonbeat.plumb.areas import (
    AnswerCells,
    CensusCells,
    MrpModel,
    compare_waves,
    fay_herriot,
    fit_mrp,
    mrp,
    poststratify,
    simulate_city,
    simulate_waves,
)
from plumb.areas.examples import groups

CITIES = 200
RARE_CITIES = 150
SIMS = 2000
CITY = simulate_city(20260304, areas=8, respondents=600)
FIRST = About(window=Window.year(2024), as_of=date(2025, 1, 1), unit="adults", synthetic=True)
SECOND = About(window=Window.year(2026), as_of=date(2027, 1, 1), unit="adults", synthetic=True)


def ends(estimates):
    """Low and high of every area."""
    return (np.array([getattr(area, end) for area in estimates.areas]) for end in ("low", "high"))


def test_ninety_percent_ranges_hold_the_truth_in_every_fifth_by_n():
    inside, answered = [], []
    for seed in range(5000, 5000 + CITIES):
        city = simulate_city(seed, respondents=10_000)
        model = MrpModel(random=("age", "race"), fixed=("sex",), covariates={"income": city.income})
        low, high = ends(mrp(city.cells, city.census, model, FIRST, level=0.9, draws=1000))
        inside.append((low <= city.area_truth) & (city.area_truth <= high))
        answered.append(np.bincount(city.cells.codes["area"], city.cells.n, minlength=90))
    held, order = np.concatenate(inside), np.argsort(np.concatenate(answered), kind="stable")
    fifths = [float(held[part].mean()) for part in np.array_split(order, 5)]
    print(f"\n| MRP cover of 90% ranges | {held.mean():.3f} | fifths by n {', '.join(f'{f:.3f}' for f in fifths)} |")
    assert 0.87 <= held.mean() <= 0.93
    assert min(fifths) >= 0.85


@pytest.mark.parametrize(("level", "respondents"), [(-3.5, 3000), (-4.0, 900), (2.5, 900)])
def test_where_few_said_yes_or_no_the_ranges_hold_and_all_together_is_not_drawn_to_half(level, respondents):
    inside, errors, held, rarer = [], [], [], []
    for seed in range(6000, 6000 + RARE_CITIES):
        city = simulate_city(seed, respondents=respondents, level=level)
        found = mrp(city.cells, city.census, MrpModel(random=("age", "race"), fixed=("sex",)), FIRST, level=0.9)
        low, high = ends(found)
        inside.append(((low <= city.area_truth) & (city.area_truth <= high)).mean())
        errors.append(found.overall.point - city.overall_truth)
        held.append(found.overall.low <= city.overall_truth <= found.overall.high)
        rarer.append(min(city.overall_truth, 1 - city.overall_truth))
    off, noise = np.mean(errors) / np.mean(rarer), np.std(errors) / np.mean(rarer) / np.sqrt(RARE_CITIES)
    print(f"| rare: logit {level}, {respondents} answers | true share {np.mean(rarer):.3f} ", end="")
    print(f"| areas held {np.mean(inside):.3f} | all together {off:+.3f} +- {noise:.3f}, held {np.mean(held):.3f} |")
    assert 0.87 <= np.mean(inside) <= 0.94
    assert abs(off) < 0.03 + 2 * noise
    assert 0.83 <= np.mean(held) <= 0.95


def test_a_second_wave_of_a_twentieth_does_not_make_the_highest_areas_fall():
    fell, rose = [], []
    for seed in range(7000, 7040):
        before, after = simulate_waves(seed, area_sd=0.5)
        rng = np.random.default_rng(seed)
        n = rng.binomial(after.cells.n.astype(int), 0.05)
        yes = rng.hypergeometric(after.cells.yes.astype(int), (after.cells.n - after.cells.yes).astype(int), n)
        few = AnswerCells(groups=groups(after.cells.levels, after.cells.codes), n=n, yes=yes)
        model = MrpModel(fixed=("sex",), random=("age", "race"))
        first = mrp(before.cells, before.census, model, FIRST, draws=1000)
        verdicts = np.array(compare_waves(first, mrp(few, before.census, model, SECOND, draws=1000)).verdicts)
        order = np.argsort(before.area_truth)
        fell.append(np.mean(verdicts[order[-9:]] == "fell"))
        rose.append(np.mean(verdicts[order[:9]] == "rose"))
    print(f"| no change, 20,000 then 1,000 answers | of the 9 highest called fell {np.mean(fell):.3f} ", end="")
    print(f"| of the 9 lowest called rose {np.mean(rose):.3f} |")
    assert max(np.mean(fell), np.mean(rose)) <= 0.1


def test_when_nothing_changed_a_change_is_called_as_often_as_said():
    rng = np.random.default_rng(20260306)
    codes = dict(zip(("area", "race"), (axis.ravel() for axis in np.indices((5, 2))), strict=True))
    levels = {"area": list("ABCDE"), "race": ["Black", "White"]}
    people = CensusCells(groups=groups(levels, codes), people=np.arange(1, 11))
    model, overall, areas = MrpModel(fixed=("race",)), 0, []
    for _ in range(SIMS):
        chance = expit(0.3 + rng.normal(0, 0.4, 5)[codes["area"]] - 0.3 * codes["race"])
        waves = []
        for about in (FIRST, SECOND):
            cells = AnswerCells(groups=groups(levels, codes), n=np.full(10, 60), yes=rng.binomial(60, chance))
            waves.append(poststratify(fit_mrp(cells, model, about, draws=1000, points=8), people))
        found = compare_waves(*waves)
        overall += not 0.025 <= found.overall_worse.point <= 0.975
        areas.append(np.mean([not 0.025 <= worse.point <= 0.975 for worse in found.worse]))
    print(f"| no change, called sure at 5% | all together {overall / SIMS:.4f} | areas {np.mean(areas):.4f} |")
    assert 0.038 <= overall / SIMS <= 0.063
    assert np.mean(areas) <= 0.063


def test_fay_herriots_errors_are_those_that_it_tells():
    rng = np.random.default_rng(20260307)
    names = [str(place) for place in range(40)]
    told, made, held, zero = [], [], [], 0
    for _ in range(1000):
        z, d = rng.normal(size=40), rng.uniform(0.3, 1.5, 40)
        truth = 2 + z + rng.normal(0, 0.7, 40)
        y = truth + rng.normal(0, np.sqrt(d))
        found = fay_herriot(y, d, np.full(40, 9), names=names, covariates={"z": z}, about=FIRST, level=0.9)
        low, high = ends(found)
        told.append(found.mse.mean())
        made.append(np.mean((np.array([area.point for area in found.areas]) - truth) ** 2))
        held.append((low <= truth) & (truth <= high))
        zero += found.variance_reml == 0
    print(f"| Fay-Herriot MSE told / made | {np.mean(told):.3f} / {np.mean(made):.3f} ", end="")
    print(f"| cover of 90% ranges {np.mean(held):.3f} | zero variances {zero} of 1000 |")
    assert 0.95 <= np.mean(told) / np.mean(made) <= 1.08
    assert 0.87 <= np.mean(held) <= 0.93


@pytest.mark.parametrize("measured", [12, 20, 38])
@pytest.mark.parametrize("ratio", [1, 4, 25])
def test_ranges_of_areas_without_a_figure_hold_the_truth(measured, ratio):
    rng = np.random.default_rng((20261126, measured, ratio))
    areas, held = measured + 5, []
    seen, names = np.arange(areas) < measured, [str(place) for place in range(areas)]
    for _ in range(600):
        d, x = rng.uniform(0.5, 1.5, areas), rng.normal(size=(2, areas))
        truth = 1 + x[0] / 2 + rng.normal(0, np.sqrt(ratio), areas)
        y = np.where(seen, truth + rng.normal(size=areas) * np.sqrt(d), np.nan)
        d, n, known = np.where(seen, d, np.nan), np.where(seen, 50, 0), {"x": x[0], "z": x[1]}
        low, high = ends(fay_herriot(y, d, n, names=names, covariates=known, about=FIRST, level=0.9))
        held.append(((low <= truth) & (truth <= high))[~seen])
    print(f"| Fay-Herriot, no figure | {measured} measured, A/D {ratio} | cover of 90% {np.mean(held):.3f} |")
    assert 0.87 <= np.mean(held) <= 0.93


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

    chain = infer.MCMC(infer.NUTS(model), num_warmup=300, num_samples=1500, progress_bar=False)
    chain.run(jax.random.PRNGKey(20260304))
    drawn = {name: np.asarray(values, dtype=np.float64) for name, values in chain.get_samples().items()}
    logit = drawn["base"] + drawn["sex"] * people.codes["sex"][:, None]
    for factor in ("race", "area"):
        logit = logit + (drawn[f"sd_{factor}"][:, None] * drawn[factor])[:, people.codes[factor]].T
    mixing = (people.codes["area"] == np.arange(8)[:, None]) * people.people
    return mixing / mixing.sum(axis=1, keepdims=True) @ expit(logit), {f: drawn[f"sd_{f}"] for f in ("race", "area")}


def test_shares_and_their_spread_are_those_of_nuts():
    shares, sds = drawn_by_nuts()
    fit = fit_mrp(CITY.cells, MrpModel(random=("race",), fixed=("sex",)), FIRST, draws=4000)
    found = poststratify(fit, CITY.census)
    spread = shares.std(axis=1)
    assert np.all(np.abs(found.draws.mean(axis=1) - shares.mean(axis=1)) < 0.25 * spread)
    assert found.draws.std(axis=1) == pytest.approx(spread, rel=0.12)
    for name, drawn in sds.items():
        assert fit.sds[name] == pytest.approx(drawn.mean(), abs=0.4 * drawn.std())


def test_fay_herriots_figures_and_errors_are_samplics():
    rng = np.random.default_rng(20260312)
    z, d = rng.normal(size=30), rng.uniform(0.3, 1.5, 30)
    y = 2 + z + rng.normal(0, 0.8, 30) + rng.normal(0, np.sqrt(d))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that it is archived
        sae = importlib.import_module("samplics.sae")
        peer = sae.EblupAreaModel(method=importlib.import_module("samplics.utils.types").FitMethod.reml)
        x, area = np.column_stack([np.ones(30), z]), np.arange(30)
        peer.fit(yhat=y, X=x, area=area, error_std=np.sqrt(d), intercept=False, tol=1e-10)
        peer.predict(X=x, area=area, intercept=False)
    names = [str(place) for place in area]
    found = fay_herriot(y, d, np.full(30, 9), names=names, covariates={"z": z}, about=FIRST)
    points = np.array([figure.point for figure in found.areas])
    assert found.variance == pytest.approx(peer.re_std**2, rel=1e-6)
    assert points == pytest.approx(np.array([peer.area_est[place] for place in area]), rel=1e-6)
    assert found.mse == pytest.approx(np.array([peer.area_mse[place] for place in area]), rel=1e-5)
