"""The threshold test finds bars that are known, keeps silent where its chains have not met, and shows both models."""

import importlib.util
import pickle
from dataclasses import replace
from datetime import date

import numpy as np
import pandas
import pytest
from numpyro import enable_x64
from scipy.special import betainc
from scipy.stats import norm

from commonbeat.plumb import About, DataError, Window
from commonbeat.plumb.threshold import DISCRIMINANT, Answer, ThresholdTest, threshold_test
from commonbeat.plumb.threshold.inference import Sampling, let_through
from commonbeat.plumb.threshold.models import beta_rates, discriminant_rates
from commonbeat.plumb.threshold.simulation import simulate_searches

STOPS = About(window=Window.year(2025), as_of=date(2026, 3, 1), unit="stops", synthetic=True)
PLACES = [f"Beat {number}" for number in range(1, 7)]
CITY = simulate_searches(20261126, places=6, thresholds=(0.35, 0.15))
SEEN, SEARCHES, HITS, TRUTH = CITY.stops, CITY.searches, CITY.hits, CITY.thresholds
COUNTS = {"stops": SEEN, "searches": SEARCHES, "hits": HITS, "places": PLACES, "groups": ["White", "Black"]}
QUICK = Sampling(seed=41, draws=50, warmup=50, chains=2)


def ask(**change):
    return threshold_test(**{**COUNTS, "about": STOPS, "sampling": QUICK, **change})


@pytest.fixture
def tested(monkeypatch):
    """What the test says of draws that are made here, without sampling."""
    drawn = np.random.default_rng(5).uniform(0.2, 0.3, (40, 6, 2))
    met = {"threshold": drawn, "searched": drawn, "found": drawn, "r_hat": np.array(1.0)}
    monkeypatch.setattr("commonbeat.plumb.threshold.inference._draw", lambda *given: met)
    return ask()


def test_the_beta_model_s_tail_is_the_incomplete_beta_function():
    base, bar = (part.ravel() for part in np.meshgrid(np.linspace(0.05, 0.7, 12), np.linspace(0.05, 0.7, 12)))
    enable_x64()
    for total in (1.0, 4.0, 20.0):
        searched, found = beta_rates(base, np.full_like(base, total), bar)
        a, b = base * total, (1 - base) * total
        tail = betainc(b, a, 1 - bar)
        far = tail > 1e-6
        np.testing.assert_allclose(np.exp(searched)[far], tail[far], rtol=1e-5)
        np.testing.assert_allclose(np.asarray(found)[far], (base * betainc(b, a + 1, 1 - bar) / tail)[far], rtol=1e-5)


def test_the_discriminant_model_s_bar_is_where_a_find_is_as_likely_as_the_threshold():
    enable_x64()
    base, apart, threshold = np.array([0.1, 0.3]), np.array([1.0, 2.5]), np.array([0.2, 0.6])
    searched, found = discriminant_rates(base, apart, threshold)
    bar = (np.log(threshold / (1 - threshold)) - np.log(base / (1 - base))) / apart + apart / 2
    guilty, innocent = base * norm.pdf(bar - apart), (1 - base) * norm.pdf(bar)
    np.testing.assert_allclose(guilty / (guilty + innocent), threshold)
    np.testing.assert_allclose(np.exp(searched), base * norm.sf(bar - apart) + (1 - base) * norm.sf(bar))
    np.testing.assert_allclose(found, base * norm.sf(bar - apart) / np.exp(searched))


def test_a_lower_bar_is_found_by_sampling(monkeypatch):
    """A short run of one model, whose chains need not meet to the last digit; the proofs run both, behind the gate."""
    monkeypatch.setattr(
        "commonbeat.plumb.threshold.inference.RATES", {"discriminant": (DISCRIMINANT, discriminant_rates)}
    )
    monkeypatch.setattr("commonbeat.plumb.threshold.inference.GATE", 1.1)
    monkeypatch.setattr("commonbeat.plumb.threshold.inference.MOST_DIVERGENT", 0.1)
    town = simulate_searches(20261126, places=4, thresholds=(0.35, 0.15))
    tested = ask(
        stops=town.stops,
        searches=town.searches,
        hits=town.hits,
        places=PLACES[:4],
        sampling=Sampling(seed=41, draws=150, warmup=150, chains=4, acceptance=0.8),
    )
    (found,) = tested.answers
    for group, truth in zip(tested.groups, town.thresholds, strict=True):
        assert found.thresholds[group].low < truth < found.thresholds[group].high
    gap = (town.thresholds[1] - town.thresholds[0]) * 100
    assert found.differences["Black"].low < gap < found.differences["Black"].high
    assert found.differences["Black"].point < 0
    assert 1 <= found.r_hat <= 1.1
    assert found.off_searches < 0.02
    assert found.off_hits < 0.1
    assert tested.sentence().startswith("Made-up data for demonstration. ")


def test_it_says_itself_and_its_limits_in_both_languages(tested):
    assert "Black" in tested.sentence("es")
    assert tested.limits().count(". ") >= 3
    assert "no fueron cateados" in tested.limits("es")


@pytest.mark.parametrize(
    ("ranges", "answer", "words"),
    [
        ([(-9, -2), (-8, -1)], Answer.LOWER, "less suspicion"),
        ([(2, 9), (1, 8)], Answer.HIGHER, "more suspicion"),
        ([(-2, 9), (-1, 8)], Answer.CANNOT_TELL, "cannot tell whether"),
        ([(2, 9), (-1, 8)], Answer.MODELS_DIFFER, "Which model is used moves the answer"),
    ],
)
def test_what_is_said_follows_from_both_ranges(tested, ranges, answer, words):
    moved = tuple(
        replace(
            one,
            off_searches=0.01,
            differences={"Black": replace(one.differences["Black"], low=low, high=high, point=(low + high) / 2)},
        )
        for one, (low, high) in zip(tested.answers, ranges, strict=True)
    )
    real = ThresholdTest(groups=tested.groups, answers=moved, seed=1, about=replace(STOPS, synthetic=False))
    assert real.answer("Black") is answer
    assert "n = " in real.sentence()
    bad = ThresholdTest(
        groups=tested.groups, answers=(moved[0], replace(moved[1], off_searches=0.2)), seed=1, about=STOPS
    )
    assert "do not fit" in bad.sentence()
    with pytest.raises(DataError, match="set against nobody"):
        real.answer("White")
    with pytest.raises(TypeError):
        moved[0].thresholds["Black"] = 1
    assert words in real.sentence()
    assert not real.sentence().startswith("Made-up")


def test_chains_that_have_not_met_or_lost_their_way_say_nothing():
    draw = np.random.default_rng(20261126)
    met = {"bar_group": draw.normal(size=(4, 500, 2)), "bar_place": draw.normal(size=(4, 500, 6, 2))}
    assert 0.99 <= let_through(met, 0.0) <= 1.01
    apart = met | {"bar_group": met["bar_group"] + np.arange(4)[:, None, None]}
    with pytest.raises(DataError, match=r"chains have not met \(R-hat 1\.\d+ of bar_group; at most 1\.01"):
        let_through(apart, 0.0)
    wide = met | {"bar_group": met["bar_group"] * np.array([8, 1, 1, 1])[:, None, None]}
    with pytest.raises(DataError, match="of bar_group"):
        let_through(wide, 0.0)
    with pytest.raises(DataError, match="R-hat nan of stuck"):
        let_through(met | {"stuck": np.zeros((4, 500, 1)) * np.nan}, 0.0)
    assert let_through({"always": np.ones((4, 500, 1))}, 0.0) == 1
    with pytest.raises(DataError, match=r"lost its way in 3\.0% of draws"):
        let_through(met, 0.03)


def test_places_without_a_search_are_noted(tested):
    searches, hits = SEARCHES.copy(), HITS.copy()
    searches[0, 0] = hits[0, 0] = 0
    noted = ask(searches=searches, hits=hits).answers[0].thresholds["Black"].notes
    assert noted[0].said().startswith("In 1 places and groups nobody was searched")
    assert tested.answers[0].thresholds["Black"].notes == ()


def test_what_is_bad_is_said_before_anything_is_drawn(monkeypatch):
    monkeypatch.setattr("commonbeat.plumb.threshold.inference._draw", lambda *given: pytest.fail("it was drawn"))
    for change in ({"about": None}, {"sampling": None}):
        with pytest.raises(DataError, match=next(iter(change))):
            ask(**change)


def test_names_may_come_from_a_table_numbered_otherwise(tested):
    places = pandas.Series(PLACES, index=range(5, 11))
    with pytest.raises(DataError, match="at Beat 1, White"):
        ask(places=places, hits=spoiled(HITS, 0, 0, 0.5))
    assert ask(places=places, groups=pandas.Series(["White", "Black"], index=[7, 8])).groups == ("White", "Black")


def test_it_travels_to_another_process_and_stays_sealed_there(tested):
    again = pickle.loads(pickle.dumps(tested))
    assert again == tested
    with pytest.raises(TypeError):
        again.answers[0].thresholds["Black"] = 1
    with pytest.raises(ValueError, match="read-only"):
        pickle.loads(pickle.dumps(CITY)).stops[0] = 0


def test_it_draws_by_itself_when_not_told_how(tested):
    assert threshold_test(**COUNTS, about=STOPS).seed == Sampling().seed


def spoiled(table, place, group, value):
    copy = np.array(table, dtype=float)
    copy[place, group] = value
    return copy


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"stops": SEEN[:4]}, r"stops: it is \(4, 2\), not places x groups \(6, 2\)"),
        ({"searches": spoiled(SEARCHES, 2, 1, 1e6)}, r"searches: 1e\+06 at Beat 3, Black is no whole number"),
        ({"hits": spoiled(HITS, 0, 0, 0.5)}, "hits: 0.5 at Beat 1, White"),
        ({"stops": spoiled(SEEN, 0, 0, np.nan)}, "stops: nan at Beat 1, White is no whole number from 0 up. Count"),
        ({"hits": HITS * [0, 1]}, "White has no search that found something"),
        ({"hits": np.where([[True, False]], SEARCHES, HITS)}, "White has no search in vain"),
        ({"searches": SEARCHES * [0, 1], "hits": HITS * [0, 1]}, "White has no search\\."),
        ({name: COUNTS[name][:2] for name in ("stops", "searches", "hits", "places")}, "there are 2 and 2"),
        ({"level": 95}, "level"),
        ({"groups": ["White", "White"]}, "groups: the name 'White' comes twice"),
        ({"places": range(6)}, "places: 0 is not text that can be shown"),
        ({"groups": ["White", ""]}, "groups: '' is not text that can be shown"),
        ({"places": None}, "places: None is not a list of names"),
        ({"places": 4}, "places: 4 is not a list of names"),
        ({"places": "ABCDEF"}, "places: 'ABCDEF' is not a list of names"),
        ({"stops": SEEN.astype(str)}, "stops: it holds something that is no number"),
        ({"stops": [[1, 2], [3]]}, "stops: it holds something that is no number"),
        ({"hits": pandas.array([[pandas.NA, 1]] * 6, dtype=object)}, "hits: it holds something that is no number"),
        ({"searches": SEARCHES.astype("datetime64[D]")}, "searches: it holds something that is no number"),
        ({"about": None}, "about: None is not an About"),
        ({"sampling": 41}, "sampling: 41 is not a Sampling"),
    ],
)
def test_counts_that_cannot_be_are_refused_with_their_place_and_group(change, said):
    with pytest.raises(DataError, match=said):
        ask(**change)


@pytest.mark.parametrize("change", [{"seed": -1}, {"draws": 10}, {"warmup": 0}, {"chains": 1}, {"acceptance": 0.2}])
def test_too_little_sampling_is_refused(change):
    with pytest.raises(DataError, match=next(iter(change))):
        replace(QUICK, **change)


@pytest.mark.parametrize(
    "change",
    [{"seed": -1}, {"places": 0}, {"thresholds": [0.2, 1]}, {"thresholds": None}, {"stops": (9, 9)}, {"stops": (0, 9)}],
)
def test_a_made_up_city_that_cannot_be_is_refused(change):
    with pytest.raises(DataError, match=next(iter(change))):
        simulate_searches(**{"seed": 1, "places": 2, "thresholds": [0.2, 0.3], **change})


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(DataError, match=r"pip install 'commonbeat\[bayes\]'"):
        ask()
