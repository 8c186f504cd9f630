"""Hit rates by place, differences as Newcombe printed them, R's tests of equal shares, and Simpson's paradox found."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import About, DataError, Reason, Window, wilson
from commonbeat.plumb.disparity import hit_rates
from commonbeat.plumb.disparity.hit_tests import pooled_test, within_places_test
from commonbeat.plumb.disparity.ratios import difference, weighted_share
from commonbeat.plumb.groups import Groups

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())
ABOUT = About(window=Window.year(2017), as_of=date(2018, 6, 1), unit="searches", synthetic=True)
TWO = np.array([[[30, 70], [45, 55]], [[10, 40], [22, 28]], [[5, 95], [11, 89]]])
THREE = np.array([[[12, 20, 9], [88, 80, 21]], [[30, 44, 14], [70, 56, 36]]])
rules = settings(deadline=None, derandomize=True, max_examples=50)


def found(hits, searches, names=("Blue", "Green"), **others):
    """Hit rates from two tables, groups x places."""
    hits, searches = np.asarray(hits), np.asarray(searches)
    group, place = (part.ravel() for part in np.indices(hits.shape))
    places = [f"place {number}" for number in range(hits.shape[1])]
    given = {"reference": names[-1], "about": ABOUT, **others}
    return hit_rates(Groups(group, names), Groups(place, places), hits.ravel(), searches.ravel(), **given)


PARADOX = found([[81, 192], [234, 55]], [[87, 263], [270, 80]])
"""Charig and others' kidney stones, the textbook's reversal: better in each place, worse over all."""


def golden(test, name):
    told = GOLDEN[name]
    assert (test.statistic, test.freedom, test.chance) == pytest.approx(
        (told["statistic"], told["freedom"], told["chance"]), rel=1e-9
    )


def test_tests_of_equal_shares_are_r_s():
    two = np.moveaxis(TWO, 0, 2)
    golden(within_places_test(two[:, 0] * 1.0, two.sum(axis=1) * 1.0), "two")
    hits, searches = THREE[:, 0].T * 1.0, THREE.sum(axis=1).T * 1.0
    golden(within_places_test(hits, searches), "three")
    golden(pooled_test(hits, searches), "pooled")
    whole = found(hits, searches, ("A", "B", "C"))
    golden(whole.within, "three")
    golden(whole.pooled, "pooled")


def test_a_difference_of_shares_is_the_one_that_newcombe_printed():
    ends = [(56 / 70, *map(float, wilson(56, 70))), (48 / 80, *map(float, wilson(48, 80)))]
    assert difference(*ends) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    both = found([[56], [48]], [[70], [80]])
    assert (both.differences[0].low, both.differences[0].high) == pytest.approx((5.24, 33.39), abs=5e-3)
    assert both.differences[0].unit == "points"
    assert both.differences[0].n == 150


def test_standardized_rates_are_weighted_by_all_searches():
    check = PARADOX.standardized[0]
    weights = np.array([357, 343]) / 700
    assert check.group.point == pytest.approx(weights @ [81 / 87, 192 / 263])
    assert check.reference.point == pytest.approx(weights @ [234 / 270, 55 / 80])
    assert check.difference.point == pytest.approx(100 * (check.group.point - check.reference.point))
    assert "2 places (of 2)" in check.group.notes[0].en
    assert check.common == 1


def test_a_range_over_places_of_few_searches_holds_the_truth():
    """500 simulations of 60 places with 1 to 3 searches of each group; seed drawn once. Exact 95%: 92.4% to 97.6%."""
    draw = np.random.default_rng(52_907_118)
    held = 0
    for _round in range(500):
        searches = draw.integers(1, 4, (2, 60))
        chances = draw.uniform(0.1, 0.5, 60)
        hits = draw.binomial(searches, chances)
        weights = searches.sum(axis=0) / searches.sum()
        one, two = (weighted_share(weights, *both) for both in zip(hits, searches * 1.0, strict=True))
        low, high = difference(one, two)[1:]
        held += low <= 0 <= high
    assert held / 500 >= 0.924


def test_a_weighted_share_of_equal_cells_is_wilson_s_of_them_together_but_for_what_it_draws_them():
    share = weighted_share(np.full(4, 0.25), np.full(4, 3.0), np.full(4, 10.0))
    assert share == pytest.approx((0.3, *map(float, wilson(12, 40))))
    none = weighted_share(np.array([0.2, 0.8]), np.zeros(2), np.array([10.0, 10.0]))
    worth = 1 / (0.2**2 / 10 + 0.8**2 / 10)
    z = 1.959963984540054
    assert none == pytest.approx((0, 0, z * z / (worth + z * z)), abs=1e-12)
    every = weighted_share(np.array([0.2, 0.8]), np.full(2, 10.0), np.full(2, 10.0))
    assert every == pytest.approx((1, 1 - none[2], 1))


def test_an_order_that_turns_on_a_sliver_of_the_searches_is_not_sure():
    """Both were searched in one place that holds few searches; over all, the order is that of other places."""
    sliver = found([[600, 45, 0], [0, 10, 1500]], [[3000, 50, 0], [0, 50, 3000]])
    check = sliver.standardized[0]
    assert check.difference.low > 0 > sliver.differences[0].high
    assert check.reversed
    assert not check.sure
    assert check.common == pytest.approx(100 / 6100)
    assert "in the same places (which hold 1.6% of the searches of both), searches of Blue" in sliver.sentence()
    assert "que reúnen el 1.6\u00a0% de los cateos de ambos" in sliver.sentence("es")
    assert "or come from places where only one of them was searched" in sliver.sentence()
    assert check.difference.notes[0].en.startswith("Only one place (of 3)")
    assert "reúne el 1.6" in check.difference.notes[0].es


def test_a_count_of_one_is_written_as_one():
    one = found([[0], [4]], [[1], [9]])
    assert "Of one search of the group Blue (2017), 0% found something" in one.sentence()
    assert "De un cateo del grupo Blue" in one.sentence("es")


@pytest.mark.parametrize(
    "kind", [np.array, pd.Series, pd.Categorical, lambda labels: pd.Series(pd.Categorical(labels))]
)
def test_groups_and_places_may_be_plain_labels(kind):
    who, where = ["Green", "Blue", "Blue", "Green"], ["north", "north", "south", "south"]
    hits, searches = [3, 1, 2, 0], [9, 4, 5, 6]
    plain = hit_rates(
        Groups([1, 0, 0, 1], ("Blue", "Green")),
        Groups([0, 0, 1, 1], ("north", "south")),
        hits,
        searches,
        reference="Green",
        about=ABOUT,
    )
    assert hit_rates(kind(who), kind(where), hits, searches, reference="Green", about=ABOUT) == plain
    turned = hit_rates(
        Groups.of(kind(who), ("Green", "Blue")), kind(where), hits, searches, reference="Green", about=ABOUT
    )
    assert turned.groups == ("Green", "Blue")
    assert turned.overall == plain.overall[::-1]


def test_an_order_that_turns_around_within_places_is_found_and_said():
    check = PARADOX.standardized[0]
    assert PARADOX.differences[0].point < 0 < check.difference.point
    assert (check.higher, check.lower, check.level, check.reversed, check.sure) == (2, 0, 0, True, False)
    assert "the other way round, which may be chance" in PARADOX.sentence()
    sure = found(np.array([[81, 192], [234, 55]]) * 40, np.array([[87, 263], [270, 80]]) * 40)
    assert sure.standardized[0].sure
    assert "searches of Blue found something more often" in sure.sentence()
    assert "it comes from where people were searched" in sure.sentence()
    assert "se debe a dónde" in sure.sentence("es")


def test_in_one_place_standardizing_changes_nothing():
    one = found([[9], [20]], [[60], [80]])
    check = one.standardized[0]
    assert (check.difference.low, check.difference.high) == pytest.approx(
        (one.differences[0].low, one.differences[0].high)
    )
    assert not check.reversed


def test_each_hit_rate_has_wilson_s_range():
    low, high = wilson(192, 263)
    cell = PARADOX.by_place[0][1]
    assert (cell.low, cell.high, cell.numerator, cell.denominator) == (float(low), float(high), 192, 263)
    assert PARADOX.overall[0].n == 350
    assert PARADOX.others == ("Blue",)


def test_where_nobody_was_searched_there_is_no_rate():
    apart = found([[3, 0, 0], [0, 4, 0]], [[9, 0, 0], [0, 9, 0]])
    assert apart.by_place[0][1].reason is Reason.NO_DENOMINATOR
    assert apart.standardized[0].difference.reason is Reason.NO_DENOMINATOR
    assert "searched in no place alike" in apart.sentence()
    assert "en ningún lugar en común" in apart.sentence("es")
    assert (apart.within.freedom, apart.within.chance) == (0, 1.0)
    none = found([[0], [4]], [[0], [9]])
    assert none.overall[0].reason is Reason.NO_DENOMINATOR
    assert none.differences[0].reason is Reason.NO_DENOMINATOR
    assert "For the group Blue there is no search" in none.sentence()
    assert (none.pooled.freedom, none.pooled.chance) == (0, 1.0)


def test_where_every_search_hit_nothing_differs():
    every = found([[5, 7], [4, 9]], [[5, 7], [4, 9]])
    assert (every.pooled.statistic, every.pooled.freedom, every.pooled.chance) == (0.0, 1, 1.0)
    assert every.within.chance == 1.0
    assert every.standardized[0].level == 2
    assert every.standardized[0].group.high == 1.0
    assert "we cannot tell whether searches of Blue" in every.sentence()


@rules
@given(seed=st.integers(0, 2**32 - 1))
def test_how_cells_are_cut_and_ordered_changes_nothing(seed):
    draw = np.random.default_rng(seed)
    searches = draw.integers(1, 30, (2, 3))
    hits = draw.binomial(searches, 0.4)
    whole = found(hits, searches)
    group, place = (np.repeat(part.ravel(), searches.ravel()) for part in np.indices((2, 3)))
    flags = np.concatenate([np.arange(n) < k for n, k in zip(searches.ravel(), hits.ravel(), strict=True)])
    mixed = draw.permutation(len(flags))
    rows = hit_rates(
        Groups(group[mixed], ("Blue", "Green")),
        Groups(place[mixed], ("place 0", "place 1", "place 2")),
        flags[mixed],
        reference="Green",
        about=ABOUT,
    )
    assert rows == whole


def test_a_lower_rate_is_said_and_it_says_what_it_cannot_show():
    lower = found([[100, 120], [300, 310]], [[1000, 1000], [1000, 1000]])
    assert "searches of Blue found something less often (−19" in lower.sentence()
    assert "Of 2,000 searches of the group Blue (2017), 11.0% found something" in lower.sentence()
    assert "De 2,000 cateos del grupo Blue (2017), el 11.0\u00a0% encontró algo" in lower.sentence("es")
    assert "hallaron algo con menos frecuencia" in lower.sentence("es")
    assert "ranges" not in lower.sentence()
    assert found([[1], [2]], [[3], [4]], level=0.5).sentence().endswith(" Ranges are 50% ranges.")
    assert found([[1], [2]], [[3], [4]], level=0.5).sentence("es").endswith(" Los rangos son del 50\u00a0%.")
    assert "infra-marginality" in lower.limits()
    assert "inframarginalidad" in lower.limits("es")
    real = About(window=Window.year(2017), as_of=date(2018, 6, 1), unit="searches")
    assert found([[1], [2]], [[3], [4]], about=real).sentence().startswith("Of 3 searches")


def test_under_equal_hit_rates_the_tests_keep_their_level():
    """500 simulations, seed drawn once; places differ, groups do not: within places 2.6% to 7.6% are rejected."""
    draw = np.random.default_rng(61_290_733)
    rejected = 0
    for _round in range(500):
        searches = draw.integers(20, 200, (3, 8)) * 1.0
        hits = draw.binomial(searches.astype(int), draw.uniform(0.1, 0.5, 8)) * 1.0
        rejected += within_places_test(hits, searches).chance < 0.05
    assert 0.026 <= rejected / 500 <= 0.076


def labels(who=("a", "b"), where=("x", "x"), **others):
    return hit_rates(who, where, [1, 1], [2, 2], **{"reference": "a", "about": ABOUT, **others})


SPOILED = [
    (lambda: labels(where=Groups([0, -1], ("x", "y"))), "places: row 1 is in none"),
    (lambda: labels(who=Groups.of(("a", "b"), ("a", "c"))), "groups: row 1 is in none of the levels"),
    (lambda: labels(who=np.array(["a", None])), "groups: row 1 is in none of the levels"),
    (lambda: labels(who=pd.Categorical(["a", None])), "groups: row 1 is in none of the levels"),
    (lambda: labels(about=None), "about: None"),
    (lambda: labels(who="ab"), "groups: it has 0 dimensions"),
    (lambda: labels(where=("x", "x", "y")), "places: it has 3 rows where 2"),
    (lambda: found([[9], [1]], [[8], [2]]), "hits: row 0 is 9.0, which is more than the searches"),
    (lambda: found([[0], [0]], [[0], [0]]), "searches: there are none"),
    (lambda: found([[1], [1]], [[8], [2]], reference="Red"), "reference: 'Red' is not one of the groups"),
    (lambda: found([[1], [1]], [[8], [2]], ("A", "A"), reference="A"), "levels: the level 'A' comes twice"),
    (lambda: found([[1], [1]], [[8], [2.5]]), "not a whole number"),
    (lambda: found([[1], [1], [2]], [[8], [2], [3]]), "codes: row 2 has the code 2, and there are 2 levels"),
]


@pytest.mark.parametrize(("spoiled", "said"), SPOILED)
def test_what_cannot_be_is_said_with_its_row(spoiled, said):
    with pytest.raises(DataError, match=said):
        spoiled()
