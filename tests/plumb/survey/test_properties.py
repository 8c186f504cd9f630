"""What must not matter does not: the order of rows, the scale of weights and answers, how cells are cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import DataError
from commonbeat.plumb.survey import Design, Groups, Margin, bootstrap, calibrate, mean, quantile, rake, share, total
from plumb.survey.schools import ABOUT

rules = settings(deadline=None, derandomize=True, max_examples=50)
SEEDS = st.integers(0, 10**6)


class Survey:
    """A small survey: 120 rows, three strata of clusters, two margins."""

    def __init__(self, seed):
        rng = np.random.default_rng(seed)
        self.base = rng.gamma(2, size=120) + 0.1
        self.strata, self.clusters = np.arange(120) // 40, np.arange(120) // 4
        self.x, self.z = np.arange(120) % 3, rng.permutation(np.arange(120) % 4)
        self.y = rng.normal(size=120) + self.x
        self.area = rng.permutation(np.arange(120) % 2)

    def margins(self, order):
        return [margin("x", self.x[order], [300, 500, 200]), margin("z", self.z[order], [250, 350, 150, 250])]

    def weights(self, order=slice(None), times=1.0, way=rake):
        return way(self.margins(order), base=self.base[order] * times)

    def design(self, order=slice(None), clusters=True, **others):
        ids = self.clusters[order] if clusters else None
        return Design(weights=self.base[order], strata=self.strata[order], clusters=ids, **others)


def margin(name, codes, totals):
    return Margin(groups=Groups(name=name, codes=codes, levels=tuple(map(str, range(len(totals))))), totals=totals)


def by(codes):
    return Groups(name="area", codes=codes, levels=("a", "b"))


def same(one, other, times=1.0):
    assert list(one) == list(other)
    for label in one:
        figures = [(f.point, f.low, f.high) for f in (one[label], other[label])]
        assert figures[1] == pytest.approx([times * value for value in figures[0]], rel=1e-7, abs=1e-9)
        assert other.standard_errors[label] == pytest.approx(
            abs(times) * one.standard_errors[label], rel=1e-6, abs=1e-9
        )


@rules
@given(seed=SEEDS, clusters=st.booleans())
def test_the_order_of_rows_changes_nothing(seed, clusters):
    survey = Survey(seed)
    order = np.random.default_rng(seed + 1).permutation(120)
    found = []
    for rows in (np.arange(120), order):
        design = survey.design(rows, clusters).weighted(survey.weights(rows))
        y, area = survey.y[rows], by(survey.area[rows])
        found.append((mean(design, y, by=area, about=ABOUT), share(design, y > 1, by=area, about=ABOUT)))
        found[-1] += (quantile(design, y, 0.4, by=area, about=ABOUT),)
    for one, other in zip(*found, strict=True):
        same(one, other)


@rules
@given(seed=SEEDS, times=st.floats(0.01, 100), way=st.sampled_from([rake, calibrate]))
def test_the_scale_of_base_weights_changes_no_weight(seed, times, way):
    survey = Survey(seed)
    survey.base = 1 + survey.base / 100  # near even, so that few linear weights fall below zero
    try:
        one = survey.weights(way=way)
    except DataError:
        with pytest.raises(DataError, match="would get the weight"):
            survey.weights(times=times, way=way)
        return
    other = survey.weights(times=times, way=way)
    np.testing.assert_allclose(other.values, one.values, rtol=1e-9)
    assert other.least_factor == pytest.approx(one.least_factor / times, rel=1e-8)
    assert other.greatest_factor == pytest.approx(one.greatest_factor / times, rel=1e-8)


@rules
@given(seed=SEEDS, times=st.floats(0.1, 1e6))
def test_the_scale_of_answers_scales_the_figures(seed, times):
    survey = Survey(seed)
    design = survey.design().weighted(survey.weights())
    y = np.abs(survey.y)
    same(mean(design, y, about=ABOUT), mean(design, times * y, about=ABOUT), times)
    same(total(design, y, about=ABOUT), total(design, times * y, about=ABOUT), times)


@rules
@given(seed=SEEDS, add=st.floats(-1e4, 1e4))
def test_a_mean_moves_with_its_answers_and_its_error_does_not(seed, add):
    survey = Survey(seed)
    design = survey.design().weighted(survey.weights())
    one, other = (mean(design, survey.y + moved, by=by(survey.area), about=ABOUT) for moved in (0, add))
    for label in one:
        assert other[label].point == pytest.approx(one[label].point + add, rel=1e-9, abs=1e-8)
        assert other.standard_errors[label] == pytest.approx(one.standard_errors[label], rel=1e-5)


@rules
@given(seed=SEEDS)
def test_cutting_a_level_in_two_by_its_own_shares_changes_no_weight(seed):
    survey = Survey(seed)
    raked = survey.weights()
    halves = survey.x * 2 + np.arange(120) % 2
    sizes = np.bincount(halves, raked.values, minlength=6)
    finer = rake([margin("halves", halves, sizes), survey.margins(slice(None))[1]], base=survey.base)
    np.testing.assert_allclose(finer.values, raked.values, rtol=1e-8)


@rules
@given(seed=SEEDS)
def test_the_order_of_margins_changes_no_weight(seed):
    survey = Survey(seed)
    margins = survey.margins(slice(None))
    turned = rake(margins[::-1], base=survey.base)
    np.testing.assert_allclose(turned.values, rake(margins, base=survey.base).values, rtol=1e-9)


@rules
@given(seed=SEEDS)
def test_raking_again_changes_no_weight(seed):
    survey = Survey(seed)
    raked = survey.weights()
    again = rake(survey.margins(slice(None)), base=raked.values)
    np.testing.assert_allclose(again.values, raked.values, rtol=1e-9)
    assert again.design_effect >= 1


@rules
@given(seed=SEEDS)
def test_domains_add_up_to_the_whole(seed):
    survey = Survey(seed)
    design = survey.design(population={"0": 50, "1": 60, "2": 70}).weighted(survey.weights())
    parts = total(design, survey.y, by=by(survey.area), about=ABOUT)
    whole = total(design, survey.y, about=ABOUT)["all"].point
    assert sum(one.point for one in parts.values()) == pytest.approx(whole)


@rules
@given(seed=SEEDS)
def test_replicates_do_not_see_the_order_of_rows(seed):
    survey = Survey(seed)
    order = np.random.default_rng(seed + 1).permutation(120)
    found = []
    for rows in (np.arange(120), order):
        sample = bootstrap(survey.design(rows).weighted(survey.weights(rows)), seed=5, replicates=4)
        found.append(mean(sample, survey.y[rows], about=ABOUT))
    same(*found)


@rules
@given(seed=SEEDS)
def test_rows_that_are_their_own_clusters_give_the_same_errors_by_another_way(seed):
    survey = Survey(seed)
    found = []
    for ids in (None, np.arange(120)):
        design = Design(weights=survey.base, strata=survey.strata, clusters=ids, population={"0": 50, "1": 60, "2": 70})
        design = design.weighted(survey.weights())
        found.append(mean(design, survey.y, by=by(survey.area), about=ABOUT))
    same(*found)
