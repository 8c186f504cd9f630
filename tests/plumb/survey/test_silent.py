"""Where the answers do not differ, an error of zero says nothing: a share gets a range by other means, a mean none."""

import numpy as np
import pytest
from scipy.stats import norm, t
from statsmodels.stats.proportion import proportion_confint

from commonbeat.plumb import DataError, Reason
from commonbeat.plumb.survey import (
    Design,
    Groups,
    Margin,
    bootstrap,
    jackknife,
    mean,
    quantile,
    rake,
    ratio,
    share,
    total,
)
from plumb.survey.schools import ABOUT

EAST = np.repeat(["east", "west"], 10)
EAST_YES = EAST == "east"


@pytest.mark.parametrize("interval", ["logit", "wilson"])
@pytest.mark.parametrize("clusters", [None, np.arange(20)])
def test_strata_of_one_mind_leave_a_share_with_wilsons_range(interval, clusters):
    design = Design(weights=np.where(EAST_YES, 1.0, 1.3), strata=EAST, clusters=clusters)
    found = share(design, EAST_YES, about=ABOUT, interval=interval)
    assert found.standard_errors["all"] == 0
    effective = 23**2 / (10 + 16.9) * (norm.ppf(0.975) / t.ppf(0.975, 18)) ** 2
    low, high = proportion_confint(effective * 10 / 23, effective, method="wilson")
    assert (found["all"].point, found["all"].low, found["all"].high) == pytest.approx((10 / 23, low, high))
    assert found["all"].method.key == "survey_wilson"
    assert "In every part of the sample all gave the same answer" in found["all"].notes[-1].said("en")
    assert "En cada parte" in found["all"].notes[-1].said("es")
    again = share(jackknife(design), EAST_YES, about=ABOUT, interval=interval)["all"]
    assert (again.low, again.high) == pytest.approx((found["all"].low, found["all"].high))


def test_few_clusters_of_one_mind_count_as_few_answers():
    design = Design(weights=np.ones(750), clusters=np.repeat(np.arange(15), 50))
    alone = Design(weights=np.ones(15))
    clustered, single = (share(d, np.ones(len(d)), about=ABOUT)["all"] for d in (design, alone))
    assert clustered.low == pytest.approx(single.low)
    assert clustered.low < 0.8
    by = Groups.of(np.arange(750) % 50 < 10, name="half")
    assert share(design, np.ones(750), by=by, about=ABOUT)["True"].low == pytest.approx(single.low)
    uneven = Design(weights=np.where(np.arange(750) < 50, 3.0, 1.0), clusters=np.repeat(np.arange(15), 50))
    assert share(uneven, np.ones(750), about=ABOUT)["all"].low < single.low  # 17² / 23 clusters' worth


def test_clusters_of_one_mind_hold_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(553071)
    held = []
    for _run in range(400):
        minds = rng.random(15) < 0.95
        design = Design(weights=np.ones(300), clusters=np.repeat(np.arange(15), 20))
        found = share(design, np.repeat(minds, 20), about=ABOUT)["all"]
        held.append(found.low <= 0.95 <= found.high)
    assert np.mean(held) >= 0.93


def test_a_quantile_that_is_the_largest_answer_of_few_clusters_has_a_wider_range():
    y = np.where(np.arange(300) % 20 == 0, np.arange(300), 1000)
    design = Design(weights=np.ones(300), clusters=np.repeat(np.arange(15), 20))
    found, alone = (quantile(d, y, 0.06, about=ABOUT)["all"] for d in (design, Design(weights=np.ones(300))))
    assert found.point == alone.point == 1000
    assert found.low < alone.low


def test_a_quantile_at_the_border_of_strata_of_one_mind_has_a_range():
    y = np.where(EAST_YES, np.arange(20), np.arange(20) + 100)
    found = quantile(Design(weights=np.ones(20), strata=EAST), y, 0.5, about=ABOUT)["all"]
    assert found.point == 9
    assert found.low < 9 < found.high


def test_where_everybody_was_asked_the_range_has_no_width():
    design = Design(weights=np.ones(50), population=50)
    for hits in (np.ones(50), np.arange(50) < 20):
        found = share(design, hits, about=ABOUT)["all"]
        assert found.low == found.point == found.high
        assert not found.notes
    assert mean(design, np.full(50, 5), about=ABOUT)["all"].high == 5
    assert quantile(design, np.arange(50), 0.5, about=ABOUT)["all"].low == 24
    assert quantile(design, np.arange(50), 0.999, about=ABOUT)["all"].low == 49
    part = Design(weights=np.ones(20), strata=EAST, population={"east": 10, "west": 90})
    found = share(part, np.ones(20), by=EAST, about=ABOUT)
    assert found["east"].low == 1 > found["west"].low


@pytest.mark.parametrize(
    "ask",
    [
        lambda d, by: mean(d, np.where(by.codes == 0, 5.1, np.arange(20)), by=by, about=ABOUT),
        lambda d, by: total(d, np.where(by.codes == 0, 0, np.arange(20)), by=by, about=ABOUT),
        lambda d, by: ratio(d, np.where(by.codes == 0, 3, np.arange(20)), np.ones(20), by=by, about=ABOUT),
        lambda d, by: mean(jackknife(d), np.where(by.codes == 0, 5.1, np.arange(20)), by=by, about=ABOUT),
        lambda d, by: quantile(
            bootstrap(d, seed=1), np.where(by.codes == 0, 5.1, np.arange(20)), 0.5, by=by, about=ABOUT
        ),
    ],
)
def test_a_number_that_all_give_has_no_range_and_is_left_out(ask):
    by = Groups.of(np.tile(["one", "other"], 10), name="side")
    design = Design(weights=np.random.default_rng(4).gamma(2, size=20))
    found = ask(design, by)
    assert list(found) == ["other"]
    assert found.left_out == {"one": Reason.TOO_FEW}
    with pytest.raises(DataError, match="side: all who were asked gave the same answer, so nothing says"):
        ask(design, Groups.of(np.tile(["one", None], 10).tolist(), name="side"))


def test_what_the_known_totals_fix_keeps_a_range_of_no_width_and_says_so():
    raked = rake([Margin.of("side", EAST, {"east": 300, "west": 700})])
    design = Design(weights=np.ones(20)).weighted(raked)
    found = share(design, EAST_YES, about=ABOUT)["all"]
    assert (found.low, found.high) == (pytest.approx(0.3), pytest.approx(0.3))
    assert "The known totals alone give this figure" in found.notes[-1].said("en")
    assert "Los totales conocidos" in found.notes[-1].said("es")
    assert total(design, np.ones(20), about=ABOUT).standard_errors["all"] == 0
    assert share(design, np.ones(20), about=ABOUT)["all"].low < 0.9  # all said yes: no margin says that others would
    by = Groups.of(np.where(np.arange(20) % 7 == 0, "few", "many"), name="three")
    some = share(design, (np.arange(20) < 10) | (by.codes == 1), by=by, about=ABOUT)
    assert some["many"].low < 1  # a margin explains the answers of this group, not those of all


def test_a_figure_beside_others_without_spread_keeps_its_own_error():
    by = Groups.of(EAST, name="side")
    y = np.where(EAST_YES, 7.0, np.arange(20))
    found = mean(Design(weights=np.ones(20)), y, by=by, about=ABOUT)
    west = mean(Design(weights=np.ones(10)), y[10:], about=ABOUT)
    assert found.standard_errors["west"] == pytest.approx(west.standard_errors["all"], rel=0.03)
