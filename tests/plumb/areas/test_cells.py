"""Cells come in checked, merged and read-only, or are refused with the row and the level at fault."""

import numpy as np
import pytest

from commonbeat.plumb import DataError
from commonbeat.plumb.areas import AnswerCells, CensusCells, MrpModel, fit_mrp, poststratify, simulate_city
from commonbeat.plumb.areas.simulation import simulate_waves
from commonbeat.plumb.groups import Groups
from plumb.areas.examples import FIRST, GRID, LEVELS, answers, census

TWO = Groups([0, 1], ["North", "South"])


def test_rows_alike_are_merged_and_rows_without_answers_left_out():
    cells = AnswerCells(groups={"area": ["South", "North", "South", "North"]}, n=[3, 5, 4, 0], yes=[1, 2.5, 4, 0])
    assert cells.codes["area"].tolist() == [0, 1]
    assert (cells.n.tolist(), cells.yes.tolist()) == ([5, 7], [2.5, 5])


def test_a_weighted_yes_may_be_over_its_n_by_rounding_alone():
    cells = AnswerCells(groups={"area": TWO}, n=[1, 3], yes=[1.0000000000000002, 3 * (1 + 5e-10)])
    assert cells.yes.tolist() == [1, 3]
    with pytest.raises(DataError, match="more yes than answers"):
        AnswerCells(groups={"area": TWO}, n=[1, 3], yes=[1.00001, 3])


def test_cells_cannot_be_written_to():
    cells = answers()
    for array in (cells.n, cells.yes, cells.codes["sex"]):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    with pytest.raises(TypeError):
        cells.levels["sex"] = ()


@pytest.mark.parametrize(
    ("change", "argument", "said"),
    [
        ({"n": [3, -1]}, "n", "row 1 is -1.0, which is below zero"),
        ({"n": [3, 1.5]}, "n", "row 1 is 1.5, which is not a whole number"),
        ({"n": ["a", 1]}, "n", "no number"),
        ({"n": [[3, 1]]}, "n", "2 dimensions"),
        ({"n": [0, 0], "yes": [0, 0]}, "n", "nobody answered"),
        ({"yes": [1, 4]}, "yes", "row 1 is 4.0, which is more yes than answers"),
        ({"yes": [1, np.nan]}, "yes", "row 1 is nan"),
        ({"yes": [1]}, "yes", "1 rows where 2 are needed"),
        ({"groups": None}, "groups", "does not give them by name"),
        ({"groups": TWO}, "groups", "does not give them by name"),
        ({"groups": {}}, "groups", "there are none"),
        ({"groups": {3: TWO}}, "groups", "3 is not text"),
        ({"groups": {"area": None}}, "groups['area']", "0 dimensions"),
        ({"groups": {"area": "NS"}}, "groups['area']", "0 dimensions"),
        ({"groups": {"area": ["North", None]}}, "groups['area']", "row 1 is in none of the levels"),
        ({"groups": {"area": Groups([-1, 0], ["North", "South"])}}, "groups['area']", "row 0 is in none of the levels"),
        ({"groups": {"area": ["North", "South", "South"]}}, "groups['area']", "3 rows where 2 are needed"),
        ({"groups": {"area": ["North", "North"]}}, "groups['area']", "fewer than two"),
    ],
)
def test_answers_that_cannot_be_are_refused(change, argument, said):
    given = {"groups": {"area": TWO}, "n": [3, 3], "yes": [1, 2], **change}
    with pytest.raises(DataError, match=said) as refused:
        AnswerCells(**given)
    assert refused.value.argument == argument


def test_ten_factors_of_two_hundred_levels_are_merged_like_any_others():
    rng = np.random.default_rng(20261126)
    named = [str(place) for place in range(200)]
    codes = np.repeat(rng.integers(0, 200, (10, 30)), 2, axis=1)
    turned = rng.permutation(60)
    cells = AnswerCells(
        groups={f"factor {place}": Groups(code[turned], named) for place, code in enumerate(codes)},
        n=np.arange(1, 61)[turned],
        yes=np.ones(60),
    )
    order = np.lexsort(codes[::-1, ::2])
    assert np.array_equal(np.stack(list(cells.codes.values())), codes[:, ::2][:, order])
    assert np.array_equal(cells.n, np.arange(1, 61).reshape(30, 2).sum(axis=1)[order])
    assert np.all(cells.yes == 2)


@pytest.mark.parametrize(("people", "said"), [([-1.0, 2], "row 0 is -1.0"), ([0, 0], "there are none")])
def test_a_census_that_cannot_be_is_refused(people, said):
    with pytest.raises(DataError, match=said) as refused:
        CensusCells(groups={"area": TWO}, people=people)
    assert refused.value.argument == "people"


def test_a_census_with_other_levels_is_refused():
    fit = fit_mrp(answers(), MrpModel(random=("race",)), FIRST, points=4)
    turned = {**LEVELS, "area": ["South", "North", "West"]}
    with pytest.raises(DataError, match="levels of 'area' differ"):
        poststratify(fit, census(levels=turned))
    short = {name: LEVELS[name] for name in ("area", "sex")}
    with pytest.raises(DataError, match="no factor 'race'"):
        poststratify(fit, census(levels=short, codes={name: GRID[name] for name in short}))


def test_an_area_where_nobody_lives_is_refused_by_name():
    fit = fit_mrp(answers(), MrpModel(random=("race",)), FIRST, points=4)
    with pytest.raises(DataError, match=r"nobody lives in 'West' \(area\)"):
        poststratify(fit, census(people=np.where(GRID["area"] == 2, 0.0, 5)))


def test_the_made_up_city_is_the_same_for_the_same_seed_and_its_truth_adds_up():
    one, other = simulate_city(11, areas=6, respondents=500), simulate_city(11, areas=6, respondents=500)
    assert np.array_equal(one.cells.yes, other.cells.yes)
    assert one.cells.n.sum() == 500
    people = np.bincount(one.census.codes["area"], one.census.people)
    assert np.average(one.area_truth, weights=people) == pytest.approx(one.overall_truth, abs=1e-12)
    people = np.bincount(one.census.codes["race"], one.census.people)
    assert np.average(one.race_truth, weights=people) == pytest.approx(one.overall_truth, abs=1e-12)


def test_the_second_wave_moves_as_it_was_told():
    before, after = simulate_waves(12, areas=6, respondents=500, change=0.3, race_changes={"Black": -0.3})
    rose = after.race_truth > before.race_truth
    assert rose.tolist() == [True, False, True, True, True, True]
    assert np.array_equal(before.census.people, after.census.people)


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"areas": 1}, "areas"),
        ({"respondents": 0}, "respondents"),
        ({"area_sd": -1}, "area_sd"),
        ({"race_changes": {"Martian": 1}}, "race_changes"),
        ({"race_changes": ["Black"]}, "race_changes"),
        ({"race_changes": {"Black": "more"}}, "race_changes['Black']"),
        ({"change": None}, "change"),
        ({"level": "high"}, "level"),
        ({"income_slope": np.nan}, "income_slope"),
    ],
)
def test_a_city_that_cannot_be_is_refused(change, argument):
    with pytest.raises(DataError) as refused:
        simulate_waves(1, **change)
    assert refused.value.argument == argument
