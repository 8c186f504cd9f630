"""Whom the internal benchmark does not compare: the reason is said and true, and nobody else is stopped by it."""

from dataclasses import replace

import numpy as np
import pytest

from commonbeat.plumb import DataError, Reason, Withheld
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.peers import Balance, Match, internal_benchmark, words
from commonbeat.plumb.peers.expectation import expectation, outcome_model
from plumb.peers.test_benchmark import ABOUT, CELL, CELLS, STOPS, benchmark


def alone(change):
    stops = np.tile(STOPS[0] * 4, (9, 1))
    return change(stops), np.round(stops * 0.25)


def in_a_place_of_his_own(stops):
    stops[1:, CELL // 4 == 1] = 0
    return stops


def at_a_time_of_his_own(stops):
    stops[1:, 11] = 0
    stops[0, 11] += 100
    return stops


def with_one_like_him(stops):
    stops[:, 8:] = 1
    stops[0, 8:] = stops[1, 8:] = 400
    return stops


def nobody_reaches(stops):
    stops[0] = 4
    stops[0, 0] = 300
    stops[1:, 0] = 0
    return stops


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (in_a_place_of_his_own, "Nobody else works place: south"),
        (at_a_time_of_his_own, "of the stops were made where and when no other officer made any"),
        (with_one_like_him, "other officers' stops are like these"),
        (nobody_reaches, "cannot be made to look like these (largest difference"),
    ],
)
def test_a_poor_match_is_refused_in_words(change, said):
    stops, outcomes = alone(change)
    outcomes = np.minimum(np.maximum(outcomes, 1), np.maximum(stops - 1, 0)) * (stops > 0)
    found = benchmark(stops, outcomes)
    row = found.rows[0]
    assert row in found.unmatched
    assert said in row.sentence()
    assert row.sentence("es").startswith("Officer 0: no se puede comparar.")
    for figure in (row.expected, row.ratio, row.chance_wrong):
        assert isinstance(figure, Withheld)
        assert figure.reason is Reason.TOO_FEW
    assert not row.flagged
    assert np.isnan(found.p[0])
    assert np.isnan(row.score)
    assert "could not be compared" in found.sentence()


def test_outcomes_that_no_like_stop_had_are_no_benchmark():
    stops = np.full((7, 12), 50.0)
    outcomes = np.zeros((7, 12))
    outcomes[0] = 25
    found = benchmark(stops, outcomes)
    assert "In no like stop of other officers did it happen" in found.rows[0].sentence()
    assert not found.rows[1].reason


def test_outcomes_that_every_like_stop_had_are_no_benchmark_either():
    stops = np.full((7, 12), 50.0)
    outcomes = np.full((7, 12), 50.0)
    outcomes[0] = 25
    found = benchmark(stops, outcomes)
    assert "In every like stop of other officers it happened" in found.rows[0].sentence()
    assert found.sentence().endswith(" 1 more could not be compared.")
    assert found.sentence("es").endswith(" No se pudo comparar a 1 más.")


def test_a_figure_outside_of_0_and_1_is_not_compared_and_said():
    stops = np.full((7, 12), 50.0)
    outcomes = np.where((CELL % 4 == 0) | (CELL // 4 == 0), 40.0, 1.0) * np.ones((7, 1))
    outcomes[:, 0] = [0, 0, 1, 0, 0, 0, 0]
    weight = np.where(CELL == 0, 1 / 300, 0.0) * np.ones((7, 1))
    model = outcome_model(stops, outcomes, CELLS, np.full(12, True))
    found, why = expectation(stops, outcomes, weight, model, np.arange(7) == 1)
    assert np.isnan(found.expected).all()
    assert why[0] is None
    assert why[1] is words.OUTSIDE


def tangled(outcome, officers=12):
    """Hour and place go together but for 9 stops of the first officer."""
    who = np.r_[np.repeat(np.arange(officers), 4), 0]
    hour, place = np.r_[np.tile([0, 0, 1, 1], officers), 0], np.r_[np.tile(np.arange(4), officers), 2]
    stops = np.r_[np.tile([80, 100, 90, 120], officers), 9]
    hits = np.r_[np.tile([12, 15, 16, 20], officers) + np.repeat(np.arange(officers) % 3, 4), outcome]
    return internal_benchmark(
        Groups(codes=who, levels=[f"Officer {number}" for number in range(officers)]),
        {"hour": Groups(codes=hour, levels=["day", "night"]), "place": Groups(codes=place, levels=list("wxyz"))},
        hits,
        stops,
        about=ABOUT,
    )


@pytest.mark.parametrize("outcome", [0, 3, 9])
def test_an_officer_without_whom_features_go_together_is_refused_and_all_others_are_compared(outcome):
    found = tangled(outcome)
    assert "two of the features cannot be told apart" in found.rows[0].sentence()
    assert [row.officer for row in found.unmatched] == ["Officer 0"]
    shares = [row.expected.point / row.trials for row in found.rows[1:]]
    np.testing.assert_allclose(shares, 67 / 390, rtol=0.02)


@pytest.mark.parametrize("outcome", [0, 40])
def test_a_place_of_one_officer_where_it_never_or_always_happened_stops_nobody_else(outcome):
    stops = np.tile(STOPS[0] * 4, (9, 1))
    stops[1:, CELL // 4 == 1] = 0
    outcomes = np.round(stops * 0.25)
    outcomes[0, CELL // 4 == 1] = np.minimum(stops[0, CELL // 4 == 1], outcome * 100)
    found = benchmark(stops, outcomes)
    assert [row.officer for row in found.unmatched] == ["Officer 0"]
    assert "Nobody else works place: south" in found.rows[0].sentence()
    np.testing.assert_allclose([row.ratio.point for row in found.rows[1:]], 1, rtol=0.05)


def test_officers_who_share_no_place_are_refused():
    with pytest.raises(DataError, match="no officer's stops are like others'"):
        internal_benchmark(
            Groups(codes=np.arange(3), levels=["a", "b", "c"]),
            {"place": Groups(codes=np.arange(3), levels=["x", "y", "z"])},
            np.ones(3),
            np.full(3, 9),
            about=ABOUT,
        )


LINE = Balance(level="hour: night", officer=0.5, others=0.4, weighted=0.5, before=0.2, after=0.0)
GOOD = Match(table=(LINE,), before=0.2, after=0.1, crossed=0.1, alone=0.1, stops=90.0, officers=5.0)


def test_thresholds_of_a_match_hold_on_either_side():
    assert GOOD.refused() is None
    assert "largest difference 0.10" in replace(GOOD, after=0.1001).refused().en
    alone = replace(GOOD, alone=0.1001).refused()
    assert alone.en.startswith("10% of the stops")
    assert alone.es.startswith("10\u00a0% de las paradas")
    assert replace(GOOD, officers=4.99).refused().en.startswith("Only about 5 other")
    lost = replace(LINE, others=0.0)
    assert replace(GOOD, table=(lost,)).refused().en == "Nobody else works hour: night"


@pytest.mark.parametrize(
    ("worth", "said"), [(1.2, "Only about 1 other officer's stops"), (3.0, "about 3 other officers")]
)
def test_one_other_officer_is_spoken_of_as_one(worth, said):
    match = Match(table=(), before=0, after=0, crossed=0, alone=0, stops=9, officers=worth)
    assert said in match.refused().en
