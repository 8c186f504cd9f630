"""Counts beside like work: as R has them, indifferent to how rows are cut, and refused where nobody is like."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from commonbeat.plumb import About, DataError, Estimate, Kind, Window
from commonbeat.plumb.fit import matrix, negative_binomial
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.peers import compare_counts, department
from commonbeat.plumb.peers.likeness import collapsed, left_out
from commonbeat.plumb.peers.predictive import fitted_spread, scores
from commonbeat.plumb.peers.rates import Rates
from commonbeat.plumb.peers.ratios import over_expected

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())["counts"]
ABOUT = About(window=Window.year(2025), as_of=date(2026, 1, 5), unit="uses of force", synthetic=True)
R = np.arange(96)
OFFICERS = Groups(codes=R % 48, levels=[f"Officer {number}" for number in range(48)])
ASSIGNMENTS = Groups(codes=(R % 48 + R // 48) % 4, levels=["North days", "North nights", "South days", "South nights"])
HOURS = 200 + (R * 37) % 400
EVENTS = (R * 5 + R * R * 3) % 9 + np.where(R % 48 == 7, 12, 0)
rules = settings(deadline=None, derandomize=True, max_examples=20)


def near(found, golden, tolerance=1e-6):
    np.testing.assert_allclose(found, golden, rtol=tolerance, atol=tolerance)


def expectation():
    cells = collapsed(OFFICERS, ASSIGNMENTS, EVENTS * 1.0, HOURS * 1.0)
    fit = negative_binomial(
        matrix(a=Groups(codes=cells.assignment, levels=cells.assignments)), cells.events, exposure=cells.size
    )
    return left_out(cells, 1 / (1 + fit.spread * fit.fitted), bounded=False)


def compared(order=slice(None), **parts):
    given_ = {"events": EVENTS, "exposure": HOURS, "about": ABOUT} | parts
    who = Groups(codes=OFFICERS.codes[order], levels=OFFICERS.levels)
    what = Groups(codes=ASSIGNMENTS.codes[order], levels=ASSIGNMENTS.levels)
    return compare_counts(who, what, given_.pop("events")[order], given_.pop("exposure")[order], **given_)


def test_what_is_expected_of_each_leaves_the_officer_out_as_r_does_by_hand():
    seen = expectation()
    near(seen.expected, GOLDEN["expected"])
    near(seen.noise, GOLDEN["noise"])
    near([row.expected.point for row in compared().rows], GOLDEN["expected"])


def test_the_weights_of_the_whole_fit_give_what_a_new_fit_without_the_officer_gives():
    assert np.abs(expectation().expected / GOLDEN["refitted"] - 1).max() < 0.01


def test_spread_tails_and_ranges_are_r_s():
    found = compared()
    near(found.spread, GOLDEN["spread"], 1e-5)
    near(found.p, GOLDEN["p"], 1e-5)
    near(found.tail, GOLDEN["adjusted"], 1e-5)
    near([row.chance_wrong.point for row in found.rows], np.maximum(GOLDEN["local"], 0.001), 1e-5)
    ends = np.array([(row.expected.low, row.expected.high) for row in found.rows]).T
    near(ends, GOLDEN["usual"])


def test_the_officer_with_many_more_is_flagged_and_no_other():
    found = compared()
    assert [row.officer for row in found.flags] == ["Officer 7"]
    row = found.flags[0]
    assert (row.observed, row.trials, row.match, row.reason) == (EVENTS[[7, 55]].sum(), None, None, None)
    assert row.ratio.kind is Kind.RATIO
    assert row.chance_wrong.kind is Kind.CHANCE
    assert row.ratio.low > 1
    assert row.ratio.point == pytest.approx(row.observed / row.expected.point)
    assert found.expected_wrong.point == pytest.approx(row.chance_wrong.point)
    assert not found.unmatched
    for array in (found.p, found.score, found.tail):
        assert not array.flags.writeable


def test_with_few_officers_the_model_s_own_spread_is_kept_and_said():
    null = compared().null
    assert (null.centre, null.spread, null.empirical) == (0, 1, False)
    assert "48 officers" in compared().flags[0].chance_wrong.notes[0].en
    assert compared(fewest_officers=40).null.empirical


@rules
@given(seed=st.integers(0, 2**32 - 1), minutes=st.sampled_from([1, 60, 1 / 12]))
def test_the_order_of_rows_the_cut_of_rows_and_the_unit_of_hours_change_nothing(seed, minutes):
    draw = np.random.default_rng(seed)
    part = draw.binomial(EVENTS, 0.4)
    share = draw.uniform(0.2, 0.8, 96)
    order = draw.permutation(192)
    who = Groups(codes=np.tile(OFFICERS.codes, 2)[order], levels=OFFICERS.levels)
    what = Groups(codes=np.tile(ASSIGNMENTS.codes, 2)[order], levels=ASSIGNMENTS.levels)
    events, hours = np.r_[part, EVENTS - part][order], np.r_[HOURS * share, HOURS * (1 - share)][order] * minutes
    cut = compare_counts(who, what, events, hours, about=ABOUT)
    near(cut.p, compared().p, 1e-5)
    near([row.expected.point for row in cut.rows], GOLDEN["expected"], 1e-5)


def test_poisson_s_tails_hold_where_nothing_is_spread():
    seen, mean = np.array([0.0, 3.0, 12.0]), np.array([1.0, 3.5, 4.0])
    none = np.zeros(3)
    low, high = scores(Rates(), seen, mean, none)
    near(stats.norm.sf(high), stats.poisson.sf(seen, mean))
    near(stats.norm.sf(low), stats.poisson.sf(seen - 1, mean))
    near(Rates().ends(mean, none, 0.9), [stats.poisson.ppf(end, mean) for end in (0.05, 0.95)])
    near(Rates().likelihood(seen, mean, none), stats.poisson.logpmf(seen, mean).sum())
    assert fitted_spread(Rates(), np.full(30, 4.0), np.full(30, 4.0), np.zeros(30)) == 0


@pytest.mark.parametrize("spread", [0.05, 0.5, 3.0])
@pytest.mark.parametrize("mean", [0.5, 40.0, 20_000.0])
def test_tails_and_likelihood_are_those_that_adding_up_over_many_rates_gives(mean, spread):
    points = np.linspace(-12, 12, 40_001)
    heavy = stats.norm.pdf(points) * (points[1] - points[0])
    rate = mean * np.exp(np.sqrt(spread) * points - spread / 2)
    seen = np.ceil(mean * np.array([0.4, 1.0, 2.0]))
    upto, over = Rates().below(seen, np.full(3, mean), np.full(3, spread))
    near(over, [stats.poisson.sf(k, rate) @ heavy for k in seen], 1e-7)
    near(upto, [stats.poisson.cdf(k, rate) @ heavy for k in seen], 1e-7)
    exact = sum(np.log(stats.poisson.pmf(k, rate) @ heavy) for k in seen)
    near(Rates().likelihood(seen, np.full(3, mean), np.full(3, spread)), exact, 1e-7)


@pytest.mark.parametrize("parts", [2, 4, 16])
def test_the_same_work_cut_into_more_assignments_tells_no_more(parts):
    pace = np.random.default_rng(1).gamma(2, 0.5, 8)
    whole = np.round(pace * 12).astype(int) * 16

    def noise(cut):
        cells = collapsed(
            Groups(codes=np.tile(np.arange(8), cut), levels=list("abcdefgh")),
            Groups(codes=np.repeat(np.arange(cut), 8), levels=[str(number) for number in range(cut)]),
            np.tile(whole / cut, cut),
            np.full(8 * cut, 100.0 / cut),
        )
        return left_out(cells, np.ones(8 * cut), bounded=False).noise

    near(noise(parts), noise(1), 1e-9)


def test_a_single_other_leaves_the_model_s_own_noise():
    both = Groups(codes=np.arange(2), levels=["a", "b"])
    cells = collapsed(both, Groups(codes=np.zeros(2, dtype=int), levels=["all"]), np.array([4.0, 9.0]), np.ones(2))
    near(left_out(cells, np.ones(2), bounded=False).noise, [1 / 9, 1 / 4])


def test_a_far_tail_keeps_its_digits():
    low, high = scores(Rates(), np.array([100.0]), np.array([5.0]), np.array([0.1]))
    points = np.linspace(-15, 15, 6001)
    mean = 5 * np.exp(np.sqrt(0.1) * points - 0.05)
    exact = stats.poisson.sf(100, mean) @ stats.norm.pdf(points) * (points[1] - points[0])
    assert exact < 1e-12
    assert stats.norm.sf(high[0]) == pytest.approx(exact, rel=1e-6)
    assert low[0] < high[0]


def test_the_range_of_a_ratio_is_that_of_the_count_where_the_expected_is_sure():
    low, high = over_expected(
        np.array([0.0, 9.0]), (np.array([0.0, 4.1]), np.array([3.7, 17.1])), np.array([2.0, 3.0]), np.zeros(2), 1.96
    )
    near(low, [0, 4.1 / 3])
    near(high, [3.7 / 2, 17.1 / 3])
    wide = over_expected(np.array([9.0]), (np.array([4.1]), np.array([17.1])), np.array([3.0]), np.array([0.2]), 1.96)
    assert wide[0][0] < 4.1 / 3
    assert wide[1][0] > 17.1 / 3


def test_ranges_of_ratios_hold_the_true_pace_about_as_often_as_they_say():
    held = []
    for seed in range(12):
        town = department(seed, officers=120, assignments=6, share=0, spread=0)
        found = compare_counts(town.officers, town.assignments, town.events, town.hours, about=ABOUT, level=0.9)
        compared = [row for row in found.rows if isinstance(row.ratio, Estimate)]
        assert all(row.sentence().endswith(" Ranges are 90% ranges.") for row in compared)
        assert found.sentence().endswith(" Ranges are 90% ranges.") is (len(found.flags) > 1)
        held += [row.ratio.low <= 1 <= row.ratio.high for row in found.rows if isinstance(row.ratio, Estimate)]
    assert 0.88 < np.mean(held) < 0.97


def one_row(change):
    events = EVENTS.copy()
    events[ASSIGNMENTS.codes == 2] = 0
    events[2] = change
    return events


FEW = np.where((ASSIGNMENTS.codes == 3) & (R % 48 > 14), 2, ASSIGNMENTS.codes)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"events": EVENTS * 0}, "events: they are all zero"),
        ({"about": None}, "about: None is not an About"),
        ({"rate": "0.1"}, "rate: '0.1' is not a number"),
        ({"events": EVENTS - 1}, "events: row"),
        ({"exposure": np.where(R == 5, 0, HOURS)}, "exposure: row 5 is 0.0, which is not above zero"),
        ({"exposure": HOURS[:9]}, "exposure: it has 9 rows where 96 are needed"),
        ({"events": one_row(0)}, "nothing happened in South days"),
        ({"events": one_row(3)}, "only one officer had any event in South days"),
        ({"fewest_peers": 24}, "fewer than 25 officers worked in North days"),
        ({"fewest_peers": 0}, "fewest_peers: 0 is not a whole number"),
        ({"rate": 1.0}, "rate: 1.0 is not between 0 and 1"),
        ({"level": 0}, "level: 0 is not between"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(parts, said):
    with pytest.raises(DataError, match=said):
        compared(**parts)


def test_an_assignment_that_too_few_share_is_named():
    with pytest.raises(DataError, match="officers worked in South nights"):
        compare_counts(
            OFFICERS, Groups(codes=FEW, levels=ASSIGNMENTS.levels), EVENTS, HOURS, about=ABOUT, fewest_peers=8
        )


def test_officers_and_assignments_may_be_plain_labels():
    who, what = (np.array(groups.levels)[groups.codes] for groups in (OFFICERS, ASSIGNMENTS))
    found = compare_counts(who.tolist(), what, EVENTS, HOURS, about=ABOUT)
    rows = {row.officer: row for row in compared().rows}
    assert [row.officer for row in found.rows] == sorted(rows)
    for row in found.rows:
        assert row.expected.point == pytest.approx(rows[row.officer].expected.point, rel=1e-6)


def test_rows_without_an_officer_and_columns_of_another_length_are_refused():
    alone = np.where(np.arange(len(EVENTS)) == 5, -1, OFFICERS.codes)
    with pytest.raises(DataError, match="officers: row 5 is in none of the levels"):
        compare_counts(Groups(alone, OFFICERS.levels), ASSIGNMENTS, EVENTS, HOURS, about=ABOUT)
    with pytest.raises(DataError, match="assignments: it has 2 rows where"):
        compare_counts(OFFICERS, [1, 2], EVENTS, HOURS, about=ABOUT)


def test_what_is_expected_is_no_count_that_anybody_made():
    assert {row.expected.kind for row in compared().rows} == {Kind.TOTAL}


def test_an_officer_without_rows_is_named():
    more = Groups(codes=OFFICERS.codes, levels=[*OFFICERS.levels, "Officer 48"])
    with pytest.raises(DataError, match="officers: no row has Officer 48"):
        compare_counts(more, ASSIGNMENTS, EVENTS, HOURS, about=ABOUT)
