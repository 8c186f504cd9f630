"""The displacement difference, quotient and net effect are those of the papers, with ranges that hold."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import DataError, Reason, Withheld
from commonbeat.plumb.problems import Goal, Verdict, displacement
from plumb.problems.golden import GOLDEN, near
from plumb.problems.nulls import ABOUT, FEWER, displacement_cover, twice_cover

PAPER = {"treated": (207, 110), "control": (308, 318), "ring": (178, 157), "ring_control": (150, 140)}
"""The counts of the worked example of Wheeler and Ratcliffe, Crime Science 7 (2018), 11."""


def balanced(**parts):
    return displacement(**{"about": ABOUT, "goal": FEWER, **PAPER, **parts})


def test_the_difference_is_the_paper_s():
    effect = balanced().effect
    assert effect.point == -118
    assert ((effect.high - effect.low) / 2 / 1.959963984540054) ** 2 == pytest.approx(1568)
    assert (round(effect.low), round(effect.high)) == (-196, -40)
    assert effect.point / 1568**0.5 == pytest.approx(-2.98, abs=0.005)
    assert effect.n == 1568


def test_its_two_parts_add_up():
    found = balanced()
    assert (found.local.point, found.moved.point) == (-107, -11)


def test_periods_of_two_lengths_are_set_to_one():
    found = displacement((80, 20), control=(100, 50), lengths=(2, 1), about=ABOUT, goal=FEWER)
    assert found.effect.point == -20
    assert ((found.effect.high - found.effect.low) / 2 / 1.959963984540054) ** 2 == pytest.approx(115)
    assert "Change and goal are per unit of time (the periods are 2 and 1 units long)" in found.sentence()
    assert "por unidad de tiempo" in found.sentence("es")
    assert "per unit of time" in found.effect.notes[0].en
    assert found.total_net.point == 80 * 50 / 100 - 20
    assert "per unit" not in balanced().sentence()


def test_the_quotient_lies_between_fieller_s_ends_as_r_finds_them():
    quotient, golden = balanced().quotient, GOLDEN["quotient"]
    near([quotient.point, quotient.low, quotient.high], [golden["point"], golden["low"], golden["high"]], 1e-7)
    assert "For each event less in the area than at the comparison's pace there was" in balanced().sentence()
    assert "que al ritmo de la comparación" in balanced().sentence("es")


def test_the_net_effect_is_the_guide_s_formula():
    assert balanced().total_net.point == pytest.approx(207 * 318 / 308 - 110 + 178 * 318 / 308 - 157)


def test_what_moved_next_door_is_said_as_more():
    found = balanced(ring=(100, 190))
    assert found.quotient.high < 0
    assert "more around it" in found.sentence()
    assert "más alrededor" in found.sentence("es")


def test_a_quotient_of_no_sure_fall_is_withheld():
    for after in (205, 400):
        found = balanced(treated=(207, after))
        assert isinstance(found.quotient, Withheld)
        assert found.quotient.reason is Reason.NO_DENOMINATOR
        assert "own fall is not sure" in found.sentence()


def test_without_a_comparison_nobody_can_tell():
    found = displacement((207, 20), about=ABOUT, goal=FEWER)
    assert found.effect.high < 0
    assert found.verdict is Verdict.CANNOT_TELL
    assert (found.quotient, found.total_net, found.moved) == (None, None, None)
    assert "only before and after" in found.sentence()
    assert "Nobody looked" in found.effect.notes[0].en


def test_a_ring_without_a_comparison_is_noted():
    found = displacement((207, 110), control=(308, 318), ring=(178, 157), about=ABOUT, goal=FEWER)
    assert found.moved.point == -21
    assert "counted as moved" in found.effect.notes[0].en


def test_a_comparison_where_nothing_happened_gives_no_quotient():
    found = balanced(control=(308, 0))
    assert isinstance(found.quotient, Withheld)
    assert found.total_net is None
    assert "range is rough" in found.effect.notes[0].en
    assert "comparison area had no events before or none after" in found.sentence()
    assert "no tuvo hechos antes" in found.sentence("es")
    assert "not sure" not in found.sentence()


def test_one_comparison_given_twice_varies_once_and_counts_twice():
    """Its change is taken off twice, so its variance comes in four times, not twice; and its events are there once."""
    found = balanced(treated=(300, 200), control=(300, 310), ring=(290, 280), ring_control=(300, 310))
    effect = found.effect
    assert effect.point == -100 - 10 - 10 - 10
    assert ((effect.high - effect.low) / 2 / 1.959963984540054) ** 2 == pytest.approx(500 + 570 + 4 * 610)
    assert effect.n == 500 + 570 + 610
    assert "taken as one area" in effect.notes[0].en
    assert ((found.local.high - found.local.low) / 2 / 1.959963984540054) ** 2 == pytest.approx(500 + 610)


def test_one_comparison_given_twice_keeps_its_cover():
    assert 0.87 <= twice_cover(20261126, 1000) <= 0.93


def test_counts_that_vary_more_widen_the_range():
    plain, wide = balanced().effect, balanced(dispersion=4).effect
    assert wide.high - wide.low == pytest.approx(2 * (plain.high - plain.low))


@settings(deadline=None, derandomize=True, max_examples=50)
@given(st.lists(st.integers(1, 500), min_size=4, max_size=4))
def test_splitting_an_area_in_two_changes_no_difference(cells):
    whole = displacement((cells[0], cells[1]), control=(cells[2], cells[3]), about=ABOUT, goal=FEWER).effect
    parts = [
        displacement((a, b), control=(c, d), about=ABOUT, goal=FEWER).effect
        for a, b, c, d in ((cells[0], 0, cells[2], 0), (0, cells[1], 0, cells[3]))
    ]
    assert whole.point == sum(part.point for part in parts)
    assert (whole.high - whole.point) ** 2 == pytest.approx(sum((part.high - part.point) ** 2 for part in parts))


def test_ranges_hold_the_truth():
    for held in displacement_cover(20261126, 1000):
        assert 0.87 <= held <= 0.93


def test_its_limits_are_said():
    assert "only the ring" in balanced().limits()


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"treated": (1, 2, 3)}, "treated"),
        ({"treated": None}, "treated"),
        ({"control": (1, -2)}, "control"),
        ({"ring": None}, "ring_control"),
        (dict.fromkeys(PAPER, (0, 0)), "treated"),
        ({"lengths": (0, 1)}, "lengths"),
        ({"lengths": (12,)}, "lengths"),
        ({"lengths": 12}, "lengths"),
        ({"lengths": ("12", "6")}, "lengths"),
        ({"treated": ("207", "110")}, "treated"),
        ({"goal": None}, "goal"),
        ({"about": None}, "about"),
        ({"goal": Goal(avoided=1, fixed_on=date(2016, 1, 1), started_on=date(2031, 1, 1))}, "goal.started_on"),
        ({"level": 95}, "level"),
        ({"dispersion": 0.5}, "dispersion"),
        ({"goal": Goal(ratio=0.9)}, "goal"),
    ],
)
def test_what_cannot_be_is_refused(change, argument):
    with pytest.raises(DataError) as refused:
        balanced(**change)
    assert refused.value.argument == argument
