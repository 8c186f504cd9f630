"""Near repeats: pairs as R counts them, found where they were put, not found where there are none."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import DataError, Estimate, Reason, Withheld
from commonbeat.plumb.problems import near_repeats, places
from commonbeat.plumb.problems.places import EARTH, on_map
from plumb.problems.golden import GOLDEN, near
from plumb.problems.nulls import ABOUT, repeat_rejections

I = np.arange(80)  # noqa: E741 - the counter that R's script uses
X, Y, DAYS = (I * 37 + I * I) % 400, (I * 53) % 300, (I * 17 + I * I * 5) % 60
SEED = 20261126


def bands(x=X, y=Y, days=DAYS, **parts):
    given_ = {"distances": (50, 120), "times": (7, 21), "about": ABOUT, "seed": SEED, "permutations": 199, **parts}
    return near_repeats(x, y, days, **given_)


def repeated(events=600, share=0.3):
    """Events (meters, days) of which a `share` follows another within 40 meters and 5 days."""
    rng = np.random.default_rng(SEED)
    x, y = rng.uniform(0, 4000, (2, events))
    days = rng.uniform(0, 360, events)
    copies = np.arange(int(events * share))
    x[copies], y[copies] = (
        x[copies + 300] + rng.normal(0, 15, len(copies)),
        y[copies + 300] + rng.normal(0, 15, len(copies)),
    )
    days[copies] = days[copies + 300] + rng.uniform(0, 5, len(copies))
    return x, y, days


def test_pairs_are_r_s():
    np.testing.assert_array_equal(bands().observed, GOLDEN["pairs"])


def test_chance_s_pairs_are_the_shuffles_mean():
    found = bands(permutations=1999)
    apart = np.hypot(*(np.subtract.outer(part, part)[np.triu_indices(80, 1)] for part in (X, Y)))
    soon = np.abs(np.subtract.outer(DAYS, DAYS)[np.triu_indices(80, 1)])
    share = [(soon <= 7).mean(), ((soon > 7) & (soon <= 21)).mean()]
    near(found.expected, np.outer([(apart <= 50).sum(), ((apart > 50) & (apart <= 120)).sum()], share), 0.02)


def test_near_repeats_are_found_where_they_were_put():
    found = near_repeats(*repeated(), distances=(50, 200), times=(7, 30), about=ABOUT, seed=SEED, permutations=199)
    assert isinstance(found.ratios[0][0], Estimate)
    assert found.ratios[0][0].low > 1
    assert found.adjusted[0, 0] == pytest.approx(1 / 200)
    assert found.adjusted[1, 1] > 0.05
    assert found.standing_out >= 1
    assert "Events repeat near by" in found.sentence()
    assert "Los hechos se repiten cerca" in found.sentence("es")
    assert "same people" in found.limits()


def test_a_band_s_ratio_has_a_range_only_where_chance_gives_enough():
    shown, hidden = bands(), bands(distances=(8, 120))
    assert isinstance(shown.ratios[1][1], Estimate)
    assert shown.ratios[1][1].low <= shown.ratios[1][1].point <= shown.ratios[1][1].high
    assert isinstance(hidden.ratios[0][0], Withheld)
    assert "too few pairs" in hidden.sentence()
    assert "We cannot tell" in hidden.sentence()


def test_where_only_a_farther_band_stands_out_the_sentence_tells_that_one():
    """Pairs 300 meters and 20 days apart; the nearest band is full of chance pairs."""
    rng = np.random.default_rng(SEED)
    x, y, days = (np.repeat(rng.uniform(0, end, 60), 2) for end in (1e5, 1e5, 360))
    x[1::2] += 300
    days[1::2] += 20
    crowd = [rng.uniform(0, end, 150) for end in (1500, 1500, 360)]
    events = [np.r_[pairs, more] for pairs, more in zip((x, y, days), crowd, strict=True)]
    found = bands(*events, distances=(200, 400), times=(14, 28))
    assert found.adjusted[0, 0] > 0.05
    assert found.adjusted[1, 1] == pytest.approx(1 / 200)
    assert found.sentence().startswith("Made-up data for demonstration. Events repeat, but not so that the nearest")
    assert "between 200 and 400 meters and between 14 and 28 days apart there were" in found.sentence()
    assert "entre 200 y 400 metros y entre 14 y 28 días" in found.sentence("es")


def test_a_farther_band_that_chance_leaves_empty_has_no_ratio_to_tell():
    rng = np.random.default_rng(SEED)
    x, y, days = (np.repeat(rng.uniform(0, end, 40), 2) for end in (1e6, 1e6, 3600))
    x[1::2] += 300
    found = bands(x, y, days, distances=(200, 400), times=(1, 28))
    assert found.standing_out == 1
    assert "between 200 and 400 meters and between 0 and 1 days apart chance gives too few" in found.sentence()


def test_dates_in_any_unit_are_days():
    day = np.datetime64("2020-01-01") + DAYS.astype("m8[D]")
    python = [one.item() for one in day]
    kinds = [
        day,
        day.astype("M8[ns]"),
        day.astype("M8[s]"),
        pd.Series(day.astype("M8[ns]")),
        pd.DatetimeIndex(day),
        python,
        list(pd.DatetimeIndex(day)),
        np.array(python, dtype=object),
        DAYS.astype("m8[D]").astype("m8[h]"),
        [timedelta(days=int(one)) for one in DAYS],
    ]
    for days in kinds:
        np.testing.assert_array_equal(bands(days=days).observed, GOLDEN["pairs"])
    half = bands(days=day.astype("M8[h]") + np.timedelta64(12, "h") * (I % 2)).observed
    np.testing.assert_array_equal(half, bands(days=DAYS + 0.5 * (I % 2)).observed)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (DAYS.astype(str), "no number"),
        (["2020-01-01"] * 80, "no number"),
        (pd.Series(DAYS).astype(str), "no number"),
        (np.where(I == 3, np.datetime64("NaT"), np.datetime64("2020-01-01") + DAYS), "row 3 is nan"),
        ([None, *DAYS[1:]], "row 0 is nan"),
        (list(pd.date_range("2020-01-01", periods=80, tz="America/Chicago")), "time zone"),
        (pd.Series(pd.date_range("2020-01-01", periods=80, tz="America/Chicago")), "time zone"),
    ],
)
def test_days_that_are_none_are_refused(days, said):
    with pytest.raises(DataError, match=said) as refused:
        bands(days=days)
    assert refused.value.argument == "days"


def test_the_same_seed_gives_the_same_shuffles():
    np.testing.assert_array_equal(bands().p, bands().p)
    plain = near_repeats(*repeated(), distances=[200], times=[14], about=ABOUT, permutations=99)
    assert (plain.seed, bands().seed) == (0, SEED)
    assert not np.array_equal(bands().expected, bands(seed=SEED + 1).expected)


def test_degrees_become_meters():
    lat, lon = np.array([44.95, 44.96, 44.95]), np.array([-93.26, -93.26, -93.25])
    east, north = on_map(lon, lat)
    half = np.radians(0.01) / 2
    near(np.hypot(east[1] - east[0], north[1] - north[0]), 2 * EARTH * half)
    across = 2 * EARTH * np.arcsin(np.cos(np.radians(44.95)) * np.sin(half))
    assert np.hypot(east[2] - east[0], north[2] - north[0]) == pytest.approx(across, rel=1e-3)
    x, y, days = repeated(400, 0.2)
    degrees = (-93.26 + np.degrees(x / EARTH) / np.cos(np.radians(44.97)), 44.97 + np.degrees((y - 2000) / EARTH))
    plain = bands(x, y, days, distances=(200, 800))
    turned = bands(*degrees, days, distances=(200, 800), degrees=True)
    assert np.abs(plain.observed - turned.observed).max() <= 3


@settings(deadline=None, derandomize=True, max_examples=50)
@given(st.permutations(range(80)), st.integers(-1000, 1000), st.integers(-3000, 3000))
def test_order_place_and_calendar_change_no_pair(order, later, farther):
    moved = bands((X + farther)[order], (Y - farther)[order], (DAYS + later)[order], permutations=99)
    np.testing.assert_array_equal(moved.observed, GOLDEN["pairs"])


def test_no_pairs_at_all_are_no_error():
    found = bands(I * 1000, I * 1000, DAYS)
    assert found.observed.sum() == 0
    assert found.adjusted.min() == 1
    assert all(isinstance(ratio, Withheld) for row in found.ratios for ratio in row)


def test_more_pairs_than_memory_holds_are_refused(monkeypatch):
    monkeypatch.setattr(places, "MOST_PAIRS", 100)
    with pytest.raises(DataError, match="pairs lie within 120 meters"):
        bands()


def test_events_without_near_repeats_keep_their_level():
    assert 0.026 <= repeat_rejections(SEED, 500, events=60) <= 0.076


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"x": X[:9]}, "x"),
        ({"y": Y[:9]}, "y"),
        ({"x": [1.0], "y": [1.0], "days": [1.0]}, "days"),
        ({"distances": (120, 50)}, "distances"),
        ({"times": ()}, "times"),
        ({"times": (0, 7)}, "times"),
        ({"permutations": 20}, "permutations"),
        ({"seed": -1}, "seed"),
        ({"degrees": True}, "x"),
        ({"x": X / 10, "degrees": True}, "y"),
        ({"x": X / 10, "y": Y / 10, "degrees": True}, "x, y"),
        ({"level": 0}, "level"),
        ({"about": None}, "about"),
    ],
)
def test_what_cannot_be_is_refused(change, argument):
    with pytest.raises(DataError) as refused:
        bands(**change)
    assert refused.value.argument == argument


def test_bands_that_no_shuffle_can_change_have_no_range():
    """All events in the first time band: "1 times (range 1 to 1)" was once told."""
    rng = np.random.default_rng(SEED)
    x, y = rng.uniform(0, 500, (2, 60))
    found = bands(x, y, rng.integers(0, 6, 60), distances=(100, 200), times=(7, 14))
    assert [one.reason for one in found.ratios[0]] == [Reason.NO_DENOMINATOR, Reason.TOO_FEW]
    assert "however the times are shuffled, there are as many pairs of events" in found.sentence()
    assert "como sea que se barajen los tiempos" in found.sentence("es")
    band = replace(found, adjusted=np.array([[1.0, 0.01], [0.01, 1.0]]), ratios=(found.ratios[0][::-1],) * 2)
    assert "between 0 and 100 meters and between 7 and 14 days apart, however" in band.sentence()


def test_repeats_at_a_low_level_are_not_told():
    found = near_repeats(
        *repeated(), distances=(50, 200), times=(7, 30), about=ABOUT, seed=SEED, permutations=199, level=0.5
    )
    assert "We cannot tell at a level of 50% whether events repeat near by: " in found.sentence()
    assert "A un nivel del 50\u00a0% no podemos saber si los hechos se repiten cerca: " in found.sentence("es")
    assert found.sentence().endswith(" Ranges are 50% ranges.")
