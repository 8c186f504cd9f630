"""Areas set side by side: p as R counts it, ranges that are its inverse, few areas said to be few."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import DataError, Reason
from commonbeat.plumb.problems import Goal, Verdict, difference_in_differences
from commonbeat.plumb.problems.permutation import choices
from plumb.problems.golden import AREAS, GOLDEN, near
from plumb.problems.nulls import ABOUT, FALL, area_counts, avoided_cover, difference_rejections, sparse_rejections

FLAGS = np.arange(10) < 2
SEED = 20261126
rules = settings(deadline=None, derandomize=True, max_examples=50)


def compared(counts=AREAS, treated=FLAGS, start=6, **parts):
    return difference_in_differences(counts, treated, start, **{"about": ABOUT, "goal": FALL, **parts})


def parts(ends):
    return ends.low, ends.high, ends.level


def test_values_and_p_are_r_s():
    found, golden = compared(level=0.9), GOLDEN["areas"]
    near(np.log(found.effect.point), golden["value"])
    near(found.difference.point, golden["difference"])
    near(np.log(found.before_trend.point), golden["trend"])
    near([found.p, found.before_p], [golden["p"], golden["trend_p"]])
    assert (found.ways, found.exact, found.least_p) == (45, True, 1 / 45)
    after, before = AREAS[:, 6:].sum(axis=1), AREAS[:, :6].sum(axis=1)
    pace = after[~FLAGS].sum() / before[~FLAGS].sum()
    near(found.avoided.point, pace * before[FLAGS].sum() - after[FLAGS].sum())


@pytest.mark.parametrize("treated", [FLAGS.tolist(), [0, 1], [1, 0], np.arange(2), ["North", "South"]])
def test_treated_areas_are_told_by_flags_rows_or_names(treated):
    names = ["North", "South", *"abcdefgh"]
    assert compared(treated=treated, names=names) == compared()
    assert compared(treated="South", names=names) == compared(treated=1)


def test_areas_that_end_at_zero_have_avoided_all_that_there_would_have_been():
    rng = np.random.default_rng(SEED)
    counts = rng.poisson(20, (25, 24))
    counts[:2, 12:] = 0
    counts[1, 12] = 1
    found = compared(counts, np.arange(25) < 2, 12)
    wanted = counts[:2, :12].sum() * counts[2:, 12:].sum() / counts[2:, :12].sum() - 1
    near(found.avoided.point, wanted)
    assert 400 < found.avoided.low < wanted < found.avoided.high < 700
    one = compared(counts[1:], np.arange(24) < 1, 12)
    near(one.avoided.point, counts[1, :12].sum() * counts[2:, 12:].sum() / counts[2:, :12].sum() - 1)


def test_a_large_area_that_halves_counts_by_its_size_beside_a_small_one_that_doubles():
    rng = np.random.default_rng(SEED)
    counts = rng.poisson(20, (25, 24))
    counts[0], counts[1] = np.repeat([200, 100], 12), np.repeat([4, 8], 12)
    found = compared(counts, np.arange(25) < 2, 12)
    assert found.effect.low < 1 < found.effect.high
    near(found.avoided.point, 2_448 * counts[2:, 12:].sum() / counts[2:, :12].sum() - 1_296)
    assert 0 < found.avoided.low < 1_152 < found.avoided.high


def test_the_range_of_events_avoided_holds_the_truth():
    assert 0.86 <= avoided_cover(SEED, 500) <= 0.94


def test_events_avoided_are_those_of_the_sums_although_areas_were_empty_before():
    """Half an event lent to empty areas before, and none after, made events where nothing had changed."""
    counts = np.zeros((40, 8), dtype=int)
    counts[0] = 3
    for place in range(1, 30):
        counts[place, [place % 4, 4 + place % 3]] = 1 + place % 2, 1 + place % 3
    counts[20:30, :4] = 0
    treated = np.arange(40) < 1
    found = compared(counts, treated, 4)
    pace = counts[1:, 4:].sum() / counts[1:, :4].sum()
    near(found.avoided.point, 12 * pace - 12)
    assert found.avoided.low < 12 * pace - 12 < found.avoided.high


def test_treated_areas_that_were_empty_before_leave_no_factor_to_tell():
    counts = AREAS.copy()
    counts[[0, 4], :6] = 0
    found = compared(counts, level=0.9)
    others = counts[2:]
    near(found.avoided.point, counts[1, :6].sum() * others[:, 6:].sum() / others[:, :6].sum() - counts[:2, 6:].sum())
    assert found.avoided.low < found.avoided.point < found.avoided.high
    counts[1, :6] = 0
    assert compared(counts, level=0.9).avoided.reason is Reason.NO_DENOMINATOR


def test_a_range_of_events_avoided_that_so_few_choices_allow_is_said_to_be_lower():
    counts = AREAS.copy()
    counts[3:9, :6] = 0
    found = compared(counts, np.arange(10) < 1, level=0.8)
    assert found.avoided.level == pytest.approx(0.75)
    assert "at 75%" in found.avoided.notes[-1].en
    counts[1:9, :6] = 0
    counts[1:9, 6:] = np.arange(8)[:, None]
    assert compared(counts, np.arange(10) < 1, level=0.8).avoided.reason is Reason.TOO_FEW


@pytest.mark.parametrize("own", [[2, 1, 1, 2, 1, 1, 1, 1], [1, 0, 0, 0, 1, 0, 0, 0], [3] * 8])
@pytest.mark.parametrize("others", [{7: [2, 6]}, {1: [0, 6]}, {1: [0], 2: [6], 3: [1, 2]}])
def test_comparison_areas_that_are_mostly_empty_are_refused_for_they_cannot_vary(own, others):
    """They once gave "It worked ... range 0.692308 to 0.692308" of chance alone."""
    counts = np.zeros((40, 8), dtype=int)
    counts[0] = own
    for place, months in others.items():
        counts[place, months] = 1
    with pytest.raises(DataError, match=r"comparison areas changed by the very same factor .* Join small areas"):
        compared(counts, np.arange(40) < 1, 4)


def test_comparison_areas_of_hardly_any_events_settle_nothing():
    rng = np.random.default_rng(SEED)
    counts = np.repeat(rng.poisson(0.45, (60, 2)), 6, axis=1) * (np.arange(12) % 6 == 0)
    counts[0] = np.repeat([30, 1], 6)
    found = compared(counts, np.arange(60) < 1, 6)
    assert np.median(counts[1:].sum(axis=1)) == 1
    assert found.effect.high < 1
    assert found.verdict is Verdict.CANNOT_TELL
    assert "Most comparison areas had fewer than 2 events" in found.sentence()
    assert "tuvo menos de 2 hechos" in found.sentence("es")


def test_areas_that_never_change_are_refused():
    with pytest.raises(DataError, match=r"39 of 39 comparison areas .*\(0 had no events at all\)"):
        compared(np.ones((40, 8)), np.arange(40) < 1, 4)


def test_a_difference_that_no_area_varies_in_is_withheld_and_a_still_trend_settles_nothing():
    counts = np.arange(40)[:, None] + np.repeat([10, 8], 6)[None, :]
    counts[0, 6:] = 1
    found = compared(counts, np.arange(40) < 1, 6)
    assert found.difference.reason is Reason.TOO_FEW
    assert (found.before_trend, found.before_p) == (None, None)
    assert found.verdict is Verdict.CANNOT_TELL
    assert "hardly varied" in found.sentence()
    assert "casi no variaron" in found.sentence("es")


def test_mostly_empty_areas_raise_no_alarm_and_events_avoided_hold_none():
    for others in (0.002, 0.02, 0.3):
        assert sparse_rejections(SEED, 100, others=others)["told"] <= 2
    found = sparse_rejections(SEED, 300, others=1.5)
    assert found["told"] > 200
    assert found["wrong"] <= 0.076
    assert found["held"] >= 0.86


def test_where_half_the_areas_are_treated_the_other_half_is_always_a_tie():
    rng = np.random.default_rng(SEED)
    counts = rng.poisson(50, (6, 12))
    counts[:3, 6:] = rng.poisson(10, (3, 6))
    found = compared(counts, np.arange(6) < 3, 6)
    assert (found.ways, found.exact) == (20, True)
    assert found.p == found.least_p == 0.1
    assert found.effect.level == pytest.approx(0.9)
    assert "With 3 comparison areas the smallest p is 0.100" in found.sentence()


@pytest.mark.parametrize(("areas", "treated"), [(10, 1), (12, 3), (8, 4), (30, 5)])
def test_the_range_holds_exactly_what_the_test_does_not_refuse(areas, treated):
    rng = np.random.default_rng(SEED)
    flags = np.arange(areas) < treated
    values = rng.normal(size=areas)
    ways = choices(flags, 999, 1)
    low, high, kept = parts(ways.compare(values).ends(0.9))
    for effect, inside in ((low - 1e-6, False), (low + 1e-6, True), (high - 1e-6, True), (high + 1e-6, False)):
        assert (ways.compare(values - effect * flags).p > 1 - kept + 1e-12) is inside


@pytest.mark.parametrize(("areas", "treated"), [(10, 1), (12, 3), (8, 4), (12, 2)])
def test_the_range_of_factors_holds_what_the_test_does_not_refuse_although_areas_were_empty_before(areas, treated):
    rng = np.random.default_rng(SEED)
    flags = np.arange(areas) < treated
    before, after = rng.poisson(1.5, (2, areas))
    before[0], before[1:5] = 3, [0, 2, 0, 1]
    ways = choices(flags, 999, 1)
    low, high, kept = parts(ways.compare_factors(before, after).ends(0.9))
    for effect, inside in ((low - 1e-6, False), (low + 1e-6, True), (high - 1e-6, True), (high + 1e-6, False)):
        shifted = ways.compare_factors(before, after - effect * flags * before)
        assert (shifted.p > 1 - kept + 1e-12) is inside


def test_nine_comparison_areas_can_never_be_sure_at_95():
    rng = np.random.default_rng(SEED)
    counts = rng.poisson(50, (10, 24))
    counts[0, 12:] = 5
    found = compared(counts, np.arange(10) < 1, 12)
    assert found.p == found.least_p == 0.1
    assert found.effect.level == pytest.approx(0.9)
    assert found.verdict is Verdict.CANNOT_TELL
    assert "With 9 comparison areas the smallest p is 0.100" in found.sentence()
    assert "Con 9 áreas de comparación" in found.sentence("es")


def test_nineteen_can():
    rng = np.random.default_rng(SEED)
    counts = rng.poisson(50, (20, 24))
    counts[0, 12:] = 5
    found = compared(counts, np.arange(20) < 1, 12)
    assert found.p == pytest.approx(0.05)
    assert found.verdict is Verdict.WORKED
    assert found.avoided.low > 300
    assert "cambiado igual" in found.limits("es")


def test_areas_that_drifted_apart_before_are_no_fair_comparison():
    rng = np.random.default_rng(SEED)
    counts = rng.poisson(50, (24, 24))
    counts[0] = 200 * 0.9 ** np.arange(24)
    found = compared(counts, np.arange(24) < 1, 12)
    assert found.effect.high < 1
    assert found.verdict is Verdict.CANNOT_TELL
    assert "already moved apart" in found.sentence()


def test_three_periods_cannot_show_a_trend():
    found = compared(start=3, level=0.9)
    assert found.before_trend is None
    assert found.before_p is None
    assert "too few periods before" in found.sentence()


def test_an_empty_half_adds_half_an_event_and_says_so():
    counts = AREAS.copy()
    counts[4, :6] = 0
    found = compared(counts, level=0.9)
    assert "Half an event" in found.effect.notes[0].en
    assert np.isfinite(found.effect.high)


def test_many_ways_are_sampled_by_a_seed():
    rng = np.random.default_rng(SEED)
    counts, flags = area_counts(rng, 40, 12), np.arange(40) < 8
    one = compared(counts, flags, 6, draws=500, seed=3)
    assert (one.exact, one.ways, one.seed) == (False, 500, 3)
    assert one == compared(counts, flags, 6, draws=500, seed=3)
    assert one.effect.high != compared(counts, flags, 6, draws=500, seed=4).effect.high


@rules
@given(st.permutations(range(10)))
def test_the_order_of_areas_changes_nothing(order):
    mixed = compared(AREAS[order], FLAGS[order], level=0.9)
    plain = compared(level=0.9)
    near([mixed.effect.low, mixed.effect.high, mixed.p], [plain.effect.low, plain.effect.high, plain.p])


@rules
@given(st.integers(2, 9))
def test_areas_counted_so_many_times_over_change_by_the_same_ratio(times):
    near(compared(AREAS * times).effect.high, compared().effect.high)


def test_areas_without_an_effect_keep_their_level_and_an_effect_lies_in_its_range():
    wrong, held = difference_rejections(SEED, 500)
    assert 0.026 <= wrong <= 0.076
    assert 0.86 <= held <= 0.94


@pytest.mark.parametrize(
    ("change", "argument", "said"),
    [
        ({"counts": [[1, 2], [3]]}, "counts", "table of numbers"),
        ({"counts": AREAS[0]}, "counts", "1 dimensions"),
        ({"counts": np.where(np.eye(10, 12) > 0, np.nan, AREAS)}, "counts", "nan"),
        ({"names": ["a"] * 10}, "names", "apart"),
        ({"names": ["a"]}, "names", "apart"),
        ({"counts": -AREAS, "names": list("abcdefghij")}, "counts", "a, period 0, is -15"),
        ({"counts": AREAS / 2}, "counts", "area 1, period 0, is 7.5"),
        ({"counts": AREAS.astype(int).astype(str)}, "counts", "no number"),
        ({"counts": np.zeros((10, 12))}, "counts", "nothing happened in any area"),
        ({"counts": AREAS * ~FLAGS[:, None]}, "counts", "nothing happened in any treated area"),
        ({"counts": AREAS * FLAGS[:, None]}, "counts", "nothing happened in any other area"),
        ({"names": [1] * 10}, "names[0]", "not text"),
        ({"about": None}, "about", "None is not an About"),
        ({"goal": "fall"}, "goal", "not a Goal"),
        ({"start": 0}, "start", "none before"),
        ({"start": 12}, "start", "none after"),
        (
            {"treated": [1, 0] * 5},
            "treated",
            "area 2 is there twice. Give .* or one true or false for each of 10 areas",
        ),
        ({"treated": ["area 1", "North"]}, "treated", "no area 'North' among 10"),
        ({"treated": ["North", "North"], "names": [*"abcdefghi", "North"]}, "treated", "North is there twice"),
        ({"treated": [0, 10]}, "treated", "no row 10 among 10"),
        ({"treated": [0, -1]}, "treated", "-1 is not a whole number"),
        ({"treated": [0.0]}, "treated", "0.0 is not a whole number"),
        ({"treated": [[0, 1]]}, "treated", "whole number"),
        ({"treated": [[0], [1, 2]]}, "treated", "no list of areas"),
        ({"treated": None}, "treated", "None is not a whole number"),
        ({"treated": []}, "treated", "no area"),
        ({"treated": FLAGS[:9]}, "treated", "10 areas"),
        ({"treated": np.zeros(10, dtype=bool)}, "treated", "no area"),
        ({"treated": np.arange(10) < 8}, "treated", "2 areas"),
        ({"draws": 10}, "draws", "from 100"),
        ({"goal": Goal(avoided=2)}, "goal", "ratio"),
    ],
)
def test_what_cannot_carry_it_is_refused(change, argument, said):
    with pytest.raises(DataError, match=said) as refused:
        compared(**change)
    assert refused.value.argument == argument
