"""What changed between waves: Seattle's four points tell nothing, a panel tells more, new words break the line."""

import pickle
import re
from datetime import date

import numpy as np
import pytest
from scipy.stats import norm, t

from commonbeat.plumb import About, DataError, Kind, Reason, Window
from commonbeat.plumb.survey import Design, Groups, Margin, Wave, rake, wave_difference

ASKED = "Do you approve of the police? Yes / No"


def about(year, **others):
    return About(window=Window.year(year), as_of=date(year + 1, 1, 1), unit="adults", **others)


def wave(year, yes, n, **others):
    hits = np.arange(n) < yes
    return Wave(**{"design": Design(weights=np.ones(n)), "hits": hits, "wording": ASKED, "about": about(year)} | others)


def test_seattles_rise_from_60_to_64_is_not_significant():
    found = wave_difference(wave(2013, 540, 900), wave(2015, 576, 900))["all"]
    assert found.z == pytest.approx(1.75, abs=0.005)
    assert 2 * norm.sf(found.z) > 0.05
    assert found.tells == 0
    assert found.difference.point == pytest.approx(4)
    freedom = 899 * (0.24 + 0.2304) ** 2 / (0.24**2 + 0.2304**2)
    half = 100 * t.ppf(0.975, freedom) * np.sqrt((0.60 * 0.40 + 0.64 * 0.36) / 899)
    assert (found.difference.low, found.difference.high) == (pytest.approx(4 - half), pytest.approx(4 + half))
    assert (found.difference.kind, found.difference.unit, found.difference.n) == (Kind.DIFFERENCE, "points", 1800)
    assert found.difference.window == Window(start=date(2013, 1, 1), end=date(2015, 12, 31))
    assert found.sentence() == (
        "60.0% (2013) and then 64.0% (2015): 4.0 points, and it could be anywhere from −0.5 to 8.5. "
        "We cannot tell whether it rose or fell."
    )
    assert "No se puede saber" in found.sentence("es")
    assert "does not say why" in found.limits()
    assert "no dice por qué" in found.limits("es")


def test_the_shares_that_are_said_differ_by_the_points_that_are_said():
    for before, after in ((306, 404), (3055, 4041), (301, 399), (1, 9), (500, 500), (0, 10_000)):
        said = wave_difference(wave(2013, before, 10_000), wave(2015, after, 10_000))["all"].sentence()
        first, second, points = (float(part.replace("−", "-")) for part in re.findall(r"(−?[\d.]+)(?:%| points)", said))
        assert second - first == pytest.approx(points, abs=0.11)  # each is rounded to a tenth of a point


@pytest.mark.parametrize(("later", "tells", "words"), [(630, 1, "It rose"), (450, -1, "It fell")])
def test_a_large_change_tells(later, tells, words):
    found = wave_difference(wave(2013, 540, 900), wave(2015, later, 900))
    assert found["all"].tells == tells
    assert words in found.sentence()
    assert len(found) == 1


def test_changed_words_break_the_line():
    with pytest.raises(
        DataError, match=r"wording: it was 'Do you approve of the police\? Yes / No' and became 'Do you tr"
    ):
        wave_difference(wave(2013, 5, 9), wave(2015, 5, 9, wording="Do you trust the police? Yes / No"))
    assert wave_difference(wave(2013, 5, 9), wave(2015, 5, 9, wording=ASKED.replace(" ", "\n ")))


@pytest.mark.parametrize(
    ("later", "options", "words"),
    [
        (lambda: wave(2012, 5, 9), {}, "after: it ended before the wave before it"),
        (lambda: wave(2013, 3, 9), {}, "after: it has the same days as the wave before it"),
        (lambda: wave(2015, 5, 9), {"panel": True}, "panel: a design has no clusters"),
        (
            lambda: wave(2015, 5, 9, by=Groups.of(list("aaaaaaaaa"), name="area")),
            {},
            "by: no group has a figure in",
        ),
        (lambda: wave(2015, 5, 9, wording=" "), {}, "wording: ' ' is not text"),
        (lambda: wave(2015, 5, 9, design=None), {}, "design: None is not a Design"),
    ],
)
def test_errors_say_what_cannot_be_compared(later, options, words):
    with pytest.raises(DataError, match=words):
        wave_difference(wave(2013, 5, 9), later(), **options)


def test_groups_are_compared_one_by_one_and_those_of_one_wave_are_left_out():
    first = Groups.of(np.tile(["a", "b", "c"], 30), name="group")
    second = Groups.of(np.tile(["a", "b", "d"], 30), name="group")
    hits = np.arange(90) % 4 > 0
    found = wave_difference(wave(2013, 0, 90, hits=hits, by=first), wave(2015, 0, 90, hits=hits, by=second))
    assert list(found) == ["a", "b"]
    assert found.left_out == {"c": Reason.NO_DENOMINATOR, "d": Reason.NO_DENOMINATOR}
    assert found.sentence("en").split("\n")[1].startswith("b: ")


def test_answers_that_are_missing_are_left_out_with_a_note():
    hits = np.where(np.arange(90) < 10, np.nan, np.arange(90) % 2)
    found = wave_difference(wave(2013, 45, 90), wave(2015, 0, 90, hits=hits))["all"]
    assert found.after.n == 80
    assert "10 rows without an answer" in found.difference.notes[0].said("en")


def test_waves_of_made_up_data_say_so():
    found = wave_difference(wave(2013, 5, 9, about=about(2013, synthetic=True)), wave(2015, 5, 9))["all"]
    assert found.sentence().startswith("Made-up data for demonstration. 56% (2013)")
    assert found.sentence("es").startswith("Datos inventados para demostración. 56")


def test_differences_cannot_be_changed_and_travel():
    found = wave_difference(wave(2013, 5, 9), wave(2015, 5, 9))
    with pytest.raises(TypeError):
        found.differences["all"] = None
    again = pickle.loads(pickle.dumps(found))
    assert again.sentence() == found.sentence()


def test_a_wave_keeps_a_copy_of_its_answers():
    hits = np.arange(9) % 2.0
    one = wave(2013, 0, 9, hits=hits)
    hits[:] = 1
    assert one.hits[0] == 0


def test_strata_of_one_mind_do_not_make_a_change_certain():
    strata = np.repeat(["a", "b"], 20)
    before, after = (Design(weights=np.where(strata == "a", 1.0, w), strata=strata) for w in (1.0, 1.2))
    hits = strata == "a"
    found = wave_difference(wave(2013, 0, 40, design=before, hits=hits), wave(2015, 0, 40, design=after, hits=hits))[
        "all"
    ]
    assert found.difference.low < -15 < 15 < found.difference.high
    assert found.tells == 0
    assert np.isnan(found.z)


def test_a_wave_in_which_all_agree_is_joined_to_one_in_which_they_do_not():
    found = wave_difference(wave(2013, 50, 50), wave(2015, 40, 50))["all"]
    assert "In one wave all gave the same answer" in found.difference.notes[-1].said("en")
    assert found.difference.high > -20
    assert np.isnan(found.z)


def test_a_wave_in_which_everybody_was_asked_adds_no_error():
    everybody = Design(weights=np.ones(50), population=50)
    found = wave_difference(wave(2013, 50, 50, design=everybody), wave(2015, 40, 50))["all"]
    assert found.z == pytest.approx(-0.2 / np.sqrt(0.2 * 0.8 / 49))
    assert not found.difference.notes


def test_a_wave_in_which_all_agree_joins_wilson_ranges():
    found = wave_difference(wave(2013, 50, 50), wave(2015, 50, 50))["all"]
    assert found.difference.point == 0
    assert found.difference.low < -5 < 5 < found.difference.high
    assert np.isnan(found.z)
    assert found.tells == 0
    assert "In each of the waves all gave the same answer, so the range joins" in found.difference.notes[-1].said("en")


def panel(seed, n=300, rho=0.8):
    rng = np.random.default_rng(seed)
    first = rng.random(n) < 0.5
    second = np.where(rng.random(n) < rho, first, rng.random(n) < 0.5)
    return first, second


def test_a_panel_has_the_error_of_the_paired_difference():
    first, second = panel(11)
    people = Design(weights=np.ones(300), clusters=np.arange(300))
    both = wave(2013, 0, 300, hits=first, design=people), wave(2015, 0, 300, hits=second, design=people)
    paired, apart = wave_difference(*both, panel=True)["all"], wave_difference(*both)["all"]
    moved = second.astype(float) - first
    error = moved.std(ddof=1) / np.sqrt(300)
    assert paired.difference.point == pytest.approx(100 * moved.mean())
    assert paired.z == pytest.approx(moved.mean() / error)
    assert paired.difference.high - paired.difference.low < 0.6 * (apart.difference.high - apart.difference.low)
    assert "300 units were asked in both waves" in paired.difference.notes[-1].said("en")


def test_a_panel_without_common_people_is_two_waves():
    first, second = panel(12)
    one, other = (Design(weights=np.ones(300), clusters=np.arange(300) + k) for k in (0, 1000))
    both = wave(2013, 0, 300, hits=first, design=one), wave(2015, 0, 300, hits=second, design=other)
    paired, apart = wave_difference(*both, panel=True)["all"], wave_difference(*both)["all"]
    assert paired.z == pytest.approx(apart.z, rel=2e-3)


def test_a_raked_panel_by_group_takes_the_margins_out():
    first, second = panel(13)
    sex = np.where(np.arange(300) % 3 == 0, "f", "m")
    weights = rake([Margin.of("sex", sex, {"f": 500, "m": 500})])
    strata = np.where(np.arange(300) < 150, "east", "west")
    people = Design(weights=np.ones(300), clusters=np.arange(300), strata=strata).weighted(weights)
    by = Groups.of(sex, name="sex")
    both = [wave(y, 0, 300, hits=h, design=people, by=by) for y, h in ((2013, first), (2015, second))]
    found = wave_difference(*both, panel=True)
    moved = (second.astype(float) - first)[sex == "f"]
    assert found["f"].difference.point == pytest.approx(100 * moved.mean())
    assert found["f"].z == pytest.approx(moved.mean() / (moved.std(ddof=1) / 10), rel=0.05)


def test_a_person_who_changes_stratum_is_refused():
    clusters = np.arange(4)
    one, other = (Design(weights=np.ones(4), clusters=clusters, strata=list(s)) for s in ("aabb", "aaab"))
    waves = [wave(y, 0, 4, hits=[0, 1, 1, 0], design=d) for y, d in ((2013, one), (2015, other))]
    with pytest.raises(DataError, match="panel: cluster 2 moved from stratum b to a"):
        wave_difference(*waves, panel=True)


def test_a_change_at_a_low_level_tells_nothing_and_says_its_level():
    waves = wave(2013, 540, 900), wave(2015, 630, 900)
    half, ninety = (wave_difference(*waves, level=level)["all"] for level in (0.5, 0.9))
    assert half.difference.low > 0
    assert half.tells == 0
    assert half.sentence().endswith("We cannot tell at a level of 50% whether it rose or fell. Ranges are 50% ranges.")
    assert "A un nivel del 50\u00a0% no se puede saber si subió o bajó. Los rangos" in half.sentence("es")
    assert ninety.tells == 1
    assert ninety.sentence().endswith("It rose by more than chance alone would explain. Ranges are 90% ranges.")


def test_a_panel_counts_those_who_were_asked_in_both_waves_not_those_who_answered():
    people = Design(weights=np.ones(900), clusters=np.arange(900))
    found = wave_difference(wave(2013, 540, 900, design=people), wave(2015, 576, 900, design=people), panel=True)
    note = found["all"].difference.notes[-1]
    assert "900 units were asked in both waves" in note.en
    assert "A 900 unidades se les preguntó en ambas rondas" in note.es
