"""Weights fit every margin, keep their base, are R's to the last digits, and say what cannot be."""

import pickle

import numpy as np
import pandas
import pytest

from commonbeat.plumb import DataError
from commonbeat.plumb.survey import Amount, Design, Groups, Margin, calibrate, mean, rake, trim
from commonbeat.plumb.survey.trimming import cut
from plumb.survey.schools import ABOUT, clus1, column, margins, strat

SAME = {"rtol": 1e-10, "atol": 0}
SEX = np.array(list("ffffmmmm"))
AGE = np.array(list("yyooyooo"))
POPULATION = {"f": 520, "m": 480}


def two(**others):
    return [Margin.of("sex", SEX, POPULATION), Margin.of("age", AGE, {"y": 400, "o": 600} | others)]


def test_raked_weights_are_those_of_r(api, golden):
    for frame, name in ((api["apistrat"], "raked_strat"), (api["apiclus1"], "raked_clus1")):
        weights = rake(margins(frame, golden), base=frame.pw)
        np.testing.assert_allclose(weights.values, golden[name]["weights"], **SAME)
        assert weights.margin_error < 1e-12
    np.testing.assert_allclose(golden["exponential"]["weights"], golden["raked_strat"]["weights"], rtol=1e-9)


def test_calibrated_weights_are_those_of_r(api, golden):
    frame = api["apiclus1"]
    enroll = [Amount(name="enroll", values=frame.enroll, total=golden["enrolled"])]
    linear = calibrate(margins(frame, golden, ["stype"]), amounts=enroll, base=frame.pw)
    np.testing.assert_allclose(linear.values, golden["linear"]["weights"], **SAME)
    known = margins(frame, golden, ("stype", "sch.wide"))
    bounded = calibrate(known, base=frame.pw, method="logit", bounds=(0.5, 2.5))
    np.testing.assert_allclose(bounded.values, golden["bounded"]["weights"], **SAME)
    assert 0.5 < bounded.least_factor < 1 < bounded.greatest_factor < 2.5


def test_trimmed_weights_are_those_of_r(api, golden):
    frame = api["apiclus1"]
    raked = rake(margins(frame, golden), base=frame.pw)
    trimmed = trim(raked, most=1.15, least=0.9, refit=False)
    np.testing.assert_allclose(trimmed.values, golden["trimmed"]["weights"], **SAME)
    assert trimmed.margin_error > 1e-3
    assert f"the worst is off by {100 * trimmed.margin_error:.1f}%" in trimmed.sentence()
    assert "el peor se desvía" in trimmed.sentence("es")
    found = mean(clus1(frame).weighted(trimmed), column(frame, "api00"), about=ABOUT)
    plain = mean(clus1(frame).weighted(raked), column(frame, "api00"), about=ABOUT)
    assert found.standard_errors["all"] == pytest.approx(plain.standard_errors["all"], rel=0.1)
    cut_some, raised = trimmed.notes[-2:]
    above, below = (raked.values > 1.15 * raked.values.mean()).sum(), (raked.values < 0.9 * raked.values.mean()).sum()
    assert min(above, below) > 0
    assert cut_some.said() == f"{above:,} weights were cut to at most 1.15 times the mean weight"
    assert raised.said() == f"{below:,} weights were raised to at least 0.9 times the mean weight"
    assert trimmed.method.key == "weights_trimmed"


def test_base_weights_live_on_inside_the_cells():
    base = np.array([1.0, 3, 1, 1, 2, 1, 1, 1])
    weights = rake(two(), base=base)
    assert weights.values[1] / weights.values[0] == pytest.approx(3)
    assert weights.values[:4].sum() == pytest.approx(520)
    assert weights.values[AGE == "y"].sum() == pytest.approx(400)
    assert weights.least_factor == pytest.approx((weights.values / base).min())
    assert weights.greatest_factor == pytest.approx((weights.values / base).max())
    np.testing.assert_array_equal(weights.base, base)


def test_one_margin_is_poststratification():
    weights = rake([Margin.of("sex", SEX, POPULATION)])
    np.testing.assert_allclose(weights.values, [130] * 4 + [120] * 4)
    assert weights.design_effect == pytest.approx(8 * (4 * 130**2 + 4 * 120**2) / 1000**2)
    assert weights.effective_n == pytest.approx(8 / weights.design_effect)


def test_margins_may_be_shares_of_a_population():
    shares = [Margin.of("sex", SEX, {"f": 52, "m": 48}), Margin.of("age", AGE, {"y": 0.4, "o": 0.6})]
    np.testing.assert_allclose(rake(shares, population=1000).values, rake(two()).values, rtol=1e-12)
    np.testing.assert_allclose(calibrate(shares, population=1000).values, calibrate(two()).values, rtol=1e-12)


def test_totals_may_be_counted_by_pandas():
    people = pandas.Series(["f"] * 52 + ["m"] * 48, dtype="category").value_counts()
    np.testing.assert_array_equal(Margin.of("sex", SEX, people).totals, [52, 48])
    floors = pandas.Series([1, 2, None]).repeat(4)[:8]  # a gap makes floats of them
    np.testing.assert_array_equal(Margin.of("floor", floors, floors.value_counts() * 9).totals, [36, 36])
    np.testing.assert_array_equal(Margin.of("floor", floors, {2: 30, 1: 50}).totals, [30, 50])
    sizes = pandas.Series({"f": 40, "m": 50})
    design = Design(weights=np.ones(8), strata=SEX, population=sizes)
    np.testing.assert_array_equal(design.stages[0].population, [40, 50])


def test_weights_travel():
    for weights in (rake(two()), calibrate(two(), base=[125] * 8, method="logit", bounds=(0.1, 9))):
        again = pickle.loads(pickle.dumps(weights))
        np.testing.assert_array_equal(again.values, weights.values)
        assert again.sentence() == weights.sentence()


def test_levels_with_nobody_anywhere_do_no_harm():
    np.testing.assert_allclose(rake(two(baby=0)).values, rake(two()).values)
    np.testing.assert_allclose(calibrate(two(baby=0)).values, calibrate(two()).values)
    assert mean(Design(weights=np.ones(8)).weighted(rake(two(baby=0))), np.arange(8), about=ABOUT)


def test_many_margins_are_found_by_sorting(monkeypatch):
    counted = rake(two())
    monkeypatch.setattr("commonbeat.plumb.survey.margins.DENSE", 1)
    found = rake(two())
    np.testing.assert_allclose(found.values, counted.values)
    y = np.arange(8.0)
    errors = [mean(Design(weights=np.ones(8)).weighted(w), y, about=ABOUT).standard_errors for w in (counted, found)]
    assert errors[0] == pytest.approx(errors[1])


def test_weights_are_read_only_and_say_what_they_cost():
    weights = rake(two())
    with pytest.raises(ValueError, match="read-only"):
        weights.values[0] = 1
    assert weights.sentence() == (
        "The answers of 8 people were weighted until they fit 4 known totals. Uneven weights have a price: the 8 "
        f"count like {weights.effective_n:.0f} people drawn evenly."
    )
    assert "se ponderaron" in weights.sentence("es")
    assert "never" in weights.limits()
    assert "nunca" in weights.limits("es")


def skewed():
    rng = np.random.default_rng(20)
    base = rng.lognormal(sigma=1.0, size=400)
    sex, age = rng.integers(0, 2, 400), rng.integers(0, 3, 400)
    known = [
        Margin(groups=Groups(name="sex", codes=sex, levels=("f", "m")), totals=[500, 500]),
        Margin(groups=Groups(name="age", codes=age, levels=("y", "m", "o")), totals=[300, 400, 300]),
    ]
    return known, base


@pytest.mark.parametrize("way", [{"method": "rake"}, {"method": "linear"}, {"method": "logit", "bounds": (0.2, 4)}])
def test_trimming_holds_the_limit_and_the_margins_and_costs_less(way):
    known, base = skewed()
    weights = rake(known, base=base) if way["method"] == "rake" else calibrate(known, base=base, **way)
    trimmed = trim(weights, most=3)
    assert weights.values.max() > 3 * 2.5
    assert trimmed.values.max() <= 3 * 2.5 * (1 + 1e-8)
    for margin in known:
        np.testing.assert_allclose(np.bincount(margin.groups.codes, trimmed.values), margin.totals, rtol=1e-9)
    assert trimmed.design_effect < weights.design_effect
    assert trimmed.greatest_factor == pytest.approx((trimmed.values / base).max())
    found = mean(Design(weights=base).weighted(trimmed), np.arange(400), about=ABOUT)
    assert "weights were cut to at most 3 times" in found["all"].notes[0].said("en")
    assert "se recortaron" in trimmed.sentence("es")


def test_trimming_what_lies_inside_changes_nothing():
    weights = rake(two())
    assert trim(weights, most=5) is weights


def test_weights_that_were_only_raised_are_not_said_to_be_cut():
    weights = rake([Margin.of("g", np.repeat([0, 1], [90, 10]), {0: 500, 1: 500})])
    raised = trim(weights, most=6, least=0.7, refit=False)
    assert [note.en for note in raised.notes] == ["90 weights were raised to at least 0.7 times the mean weight"]
    assert raised.sentence("es").endswith("90 pesos se elevaron a un mínimo de 0.7 veces el peso medio.")


def test_cutting_keeps_the_sum_and_both_limits():
    values = np.array([0.01, 0.2, 1.0, 1.1, 2.69])
    now = cut(values, 0.5, 1.5)
    assert now.sum() == pytest.approx(values.sum())
    assert now.min() >= 0.5
    assert now.max() <= 1.5
    low = cut(np.array([0.1, 0.1, 0.1, 1.2, 3.5]), 0.9, 1.05)
    assert low.sum() == pytest.approx(5)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: Margin.of("sex", SEX, {"f": 1}), "sex: row 4 is 'm', which has no total"),
        (lambda: Margin.of("sex", SEX, {}), "sex: it has no totals"),
        (
            lambda: rake([Margin.of("sex", SEX, {"f": 10, "m": 10, "x": 5})]),
            "sex: x has 5 people in the population",
        ),
        (
            lambda: rake([Margin.of("sex", SEX, {"f": 10, "m": 0})]),
            "sex: m has 4 respondents and nobody",
        ),
        (lambda: Margin.of("sex", SEX, {"f": 1, "m": -1}), "sex: the total of m is -1"),
        (lambda: Margin.of("sex", SEX, {"f": 1, "m": np.nan}), "sex: m: nan is not a number"),
        (lambda: Margin.of("sex", [*SEX[:-1], None], POPULATION), "sex: row 7 is in none of the levels"),
        (lambda: Margin.of("sex", [], POPULATION), "sex: no row has a label"),
        (lambda: Margin(groups=Groups(np.arange(0), ["f"]), totals=[1]), "margin: there are no respondents"),
        (lambda: Margin(groups=SEX, totals=[1, 2]), "groups: .* is not a Groups"),
        (
            lambda: Margin(groups=Groups.of(SEX, name="sex"), totals=[1, 2, 3]),
            "sex: it has 2 levels and 3 totals",
        ),
        (lambda: Margin.of("sex", SEX, {"f": 0, "m": 0}), "sex: all its totals are 0"),
        (lambda: Margin.of("sex", SEX, 5), "sex: it has no totals"),
        (lambda: Margin.of("kind", [1] * 8, {1: 5, "1": 60}), "kind: a level comes twice in its totals"),
        (
            lambda: rake([Margin.of("sex", SEX, {"f": 0.52, "m": 0.48})]),
            r"sex: it adds up to 1, fewer than the 8 respondents. Say population= if these are shares",
        ),
        (lambda: calibrate([Margin.of("sex", SEX, {"f": 3, "m": 4.9})]), "sex: it adds up to 7.9, fewer than"),
        (lambda: rake(two(), population=7), "population: 7 people are fewer than the 8 respondents"),
        (lambda: rake([]), "margins: there are none"),
        (lambda: rake(two(y=401)), "age: it adds up to 1,001, and sex to 1,000"),
        (lambda: rake(two(), population=-5), "population: -5 people are fewer than the 8 respondents"),
        (lambda: rake(two(), base=[1] * 7), "base: it has 7 rows where 8 are needed"),
        (lambda: rake(two(), base=[1] * 7 + [0]), "base: row 7 is 0.0, which is not above zero"),
        (lambda: rake(two(), iterations=0), "iterations: 0 is not a whole number"),
        (lambda: rake(two(), iterations=1), "margins: after 1 rounds sex = [fm] is still off by"),
        (lambda: rake([two()[0], Margin.of("x", ["a"], {"a": 1000})]), "x: it has 1 rows, sex has 8"),
        (
            lambda: rake([Margin.of("sex", SEX, POPULATION), Margin.of("copy", SEX, {"f": 480, "m": 520})]),
            "margins: after 100 rounds sex = [fm] is still off by",
        ),
        (
            lambda: calibrate([Margin.of("sex", SEX, POPULATION), Margin.of("copy", SEX, {"f": 480, "m": 520})]),
            "margins: after 50 rounds (sex|copy) = [fm] is still off by",
        ),
        (lambda: calibrate(two(), bounds=(0.5, 2)), "bounds: the linear method has none"),
        (lambda: calibrate(two(), method="logit"), "bounds: the logit method needs them"),
        (lambda: calibrate(two(), method="logit", bounds=(1.5, 2)), "bounds: 1.5 to 2 does not hold 1"),
        (lambda: calibrate(two(), method="ridge"), "method: 'ridge' is not known"),
        (
            lambda: calibrate(two(y=990, o=10), base=[125] * 8),
            "margins: row . would get the weight -",
        ),
        (
            lambda: calibrate(two(), base=[125] * 8, method="logit", bounds=(0.99, 1.01)),
            "margins: after .* is still off by",
        ),
        (lambda: Amount(name="rooms", values=[1, np.nan], total=5), "rooms: row 1 is nan, which is missing"),
        (lambda: Amount(name="rooms", values=[1, 2], total=np.inf), "rooms: total: inf is not a number"),
        (lambda: trim(rake(two()), most=0.9), "most: 0 to 0.9 does not hold 1"),
        (lambda: trim(rake(two(y=990, o=10)), most=1.05), "most: after 50 rounds a weight is still"),
    ],
)
def test_errors_name_the_margin_and_the_level(ask, words):
    with pytest.raises(DataError, match=words):
        ask()


def test_amounts_alone_can_be_fitted():
    rooms = Amount(name="rooms", values=[1, 2, 3, 4], total=33)
    people = Amount(name="people", values=[1, 1, 1, 1], total=10)
    weights = calibrate(amounts=[rooms, people])
    assert weights.values @ rooms.values == pytest.approx(33)
    assert weights.values.sum() == pytest.approx(10)
    zero = Amount(name="balance", values=[-1, 1, 1, -1], total=0)
    assert calibrate(amounts=[zero, people]).values.sum() == pytest.approx(10)


def test_shares_weighted_by_r_and_by_us_give_one_design(api, golden):
    frame = api["apistrat"]
    ours = strat(frame).weighted(rake(margins(frame, golden), base=frame.pw))
    assert ours.weighting is not None
    assert len(ours) == 200
