"""What is handed in wrongly is refused by the name of its argument; extreme sizes are drawn as any others."""

from datetime import date

import numpy as np
import pytest

from commonbeat.plumb import About, DataError, Window
from commonbeat.plumb.sampling import (
    allocate,
    draw_pps,
    reliability,
    representativeness,
    representativeness_from_margins,
    score_scale,
    size_for_difference,
    size_for_share,
    three_rings,
)

ABOUT = About(window=Window.year(2025), as_of=date(2026, 1, 5), unit="people")
ROWS = [[1, 2, 3], [2, 3, 3], [4, 5, 4], [5, 4, 4]]
PLACE = {"place": ["N", "S"]}


@pytest.mark.parametrize(
    "asked",
    [
        lambda about: three_rings([1, 0], asked=3, about=about),
        lambda about: reliability(ROWS, items=["a", "b", "c"], about=about),
        lambda about: score_scale(ROWS, items=["a", "b", "c"], about=about),
        lambda about: representativeness([50, 50], [20, 30], PLACE, about=about),
        lambda about: representativeness_from_margins(100, [20, 30], PLACE, {"place": {"N": 1, "S": 1}}, about=about),
    ],
)
def test_what_the_data_are_about_is_asked_for(asked):
    asked(ABOUT)
    with pytest.raises(DataError, match="about: None is not an About"):
        asked(None)


@pytest.mark.parametrize(
    ("weights", "row"), [([1e-300, 1e300, 1, 1], 0), ([1, 1, 1e-20, 1], 2), ([1e20, 1e-20, 1e20, 1e20], 1)]
)
def test_a_weight_that_is_nothing_beside_others_is_refused_with_its_row(weights, row):
    with pytest.raises(DataError, match=f"weights: row {row} is .* as good as nothing beside the largest"):
        three_rings([1, 0, 1, 1], asked=9, about=ABOUT, weights=weights)


def test_the_unit_of_weights_changes_nothing_however_large_or_small():
    plain = three_rings([1, 0, 1, 1, 0], asked=9, about=ABOUT, weights=[1, 2, 3, 4, 5])
    for unit in (2.0**1000, 2.0**-1000):
        other = three_rings([1, 0, 1, 1, 0], asked=9, about=ABOUT, weights=np.array([1, 2, 3, 4, 5]) * unit)
        assert other == plain
    empty = three_rings(
        [1, 0, 1, 1, 0, 1], asked=9, about=ABOUT, weights=[1, 2, 3, 4, 5, 1e300], count=[1, 1, 1, 1, 1, 0]
    )
    assert empty == plain


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (lambda: size_for_share(1e-200), "margin: it asks for more answers than anybody can count"),
        (lambda: size_for_difference(1e-200, 2e-200), "after: it asks for more answers"),
        (lambda: size_for_share(0.05, population=3800, design_effect=1e308), "design_effect: it asks for more answers"),
        (lambda: size_for_share(0.05, response_rate=1e-320), "response_rate: at 1e-320 nobody could invite enough"),
    ],
)
def test_a_plan_beyond_counting_is_refused(plan, said):
    with pytest.raises(DataError, match=said):
        plan()


@pytest.mark.parametrize("unit", [1e-320, 1e-300, 1e307])
def test_sizes_so_small_or_large_that_their_sum_is_nothing_or_endless_are_drawn_all_the_same(unit):
    drawn = draw_pps([unit] * 4, 2, seed=1)
    assert drawn.n == 2
    assert drawn.frame_probability.tolist() == [0.5] * 4
    beside = draw_pps([1.0, 1e-310, 1e-310, 1e-310], 2, seed=1)
    assert (beside.n, beside.certain) == (2, 1)


def test_a_margin_that_no_town_can_reach_asks_everybody():
    assert size_for_share(1e-9, population=3800).n == 3800


@pytest.mark.parametrize("spread", [1e-320, 1e-100, 1e-14])
def test_a_spread_that_is_nothing_beside_others_is_refused_and_zero_is_not(spread):
    people = {"a": 100, "b": 100}
    with pytest.raises(DataError, match=r"spread\[a\]: it is as good as nothing beside the largest"):
        allocate(people, 10, rule="neyman", spread={"a": spread, "b": 1})
    assert allocate(people, 10, rule="neyman", spread={"a": 0, "b": 1}).drawn == {"a": 2, "b": 8}
