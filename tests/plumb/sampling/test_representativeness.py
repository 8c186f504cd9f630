"""The R-indicator: R's numbers, honest samples score as an honest sample should, and who is missing is named."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ncx2

from commonbeat.plumb import About, DataError, Kind, Window
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.sampling import propensity, representativeness, representativeness_from_margins
from commonbeat.plumb.sampling.spread import noncentral

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())
CELLS = GOLDEN["frame"]["cells"]
VARIABLES = {name: [cell[name] for cell in CELLS] for name in ("age", "tenure", "area")}
ASKED = np.array([cell["asked"] for cell in CELLS])
ANSWERED = np.array([cell["answered"] for cell in CELLS])
CENSUS = GOLDEN["margins"]["census"]
ABOUT = About(window=Window.year(2025), as_of=date(2026, 1, 5), unit="people", synthetic=True)
rules = settings(deadline=None, derandomize=True, max_examples=50)


def on_frame(answered=ANSWERED, asked=ASKED, variables=VARIABLES, **parts):
    return representativeness(asked, answered, variables, about=ABOUT, **parts)


def on_margins(answered=ANSWERED, variables=VARIABLES, margins=CENSUS, asked=700, **parts):
    return representativeness_from_margins(asked, answered, variables, margins, about=ABOUT, **parts)


def test_the_indicator_on_a_frame_is_what_r_gives_from_rows():
    golden, found = GOLDEN["frame"], on_frame()
    assert found.indicator.point == pytest.approx(golden["adjusted"], abs=1e-10)
    assert found.unadjusted == pytest.approx(golden["unadjusted"], abs=1e-10)
    assert found.standard_error == pytest.approx(golden["se"], abs=1e-10)
    assert found.honest == pytest.approx(golden["honest"], abs=1e-10)
    assert [found.indicator.low, found.indicator.high] == pytest.approx(golden["ends"], abs=1e-7)
    assert (found.indicator.kind, found.indicator.n) == (Kind.INDEX, ANSWERED.sum())
    assert found.response.point == ANSWERED.sum() / ASKED.sum()


def test_the_parts_of_each_variable_and_level_are_what_r_gives():
    for golden, part in zip(GOLDEN["frame"]["partials"], on_frame().variables, strict=True):
        assert part.variable == golden["variable"]
        assert part.unconditional.point == pytest.approx(golden["alone"], abs=1e-9)
        assert part.conditional.point == pytest.approx(golden["beyond"], abs=1e-9)
        assert [level.partial.point for level in part.levels] == pytest.approx(golden["levels"], abs=1e-9)
        assert sum(level.people for level in part.levels) == pytest.approx(1)


def test_the_indicator_against_margins_is_what_r_gives():
    golden, found = GOLDEN["margins"], on_margins(asked=int(ASKED.sum()))
    assert found.indicator.point == pytest.approx(golden["adjusted"], abs=1e-8)
    assert found.unadjusted == pytest.approx(golden["unadjusted"], abs=1e-8)
    assert found.honest == pytest.approx(golden["honest"], abs=1e-8)
    assert found.indicator.notes[0].en.startswith("Only the population's margins")
    assert found.variables[1].levels[1].people == 0.44


def test_the_largest_bias_of_a_share_is_half_the_spread_over_the_rate():
    found = on_frame()
    spread, rate = (1 - found.indicator.point) / 2, found.response.point
    assert found.bias.point == pytest.approx(100 * 0.5 * spread / rate)
    assert (found.bias.kind, found.bias.unit) == (Kind.DIFFERENCE, "points")


def test_the_largest_bias_divides_by_the_mean_chance_of_the_people_for_whom_r_speaks():
    # Chances of .1 and .9 of 900 and 100 people: the mean is .18 and S = .24, so that 50 S / .18 = 66.7; of those
    # asked, 82 in 100 answered, which says nothing of the population.
    found = representativeness([100, 900], [10, 810], {"g": ["A", "B"]}, about=ABOUT, population=[900, 100])
    assert found.bias.point == pytest.approx(66.7, abs=0.1)
    assert found.response.point == 0.82
    assert found.bias.high == pytest.approx(25 * (1 - found.indicator.low) / 0.18)


def test_no_share_of_a_population_asked_unequally_is_off_by_more_than_the_largest_bias():
    people = np.array([900, 800, 700, 200, 300, 100, 900, 500, 600, 300, 300, 400]) / 6000
    chance = np.tile([0.2, 0.3, 0.5], 4)
    asked = np.tile([10**6, 10**6, 10**7], 4)
    found = on_frame(answered=(asked * chance).astype(int), asked=asked, population=people)
    agree = np.random.default_rng(9).random((200, 12))
    off = np.abs((agree * chance) @ people / (chance @ people) - agree @ people)
    assert 100 * off.max() <= found.bias.high
    worst = (chance >= 0.5).astype(float)
    assert 100 * abs((worst * chance) @ people / (chance @ people) - worst @ people) > 0.8 * found.bias.low


def test_no_share_is_off_by_more_than_the_largest_bias():
    # Chances to answer that are known: asking is endless here, so only the spread counts.
    chance = np.tile([0.2, 0.3, 0.5], 4)
    asked = np.full(12, 10**6)
    found = on_frame(answered=(asked * chance).astype(int), asked=asked)
    rng = np.random.default_rng(8)
    for _ in range(200):
        opinion = rng.random(12)
        off = abs((opinion * chance).sum() / chance.sum() - opinion.mean())
        assert 100 * off <= found.bias.high
    worst = (chance >= 0.5).astype(float)
    assert 100 * abs((worst * chance).sum() / chance.sum() - worst.mean()) > 0.8 * found.bias.low


def test_people_missing_are_named_in_both_languages():
    found = on_frame(answered=np.where(np.array(VARIABLES["tenure"]) == "rents", 0.15, 0.5) * ASKED // 1)
    assert found.unlike_chance
    assert [part.level for part in found.missing] == ["rents"]
    assert found.sentence().startswith(
        "Made-up data for demonstration. Some groups answered less than chance explains. The score for this, R, is 0.6"
    )
    assert found.sentence("es").startswith("Datos inventados para demostración. Algunos grupos")
    assert "Heard too little: rents (tenure)." in found.sentence()
    assert "Se escuchó muy poco a: rents (tenure)." in found.sentence("es")
    assert found.sentence().endswith("as far as these variables can tell.")
    assert on_frame(level=0.9).sentence().endswith(" Ranges are 90% ranges.")
    assert found.limits().startswith("It sees only the variables given")
    assert found.limits("es").startswith("Solo ve las variables dadas")


def test_an_even_response_is_not_told_from_an_honest_sample():
    found = on_frame(answered=ASKED * 2 // 5)
    assert found.indicator.point == 1
    assert found.indicator.low < 1
    assert not found.unlike_chance
    assert "We cannot tell the 276 answers from those of an honest random sample" in found.sentence()
    assert "No podemos distinguir" in found.sentence("es")
    assert "Heard too little" not in found.sentence()


@rules
@given(seed=st.integers(0, 10**6), parts=st.integers(2, 4))
def test_order_merging_and_splitting_of_cells_change_nothing(seed, parts):
    rng = np.random.default_rng(seed)
    answered = rng.binomial(ASKED, rng.uniform(0.2, 0.7, 12))
    plain = on_frame(answered=answered)
    order = np.repeat(rng.permutation(12), parts)
    share = rng.multinomial(ASKED, np.full(parts, 1 / parts))
    heard = np.array([rng.multivariate_hypergeometric(row, gave) for row, gave in zip(share, answered, strict=True)])
    first = np.tile(np.arange(parts), 12)
    split = on_frame(
        answered=heard[order, first],
        asked=share[order, first],
        variables={name: np.array(values)[order] for name, values in VARIABLES.items()},
    )
    for one, other in ((plain.indicator, split.indicator), (plain.bias, split.bias)):
        assert [one.point, one.low, one.high] == pytest.approx([other.point, other.low, other.high], abs=1e-7)
    assert split.honest == pytest.approx(plain.honest, abs=1e-12)


def test_levels_may_be_any_plain_values_and_one_variable_may_tell_another():
    # The district is told by the area, so it has no part beyond it, and the indicator does not move.
    twice = on_frame(variables=VARIABLES | {"district": np.array([1 if a == "N" else 2 for a in VARIABLES["area"]])})
    assert twice.indicator.point == pytest.approx(on_frame().indicator.point, abs=1e-9)
    assert twice.variables[3].conditional.point == 0
    assert twice.variables[3].conditional.high == 0
    margins = CENSUS | {"district": {1: 480, 2: 520}}
    nested = on_margins(
        variables=VARIABLES | {"district": [1 if a == "N" else 2 for a in VARIABLES["area"]]}, margins=margins
    )
    assert nested.indicator.point == pytest.approx(on_margins().indicator.point, abs=1e-8)


def test_the_indicator_speaks_for_the_population_where_cells_were_asked_unequally():
    rng = np.random.default_rng(31)
    people = np.array([900, 800, 700, 200, 300, 100, 900, 500, 600, 300, 300, 400])
    chance = np.where(np.array(VARIABLES["tenure"]) == "rents", 0.25, 0.45)
    truth = 1 - 2 * np.sqrt((people * (chance - people @ chance / people.sum()) ** 2).sum() / people.sum())
    found = [
        on_frame(answered=rng.binomial(ASKED * 8, chance), asked=ASKED * 8, population=people).indicator.point
        for _ in range(60)
    ]
    assert np.mean(found) == pytest.approx(truth, abs=0.006)


def test_a_level_of_which_nobody_answered_gets_half_an_answer_and_a_note():
    silent = np.where(np.array(VARIABLES["age"]) == "18-29", 0, ANSWERED)
    found = on_frame(answered=silent)
    assert found.indicator.notes[0].en.startswith("Nobody, or everybody, of '18-29' (age) answered")
    assert found.missing[0].level == "18-29"
    assert found.missing[0].answers.point == 0


def test_cells_nobody_was_asked_in_are_foretold_from_their_levels():
    asked = np.where(np.arange(12) == 5, 0, ASKED)
    found = on_frame(answered=np.where(asked == 0, 0, ANSWERED), asked=asked, population=ASKED)
    assert 0 < found.indicator.point <= 1


def test_noncentralities_are_where_the_tails_are():
    for found, degrees in ((12.0, 4.0), (3.5, 2.5), (900.0, 20.0)):
        low, high = noncentral(found, degrees, 0.05)
        assert ncx2.cdf(found, degrees, high) == pytest.approx(0.05, abs=1e-6)
        assert low == 0 or ncx2.cdf(found, degrees, low) == pytest.approx(0.95, abs=1e-6)
    assert noncentral(4.0, 4.0, 0.05)[0] == 0


def scored(rng, rate, times, scale=1, tilt=0.0, level=0.95):
    """(share under the honest mark, mean adjusted variance over chance's part, share of ranges that hold the truth)."""
    asked = ASKED * scale
    chance = np.clip(rate + tilt * np.where(np.array(VARIABLES["tenure"]) == "rents", -1.0, 1.0), 0, 1)
    weight = asked / asked.sum()
    truth = 1 - 2 * np.sqrt(weight @ (chance - weight @ chance) ** 2)
    under, excess, held = 0, [], 0
    for _ in range(times):
        found = on_frame(answered=rng.binomial(asked, chance), asked=asked, level=level)
        under += found.unlike_chance
        excess.append(((1 - found.unadjusted) / 2) ** 2)
        held += found.indicator.low <= truth + 1e-12 and found.indicator.high >= truth - 1e-12
    return under / times, np.mean(excess) / (4 * rate * (1 - rate) / asked.sum()), held / times


def test_an_honest_response_is_called_unlike_chance_no_more_often_than_it_says():
    under, excess, held = scored(np.random.default_rng(606), 0.35, 500)
    assert 0.026 <= under <= 0.076
    assert excess == pytest.approx(1, abs=0.1)  # four parameters: what the adjustment takes off is what chance adds
    assert held >= 0.95


def test_the_range_of_an_uneven_response_covers_what_it_says():
    _, _, held = scored(np.random.default_rng(607), 0.35, 500, tilt=0.08, level=0.9)
    assert 0.866 <= held <= 0.934


def honest_margins(rng, n, times):
    """How often the answers of a simple random sample fall under the honest mark of the census margins."""
    joint = ASKED / ASKED.sum()
    margins = {name: {lev: joint[np.array(v) == lev].sum() for lev in set(v)} for name, v in VARIABLES.items()}
    return np.mean(
        [on_margins(answered=rng.multinomial(n, joint), margins=margins).unlike_chance for _ in range(times)]
    )


def test_an_honest_sample_against_margins_is_called_unlike_chance_no_more_often_than_it_says():
    assert 0.026 <= honest_margins(np.random.default_rng(608), 400, 500) <= 0.076


def test_more_answers_than_can_have_been_asked_are_refused_by_level():
    halves, answers = {"g": {"a": 500, "b": 500}}, {"g": ["a", "b"]}
    with pytest.raises(DataError, match=r"300 of 'a' answered, more than can have been asked \(200\)") as wrong:
        representativeness_from_margins(400, [300, 100], answers, halves, about=ABOUT)
    assert wrong.value.argument == "margins[g]"
    with pytest.raises(DataError, match=r"380 of 'a' answered, more than can have been asked \(100\)"):
        representativeness_from_margins(500, [380, 20], answers, {"g": {"a": 0.2, "b": 0.8}}, about=ABOUT)
    # 108 of the 200 asked may well have been of a group that is half of the people: chance in who was asked.
    lucky = representativeness_from_margins(200, [108, 84], answers, halves, about=ABOUT)
    assert lucky.indicator.notes[1].en.startswith("More of 'a' (g) answered than their share of those asked")
    assert representativeness_from_margins(200, [90, 70], answers, halves, about=ABOUT).indicator.notes[1:] == ()


@settings(rules, max_examples=30)
@given(heard=st.lists(st.integers(1, 4), min_size=3, max_size=3), share=st.floats(0.02, 0.6), silent=st.integers(0, 3))
def test_a_handful_of_answers_has_an_indicator_or_a_reason_and_no_chance_over_one(heard, share, silent):
    people, asked = {"a": share, "b": 0.5, "c": 0.4}, sum(heard) + silent
    part = np.array(list(people.values())) / sum(people.values())
    drawn = asked * part + 4 * np.sqrt(asked * part * (1 - part))

    def scored():
        return representativeness_from_margins(asked, heard, {"g": list(people)}, {"g": people}, about=ABOUT)

    if (heard > drawn).any():
        with pytest.raises(DataError, match="more than can have been asked"):
            scored()
        return
    found = scored()
    assert 0 <= found.indicator.low <= found.indicator.high <= 1
    assert found.variables[0].unconditional.high <= 0.5
    assert all(level.partial.high <= 1 for level in found.variables[0].levels)


def test_gaps_of_any_library_are_refused_with_their_row():
    for gap in (pd.NA, np.nan, None, pd.NaT, "", " ", "nan"):
        with pytest.raises(DataError, match="sex: row 11 is in none of the levels"):
            on_frame(variables={"sex": ["m"] * 6 + ["f"] * 5 + [gap]})
    for column in (
        pd.Series(["m"] * 6 + ["f"] * 5 + [None], dtype="string"),
        pd.Series([1] * 6 + [2] * 5 + [None], dtype="Int64"),
        np.array(["m"] * 6 + ["f"] * 5 + [np.nan]),
        np.array(["m"] * 6 + ["f"] * 5 + [" "]),
    ):
        with pytest.raises(DataError, match="sex: row 11 is in none of the levels"):
            on_frame(variables={"sex": column})
    whole = pd.Series(["m"] * 6 + ["f"] * 6, dtype="string", index=range(50, 62))
    assert on_frame(variables={"sex": whole}).variables[0].levels[0].level == "f"


def test_variables_may_be_groups_or_categories_which_keep_their_order_without_levels_of_nobody():
    plain = on_frame()
    codes = {name: Groups.of(labels, sorted(set(labels), reverse=True)) for name, labels in VARIABLES.items()}
    kinds = {
        name: pd.Categorical(labels, categories=[*sorted(set(labels), reverse=True), "of nobody"])
        for name, labels in VARIABLES.items()
    }
    for variables in (codes, kinds):
        turned = on_frame(variables=variables)
        assert turned.indicator.point == pytest.approx(plain.indicator.point, rel=1e-9)
        for one, other in zip(turned.variables, plain.variables, strict=True):
            assert [part.level for part in one.levels] == [part.level for part in other.levels][::-1]


TWO = {"x": ["a", "a", "b", "b"], "y": ["c", "d", "c", "d"]}


@pytest.mark.parametrize(
    ("call", "argument", "words"),
    [
        (lambda: on_frame(variables={}), "variables", "none"),
        (lambda: on_frame(variables=pd.DataFrame(VARIABLES)), "variables", "none by name"),
        (lambda: on_frame(variables={"age": []}), "age", "no row has a label"),
        (lambda: on_frame(variables={"age": "mmmmmmffffff"}), "age", "it has 0 dimensions"),
        (lambda: on_frame(variables={"age": 3}), "age", "it has 0 dimensions"),
        (lambda: on_frame(variables={"age": np.ones((12, 2))}), "age", "2 dimensions"),
        (lambda: on_frame(variables={"age": ["m"] * 11 + [np.ones(2)]}), "age", "row 11 is .*which is no label"),
        (lambda: on_frame(variables=VARIABLES | {"sex": ["m"]}), "sex", "1 rows where 12"),
        (lambda: on_frame(variables={"sex": ["m"] * 11 + [None]}), "sex", "row 11 is in none of the levels"),
        (
            lambda: on_frame(variables={"sex": np.array([1.0] * 11 + [np.nan])}),
            "sex",
            "row 11 is in none of the levels",
        ),
        (lambda: on_frame(variables={"sex": ["m"] * 12}), "sex", "one level, 'm'"),
        (lambda: on_frame(asked=ASKED[1:]), "asked", "11 rows where 12"),
        (lambda: on_frame(answered=ASKED + 1), "answered", "is more than were asked"),
        (lambda: on_frame(answered=-ANSWERED), "answered", "below zero"),
        (lambda: on_frame(answered=ANSWERED / 7), "answered", "not a whole number"),
        (lambda: on_frame(answered=ASKED), "answered", "nothing to compare"),
        (lambda: on_frame(answered=0 * ASKED), "answered", "nothing to compare"),
        (lambda: on_frame(population=0 * ASKED), "age", "population is zero for '18-29'"),
        (lambda: on_frame(answered=0 * ASKED, asked=ASKED * (np.arange(12) > 5)), "answered", "nothing"),
        (lambda: representativeness([5, 5, 0, 0], [2, 3, 0, 0], TWO, about=ABOUT), "x", "asked is zero for 'b'"),
        (lambda: on_margins(asked=10), "answered", "of 10 answered"),
        (lambda: on_margins(asked=700.0), "asked", "whole number"),
        (lambda: on_margins(margins={}), "margins[age]", "lacking"),
        (lambda: on_margins(margins=5), "margins", "which number is whose"),
        (lambda: on_margins(margins=CENSUS | {"sex": {"f": 1}}), "margins[sex]", "the answers do not have it"),
        (lambda: on_margins(margins=CENSUS | {"area": [1, 1]}), "margins[area]", "which number is whose"),
        (lambda: on_margins(margins=CENSUS | {"area": {"N": 1, None: 1}}), "margins[area]", "None is no name"),
        (
            lambda: on_margins(margins=CENSUS | {"area": {"N": 1, "S": 1, "W": 1}}),
            "margins[area]",
            "'W' is not in the answers",
        ),
        (lambda: on_margins(margins=CENSUS | {"area": {"N": 1}}), "margins[area]", "'S' is not in the margins"),
        (lambda: on_margins(margins=CENSUS | {"area": {"N": 0, "S": 1}}), "margins[area]", "row 0 is 0.0"),
        (lambda: on_margins(answered=ANSWERED * (np.arange(12) > 5)), "area", "answered is zero for 'N'"),
    ],
)
def test_what_cannot_be_is_named(call, argument, words):
    with pytest.raises(DataError, match=words) as wrong:
        call()
    assert wrong.value.argument == argument


def test_variables_that_tell_for_sure_who_answers_are_refused():
    with pytest.raises(DataError, match="parts the outcome"):
        representativeness([50, 50, 50, 50], [25, 0, 50, 25], TWO, about=ABOUT)


def test_margins_that_no_weights_reach_are_refused():
    codes = {"x": np.array([0, 1]), "y": np.array([0, 1])}
    with pytest.raises(DataError, match="no weights of the answers reach them all"):
        propensity.rake(np.array([0.5, 0.5]), codes, {"x": np.array([0.5, 0.5]), "y": np.array([0.3, 0.7])})
