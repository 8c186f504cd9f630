"""Scale scores and their reliability: R's numbers, Feldt's coverage, and warnings that say what is wrong."""

import json
import pickle
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from commonbeat.plumb import About, DataError, Window
from commonbeat.plumb.sampling import reliability, score_scale
from commonbeat.plumb.sampling.factor import misfit, omega, one_factor
from commonbeat.plumb.sampling.scale import NO_FACTOR

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())["scale"]
ANSWERS = np.array(GOLDEN["answers"], dtype=float)
FIVE = ["fair", "listens", "honest", "explains", "polite"]
ABOUT = About(window=Window.year(2025), as_of=date(2026, 1, 5), unit="adults", synthetic=True)
PARTS = {"about": ABOUT, "lowest": -50, "highest": 50, "replicates": 100}
rules = settings(deadline=None, derandomize=True, max_examples=50)


def made(rng, n, loading, noise=1.0):
    """Answers of `n` people to items that one factor moves, unrounded, far inside -50 to 50."""
    load = np.asarray(loading)
    return rng.normal(size=(n, 1)) * load + noise * rng.normal(size=(n, load.size))


@pytest.mark.parametrize("size", ["three", "five"])
def test_reliability_is_what_r_gives(size):
    golden = GOLDEN[size]
    items = golden["items"]
    found = reliability(ANSWERS[:, :items], about=ABOUT, items=FIVE[:items], replicates=200, seed=4)
    assert found.alpha.point == pytest.approx(golden["alpha"], abs=1e-12)
    assert [found.alpha.low, found.alpha.high] == pytest.approx(golden["feldt"], abs=1e-10)
    assert [item.item_rest.point for item in found.items] == pytest.approx(golden["item_rest"], abs=1e-12)
    assert [item.alpha_without.point for item in found.items] == pytest.approx(golden["without"], abs=1e-12)
    assert [item.loading for item in found.items] == pytest.approx(golden["loading"], abs=2e-5)
    assert [item.own for item in found.items] == pytest.approx(golden["own"], abs=2e-5)
    assert found.omega.point == pytest.approx(golden["omega"], abs=1e-5)
    assert found.omega.low < found.omega.point < found.omega.high


def test_the_factor_is_where_a_general_minimizer_ends():
    observed = np.cov(ANSWERS.T)
    loading, unique, fit, drop = one_factor(observed[None])

    def discrepancy(values):
        return misfit(observed[None], values[None, :5], np.exp(values[None, 5:]))[0]

    theirs = minimize(discrepancy, np.concatenate([np.full(5, 0.5), np.zeros(5)]), tol=1e-12)
    assert fit[0] == pytest.approx(theirs.fun, abs=1e-9)
    assert loading[0] == pytest.approx(theirs.x[:5], abs=1e-4)
    assert unique[0] == pytest.approx(np.exp(theirs.x[5:]), abs=1e-4)
    assert abs(drop[0]) < 1e-12


def test_many_matrices_at_once_give_what_each_gives_alone():
    rng = np.random.default_rng(12)
    many = np.stack([np.cov(made(rng, 60, [0.9, 0.7, 0.5, 0.8]).T) for _ in range(30)])
    together = omega(*one_factor(many)[:2])
    alone = [omega(*one_factor(one[None])[:2])[0] for one in many]
    assert together == pytest.approx(alone, abs=1e-8)


def test_the_mean_score_is_what_the_survey_package_gives():
    found = score_scale(ANSWERS, about=ABOUT, items=FIVE, weights=GOLDEN["weights"])
    assert found.mean.point == pytest.approx(GOLDEN["mean"], abs=1e-12)
    assert [found.mean.low, found.mean.high] == pytest.approx(GOLDEN["ends"], abs=1e-9)
    assert found.sentence() == (
        "Made-up data for demonstration. The mean score is 2.95 on a scale from 1 to 5 (240 people); it could be "
        "anywhere from 2.85 to 3.06."
    )
    real = About(window=ABOUT.window, as_of=ABOUT.as_of)
    assert score_scale(ANSWERS, about=real, items=FIVE).sentence().startswith("The mean score is")
    assert "Ranges are 90% ranges." in score_scale(ANSWERS, about=ABOUT, items=FIVE, level=0.9).sentence()
    assert "hides how scores differ" in found.limits()
    assert "oculta" in found.limits("es")


def test_a_score_needs_half_of_the_items():
    answers = [[1, 2, np.nan, np.nan], [5, np.nan, np.nan, np.nan], [4, 4, 4, 4], [2, 3, 4, np.nan]]
    found = score_scale(answers, about=ABOUT, items=list("abcd"))
    assert found.scores.tolist() == pytest.approx([1.5, np.nan, 4, 3], nan_ok=True)
    assert (found.scored, found.unscored, found.mean.n) == (3, 1, 3)
    assert found.sentence().endswith("fewer than half of the items were answered: 1.")
    assert found.sentence("es").startswith("Datos inventados para demostración. La puntuación media es")
    with pytest.raises(ValueError, match="read-only"):
        found.scores[0] = 1


def test_the_range_of_a_mean_stays_on_the_scale():
    found = score_scale([[5, 5], [5, 4], [5, 5]], about=ABOUT, items=["a", "b"])
    assert found.mean.high == 5


@pytest.mark.parametrize("people", [2, 30])
def test_equal_scores_do_not_tell_how_far_their_mean_could_be_off(people):
    found = score_scale([[4, 4, 4]] * people, about=ABOUT, items=list("abc"), weights=np.arange(1, people + 1))
    assert found.mean.point == 4
    assert found.sentence().endswith(
        f"is 4 on a scale from 1 to 5 ({people} people). Everybody has the same score, so we cannot tell how far the "
        "mean could be off."
    )
    assert found.mean.notes[0].es.startswith("Todas las personas tienen la misma puntuación")
    assert score_scale([[4, 4], [4, 3]], about=ABOUT, items=list("ab")).mean.notes == ()


def test_the_columns_of_a_data_frame_are_taken_by_their_names():
    frame = pd.DataFrame({"listens": 6 - ANSWERS[:, 1], "id": "x", "fair": ANSWERS[:, 0], "honest": ANSWERS[:, 2]})
    items, parts = FIVE[:3], {"about": ABOUT, "reverse": ["listens"]}
    by_name = score_scale(frame, items=items, **parts)
    assert by_name.mean == score_scale(frame[items].to_numpy(), items=items, **parts).mean
    assert by_name.mean == score_scale(ANSWERS[:, :3], items=items, about=ABOUT).mean
    alpha = reliability(frame, items=items, replicates=100, **parts).alpha
    assert alpha == reliability(ANSWERS[:, :3], items=items, replicates=100, about=ABOUT).alpha
    with pytest.raises(DataError, match="answers: it has no column 'polite'"):
        score_scale(frame, items=[*items, "polite"], **parts)


@pytest.mark.parametrize("gap", [None, np.nan, pd.NA])
def test_gaps_of_any_library_are_no_answer(gap):
    plain = score_scale([[1, np.nan], [4, 2], [5, 5]], about=ABOUT, items=["a", "b"])
    assert score_scale([[1, gap], [4, 2], [5, 5]], about=ABOUT, items=["a", "b"]).mean == plain.mean
    frame = pd.DataFrame({"a": [1, 4, 5], "b": [gap, 2, 5]}).astype("Int64")
    assert score_scale(frame, about=ABOUT, items=["a", "b"]).mean == plain.mean


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([["1", "2"], ["2", "2"]], "row 0 holds something that is no number"),
        ([["good", "bad"], ["bad", "good"]], "row 0 holds something"),
        (pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, "3"]}), "row 2 holds something"),
        (np.array([["2020-01-01", "2020-01-02"]] * 2, dtype="datetime64[D]"), "row 0 holds something"),
        ([[1, 2], [1]], "not of one length"),
        ("12", "it holds something"),
        (np.array([["nan", ""]]), "it holds something"),
    ],
)
def test_answers_that_are_no_numbers_are_refused(answers, words):
    with pytest.raises(DataError, match=f"answers: .*{words}"):
        score_scale(answers, about=ABOUT, items=["a", "b"])


def test_a_copied_item_is_never_refused_for_its_rounding():
    for seed in range(40):
        x = np.random.default_rng(seed).integers(1, 6, (50, 2)).astype(float)
        found = reliability(np.c_[x, x[:, 0]], about=ABOUT, items=list("abc"), replicates=100)
        assert found.items[1].alpha_without.point == pytest.approx(1)
        assert found.items[1].alpha_without.high <= 1


def test_scores_travel_between_processes_and_stay_read_only():
    found = pickle.loads(pickle.dumps(score_scale(ANSWERS, about=ABOUT, items=FIVE)))
    assert found.mean == score_scale(ANSWERS, about=ABOUT, items=FIVE).mean
    with pytest.raises(ValueError, match="read-only"):
        found.scores[0] = 1


def test_an_item_that_asks_the_other_way_is_turned_or_named():
    turned = ANSWERS.copy()
    turned[:, 1] = 6 - turned[:, 1]
    same = reliability(turned, about=ABOUT, items=FIVE, reverse=["listens"], replicates=100)
    assert same.alpha == reliability(ANSWERS, about=ABOUT, items=FIVE, replicates=100).alpha
    assert score_scale(turned, about=ABOUT, items=FIVE, reverse=["listens"]).mean == (
        score_scale(ANSWERS, about=ABOUT, items=FIVE).mean
    )
    wrong = reliability(turned, about=ABOUT, items=FIVE, replicates=100)
    assert "'listens' goes against the others: perhaps it must be reversed." in wrong.sentence()
    assert "quizá hay que invertirla" in wrong.sentence("es")


def test_the_sentence_follows_the_whole_range():
    assert (
        reliability(ANSWERS, about=ABOUT, items=FIVE, replicates=100)
        .sentence()
        .startswith(
            "Made-up data for demonstration. The 5 items agree well enough to be one score: alpha is 0.77 of 1 at best "
            "(240 people answered all items); it could be anywhere from 0.72 to 0.82."
        )
    )
    few = reliability(ANSWERS[:40], about=ABOUT, items=FIVE, replicates=100)
    assert few.sentence().startswith("Made-up data for demonstration. We cannot tell whether the 5 items agree")
    assert few.sentence("es").startswith(
        "Datos inventados para demostración. No podemos saber si las 5 preguntas concuerdan"
    )
    noise = np.random.default_rng(3).integers(1, 6, (300, 4))
    found = reliability(noise, about=ABOUT, items=list("abcd"), replicates=100)
    assert "The 4 items agree too little" in found.sentence()
    assert "We cannot tell whether 'a' goes with the others at all." in found.sentence()
    assert found.limits("es").startswith("Las preguntas pueden concordar")


def test_two_items_have_an_alpha_and_a_warning():
    found = reliability(ANSWERS[:, :2], about=ABOUT, items=FIVE[:2])
    assert found.omega is None
    assert [item.alpha_without for item in found.items] == [None, None]
    assert "fewer than three items" in found.sentence()


def test_people_who_left_an_item_out_are_counted_out_and_told():
    gaps = ANSWERS.copy()
    gaps[[3, 9], [0, 4]] = np.nan
    found = reliability(gaps, about=ABOUT, items=FIVE, replicates=100)
    assert found.alpha.n == 238
    assert found.sentence().endswith("Not counted here, for an item was left out: 2.")


def test_an_item_without_anything_of_its_own_is_named():
    rng = np.random.default_rng(2)
    x = made(rng, 300, [1, 1, 1])
    x[:, 0] = x[:, 1] * 0.7 + x[:, 2] * 0.7 + 0.05 * rng.normal(size=300)
    found = reliability(x, about=ABOUT, items=list("abc"), lowest=-50, highest=50, replicates=100)
    assert "'a' has no variance of its own left (a Heywood case): distrust omega." in found.sentence()


def test_items_that_say_the_same_have_no_factor():
    twice = np.column_stack([ANSWERS[:, 0], ANSWERS[:, 0], ANSWERS[:, 1]])
    found = reliability(twice, about=ABOUT, items=list("abc"), replicates=100)
    assert found.omega is None
    assert "No single factor could be found" in found.sentence()


def test_few_people_have_no_omega_where_most_bootstrap_samples_have_none():
    # A sample drawn again from as many people as items, and one, lacks somebody, so that its matrix is singular.
    for people in (5, 9):
        few = made(np.random.default_rng(21), people, np.full(people - 1, 0.9))
        found = reliability(few, items=list("abcdefgh")[: people - 1], **PARTS)
        assert found.omega is None
        assert NO_FACTOR in found.warnings


def test_bootstrap_samples_without_a_factor_are_told():
    some = made(np.random.default_rng(22), 9, [2.0, 1.5, 1.8, 1.6])
    found = reliability(some, about=ABOUT, items=list("abcd"), lowest=-50, highest=50, replicates=200, seed=1)
    assert found.omega is not None
    assert "of 200 bootstrap samples gave a factor" in found.omega.notes[0].en


def test_where_the_other_items_cancel_out_there_is_no_alpha_without_one():
    x = made(np.random.default_rng(6), 50, [0, 0, 0])
    x[:, 2] = -x[:, 1]
    found = reliability(x, about=ABOUT, items=list("abc"), lowest=-50, highest=50, replicates=100)
    assert found.items[0].alpha_without is None
    assert found.items[0].item_rest.point == 0


@settings(rules, max_examples=20)
@given(seed=st.integers(0, 10**6), scale=st.floats(0.1, 8), shift=st.floats(-5, 5))
def test_units_order_and_repeats_change_nothing(seed, scale, shift):
    rng = np.random.default_rng(seed)
    x = np.round(made(rng, 40, [1.0, 0.8, 0.9, 1.1]), 1)
    parts = {"about": ABOUT, "lowest": -100, "highest": 100, "replicates": 100}
    plain = reliability(x, items=list("abcd"), **parts)
    moved = reliability((x * scale + shift)[rng.permutation(40)][:, [2, 0, 3, 1]], items=list("cadb"), **parts)
    assert moved.alpha.point == pytest.approx(plain.alpha.point, abs=1e-9)
    assert moved.omega.point == pytest.approx(plain.omega.point, abs=1e-6)
    by_name = {item.name: item.item_rest.point for item in moved.items}
    assert {item.name: item.item_rest.point for item in plain.items} == pytest.approx(by_name, abs=1e-9)


def test_the_same_seed_gives_the_same_range():
    first, second = (reliability(ANSWERS, about=ABOUT, items=FIVE, seed=9, replicates=100) for _ in range(2))
    assert (first.omega, first.seed, first.replicates) == (second.omega, 9, 100)
    assert first.omega != reliability(ANSWERS, about=ABOUT, items=FIVE, seed=10, replicates=100).omega


def alpha_covered(rng, n, items, times, level=0.9):
    """How often Feldt's interval holds the true alpha of parallel normal items (what it is exact for)."""
    truth = items * 0.5 / (1 + (items - 1) * 0.5)
    hits = 0
    for _ in range(times):
        x = made(rng, n, np.full(items, np.sqrt(0.5)), np.sqrt(0.5))
        found = reliability(x[:, :2] if items == 2 else x, **PARTS, items=list("abcdefgh")[:items], level=level).alpha
        hits += found.low <= truth <= found.high
    return hits / times


def test_feldts_interval_covers_what_it_says():
    # Two items spare the bootstrap, which alpha does not need.
    assert 0.866 <= alpha_covered(np.random.default_rng(515), 40, 2, 500) <= 0.934


@pytest.mark.parametrize(
    ("parts", "argument", "words"),
    [
        ({"answers": [[1, 2], [7, 2], [1, 1], [2, 2]]}, "answers", "row 1 answers 'a' with 7"),
        ({"answers": [[1, np.inf], [1, 2]]}, "answers", "row 0 answers 'b' with inf"),
        ({"answers": [1, 2, 3]}, "answers", "not people by 2 items"),
        ({"answers": np.ones((0, 2))}, "answers", "not people by 2 items"),
        ({"items": ["a"]}, "items", "two or more"),
        ({"items": ["a", "a"]}, "items", "different"),
        ({"items": ["a", " "]}, "items", "not text"),
        ({"reverse": ["z"]}, "reverse", "'z' is no item"),
        ({"reverse": "a"}, "reverse", "'a' is no list of names"),
        ({"reverse": None}, "reverse", "None is no list of names"),
        ({"items": "ab"}, "items", "'ab' is no list of names"),
        ({"highest": 1}, "highest", "not over"),
        ({"answers": [[1, 2], [2, 1], [1, np.nan], [3, 3]]}, "answers", "3 people answered every item"),
        ({"answers": [[1, 2], [2, 2], [1, 2], [3, 2]]}, "items[b]", "the same answer"),
        ({"answers": [[1, 5], [2, 4], [3, 3], [4, 2]]}, "items", "the same for everybody"),
        ({"replicates": 5}, "replicates", "5"),
        ({"seed": -1}, "seed", "-1"),
        ({"level": 95}, "level", "95"),
    ],
)
def test_what_cannot_be_is_named(parts, argument, words):
    good = {"answers": [[1, 2], [2, 1], [4, 4], [3, 5]], "items": ["a", "b"], "about": ABOUT}
    with pytest.raises(DataError, match=words) as wrong:
        reliability(**(good | parts))
    assert wrong.value.argument == argument


def test_a_mean_needs_two_scores_and_weights_over_zero():
    with pytest.raises(DataError, match="1 people answered at least half"):
        score_scale([[1, 2, 3], [np.nan, np.nan, 1]], about=ABOUT, items=list("abc"))
    with pytest.raises(DataError, match=r"row 1 is 0\.0, which is not above zero"):
        score_scale([[1, 2], [2, 2]], about=ABOUT, items=list("ab"), weights=[1, 0])
    with pytest.raises(DataError, match="3 rows where 2 are needed"):
        score_scale([[1, 2], [2, 2]], about=ABOUT, items=list("ab"), weights=[1, 1, 1])
