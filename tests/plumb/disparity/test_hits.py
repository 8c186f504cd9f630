"""Hit rates by place, differences as Newcombe printed them, R's tests of equal shares, and Simpson's paradox found."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import About, DataError, Reason, Window, wilson
from commonbeat.plumb.disparity import hit_rates
from commonbeat.plumb.disparity.hit_tests import pooled_test, within_places_test
from commonbeat.plumb.disparity.ratios import difference

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
    given = {"group_names": names, "place_names": places, "reference": names[-1], "about": ABOUT, **others}
    return hit_rates(group, place, hits.ravel(), searches.ravel(), **given)


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
        group[mixed],
        place[mixed],
        flags[mixed],
        group_names=("Blue", "Green"),
        place_names=("place 0", "place 1", "place 2"),
        reference="Green",
        about=ABOUT,
    )
    assert rows == whole


def test_a_lower_rate_is_said_and_it_says_what_it_cannot_show():
    lower = found([[100, 120], [300, 310]], [[1000, 1000], [1000, 1000]])
    assert "searches of Blue found something less often (−19" in lower.sentence()
    assert "Of 2,000 searches of the group Blue, 11.0% found something" in lower.sentence()
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


SPOILED = [
    (lambda: found([[9], [1]], [[8], [2]]), "hits: row 0 is 9.0, which is more than the searches"),
    (lambda: found([[0], [0]], [[0], [0]]), "searches: there are none"),
    (lambda: found([[1], [1]], [[8], [2]], reference="Red"), "reference: 'Red' is not one of the groups"),
    (lambda: found([[1], [1]], [[8], [2]], ("A", "A"), reference="A"), "named once"),
    (lambda: found([[1], [1]], [[8], [2.5]]), "not a whole number"),
    (lambda: found([[1], [1], [2]], [[8], [2], [3]]), "groups: row 2 is 2, which is no level"),
]


@pytest.mark.parametrize(("spoiled", "said"), SPOILED)
def test_what_cannot_be_is_said_with_its_row(spoiled, said):
    with pytest.raises(DataError, match=said):
        spoiled()
