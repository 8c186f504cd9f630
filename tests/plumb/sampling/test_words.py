"""Sentences of samples and answers: they say what the figures say, also of one person."""

from dataclasses import replace
from datetime import date
from re import search

import pytest

from commonbeat.plumb import About, Window
from commonbeat.plumb.sampling import (
    allocate,
    draw_simple,
    representativeness,
    size_by_area,
    size_for_share,
    three_rings,
)

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


ONE = [
    (
        three_rings([1], asked=1, about=ABOUT),
        "The only person who answered said yes (100%); chance alone",
        "La única persona que respondió dijo que sí (100\u00a0%); por puro azar",
    ),
    (
        three_rings([0], asked=9, about=ABOUT),
        "answered said no, so it is 0%; chance",
        "dijo que no: es el 0\u00a0%; por",
    ),
    (
        three_rings([1, 0], asked=3, about=ABOUT),
        "1 of the 3 people asked stayed silent: a no would have made it 33.3%; a yes, 66.7%.",
        "1 de las 3 personas a quienes se preguntó no respondió: con un no, sería 33.3\u00a0%; con un sí, 66.7\u00a0%.",
    ),
    (draw_simple(10, 1, seed=2), "1 of 10 was drawn by lot", "Se sorteó 1 de 10 ("),
    (
        replace(UNEVEN, indicator=replace(UNEVEN.indicator, n=1), honest=0),
        "We cannot tell the only answer from one of an honest random sample",
        "No podemos distinguir la única respuesta de una de una muestra",
    ),
    (allocate({"N": 5}, 1, least=1), "1 person is shared out over 1 group", "1 persona se reparte en un solo grupo"),
    (size_for_share(0.4, population=1), ", 1 of 1 person must answer.", ", debe responder 1 de 1 persona."),
    (size_by_area({"N": 1}, 0.4), "The only area needs 1 answer; invite 1 person.", "1 respuesta; invite a 1 persona."),
    (
        size_for_share(0.2, population=3, response_rate=0.5),
        "asking everybody brings only 1 answer.",
        "solo trae 1 respuesta.",
    ),
]


@pytest.mark.parametrize(("found", "english", "spanish"), ONE, ids=range(len(ONE)))
def test_one_is_spoken_of_as_one(found, english, spanish):
    assert english in found.sentence()
    assert spanish in found.sentence("es")


def test_many_are_spoken_of_as_many():
    assert "100% of the 2 people who answered said yes" in three_rings([1, 1], asked=9, about=ABOUT).sentence()
    assert "7 of the 9 people asked stayed silent: had they all" in three_rings([1, 1], asked=9, about=ABOUT).sentence()
    assert "2 of 10 were drawn" in draw_simple(10, 2, seed=2).sentence()
    assert "need 2 answers together; invite 2 people." in size_by_area({"N": 1, "S": 1}, 0.4).sentence()
