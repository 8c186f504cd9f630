"""Sentences of samples and answers: they say what the figures say, also of one person."""

from dataclasses import replace
from datetime import date
from re import search

import pytest

from commonbeat.plumb import About, Window
from commonbeat.plumb.sampling import representativeness

ABOUT = About(window=Window.year(2025), as_of=date(2026, 1, 5), unit="people")
UNEVEN = representativeness([500] * 4, [200, 150, 120, 180], {"place": ["N", "N", "S", "S"]}, about=ABOUT)


def scored(point, low, high, honest):
    figure = replace(UNEVEN.indicator, point=point, low=low, high=high)
    return replace(UNEVEN, indicator=figure, honest=honest)


@pytest.mark.parametrize(
    ("given", "score", "mark"),
    [
        ((0.9989, 0.9961, 0.9998, 0.998899), "0.9989", "0.9988"),
        ((0.9989, 0.9951, 1.0, 0.99889), "0.9989", "0.9988"),
        ((0.8212, 0.77, 0.87, 0.943), "0.82", "0.94"),
        ((0.9544, 0.9, 0.98, 0.9571), "0.954", "0.957"),
        ((1.0, 0.9, 1.0, 1.0), "1.00", "1.00"),
    ],
)
def test_the_score_and_its_mark_say_together_whether_an_honest_sample_would_do_as_well(given, score, mark):
    found = scored(*given)
    said = found.sentence()
    assert f"R, is {score}, where" in said
    assert f"would nearly always score {mark} or more" in said
    assert ("We cannot tell" in said) == (float(score) >= float(mark))


def test_no_score_is_printed_on_the_wrong_side_of_its_mark():
    for step in range(-300, 300, 7):
        found = scored(0.99 + step / 123_457, 0.97, 0.9983, 0.99)
        score, mark = (
            float(search(text, found.sentence())[1]) for text in (r"is (\S+), where", r"score (\S+) or more")
        )
        assert (score >= mark) == (not found.unlike_chance)
