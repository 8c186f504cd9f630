"""A panel's range counts who was asked twice, of how many, and how few units a wave may have."""

import numpy as np
import pytest
from scipy.stats import t

from commonbeat.plumb import DataError
from commonbeat.plumb.survey import Design, share, wave_difference
from plumb.survey.test_waves import wave


def drawn(rng, steady, people=500, n=200, common=100):
    """Two waves of one city of which nobody's mean moved, with so many people in common."""
    first = rng.permutation(people) < people / 2
    second = np.where(rng.random(people) < steady, first, rng.permutation(people) < people / 2)
    order = rng.permutation(people)
    waves = []
    for year, ids, hits in ((2013, order[:n], first), (2015, order[n - common : 2 * n - common], second)):
        design = Design(weights=np.full(n, people / n), clusters=ids, population=people)
        waves.append(wave(year, 0, n, design=design, hits=hits[ids]))
    return waves, 100 * (second.mean() - first.mean())


@pytest.mark.parametrize(("common", "steady", "seed"), [(0, 0.0, 91), (100, 0.0, 92), (100, 0.8, 93)])
def test_a_panel_of_a_large_part_of_the_city_holds_the_truth(common, steady, seed):
    rng = np.random.default_rng(seed)
    missed = []
    for _run in range(150):
        waves, truth = drawn(rng, steady, common=common)
        found = wave_difference(*waves, panel=True)["all"].difference
        missed.append(not found.low <= truth <= found.high)
    assert np.mean(missed) <= 0.08  # 0.27 and 0.12 with the population of both waves together


def half(found):
    return (found.difference.high - found.difference.low) / 2


def test_the_population_counts_in_full_for_the_same_people_and_not_at_all_for_others():
    rng = np.random.default_rng(77)
    hits = rng.random((2, 300)) < 0.5
    for moved, times in ((0, np.sqrt(1 - 300 / 1000)), (300, 1.0)):
        found = []
        for population in (None, 1000):
            designs = [
                Design(weights=np.ones(300), clusters=np.arange(300) + k, population=population) for k in (0, moved)
            ]
            waves = [wave(y, 0, 300, design=d, hits=h) for y, d, h in zip((2013, 2015), designs, hits, strict=True)]
            found.append(half(wave_difference(*waves, panel=True)["all"]))
        assert found[1] == pytest.approx(times * found[0])


def test_a_panel_of_everybody_has_no_error():
    hits = np.arange(40) % 3 == 0, np.arange(40) % 4 == 0
    design = Design(weights=np.ones(40), clusters=np.arange(40), population=40)
    found = wave_difference(
        *(wave(y, 0, 40, design=design, hits=h) for y, h in zip((2013, 2015), hits, strict=True)), panel=True
    )
    assert half(found["all"]) == 0


def test_a_panel_counts_strata_that_one_wave_lacks():
    strata = np.repeat(["a", "b", "c"], 20)
    waves = []
    for year, rows in ((2013, np.arange(40)), (2015, np.arange(60))):
        sizes = dict.fromkeys(np.unique(strata[rows]), 100)
        design = Design(weights=np.ones(len(rows)), clusters=rows, strata=strata[rows], population=sizes)
        waves.append(wave(year, 0, len(rows), design=design, hits=rows % 3 == 0))
    assert half(wave_difference(*waves, panel=True)["all"]) > 0


def test_a_panel_in_which_nobody_changed_does_not_claim_to_be_certain():
    hits = np.arange(40) < 15
    design = Design(weights=np.tile([1.0, 1.7], 20), clusters=np.arange(40), population=1000)
    found = wave_difference(*(wave(y, 0, 40, design=design, hits=hits) for y in (2013, 2015)), panel=True)["all"]
    assert found.difference.point == 0
    assert half(found) > 10
    assert np.isnan(found.z)
    assert "do not differ enough to give a standard error" in found.difference.notes[-1].said("en")


def test_a_second_stage_is_refused():
    design = Design(
        weights=np.ones(8), clusters=np.arange(8) // 2, population=90, cluster_population={str(i): 9 for i in range(4)}
    )
    waves = [wave(y, 4, 8, design=design) for y in (2013, 2015)]
    with pytest.raises(DataError, match="panel: a design has a second stage"):
        wave_difference(*waves, panel=True)


@pytest.mark.parametrize("panel", [False, True])
def test_few_clusters_in_one_wave_leave_few_degrees_of_freedom(panel):
    few = Design(weights=np.ones(80), clusters=np.repeat(np.arange(4), 20))
    many = Design(weights=np.ones(2000), clusters=np.arange(2000) + 1000)
    hits = np.arange(80) % 20 < np.repeat([4, 9, 14, 11], 20), np.arange(2000) < 1000
    waves = [wave(y, 0, len(h), design=d, hits=h) for y, d, h in zip((2013, 2015), (few, many), hits, strict=True)]
    parts = np.array([share(w.design, w.hits, about=w.about).standard_errors["all"] ** 2 for w in waves])
    freedom = parts.sum() ** 2 / (parts[0] ** 2 / 3 + parts[1] ** 2 / 1999)
    assert 3 < freedom < 3.1
    found = half(wave_difference(*waves, panel=panel)["all"])
    assert found == pytest.approx(100 * t.ppf(0.975, freedom) * np.sqrt(parts.sum()))


def test_a_panel_with_the_same_people_has_the_degrees_of_freedom_of_one_wave():
    hits = np.arange(12) % 3 == 0, np.arange(12) % 4 == 0
    design = Design(weights=np.ones(12), clusters=np.arange(12))
    waves = [wave(y, 0, 12, design=design, hits=h) for y, h in zip((2013, 2015), hits, strict=True)]
    error = np.std(hits[1].astype(float) - hits[0], ddof=1) / np.sqrt(12)
    assert half(wave_difference(*waves, panel=True)["all"]) == pytest.approx(100 * t.ppf(0.975, 11) * error)
