"""How many must answer: R's figures, the figures of the textbooks, and words that say the plan."""

import json
import math
import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import DataError, wilson
from commonbeat.plumb.interval import normal_quantile
from commonbeat.plumb.sampling import size_by_area, size_for_difference, size_for_share
from commonbeat.plumb.sampling.rings import wilson_at

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())
rules = settings(deadline=None, derandomize=True, max_examples=50)


@pytest.mark.parametrize("case", GOLDEN["difference"])
def test_a_change_needs_what_r_says(case):
    plan = size_for_difference(case["before"], case["after"], power=case["power"], level=1 - case["risk"])
    assert (plan.n, plan.invite, plan.waves) == (case["n"], case["n"], 2)


@pytest.mark.parametrize("case", GOLDEN["share"])
def test_a_share_needs_what_r_says(case):
    plan = size_for_share(case["margin"], population=case["population"], share=case["share"], level=case["level"])
    assert plan.n == case["n"]


def test_the_town_and_the_two_waves_of_the_house():
    assert size_for_share(0.05, population=3800).n == 349
    assert size_for_difference(0.60, 0.65).n == 1471


def test_two_waves_of_that_size_notice_the_change_four_times_in_five():
    n, rng = size_for_difference(0.60, 0.65).n, np.random.default_rng(41)
    first, second = rng.binomial(n, 0.60, 20_000) / n, rng.binomial(n, 0.65, 20_000) / n
    pooled = (first + second) / 2
    noticed = np.abs(second - first) / np.sqrt(2 * pooled * (1 - pooled) / n) > 1.959964
    assert noticed.mean() == pytest.approx(0.80, abs=0.012)


def test_the_town_learns_its_share_to_five_points():
    low, high = wilson(175, 349)
    fpc = math.sqrt(1 - 349 / 3800)
    assert (high - low) / 2 * fpc == pytest.approx(0.05, abs=0.0005)


@pytest.mark.parametrize(("share", "margin"), [(0.01, 0.05), (0.02, 0.05), (0.95, 0.03), (0.3, 0.05), (0.5, 0.05)])
def test_the_range_of_a_share_reaches_the_margin_however_rare(share, margin):
    plan = size_for_share(margin, share=share)
    low, high = wilson_at(share, plan.n, normal_quantile(0.95))
    assert max(high - share, share - low) <= margin
    fewer = wilson_at(share, 0.97 * plan.n, normal_quantile(0.95))
    assert max(fewer[1] - share, share - fewer[0]) > 0.999 * margin


def test_one_is_not_said_in_the_plural():
    assert "to within 1 point either way" in size_for_share(0.01).sentence()
    assert "un margen de 1 punto (" in size_for_share(0.01).sentence("es")
    assert size_by_area({"North": 900}, 0.05).sentence().startswith("The only area needs 270 answers")
    assert size_by_area({"North": 900}, 0.05).sentence("es").startswith("La única zona necesita 270 respuestas")


def test_plans_say_what_they_cannot_show():
    for plan in (size_for_share(0.05), size_for_difference(0.6, 0.65), size_by_area({"North": 900}, 0.05)):
        assert "narrow, not honest" in plan.limits()
        assert "estrecho, no honesto" in plan.limits("es")


def test_area_plans_are_sealed_and_travel_between_processes():
    plans = size_by_area(pd.Series({1: 900, 2: 40}), 0.05, response_rate=pd.Series({1: 0.5, 2: 0.4}))
    assert plans.sentence().endswith("too small to reach theirs: 2.")
    for one in (plans, pickle.loads(pickle.dumps(plans))):
        assert one == plans
        with pytest.raises(TypeError, match="does not support item assignment"):
            one.areas[3] = None


@rules
@given(
    margin=st.floats(0.005, 0.4),
    population=st.integers(1, 10**7),
    effect=st.floats(0.5, 4),
    rate=st.floats(0.01, 1),
)
def test_a_plan_never_asks_more_people_than_there_are_and_says_where_that_falls_short(margin, population, effect, rate):
    plan = size_for_share(margin, population=population, design_effect=effect, response_rate=rate)
    endless = size_for_share(margin, design_effect=effect, response_rate=rate)
    assert 1 <= plan.n <= plan.invite <= population
    assert plan.n <= endless.n
    assert endless.reachable
    assert plan.reachable == (math.ceil(round(plan.n / rate, 9)) <= population)


@rules
@given(before=st.floats(0.02, 0.98), after=st.floats(0.02, 0.98), power=st.floats(0.3, 0.99))
def test_a_change_up_needs_as_many_as_the_same_change_down(before, after, power):
    if abs(before - after) > 1e-3:
        there, back = size_for_difference(before, after, power=power), size_for_difference(after, before, power=power)
        assert there.n == back.n
        assert there.n <= size_for_difference(before, after, power=0.995).n


def test_a_plan_says_itself_in_both_languages():
    plan = size_for_share(0.05, population=3800, response_rate=0.3)
    assert plan.sentence() == (
        "To know a share to within 5 points either way (95% of the time), 349 of the 3,800 people must answer; "
        "if 30% of those invited answer, invite 1,164."
    )
    assert plan.sentence("es") == (
        "Para conocer un porcentaje con un margen de 5 puntos (en el 95\u00a0% de los casos), deben responder 349 de "
        "las 3,800 personas; si responde el 30\u00a0% de las personas invitadas, invite a 1,164."
    )
    change = size_for_difference(0.6, 0.65)
    assert change.sentence() == (
        "To notice a change from 60% to 65% with a chance of 80% (and a 5% risk of a false alarm), "
        "1,471 must answer in each wave."
    )
    assert "en cada ola" in change.sentence("es")


def test_a_plan_says_what_it_takes_for_granted():
    assert len(size_for_share(0.05).assumed()) == 3
    assert size_for_share(0.05).assumed("es")[0].endswith("el 50 % es el que más respuestas pide.")
    spoken = size_for_difference(0.6, 0.65, design_effect=1.3).assumed("es")
    assert spoken[0] == "Cada ola pregunta a una muestra nueva del mismo tamaño."
    assert "1/1.3" in spoken[-1]


def test_a_plan_out_of_reach_says_so():
    plan = size_for_share(0.05, population=40, response_rate=0.4)
    assert not plan.reachable
    assert plan.sentence().endswith("that cannot be reached: if 40% answer, asking everybody brings only 16 answers.")
    assert plan.sentence("es").endswith("invitar a todas las personas solo trae 16 respuestas.")


def test_areas_each_have_a_plan_and_the_small_one_is_named():
    plans = size_by_area({"North": 900, "South": 40}, 0.05, response_rate={"North": 0.4, "South": 0.5})
    assert plans.areas["North"].n == size_for_share(0.05, population=900).n
    assert plans.n == sum(plan.n for plan in plans.areas.values())
    assert plans.invite == plans.areas["North"].invite + 40
    assert plans.out_of_reach == ("South",)
    assert plans.sentence().endswith("too small to reach theirs: South.")
    assert "Las 2 zonas" in plans.sentence("es")
    assert "too small" not in size_by_area({"North": 900}, 0.05).sentence()


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: size_for_share(0), "margin"),
        (lambda: size_for_share(0.05, share=1), "share"),
        (lambda: size_for_share(0.05, level=95), "level"),
        (lambda: size_for_share(0.05, population=0), "population"),
        (lambda: size_for_share(0.05, response_rate=0), "response_rate"),
        (lambda: size_for_share(0.05, response_rate=30), "response_rate"),
        (lambda: size_for_share(0.05, design_effect=0), "design_effect"),
        (lambda: size_for_difference(0.6, 0.6), "after"),
        (lambda: size_for_difference(0.6, 0.7, power=1), "power"),
        (lambda: size_by_area({}, 0.05), "populations"),
        (lambda: size_by_area([900, 40], 0.05), "populations"),
        (lambda: size_by_area({1: 900, "1": 40}, 0.05), "populations"),
        (lambda: size_by_area({"North": 0}, 0.05), "populations[North]"),
        (lambda: size_by_area({"North": 9}, 0.05, response_rate={"South": 0.5}), "response_rate[North]"),
    ],
)
def test_a_plan_that_cannot_be_names_what_is_wrong(call, argument):
    with pytest.raises(DataError) as wrong:
        call()
    assert wrong.value.argument == argument
