"""The long proof of small areas: cover over 200 cities x 90 areas, and chances that are right when nothing changed."""

from datetime import date

import numpy as np
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
)

CITIES = 200
SIMS = 2000
FIRST = About(window=Window.year(2024), as_of=date(2025, 1, 1), unit="adults", synthetic=True)
SECOND = About(window=Window.year(2026), as_of=date(2027, 1, 1), unit="adults", synthetic=True)


def ends(estimates):
    """Low and high of every area."""
    return (np.array([getattr(area, end) for area in estimates.areas]) for end in ("low", "high"))


def test_ninety_percent_ranges_hold_the_truth_in_every_fifth_by_n(capsys):
    inside, answered = [], []
    for seed in range(5000, 5000 + CITIES):
        city = simulate_city(seed, respondents=10_000)
        model = MrpModel(random=("age", "race"), fixed=("sex",), covariates={"income": city.income})
        low, high = ends(mrp(city.cells, city.census, model, FIRST, level=0.9, draws=1000))
        inside.append((low <= city.area_truth) & (city.area_truth <= high))
        answered.append(np.bincount(city.cells.codes["area"], city.cells.n, minlength=90))
    held, order = np.concatenate(inside), np.argsort(np.concatenate(answered), kind="stable")
    fifths = [float(held[part].mean()) for part in np.array_split(order, 5)]
    with capsys.disabled():
        print(
            f"\n| MRP cover of 90% ranges | {held.mean():.3f} | fifths by n {', '.join(f'{f:.3f}' for f in fifths)} |"
        )
    assert 0.87 <= held.mean() <= 0.93
    assert min(fifths) >= 0.85


def test_when_nothing_changed_a_change_is_called_as_often_as_said(capsys):
    rng = np.random.default_rng(20260306)
    codes = dict(zip(("area", "race"), (axis.ravel() for axis in np.indices((5, 2))), strict=True))
    levels = {"area": list("ABCDE"), "race": ["Black", "White"]}
    people = CensusCells(levels=levels, codes=codes, people=np.arange(1, 11))
    model, overall, areas = MrpModel(fixed=("race",)), 0, []
    for _ in range(SIMS):
        chance = expit(0.3 + rng.normal(0, 0.4, 5)[codes["area"]] - 0.3 * codes["race"])
        waves = []
        for about in (FIRST, SECOND):
            cells = AnswerCells(levels=levels, codes=codes, n=np.full(10, 60), yes=rng.binomial(60, chance))
            waves.append(poststratify(fit_mrp(cells, model, about, draws=1000, points=8), people))
        found = compare_waves(*waves)
        overall += not 0.025 <= found.overall_worse.point <= 0.975
        areas.append(np.mean([not 0.025 <= worse.point <= 0.975 for worse in found.worse]))
    with capsys.disabled():
        print(f"\n| no change, called sure at 5% | all together {overall / SIMS:.4f} | areas {np.mean(areas):.4f} |")
    assert 0.038 <= overall / SIMS <= 0.063
    assert np.mean(areas) <= 0.063


def test_fay_herriots_errors_are_those_that_it_tells(capsys):
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
    with capsys.disabled():
        print(f"\n| Fay-Herriot MSE told / made | {np.mean(told):.3f} / {np.mean(made):.3f} ", end="")
        print(f"| cover of 90% ranges {np.mean(held):.3f} | zero variances {zero} of 1000 |")
    assert 0.95 <= np.mean(told) / np.mean(made) <= 1.08
    assert 0.87 <= np.mean(held) <= 0.93
