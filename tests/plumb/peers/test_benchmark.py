"""The internal benchmark: weights as R's raking, right if either model is right, and no comparison without a match."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from commonbeat.plumb import About, DataError, Estimate, Window
from commonbeat.plumb.fit import binomial, matrix
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.peers import internal_benchmark, patrol
from commonbeat.plumb.peers.matching import layout, matches, raked

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())
ABOUT = About(window=Window.year(2025), as_of=date(2026, 1, 5), unit="searches", synthetic=True)
HOURS, PLACES = ("morning", "noon", "evening", "night"), ("north", "south", "center")
CELL = np.arange(12)
CELLS = layout({"hour": (CELL % 4, HOURS), "place": (CELL // 4, PLACES)})
STOPS = 5.0 + (np.add.outer(np.arange(6) * 7, CELL * 11) + np.multiply.outer(np.arange(6), CELL * 3)) % 20
TEN = 5.0 + (np.add.outer(np.arange(10) * 7, CELL * 11) + np.multiply.outer(np.arange(10), CELL * 3)) % 20
rules = settings(deadline=None, derandomize=True, max_examples=8)


def benchmark(stops, outcomes, **parts):
    """Officers x cells of the layout above."""
    who, cell = np.nonzero(stops)
    features = {"hour": Groups(codes=cell % 4, levels=HOURS), "place": Groups(codes=cell // 4, levels=PLACES)}
    officers = Groups(codes=who, levels=[f"Officer {number}" for number in range(len(stops))])
    return internal_benchmark(officers, features, outcomes[who, cell], stops[who, cell], about=ABOUT, **parts)


def test_the_weighted_stops_of_others_are_those_of_r_s_rake():
    weight = raked(STOPS, CELLS)[0]
    np.testing.assert_allclose(weight * (STOPS.sum(axis=0) - STOPS[0]), GOLDEN["weights"], rtol=1e-8)


def test_every_level_holds_the_officer_s_share_and_the_table_says_so():
    one = matches(STOPS, raked(STOPS, CELLS), CELLS)[2]
    assert [line.level for line in one.table] == [f"hour: {name}" for name in HOURS] + [
        f"place: {name}" for name in PLACES
    ]
    for line, share in zip(one.table, STOPS[2] / STOPS[2].sum() @ CELLS.indicator, strict=True):
        assert line.officer == pytest.approx(share)
        assert line.weighted == pytest.approx(share)
        assert line.after == pytest.approx(0, abs=1e-8)
    assert one.before == max(abs(line.before) for line in one.table) > 0.1
    assert one.crossed > one.after
    assert one.alone == 0
    assert 1 < one.officers <= 5
    assert 1 < one.stops <= STOPS.sum() - STOPS[2].sum()


def test_weights_that_are_all_alike_are_worth_every_stop_and_every_officer():
    same = np.tile(STOPS[0], (6, 1))
    one = matches(same, raked(same, CELLS), CELLS)[0]
    assert one.stops == pytest.approx(5 * STOPS[0].sum())
    assert one.officers == pytest.approx(5)
    assert (one.before, one.after, one.crossed) == pytest.approx((0, 0, 0), abs=1e-8)


LOG_ODDS = -1.5 + 0.4 * (CELL % 4) + 0.5 * (CELL // 4)
CROOKED = -1.5 + np.where((CELL % 4 == 3) & (CELL // 4 == 2), 1.8, 0.0)
LARGE = 20_000


def like(pull, log_odds, officers=8):
    """Huge numbers, so that nothing is left to chance: one officer with odd hours, the others alike."""
    base = np.full((officers, 12), LARGE / 12)
    base[0] = LARGE * np.exp(pull) / np.exp(pull).sum()
    stops = np.round(base)
    return stops, np.round(stops * expit(log_odds))


@pytest.mark.parametrize(
    ("pull", "log_odds"),
    [
        (0.5 * (CELL % 4) + 0.6 * (CELL // 4), CROOKED),
        (np.where(CELL == 11, 1.5, 0.0) + 0.2 * (CELL % 4), LOG_ODDS),
    ],
)
def test_the_comparison_is_right_if_the_weights_or_the_outcome_model_are_right(pull, log_odds):
    stops, outcomes = like(pull, log_odds)
    ratio = benchmark(stops, outcomes).rows[0].ratio
    raw = outcomes[0].sum() / (stops[0].sum() * outcomes[1:].sum() / stops[1:].sum())
    assert isinstance(ratio, Estimate)
    assert ratio.point == pytest.approx(1, abs=2e-3)
    assert abs(raw - 1) > 0.05


@pytest.fixture(scope="module")
def town():
    return patrol(20250901, officers=120, stops=200)


@pytest.fixture(scope="module")
def found(town):
    return internal_benchmark(town.officers, town.features, town.searches, town.stops, about=ABOUT)


def test_officers_with_other_hours_are_not_flagged_for_their_hours(town, found):
    expected = np.array([row.expected.point / row.trials for row in found.rows])
    assert expected.max() / expected.min() > 2
    assert 0.85 < np.median([row.ratio.point for row in found.rows]) < 1.1
    assert not found.unmatched
    assert all(row.match.after < 1e-6 for row in found.rows)


def test_the_ratio_of_those_who_are_unlike_is_high(town, found):
    ratios = np.array([row.ratio.point for row in found.rows])
    assert np.median(ratios[town.unlike]) > 1.6
    assert ratios[~town.unlike].max() < 2
    assert all(town.unlike[place] for place, row in enumerate(found.rows) if row.flagged)
    assert found.flags


def test_a_feature_whose_one_level_all_share_changes_nothing(town, found):
    here = {"city": Groups(codes=np.zeros(len(town.stops), dtype=int), levels=["here"])}
    more = internal_benchmark(town.officers, {**town.features, **here}, town.searches, town.stops, about=ABOUT)
    assert not more.unmatched
    np.testing.assert_allclose(more.p, found.p, rtol=1e-6)
    assert [row.flagged for row in more.rows] == [row.flagged for row in found.rows]


@rules
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_and_cut_of_rows_change_nothing(seed):
    draw = np.random.default_rng(seed)
    who, cell = np.tile(np.repeat(np.arange(10), 12), 2), np.tile(CELL, 20)
    hits = np.round(TEN * 0.3).astype(int).ravel()
    some = draw.binomial(TEN.astype(int).ravel() - 2, 0.5) + 1
    part = np.minimum(draw.binomial(hits, 0.5), some)
    part = np.maximum(part, hits - (TEN.astype(int).ravel() - some))
    order = draw.permutation(240)
    stops, seen = np.r_[some, TEN.astype(int).ravel() - some][order], np.r_[part, hits - part][order]
    cut = internal_benchmark(
        Groups(codes=who[order], levels=[f"Officer {number}" for number in range(10)]),
        {
            "hour": Groups(codes=cell[order] % 4, levels=HOURS),
            "place": Groups(codes=cell[order] // 4, levels=PLACES),
        },
        seen,
        stops,
        about=ABOUT,
    )
    whole = benchmark(TEN, np.round(TEN * 0.3))
    np.testing.assert_allclose(
        [row.match.after for row in cut.rows], [row.match.after for row in whole.rows], atol=1e-9
    )
    np.testing.assert_allclose(cut.p, whole.p, rtol=1e-6)


def test_what_is_expected_is_that_of_a_new_fit_without_the_officer(town, found):
    """By brute force: the officer's rows dropped, the model fitted anew, its residuals weighted."""
    codes_, names = town.officers.codes, ("hour", "place", "kind")
    shape = [len(town.features[name].levels) for name in names]
    cell = np.ravel_multi_index([np.asarray(town.features[name].codes) for name in names], shape)
    table = np.zeros((2, 120, int(np.prod(shape))))
    np.add.at(table[0], (codes_, cell), town.stops)
    np.add.at(table[1], (codes_, cell), town.searches)
    grid = np.unravel_index(np.arange(table.shape[2]), shape)
    parts = {name: (grid[place], tuple(town.features[name].levels)) for place, name in enumerate(names)}
    weight = raked(table[0], layout(parts))
    for who in (0, 7, int(np.argmax(found.score)), 50):
        others, hits = (part.sum(axis=0) - part[who] for part in table)
        rows = others > 0
        full = matrix(**{name: Groups(codes=number, levels=levels) for name, (number, levels) in parts.items()})
        design = matrix(**{name: Groups(codes=number[rows], levels=levels) for name, (number, levels) in parts.items()})
        fit = binomial(design, hits[rows], others[rows])
        chance = expit(full.values @ fit.coef)
        trials = table[0, who].sum()
        share = table[0, who] @ chance / trials + weight[who] @ (hits - others * chance)
        assert found.rows[who].expected.point == pytest.approx(trials * share, rel=1e-4)
        left_in = binomial(full, table[1].sum(axis=0), table[0].sum(axis=0))
        whole = expit(full.values @ left_in.coef)
        kept = table[0, who] @ whole + trials * (weight[who] @ (hits - others * whole))
        assert abs(found.rows[who].expected.point - trials * share) < 0.2 * abs(kept - trials * share) + 1e-9


def test_one_feature_of_one_level_compares_plain_shares():
    hits = np.array([10, 12, 9, 11, 8, 10, 40])
    one = {"all": Groups(codes=np.zeros(7, dtype=int), levels=["all"])}
    officers = Groups(codes=np.arange(7), levels=list("abcdefg"))
    found = internal_benchmark(officers, one, hits, np.full(7, 100), about=ABOUT)
    assert found.rows[6].ratio.point == pytest.approx(4, rel=0.01)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"features": {}}, "features: there are none"),
        ({"features": [1, 2]}, "features: .* is not a Mapping"),
        ({"features": {"hour": ["a", "b", None, ""] * 2}}, "hour: row 2 is in none of the levels"),
        ({"officers": [0, 1] * 3}, "officers: it has 6 rows where 8"),
        ({"outcomes": np.full(8, 99)}, "is more than the stops of its row"),
        ({"stops": np.zeros(8)}, "stops: row 0 is 0.0, which is not above zero"),
        ({"outcomes": np.zeros(8)}, "all rows have the same outcome"),
        ({"outcomes": np.tile([0, 3], 4)}, "feature hour: b parts the outcome"),
        ({"officers": Groups(codes=np.arange(8) // 2, levels=list("stuvw"))}, "officers: no row has w"),
        ({"officers": Groups(codes=np.zeros(8, dtype=int), levels=["s"])}, "officers: there is only one"),
        (
            {"officers": Groups(codes=np.arange(8) // 4, levels=["s", "t"])},
            "features: no officer's stops are like others'",
        ),
    ],
)
def test_what_has_no_benchmark_is_refused(parts, said):
    given_ = {
        "officers": Groups(codes=np.arange(8) // 2, levels=list("stuv")),
        "features": {"hour": Groups(codes=np.arange(8) % 2, levels=["a", "b"])},
        "outcomes": np.array([1, 2, 3, 1, 2, 3, 1, 2]),
        "stops": np.full(8, 10),
    } | parts
    with pytest.raises(DataError, match=said):
        internal_benchmark(given_["officers"], given_["features"], given_["outcomes"], given_["stops"], about=ABOUT)
