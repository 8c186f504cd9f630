"""A goal is fixed in advance, and a range gives one of three answers."""

from datetime import date

import pytest

from commonbeat.plumb import DataError, Kind
from commonbeat.plumb.problems import Goal, Verdict, displacement
from commonbeat.plumb.problems.verdict import chance
from plumb.problems.nulls import ABOUT, DAYS

BALANCE = {"control": (100, 100), "ring": (40, 40), "ring_control": (40, 40)}


def judged(after, avoided, **dates):
    return displacement((100, after), about=ABOUT, goal=Goal(avoided=avoided, **(dates or DAYS)), **BALANCE)


def test_a_range_beyond_the_goal_says_that_it_worked():
    assert judged(10, 20).verdict is Verdict.WORKED


def test_a_range_short_of_the_goal_says_that_no_such_effect_was_seen():
    found = judged(100, 100)
    assert found.verdict is Verdict.NO_EFFECT
    assert "No effect of the agreed size was seen" in found.sentence()
    assert "No se vio un efecto del tamaño acordado" in found.sentence("es")


def test_a_range_that_holds_both_says_that_nobody_can_tell():
    found = judged(90, 0)
    assert found.verdict is Verdict.CANNOT_TELL
    assert "We cannot tell whether it worked" in found.sentence()


def test_a_goal_fixed_after_the_start_proves_nothing():
    fixed, late = date(2017, 1, 5), date(2017, 2, 1)
    in_time, too_late = (
        judged(10, 20, fixed_on=fixed, started_on=late),
        judged(10, 20, fixed_on=late, started_on=fixed),
    )
    assert in_time.verdict is Verdict.WORKED
    assert "Nobody fixed" not in in_time.sentence()
    assert too_late.verdict is Verdict.CANNOT_TELL
    assert "Nobody fixed" in too_late.sentence()
    assert "Nadie fijó" in judged(90, 0, fixed_on=late, started_on=fixed).sentence("es")
    assert not Goal(ratio=0.9, started_on=fixed).in_advance


def test_a_goal_without_its_days_is_not_known_to_have_been_fixed_before():
    found = judged(10, 20, fixed_on=date(2017, 1, 5))
    assert found.verdict is Verdict.CANNOT_TELL
    assert "We do not know that this goal was fixed before the response began" in found.sentence()
    assert "Nobody fixed" not in found.sentence()
    assert "No sabemos si esta meta" in judged(10, 20, started_on=date(2017, 1, 5)).sentence("es")


@pytest.mark.parametrize("started", [date(2016, 12, 31), date(2018, 1, 1), date(2031, 1, 1)])
def test_a_response_outside_the_days_of_the_data_is_refused(started):
    with pytest.raises(DataError, match=r"the response began on .*, and the data cover 2017") as refused:
        judged(10, 20, fixed_on=date(2016, 1, 1), started_on=started)
    assert refused.value.argument == "goal.started_on"


def test_a_goal_says_itself():
    assert Goal(ratio=1.0).said() == "the goal was any fall"
    assert Goal(ratio=0.8).said("es") == "la meta era a lo más 0.8 veces"
    assert Goal(avoided=12).said() == "the goal was at least 12 fewer"
    assert Goal(avoided=1_234_567).said() == "the goal was at least 1,234,567 fewer"
    assert Goal(avoided=0).said() == "the goal was any fall"
    assert Goal(ratio=1 / 3).said() == "the goal was at most 0.333 times"
    assert Goal(ratio=0.9995).said() == "the goal was at most 0.9995 times"


def test_made_up_data_are_said_to_be_made_up():
    assert judged(90, 0).sentence().startswith("Made-up data for demonstration. ")


@pytest.mark.parametrize(
    ("parts", "argument"),
    [
        ({}, "goal"),
        ({"ratio": 0.9, "avoided": 4}, "goal"),
        ({"ratio": 0}, "goal.ratio"),
        ({"ratio": 1.2}, "goal.ratio"),
        ({"avoided": -1}, "goal.avoided"),
        ({"ratio": 0.9, "fixed_on": "2017"}, "goal.fixed_on"),
    ],
)
def test_a_goal_that_cannot_be_is_refused(parts, argument):
    with pytest.raises(DataError) as refused:
        Goal(**parts)
    assert refused.value.argument == argument


def test_a_goal_of_the_wrong_kind_is_refused():
    with pytest.raises(DataError, match="`avoided`"):
        Goal(ratio=0.9).asks(Kind.DIFFERENCE)
    with pytest.raises(DataError, match="`ratio`"):
        Goal(avoided=3).asks(Kind.RATIO)


def test_a_p_is_never_written_as_zero():
    assert [chance(value) for value in (0.1, 0.0005, 0.0001)] == ["0.100", "0.001", "<0.001"]


def test_a_range_at_a_low_level_settles_nothing_and_says_its_level():
    """At 50% "it worked" came out of chance alone in every fourth case."""
    parts = {"about": ABOUT, "goal": Goal(avoided=20, **DAYS), **BALANCE}
    half, ninety, usual = (displacement((100, 10), level=level, **parts) for level in (0.5, 0.9, 0.95))
    assert half.effect.high < -20
    assert half.verdict is Verdict.CANNOT_TELL
    assert "We cannot tell at a level of 50% whether it worked: the net change" in half.sentence()
    assert half.sentence().endswith(" Ranges are 50% ranges.")
    assert "A un nivel del 50\u00a0% no podemos saber si funcionó: " in half.sentence("es")
    assert half.sentence("es").endswith(" Los rangos son del 50\u00a0%.")
    assert ninety.verdict is Verdict.WORKED
    assert "It worked" in ninety.sentence()
    assert ninety.sentence().endswith(" Ranges are 90% ranges.")
    assert "Ranges are" not in usual.sentence()
