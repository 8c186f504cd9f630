"""The mixed twin: shares as R's optimizer and SLSQP find them, placebos, few donors, a poor mix refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from commonbeat.plumb import DataError
from commonbeat.plumb.problems import Goal, Verdict, synthetic_control
from commonbeat.plumb.problems import simplex as simplex_module
from commonbeat.plumb.problems.simplex import simplex_weights
from plumb.problems.golden import DONORS, GOLDEN, TARGET, near
from plumb.problems.nulls import ABOUT, FALL, TENTH, twin_rejections

SEED = 20261126


def towns(areas=21, ratio=0.6):
    """Areas of like size whose seasons differ; the first falls to `ratio` from period 36 of 48."""
    rng = np.random.default_rng(SEED)
    size, load = np.r_[50, rng.uniform(30, 80, areas - 1)], rng.uniform(0.2, 1.5, areas)
    mean = size[:, None] * np.exp(load[:, None] * 0.2 * np.cos(2 * np.pi * np.arange(48) / 12))
    mean[0, 36:] *= ratio
    return rng.poisson(mean)


def mixed(counts=None, treated=0, start=36, **parts):
    table = towns() if counts is None else counts
    return synthetic_control(table, treated, start, **{"about": ABOUT, "goal": TENTH, **parts})


def test_shares_are_r_s():
    shares = simplex_weights(DONORS.T, TARGET)
    near(((TARGET - shares @ DONORS) ** 2).sum(), GOLDEN["mix"]["miss"], 1e-6)
    near(shares, GOLDEN["mix"]["shares"], 1e-3)


@settings(deadline=None, derandomize=True, max_examples=50)
@given(st.integers(0, 10_000), st.integers(2, 12), st.integers(6, 20))
def test_shares_are_the_nearest_there_are(seed, donors, periods):
    rng = np.random.default_rng(seed)
    columns, target = rng.normal(50, 10, (periods, donors)), rng.normal(50, 10, periods)
    shares = simplex_weights(columns, target)
    assert shares.min() >= 0
    assert shares.sum() == pytest.approx(1)
    slope = columns.T @ (columns @ shares - target)
    assert (slope - slope @ shares).min() >= -1e-6 * np.abs(slope).max()
    peer = minimize(
        lambda w: ((columns @ w - target) ** 2).sum() / 1e3,
        np.full(donors, 1 / donors),
        method="SLSQP",
        bounds=[(0, 1)] * donors,
        constraints=[{"type": "eq", "fun": lambda w: w.sum() - 1}],
    )
    assert ((columns @ shares - target) ** 2).sum() <= peer.fun * 1e3 * (1 + 1e-7) + 1e-7


def test_shares_that_do_not_settle_are_refused(monkeypatch):
    monkeypatch.setattr(simplex_module, "MOST_STEPS", 0)
    with pytest.raises(DataError, match="did not settle"):
        simplex_weights(DONORS.T, TARGET)


def test_a_fall_is_found_beside_the_twin():
    found = mixed(names=[f"town {place}" for place in range(21)])
    assert found.verdict is Verdict.WORKED
    assert found.effect.low < 0.6 < found.effect.high
    assert found.p == pytest.approx(1 / 21)
    assert found.ratios.argmax() == 0
    assert sum(share for _, share in found.weights) == pytest.approx(1)
    assert found.donors().count(" and ") == 1
    assert " y " in found.donors("es")
    near(found.gap + found.twin, towns()[0])
    near(found.avoided.point, found.twin[36:].sum() - towns()[0, 36:].sum())
    assert "donor areas" in found.limits()


def test_donors_that_never_stray_give_no_range():
    counts = np.full((10, 48), 50)
    counts[0] = towns()[0]
    with pytest.raises(DataError, match="never stray") as refused:
        mixed(counts, poor=1)
    assert refused.value.argument == "counts"


def test_a_copy_is_the_whole_twin():
    counts = towns(5)
    counts[3, :36] = counts[0, :36]
    found = mixed(counts)
    assert found.donors() == "100% area 4"
    assert found.miss == pytest.approx(0, abs=1e-6)


def test_nine_donors_can_never_be_sure_at_95():
    found = mixed(towns(10))
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.effect.level == pytest.approx(0.9)
    assert "With 9 donor areas the smallest p is 0.100" in found.sentence()
    assert "Con 9 áreas donantes" in found.sentence("es")


def test_more_donors_than_periods_are_noted():
    found = mixed(towns(), start=12)
    assert any("more donor areas than periods" in note.en for note in found.effect.notes)


def test_the_order_of_donors_changes_nothing():
    counts = towns()
    order = np.r_[np.arange(20, 0, -1), 0]
    turned, plain = mixed(counts[order], treated=20), mixed(counts)
    near([turned.effect.low, turned.effect.high, turned.p], [plain.effect.low, plain.effect.high, plain.p], 1e-7)


@pytest.mark.parametrize("treated", [np.arange(21) == 4, [4], np.int64(4), "e", ["e"]])
def test_flags_and_name_of_one_area_say_the_same_as_its_row(treated):
    names = [*"abcdefghijklmnopqrstu"]
    assert mixed(treated=treated, poor=9.0, names=names).effect == mixed(treated=4, poor=9.0).effect


def test_an_area_like_no_mix_is_refused_in_words():
    counts = towns()
    counts[0] *= 4
    with pytest.raises(DataError, match="no mix of donors looks like area 1: it misses by"):
        mixed(counts)


def test_areas_without_an_effect_are_told_so():
    """The 99% band of an exact 5% test over 100 runs has 1 to 11: a test that never rejects fails too."""
    by_rank, by_range = twin_rejections(SEED, 100)
    assert 0.01 <= by_rank <= 0.11
    assert 0.01 <= by_range <= 0.11


@pytest.mark.parametrize(
    ("change", "argument", "said"),
    [
        ({"treated": 21}, "treated", "no row 21"),
        ({"treated": True}, "treated", "not one true or false for each of 21"),
        ({"treated": np.arange(21) < 2}, "treated", "it names 2 of 21"),
        ({"treated": [3, 4]}, "treated", "it names 2 of 21"),
        ({"treated": np.arange(20) < 1}, "treated", "not one true or false for each of 21"),
        ({"treated": [1] + [0] * 20}, "treated", "area 1 is there twice"),
        ({"treated": "Seward"}, "treated", "no area 'Seward' among 21"),
        ({"counts": np.zeros((5, 48))}, "counts", "nothing happened in any area"),
        ({"goal": None}, "goal", "None is not a Goal"),
        ({"counts": towns()[:3]}, "counts", "2 donor areas"),
        ({"start": 7}, "start", "7 periods"),
        ({"counts": np.where(np.arange(21)[:, None] == 4, 0, towns())}, "counts", "area 5 before"),
        ({"counts": np.where((np.arange(21)[:, None] == 4) & (np.arange(48) > 35), 0, towns())}, "counts", "5 after"),
        ({"goal": Goal(avoided=1)}, "goal", "ratio"),
        ({"poor": float("nan")}, "poor", "number"),
    ],
)
def test_what_cannot_carry_it_is_refused(change, argument, said):
    with pytest.raises(DataError, match=said) as refused:
        mixed(**change)
    assert refused.value.argument == argument


def test_no_effect_is_no_success():
    assert mixed(towns(ratio=1.0), goal=FALL).verdict is not Verdict.WORKED
