"""What the data are about is said once and stands in every figure; words come in both languages or not at all."""

from datetime import date, datetime

import pytest

from commonbeat.plumb import WILSON, About, DataError, Kind, Phrase, Reason, Window, basis, sentence

YEAR = Window.year(2017)
STOPS = About(window=YEAR, as_of=date(2018, 6, 1), unit="stops", synthetic=True)
MERGED = Phrase("Two strata of one unit were merged", "Se unieron dos estratos de una sola unidad")
CHANCE = STOPS.figure(point=0.92, low=0.9, high=0.94, n=40, method=WILSON, kind=Kind.CHANCE, notes=[MERGED])


def test_a_figure_carries_what_its_data_are_about():
    assert (CHANCE.window, CHANCE.as_of, CHANCE.unit, CHANCE.synthetic) == (YEAR, date(2018, 6, 1), "stops", True)
    rate = STOPS.figure(point=5, low=2, high=9, n=10, method=WILSON, kind=Kind.RATE, per=1000, unit="residents")
    assert (rate.unit, rate.per, rate.level) == ("residents", 1000, 0.95)


def test_a_figure_that_is_not_shown_carries_it_too():
    hidden = STOPS.withheld(Reason.TOO_FEW, Kind.SHARE, n_hint=30)
    assert (hidden.window, hidden.as_of, hidden.n_hint) == (YEAR, date(2018, 6, 1), 30)


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"window": 2017}, "window"),
        ({"as_of": datetime(2018, 6, 1)}, "as_of"),
        ({"as_of": date(2017, 6, 1)}, "as_of"),
        ({"unit": None}, "unit"),
        ({"synthetic": 1}, "synthetic"),
    ],
)
def test_what_cannot_be_is_refused_before_the_work_begins(change, argument):
    with pytest.raises(DataError) as refused:
        About(**{"window": YEAR, "as_of": date(2018, 6, 1), **change})
    assert refused.value.argument == argument


def test_notes_stand_in_the_small_print_in_both_languages():
    assert basis(CHANCE).endswith("as of June 1, 2018. Two strata of one unit were merged")
    assert basis(CHANCE, "es").endswith("Se unieron dos estratos de una sola unidad")


def test_a_chance_is_said_with_what_it_rests_on():
    assert sentence(CHANCE) == (
        "Made-up data for demonstration. The chance is 92.0% (n = 40, 2017), if the method's assumptions hold; "
        "its range is 90.0% to 94.0%."
    )
    assert "si se cumplen los supuestos del método" in sentence(CHANCE, "es")


def test_a_phrase_is_filled_alike_in_both_languages():
    phrase = Phrase("{n} of {all}", "{n} de {all}").filled(n=3, all=7)
    assert (phrase.said(), phrase.said("es-mx")) == ("3 of 7", "3 de 7")
    assert Phrase("{n} places", "{n} lugares").said("es", n=4) == "4 lugares"


@pytest.mark.parametrize("blank", ["", "  ", None])
def test_a_phrase_that_lacks_a_language_is_refused(blank):
    with pytest.raises(DataError, match=r"phrase\.es"):
        Phrase("Words", blank)
