"""Who fell behind, and who is low for sure: chances that are right when nothing changed, and honest when unsure."""

import numpy as np
import pytest
from scipy.special import ndtr

from commonbeat.plumb import DataError, Kind
from commonbeat.plumb.areas import (
    AnswerCells,
    CensusCells,
    MrpModel,
    Verdict,
    compare_waves,
    fit_mrp,
    low_and_sure,
    mrp,
    poststratify,
    simulate_waves,
)
from plumb.areas.examples import FIRST, GRID, SECOND, answers, census, groups

MODEL = MrpModel(random=("race",))
SIMS = 500


def wave(shares, about, n=40, by="race", seed=0, people=100.0):
    """One wave in which each race says yes as often as `shares` has it."""
    cells = answers(n=n, yes=np.asarray(shares)[GRID["race"]] * np.broadcast_to(n, 24))
    fit = fit_mrp(cells, MrpModel(fixed=("race",)), about, draws=4000, seed=seed)
    return poststratify(fit, census(people=people), by=by)


SEATTLE = compare_waves(wave([0.49, 0.6, 0.62, 0.6], FIRST, 150), wave([0.48, 0.66, 0.7, 0.66], SECOND, 150))


def test_when_nothing_changed_few_changes_are_called_sure():
    rng = np.random.default_rng(20260303)
    codes = dict(zip(("area", "race"), (axis.ravel() for axis in np.indices((3, 2))), strict=True))
    levels = {"area": list("ABC"), "race": ["Black", "White"]}
    people = CensusCells(groups=groups(levels, codes), people=np.arange(1, 7))
    model = MrpModel(fixed=("race",))
    overall, areas = 0, []
    for _ in range(SIMS):
        chance = 1 / (1 + np.exp(-(0.3 + rng.normal(0, 0.4, 3)[codes["area"]] - 0.3 * codes["race"])))
        waves = []
        for about in (FIRST, SECOND):
            cells = AnswerCells(groups=groups(levels, codes), n=np.full(6, 60), yes=rng.binomial(60, chance))
            waves.append(poststratify(fit_mrp(cells, model, about, draws=400, points=1), people))
        found = compare_waves(*waves)
        overall += not 0.025 <= found.overall_worse.point <= 0.975
        areas.append(np.mean([not 0.025 <= worse.point <= 0.975 for worse in found.worse]))
    assert 0.026 <= overall / SIMS <= 0.076
    assert np.mean(areas) <= 0.076


def test_the_chance_agrees_with_the_textbook_where_the_model_has_nothing_to_add():
    first, second = wave([0.6] * 4, FIRST, 37), wave([0.64] * 4, SECOND, 37)
    found = compare_waves(first, second)
    n = first.overall.n
    error = np.sqrt(0.6 * 0.4 / n + 0.64 * 0.36 / n)
    assert n == 888
    assert found.overall_worse.point == pytest.approx(ndtr(-0.04 / error), abs=0.015)
    assert found.overall_change.point == pytest.approx(4, abs=0.3)
    width = found.overall_change.high - found.overall_change.low
    assert width == pytest.approx(2 * 1.96 * error * 100, rel=0.1)


def test_all_rose_while_one_group_may_have_fallen_and_was_left_behind():
    place = SEATTLE.names.index("Black")
    assert SEATTLE.changes[place].kind is Kind.DIFFERENCE
    assert SEATTLE.changes[place].point == pytest.approx(-1, abs=0.5)
    assert SEATTLE.verdicts[place] is Verdict.UNSURE
    assert SEATTLE.behind[place].point > 0.95
    said = SEATTLE.sentence()
    assert "We cannot tell of any of the 4 groups that it fell." in said
    assert "did less well than all together, with a chance of 90% or more each: Black (49%, 48%)." in said
    assert "No podemos decir de ninguno de los 4 grupos que bajara." in SEATTLE.sentence("es")
    one = SEATTLE.sentence_of("Black")
    assert one.startswith("Made-up data for demonstration. Black: 49% before, 48% now, a change of −1")
    assert "we cannot tell whether it rose or fell" in one
    assert "no podemos decir si subió o bajó" in SEATTLE.sentence_of("Black", "es")
    with pytest.raises(DataError, match="no 'Nobody'"):
        SEATTLE.sentence_of("Nobody")


def test_a_sure_fall_and_a_sure_rise_are_called_so():
    found = compare_waves(wave([0.6, 0.4, 0.5, 0.5], FIRST, 150), wave([0.4, 0.6, 0.5, 0.5], SECOND, 150))
    assert found.verdicts[:2] == (Verdict.FELL, Verdict.ROSE)
    assert "It fell, with a chance of 90% or more each, in: Black (60%, 40%)." in found.sentence()
    assert "For 2 of 4 we cannot tell whether it rose or fell." in found.sentence()
    assert "The chance that it truly fell is over 99%; we are sure enough that it fell" in found.sentence_of("Black")
    assert "The chance that it truly fell is under 1%" in found.sentence_of("Latino")


def test_where_every_change_is_clear_nobody_is_called_unsure():
    ninety = compare_waves(wave([0.3] * 4, FIRST, 150), wave([0.7] * 4, SECOND, 150), level=0.9)
    assert ninety.sentence().endswith(" Ranges are 90% ranges.")
    assert ninety.sentence_of(ninety.names[0]).endswith(" Ranges are 90% ranges.")
    said = compare_waves(wave([0.3] * 4, FIRST, 150), wave([0.7] * 4, SECOND, 150)).sentence()
    assert "cannot tell whether" not in said
    assert "less well than all together" not in said


def test_a_chance_says_how_exactly_it_was_worked_out_and_what_it_rests_on():
    worse = SEATTLE.worse[0]
    assert (worse.kind, worse.n, worse.method.key) == (Kind.CHANCE, 1800, "posterior_draws")
    assert worse.low < worse.point < worse.high
    assert worse.high - worse.low < 0.04
    assert "from 4,000 draws" in worse.notes[0].en
    assert worse.window.start == FIRST.window.start
    assert worse.window.end == SECOND.window.end


def test_two_fits_with_one_seed_do_not_move_together():
    same, apart = (
        compare_waves(wave([0.6] * 4, FIRST), wave([0.6] * 4, SECOND, seed=seed)).overall_change for seed in (0, 1)
    )
    assert same.high - same.low == pytest.approx(apart.high - apart.low, rel=0.1)


def test_the_shuffle_of_the_draws_can_be_made_again():
    first, second = wave([0.6] * 4, FIRST), wave([0.6] * 4, SECOND)
    plain, other = compare_waves(first, second), compare_waves(first, second, seed=5)
    assert (plain.seed, other.seed) == (0, 5)
    assert plain.changes == compare_waves(first, second, seed=0).changes
    assert plain.changes != other.changes


def test_waves_of_unlike_draws_are_compared_by_the_fewer():
    first = mrp(answers(), census(), MODEL, FIRST, draws=300)
    found = compare_waves(first, mrp(answers(), census(), MODEL, SECOND, draws=200))
    assert "from 200 draws" in found.overall_worse.notes[0].en


def two_of_unlike_size(seed, part):
    """Estimates of two waves of a city where nothing changed, `part` as many asked in the second; its true shares."""
    before, after = simulate_waves(seed, areas=30, respondents=6000, area_sd=0.5)
    rng, n = np.random.default_rng(seed), after.cells.n.astype(int)
    asked = rng.binomial(n, part)
    yes = rng.hypergeometric(after.cells.yes.astype(int), n - after.cells.yes.astype(int), asked)
    few = AnswerCells(groups=groups(after.cells.levels, after.cells.codes), n=asked, yes=yes)
    model = MrpModel(fixed=("sex",), random=("race",))
    first = mrp(before.cells, before.census, model, FIRST, draws=500)
    return first, mrp(few, before.census, model, SECOND, draws=500), before.area_truth


def test_a_small_second_wave_does_not_make_the_highest_areas_fall_or_the_lowest_rise():
    wrong, plain = [], []
    for seed in range(400, 408):
        first, second, truth = two_of_unlike_size(seed, 0.05)
        order = np.argsort(truth)
        verdicts = np.array(compare_waves(first, second).verdicts)
        wrong += [*(verdicts[order[-3:]] == "fell"), *(verdicts[order[:3]] == "rose")]
        worse = (second.draws < first.draws).mean(axis=1)
        plain += [*(worse[order[-3:]] >= 0.9), *(worse[order[:3]] <= 0.1)]
    assert np.mean(wrong) <= 0.1
    assert np.mean(plain) > 0.15  # without leveling


def test_waves_drawn_alike_are_told_so():
    first, second, _ = two_of_unlike_size(409, 0.05)
    found = compare_waves(first, second)
    place = int(np.argmax([len(change.notes) for change in found.changes]))
    name = found.names[place]
    assert "both were drawn as close" in found.changes[place].notes[0].en
    assert found.sentence_of(name).endswith("both were drawn as close.")
    assert "por igual." in found.sentence_of(name, "es")
    assert "drawn alike towards the others before they were compared" in found.sentence()
    assert found.before is first


def test_where_nobody_answered_in_one_wave_nothing_special_is_left_of_the_other():
    odd = np.where(GRID["area"] == 0, 0.9, 0.5)
    first = mrp(answers(n=50, yes=odd * 50), census(), MODEL, FIRST)
    n = np.where(GRID["area"] == 0, 0, 50)
    second = mrp(answers(n=n, yes=0.5 * n), census(), MODEL, SECOND)
    found = compare_waves(first, second)
    assert first.of("North").point > 0.85
    plain = (second.draws < first.draws).mean(axis=1)
    assert plain[0] > found.worse[0].point
    assert found.verdicts[0] is Verdict.UNSURE
    assert found.changes[0].notes
    assert "North (" not in found.sentence()
    assert found.sentence_of("North").endswith("so the chances come from the model alone.")


def test_waves_of_like_size_are_compared_as_they_are():
    first, second = (mrp(answers(n=80), census(), MODEL, about) for about in (FIRST, SECOND))
    found = compare_waves(first, second)
    assert not any(change.notes for change in found.changes)
    for place, change in enumerate(found.changes):
        assert change.point == pytest.approx(100 * (second.areas[place].point - first.areas[place].point), abs=0.3)


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"seed": -1}, "seed"),
        ({"before": None}, "before"),
        ({"after": wave([0.5] * 4, SECOND, by="sex")}, "after"),
        ({"after": wave([0.5] * 4, FIRST)}, "after"),
        ({"level": 0}, "level"),
        ({"sure": 0.5}, "sure"),
    ],
)
def test_a_comparison_that_cannot_be_is_refused(change, argument):
    with pytest.raises(DataError) as refused:
        compare_waves(**{"before": SEATTLE.before, "after": SEATTLE.after, **change})
    assert refused.value.argument == argument


def test_the_list_holds_who_is_low_for_sure_and_not_whoever_looks_low():
    n = np.choose(GRID["race"], [150, 150, 150, 1])
    found = low_and_sure(wave([0.6, 0.3, 0.6, 0.4], FIRST, n, people=1 + GRID["race"]), under=0.5)
    assert [area.name for area in found.listed] == ["Latino"]
    assert found.listed[0].chance.point >= 0.9
    assert (found.unsure, found.looked_at) == (1, 4)
    assert found.expected_wrong == max(1 - found.listed[0].chance.point, 1 / 4000)
    assert "In 1 of 4 groups the share is under 50%, with a chance of 90% or more each: Latino: 30" in found.sentence()
    assert "By these chances fewer than 0.1 of them may stand here wrongly." in found.sentence()
    assert "Of 1 more we cannot tell on which side it is." in found.sentence()
    assert "De 1 más no podemos decir de qué lado está." in found.sentence("es")


def test_the_list_keeps_the_order_of_the_census():
    found = low_and_sure(wave([0.3, 0.1, 0.2, 0.6], FIRST, 150), under=0.5)
    assert [area.name for area in found.listed] == ["Black", "Latino", "White"]
    assert "cannot tell" not in found.sentence()


def test_levels_and_chances_are_said_as_exactly_as_they_were_asked_for():
    one = wave([0.05, 0.1, 0.6, 0.6], FIRST, 150)
    for under, sure, said in ((0.625, 0.9, ("62.5%", "90%")), (0.345, 0.975, ("34.5%", "97.5%"))):
        found = low_and_sure(one, under=under, sure=sure).sentence()
        assert f"under {said[0]}, with a chance of {said[1]} or more" in found
    assert "under 0.5% with a chance of 99.5% or more" in low_and_sure(one, under=0.005, sure=0.995).sentence()
    assert "under 33.33%" in low_and_sure(one, under=1 / 3).sentence()
    moved = compare_waves(one, wave([0.05, 0.01, 0.6, 0.6], SECOND, 150), sure=0.995)
    assert "with a chance of 99.5% or more each, in: Latino" in moved.sentence()


def test_several_unsure_and_several_wrong_are_counted():
    found = low_and_sure(wave([0.45, 0.45, 0.5, 0.5], FIRST, 12), under=0.5, sure=0.6)
    assert len(found.listed) == 2
    assert found.expected_wrong > 0.1
    assert "By these chances about 0." in found.sentence()
    assert "Of 2 more we cannot tell on which side they are." in found.sentence()


def test_an_empty_list_says_that_nobody_can_tell():
    found = low_and_sure(mrp(answers(n=2, yes=1), census(), MODEL, FIRST), under=0.5)
    assert found.listed == ()
    assert "We cannot tell of any of the 3 areas that its share is under 50%" in found.sentence()
    assert "No podemos decir de ninguna de las 3 zonas" in found.sentence("es")
    assert "not a ranking" in found.limits()


@pytest.mark.parametrize(
    ("change", "argument"), [({"under": 50}, "under"), ({"sure": 1}, "sure"), ({"estimates": None}, "estimates")]
)
def test_a_list_that_cannot_be_is_refused(change, argument):
    with pytest.raises(DataError) as refused:
        low_and_sure(**{"estimates": SEATTLE.before, "under": 0.5, **change})
    assert refused.value.argument == argument


def test_limits_are_said_in_both_languages():
    for found in (SEATTLE, low_and_sure(SEATTLE.after, under=0.5)):
        assert len(found.limits()) > 100
        assert found.limits() != found.limits("es")
