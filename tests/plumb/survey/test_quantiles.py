"""Quantiles by hand, by domain, with ties, and where the range runs past the answers."""

import numpy as np
import pytest

from commonbeat.plumb import Reason
from commonbeat.plumb.survey import Design, Groups, bootstrap, quantile
from plumb.survey.schools import ABOUT, column, groups, strat


def test_the_median_is_the_smallest_value_that_half_do_not_exceed():
    design = Design(weights=[1, 1, 2, 4])
    assert quantile(design, [40, 30, 20, 10], 0.5, about=ABOUT)["all"].point == 10
    assert quantile(design, [40, 30, 20, 10], 0.51, about=ABOUT)["all"].point == 20
    assert quantile(design, [40, 30, 20, 10], 0.76, about=ABOUT)["all"].point == 30
    assert quantile(Design(weights=np.full(10, 0.1)), np.arange(10), 0.3, about=ABOUT)["all"].point == 2


def test_domains_give_what_each_gives_alone(api):
    frame = api["apistrat"]
    y, kinds = column(frame, "api00"), groups(frame, "stype")
    together = quantile(strat(frame), y, 0.5, by=kinds, about=ABOUT)
    for code, label in enumerate(kinds.levels):
        alone = Groups(name="one", codes=np.where(kinds.codes == code, 0, -1), levels=(label,))
        single = quantile(strat(frame), y, 0.5, by=alone, about=ABOUT)
        assert (single[label].point, single[label].low, single[label].high) == (
            together[label].point,
            together[label].low,
            together[label].high,
        )
        assert single.standard_errors[label] == together.standard_errors[label]


def test_a_range_past_the_answers_ends_at_them_with_a_note():
    found = quantile(Design(weights=np.ones(5)), [1, 2, 3, 4, 5], 0.9, about=ABOUT)["all"]
    assert found.high == 5
    assert "ends at the smallest or largest" in found.notes[-1].said("en")
    assert "termina" in found.notes[-1].said("es")


def test_empty_groups_are_left_out():
    by = Groups(name="area", codes=np.array([1, 1, 1, 3]), levels=("none", "some", "gap", "one"))
    for sample in (Design(weights=np.ones(4)), bootstrap(Design(weights=np.ones(4)), seed=1, replicates=5)):
        found = quantile(sample, [5, 6, 7, 8], 0.5, by=by, about=ABOUT)
        assert found.left_out["none"] is Reason.NO_DENOMINATOR
        assert found.left_out["gap"] is Reason.NO_DENOMINATOR
        assert found.left_out["one"] is Reason.TOO_FEW


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_equal_weights_agree_with_numpy(at):
    y = np.random.default_rng(3).normal(size=301)
    found = quantile(Design(weights=np.ones(301)), y, at, about=ABOUT)["all"]
    assert found.point == np.quantile(y, at, method="inverted_cdf")
