"""Sentences say the level of their ranges where it is not 95%, and a level under 90% settles nothing."""

from dataclasses import replace

import pytest

from commonbeat.plumb import sentence, short
from commonbeat.plumb.frames import framed, in_percent, settles
from plumb.test_wording import FEW, SEARCHED, plain

NINETY, HALF = replace(SEARCHED, level=0.9), replace(SEARCHED, level=0.5)


@pytest.mark.parametrize(
    ("level", "said"), [(0.95, "95%"), (0.975, "97.5%"), (0.9, "90%"), (20 / 21, "95.24%"), (0.99999, "99.999%")]
)
def test_a_level_is_said_in_few_digits_and_never_as_all(level, said):
    assert in_percent(level, "en") == said
    assert plain(in_percent(level, "es")) == said.replace("%", " %")


def test_a_frame_says_each_level_once_and_that_data_are_made_up():
    assert framed("So.", [SEARCHED, FEW], "en") == "So."
    assert framed("So.", [SEARCHED, NINETY, NINETY], "en") == "So. Ranges are 90% ranges."
    made_up = replace(HALF, synthetic=True)
    assert framed("So.", [made_up, NINETY], "en") == (
        "Made-up data for demonstration. So. Ranges are 50% ranges. Ranges are 90% ranges."
    )
    assert plain(framed("Así.", [NINETY], "es")) == "Así. Los rangos son del 90 %."


def test_a_range_settles_something_from_90_on():
    assert settles(0.9)
    assert settles(1 - 1 / 10)
    assert not settles(0.89)


def test_a_figure_says_the_level_of_its_range_where_it_is_not_the_usual_one():
    assert "range" not in short(SEARCHED)
    assert short(NINETY) == f"{short(SEARCHED)[:-1]}; 90% range)"
    assert plain(short(HALF, "es")).endswith("; rango del 50 %)")
    assert sentence(NINETY) == f"{sentence(SEARCHED)[:-1]} (90% range)."
    assert plain(sentence(HALF, "es")).endswith(" (rango del 50 %).")
