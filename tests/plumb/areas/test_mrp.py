"""Poststratified shares: truth is covered, nothing hangs on how cells are cut, and what had to be done is said."""

import importlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import DataError, Kind, sentence
from commonbeat.plumb.areas import (
    AnswerCells,
    CensusCells,
    MrpModel,
    fit_mrp,
    mrp,
    poststratify,
    simulate_city,
)
from plumb.areas.examples import FIRST, GRID, LEVELS, answers, census, groups

MODEL = MrpModel(random=("race",), fixed=("sex",))
FEW = settings(deadline=None, derandomize=True, max_examples=50)


def points(estimates):
    return np.array([area.point for area in estimates.areas])


def notes(estimate):
    return " / ".join(note.en for note in estimate.notes)


def test_ninety_percent_ranges_hold_ninety_percent_of_the_truth():
    inside, errors, plain = [], [], []
    for seed in range(300, 306):
        city = simulate_city(seed, respondents=10_000)
        model = MrpModel(random=("age", "race"), fixed=("sex",), covariates={"income": city.income})
        found = mrp(city.cells, city.census, model, FIRST, level=0.9)
        pairs = zip(found.areas, city.area_truth, strict=True)
        inside.append([area.low <= truth <= area.high for area, truth in pairs])
        errors.append(points(found) - city.area_truth)
        n, yes = (np.bincount(city.cells.codes["area"], column) for column in (city.cells.n, city.cells.yes))
        plain.append(yes / n - city.area_truth)
    assert 0.86 <= np.mean(inside) <= 0.94
    assert np.sqrt(np.mean(np.square(errors))) < 0.9 * np.sqrt(np.mean(np.square(plain)))


def test_every_figure_carries_its_range_n_and_method():
    found = mrp(answers(), census(), MODEL, FIRST)
    north = found.of("North")
    assert (north.kind, north.n, north.level, north.method.key) == (Kind.SHARE, 160, 0.95, "mrp_laplace")
    assert north.low < north.point < north.high
    assert (found.overall.n, found.overall.window) == (480, FIRST.window)
    assert sentence(north).startswith("Made-up data for demonstration. Our best figure is")
    with pytest.raises(DataError, match="there is no 'East' in 'area'"):
        found.of("East")


def test_draws_are_kept_read_only_and_add_up_to_the_overall_share():
    found = mrp(answers(), census(people=1 + GRID["area"]), MODEL, FIRST)
    assert found.draws.shape == (3, 2000)
    weighted = np.array([1, 2, 3]) / 6 @ found.draws
    assert found.overall_draws == pytest.approx(weighted, abs=1e-12)
    with pytest.raises(ValueError, match="read-only"):
        found.draws[0, 0] = 1


def test_the_same_seed_gives_the_same_draws_and_another_seed_others():
    one, same, other = (mrp(answers(), census(), MODEL, FIRST, seed=seed) for seed in (1, 1, 2))
    assert (one.seed, other.seed, fit_mrp(answers(), MODEL, FIRST).seed) == (1, 2, 0)
    assert np.array_equal(one.draws, same.draws)
    assert not np.array_equal(one.draws, other.draws)
    assert points(one) == pytest.approx(points(other), abs=0.01)


@FEW
@given(st.permutations(range(24)), st.floats(0.01, 1000), st.integers(1, 19))
def test_order_of_rows_scale_of_people_and_cut_of_cells_change_nothing(order, scale, cut):
    order = np.array(order)
    codes = {name: np.concatenate([column[order], column]) for name, column in GRID.items()}
    plain = answers()
    n = np.concatenate([np.full(24, cut), np.full(24, 20 - cut)])
    yes = np.concatenate([np.minimum(plain.yes, cut)[order], plain.yes - np.minimum(plain.yes, cut)])
    split = AnswerCells(groups=groups(LEVELS, codes), n=n, yes=yes)
    people = CensusCells(groups=groups(LEVELS, codes), people=np.full(48, 50.0) * scale)
    whole = poststratify(fit_mrp(plain, MODEL, FIRST, points=5, draws=100), census())
    parted = poststratify(fit_mrp(split, MODEL, FIRST, points=5, draws=100), people)
    assert parted.draws == pytest.approx(whole.draws, abs=1e-9)


def test_areas_alike_get_figures_alike():
    found = fit_mrp(answers(n=200), MODEL, FIRST)
    shares = points(poststratify(found, census()))
    assert np.ptp(shares) < 0.01
    assert found.sds["area"] < found.sds["race"]
    assert found.effective_points > 10


def test_figures_lean_on_the_others_the_more_the_fewer_answered():
    n = np.choose(GRID["area"], [2, 30, 300])
    found = mrp(answers(n=n, yes=np.floor(n * np.choose(GRID["area"], [0.5, 0.3, 0.7]))), census(), MODEL, FIRST)
    assert found.shrinkage[0] > found.shrinkage[1] > found.shrinkage[2]
    assert abs(found.areas[2].point - 0.7) < 0.02


def test_an_area_without_answers_is_estimated_and_says_so():
    found = mrp(answers(n=np.where(GRID["area"] == 2, 0, 20)), census(), MODEL, FIRST)
    west, north = found.of("West"), found.of("North")
    assert west.n == 0
    assert west.high - west.low > 1.5 * (north.high - north.low)
    assert found.shrinkage[2] > 0.8
    assert "Nobody here answered" in notes(west)
    assert "Nobody here answered" not in notes(north)
    assert "Where nobody answered (1 of them)" in found.sentence()
    assert "Donde nadie respondió (1)" in found.sentence("es")


def test_a_random_level_that_nobody_answered_for_is_noted():
    found = mrp(answers(n=np.where(GRID["race"] >= 2, 0, 20)), census(), MODEL, FIRST)
    assert "Nobody of White, Other (race) answered" in notes(found.overall)
    by_race = poststratify(fit_mrp(answers(n=np.where(GRID["race"] == 3, 0, 20)), MODEL, FIRST), census(), by="race")
    assert by_race.of("Other").n == 0
    assert by_race.shrinkage[3] > 0.8


def test_a_fixed_level_that_nobody_answered_for_is_refused_by_name():
    with pytest.raises(DataError, match="nobody of level 'men' of the fixed factor 'sex' answered"):
        fit_mrp(answers(n=np.where(GRID["sex"] == 1, 0, 20)), MODEL, FIRST)


@pytest.mark.parametrize(("agreed", "said"), [(0.0, "all 480 answers are no"), (20.0, "all 480 answers are yes")])
def test_answers_all_alike_are_refused(agreed, said):
    with pytest.raises(DataError, match=said):
        fit_mrp(answers(yes=agreed), MODEL, FIRST)


@pytest.mark.parametrize("sex", [0, 1])
def test_a_fixed_group_that_all_said_the_same_is_held_by_the_prior_and_noted(sex):
    found = fit_mrp(answers(yes=np.where(GRID["sex"] == sex, 0, 8)), MODEL, FIRST)
    by_sex = poststratify(found, census(), by="sex")
    assert 0 < by_sex.areas[sex].point < 0.03
    assert by_sex.areas[1 - sex].point == pytest.approx(0.4, abs=0.03)
    assert f"All who answered of {LEVELS['sex'][sex]} (sex) said the same" in notes(by_sex.overall)
    assert by_sex.shrinkage is None


def test_every_level_of_a_fixed_factor_has_an_effect_of_its_own():
    yes = np.choose(GRID["race"], [4, 8, 12, 16])
    for largest in range(4):
        n = np.where(GRID["race"] == largest, 200, 100)
        found = fit_mrp(answers(n=n, yes=yes * n / 20), MrpModel(fixed=("race", "sex")), FIRST)
        assert points(poststratify(found, census(), by="race")) == pytest.approx([0.2, 0.4, 0.6, 0.8], abs=0.01)


def test_a_design_effect_widens_the_ranges_and_is_noted():
    plain, wide = (mrp(answers(n=80), census(), MODEL, FIRST, deff=deff) for deff in (1.0, np.full(24, 2.0)))
    ratio = (wide.overall.high - wide.overall.low) / (plain.overall.high - plain.overall.low)
    assert ratio == pytest.approx(np.sqrt(2), rel=0.1)
    assert "(design effect 2.00)" in notes(wide.overall)
    assert wide.overall.n == plain.overall.n == 80 * 24


def test_an_area_covariate_lends_its_strength_where_nobody_answered():
    city = simulate_city(21, areas=30, respondents=4000, income_slope=0.8)
    cells = city.cells
    kept = cells.codes["area"] % 3 > 0
    codes = {name: column[kept] for name, column in cells.codes.items()}
    some = AnswerCells(groups=groups(cells.levels, codes), n=cells.n[kept], yes=cells.yes[kept])
    errors = []
    for covariates in ({}, {"income": city.income}):
        model = MrpModel(random=("race",), covariates=covariates)
        errors.append(np.abs(points(mrp(some, city.census, model, FIRST)) - city.area_truth)[::3].mean())
    assert errors[1] < 0.75 * errors[0]


def test_an_interaction_finds_a_group_that_differs_in_one_area_only():
    odd = (GRID["area"] == 0) & (GRID["race"] == 0)
    cells = answers(n=200, yes=np.where(odd, 40, 120))
    alone, both = (
        fit_mrp(cells, MrpModel(random=("race",), interactions=interactions), FIRST)
        for interactions in ((), (("area", "race"),))
    )
    black_north = CensusCells(groups=groups(), people=np.where(odd | (GRID["area"] > 0), 1.0, 1e-9))
    shares = [poststratify(fit, black_north).of("North").point for fit in (alone, both)]
    assert abs(shares[1] - 0.2) < 0.05 < abs(shares[0] - 0.2)
    assert set(both.sds) == {"area", "race", "area x race"}


def test_combinations_that_nobody_answered_for_are_noted():
    model = MrpModel(random=("race",), interactions=(("area", "race"),))
    gap = (GRID["area"] == 0) & (GRID["race"] > 1)
    found = fit_mrp(answers(n=np.where(gap, 0, 20)), model, FIRST)
    assert "Nobody answered in 2 of the 12 combinations of area x race" in " ".join(note.en for note in found.notes)
    assert not fit_mrp(answers(), model, FIRST, points=4).notes


def test_sds_cannot_be_written_to():
    with pytest.raises(TypeError):
        fit_mrp(answers(), MODEL, FIRST, points=4).sds["area"] = 0


def test_rare_answers_are_not_drawn_towards_half():
    off = []
    for seed in range(310, 318):
        city = simulate_city(seed, areas=40, respondents=1500, level=-3.5)
        found = mrp(city.cells, city.census, MrpModel(random=("age", "race"), fixed=("sex",)), FIRST, level=0.9)
        off.append(found.overall.point / city.overall_truth - 1)
    assert abs(np.mean(off)) < 0.1


def test_what_the_figures_say_and_cannot_say_stands_in_both_languages():
    found = poststratify(fit_mrp(answers(), MODEL, FIRST), census(), by="race", level=0.9)
    assert found.sentence().startswith("Made-up data for demonstration. For all together our best figure is 4")
    assert "The best figures of the 4 groups run from" in found.sentence()
    assert "Las mejores cifras de 4 grupos van de" in found.sentence("es")
    assert found.limits() != found.limits("es")
    assert "cannot show why" in found.limits()


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"deff": 0.5}, "deff"),
        ({"deff": [1, 2]}, "deff"),
        ({"deff": "x"}, "deff"),
        ({"deff": np.full(24, np.nan)}, "deff"),
        ({"draws": 10}, "draws"),
        ({"points": 0}, "points"),
        ({"seed": -1}, "seed"),
        ({"cells": None}, "cells"),
        ({"about": None, "cells": None, "model": None}, "about"),
        ({"model": None}, "model"),
        ({"model": "area"}, "model"),
        ({"model": MrpModel(random=("age",))}, "model"),
        ({"model": MrpModel(covariates={"income": [1, 2]})}, "covariates['income']"),
        ({"model": MrpModel(covariates={"income": [1, 2, np.nan]})}, "covariates['income']"),
        ({"model": MrpModel(covariates={"income": [2, 2, 2]})}, "covariates['income']"),
    ],
)
def test_a_fit_that_cannot_be_is_refused(change, argument):
    given = {"cells": answers(), "model": MODEL, "about": FIRST, **change}
    with pytest.raises(DataError) as refused:
        fit_mrp(**given)
    assert refused.value.argument == argument


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"random": ("race", "race")}, "model"),
        ({"random": ("area",)}, "model"),
        ({"fixed": ("",)}, "model"),
        ({"sd_scale": 0}, "sd_scale"),
        ({"interactions": (("area",),)}, "interactions"),
        ({"interactions": (("area", "area"),)}, "interactions"),
        ({"interactions": (("area", "race"), ("race", "area"))}, "interactions"),
        ({"interactions": ("area",)}, "interactions"),
        ({"random": "race"}, "random"),
        ({"fixed": 3}, "fixed"),
        ({"covariates": {"income": ["a", "b", "c"]}}, "covariates['income']"),
        ({"covariates": {"income": [[1, 2, 3]]}}, "covariates['income']"),
        ({"covariates": [[1, 2, 3]]}, "covariates"),
        ({"covariates": {"": [1, 2, 3]}}, "covariates"),
        ({"interactions": (("area", 3),)}, "interactions"),
        ({"interactions": (("area", ["race"]),)}, "interactions"),
    ],
)
def test_a_model_that_cannot_be_is_refused(change, argument):
    with pytest.raises(DataError) as refused:
        MrpModel(**change)
    assert refused.value.argument == argument


def test_a_table_by_a_factor_that_is_not_there_is_refused():
    fit = fit_mrp(answers(), MODEL, FIRST, points=4)
    with pytest.raises(DataError, match="no factor 'age'"):
        poststratify(fit, census(), by="age")
    with pytest.raises(DataError, match="between 0 and 1"):
        poststratify(fit, census(), level=95)
    with pytest.raises(DataError, match="CensusCells"):
        poststratify(fit, answers())
    with pytest.raises(DataError, match="fit: None is not a MrpFit"):
        poststratify(None, census())
    for by in (["area"], 3, ""):
        with pytest.raises(DataError, match="by: "):
            poststratify(fit, census(), by=by)
    with pytest.raises(DataError, match="there is no array"):
        poststratify(fit, census()).of(np.array(["North", "South"]))


@pytest.mark.parametrize(("change", "argument"), [({"about": None}, "about"), ({"census": None}, "census")])
def test_what_comes_after_the_fit_is_checked_before_it(monkeypatch, change, argument):
    module = importlib.import_module("commonbeat.plumb.areas.mrp")
    monkeypatch.setattr(module, "fit_mrp", lambda *given, **more: pytest.fail("it was fitted"))
    with pytest.raises(DataError, match=argument):
        mrp(**{"cells": answers(), "census": census(), "model": MODEL, "about": FIRST, **change})
    with pytest.raises(DataError, match="level"):
        mrp(answers(), census(), MODEL, FIRST, level=95)


def test_a_term_with_more_levels_than_find_room_is_refused():
    named = [str(place) for place in range(250)]
    cells = answers(levels={**LEVELS, "area": named, "race": named})
    with pytest.raises(DataError, match="area x race has 62,500 combinations, and 50,000 can be fitted"):
        fit_mrp(cells, MrpModel(interactions=(("area", "race"),)), FIRST)
