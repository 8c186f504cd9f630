"""A result says itself in plain English and Spanish, never with a false zero and never tighter than it is."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commonbeat.plumb import (
    About,
    DataError,
    Kind,
    Reason,
    Window,
    basis,
    count,
    rate,
    response,
    sentence,
    share,
    short,
    worst,
    worst_ends,
)
from commonbeat.plumb.numerals import ranged, written
from commonbeat.plumb.wording import FRAMES, LONG, SHORT

ABOUT = About(window=Window.year(2017), as_of=date(2018, 6, 1))
SEARCHED = share(5237, 43699, unit="stops", about=ABOUT)
STOPPED = rate(519, 400_000, per=1000, unit="residents", about=ABOUT)
FEW = ABOUT.withheld(Reason.TOO_FEW, Kind.RATE, n_hint=30)
MEAN = replace(SEARCHED, kind=Kind.MEAN, point=64.2, low=60.1, high=68.0, unit="", numerator=None, denominator=None)
rules = settings(deadline=None, derandomize=True, max_examples=100)


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("shown", "english", "spanish"),
    [
        (
            SEARCHED,
            "Our best figure is 12.0% (5,237 of 43,699 stops, 2017); it could be anywhere from 11.7% to 12.3%.",
            "Nuestra mejor cifra es 12.0 % (5,237 de 43,699 paradas, 2017); podría estar entre 11.7 % y 12.3 %.",
        ),
        (
            replace(SEARCHED, numerator=None, unit=""),
            "Our best figure is 12.0% (n = 43,699, 2017); it could be anywhere from 11.7% to 12.3%.",
            "Nuestra mejor cifra es 12.0 % (n = 43,699, 2017); podría estar entre 11.7 % y 12.3 %.",
        ),
        (
            replace(SEARCHED, unit="traffic stops", synthetic=True),
            "Made-up data for demonstration. Our best figure is 12.0% (5,237 of 43,699 traffic stops, 2017); "
            "it could be anywhere from 11.7% to 12.3%.",
            "Datos inventados para demostración. Nuestra mejor cifra es 12.0 % (5,237 de 43,699 traffic stops, 2017); "
            "podría estar entre 11.7 % y 12.3 %.",
        ),
        (
            count(10, unit="stops", about=ABOUT),
            "We counted 10 stops (2017); chance alone could have made it anywhere from 4 to 19.",
            "Contamos 10 paradas (2017); por puro azar podría haber estado entre 4 y 19.",
        ),
        (
            STOPPED,
            "Our best figure is 1.30 per 1,000 residents (n = 519, 2017); it could be anywhere from 1.19 to 1.41.",
            "Nuestra mejor cifra es 1.30 por cada 1,000 residentes (n = 519, 2017); podría estar entre 1.19 y 1.41.",
        ),
        (
            replace(MEAN, low=64.2, high=64.2),
            "Our best figure is 64.2 (n = 43,699, 2017); its range is no wider than that.",
            "Nuestra mejor cifra es 64.2 (n = 43,699, 2017); su rango no es más amplio.",
        ),
        (
            FEW,
            "Cannot tell: there are too few to show (under 30). Data: 2017.",
            "No se puede saber: son muy pocos para mostrar (menos de 30). Datos: 2017.",
        ),
        (
            replace(FEW, reason=Reason.NOT_COLLECTED, n_hint=None, detail="Ask."),
            "Not known: nobody collects it. Ask. Data: 2017.",
            "No se sabe: nadie lo recopila. Ask. Datos: 2017.",
        ),
    ],
)
def test_a_result_is_one_honest_sentence(shown, english, spanish):
    assert sentence(shown) == english
    assert plain(sentence(shown, "es-us")) == spanish


def test_a_sentence_can_own_up_to_those_who_stayed_silent():
    said = sentence(share(33, 40, about=ABOUT), silent=True)
    assert said.endswith("and we do not know what those who stayed silent think.")
    assert sentence(share(33, 40, about=ABOUT), "es", silent=True).endswith(
        "y no sabemos qué piensan quienes no respondieron."
    )


@pytest.mark.parametrize(
    ("shown", "english", "spanish"),
    [
        (SEARCHED, "12.0% (11.7 to 12.3)", "12.0 % (11.7 a 12.3)"),
        (STOPPED, "1.30 per 1,000 residents (1.19 to 1.41)", "1.30 por cada 1,000 residentes (1.19 a 1.41)"),
        (replace(STOPPED, per=1, unit="hour"), "1.30 per hour (1.19 to 1.41)", "1.30 por cada hour (1.19 a 1.41)"),
        (count(12925, about=ABOUT), "12,925 (12,703 to 13,150)", "12,925 (12,703 a 13,150)"),
        (count(0, unit="stops", about=ABOUT), "0 stops (0 to 4)", "0 paradas (0 a 4)"),
        (
            replace(MEAN, kind=Kind.DIFFERENCE, unit="points", point=-4.0, low=-9.0, high=1.5),
            "−4 points (−9 to 2)",
            "−4 puntos (−9 a 2)",
        ),
        (
            replace(MEAN, kind=Kind.RATIO, point=1.42, low=1.2, high=1.66),
            "1.42 times (1.20 to 1.66)",
            "1.42 veces (1.20 a 1.66)",
        ),
        (
            replace(MEAN, kind=Kind.RATIO, point=1.4, low=1.049, high=1.8),
            "1.40 times (1.05 to 1.80)",
            "1.40 veces (1.05 a 1.80)",
        ),
        (
            replace(MEAN, kind=Kind.CHANCE, point=0.92, low=0.91, high=0.93),
            "92.0% (91.0 to 93.0)",
            "92.0 % (91.0 a 93.0)",
        ),
        (replace(MEAN, kind=Kind.INDEX, point=0.81, low=0.74, high=0.87), "0.81 (0.74 to 0.87)", "0.81 (0.74 a 0.87)"),
        (FEW, "too few to show (under 30)", "muy pocos para mostrar (menos de 30)"),
        (replace(FEW, reason=Reason.NOT_RECORDED, n_hint=None), "not recorded", "no se registró"),
    ],
)
def test_a_label_is_short(shown, english, spanish):
    assert short(shown) == english
    assert plain(short(shown, "es")) == spanish


def test_the_reader_s_own_word_for_the_unit_is_taken():
    assert short(STOPPED, "es", unit="habitantes").startswith("1.30 por cada 1,000 habitantes")


def test_the_small_print_names_n_level_method_and_days():
    assert basis(SEARCHED) == "n = 43,699; 95% range, Wilson score interval; data from 2017, as of June 1, 2018"
    assert plain(basis(SEARCHED, "es")) == (
        "n = 43,699; rango de 95 %, intervalo de puntuación de Wilson; periodo: 2017; datos al 1 de junio de 2018"
    )


def test_every_reason_and_frame_is_said_in_both_languages():
    for table in (SHORT, LONG):
        assert set(table["en"]) == set(table["es"]) == set(Reason)
    assert set(FRAMES["en"]) == set(FRAMES["es"])


@pytest.mark.parametrize("language", ["fr", "", "english"])
def test_a_language_that_plumb_does_not_speak_is_refused(language):
    with pytest.raises(DataError):
        sentence(SEARCHED, language)


@rules
@given(n=st.integers(1, 10**14), part=st.floats(0, 1) | st.floats(0, 1e-6), language=st.sampled_from(["en", "es"]))
def test_no_share_is_printed_as_none_or_all_that_is_not(n, part, language):
    figure = share(min(n, max(0, round(n * part))), n, about=ABOUT)
    for value, text in zip(
        (figure.point, figure.low, figure.high),
        ranged(figure.point, figure.low, figure.high, percent=True),
        strict=True,
    ):
        number = re.sub(r"[,%\u00a0]", "", text)
        assert (re.fullmatch(r"0(\.0+)?", number) is not None) == (value == 0)
        assert (re.fullmatch(r"100(\.0+)?", number) is not None) == (value == 1)
    assert "(" in short(figure, language)


@rules
@given(values=st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3))
def test_rounding_neither_closes_a_range_nor_moves_an_end_by_more_than_a_tenth(values):
    low, point, high = sorted(values)
    texts = ranged(point, low, high)
    assume(not any(" " in text for text in texts))
    printed = [float(text.replace(",", "").replace("−", "-")) for text in texts]
    slack = max((high - low) / 10, 1e-6)
    for value, shown in zip((point, low, high), printed, strict=True):
        assert abs(value - shown) <= slack
    assert printed[1] <= printed[0] <= printed[2]
    assert (printed[1] < printed[2]) == (low < high)


@rules
@given(events=st.integers(0, 10**7))
def test_the_whole_ends_of_a_count_never_stand_closer_than_its_range(events):
    figure = count(events, about=ABOUT)
    _, low, high = (float(text.replace(",", "")) for text in ranged(figure.point, figure.low, figure.high, count=True))
    assert low <= figure.low
    assert figure.high <= high


@pytest.mark.parametrize(
    ("value", "places", "percent", "text"),
    [
        (0.0, 0, True, "0%"),
        (-0.0, 1, False, "0.0"),
        (1e-9, 6, True, "under 0.000001%"),
        (99.9999999999, 6, True, "over 99.999999%"),
        (-1e-9, 6, False, "over −0.000001"),
        (-1234.5, 1, False, "−1,234.5"),
    ],
)
def test_numbers_are_written_for_people(value, places, percent, text):
    assert written(value, places, percent=percent) == text


def test_a_mean_count_keeps_its_decimals():
    assert ranged(2.5, 1.2, 3.9, count=True) == ("2.5", "1.0", "4.0")


ANSWERS = share(436, 466, asked=1540, unit="answers", about=ABOUT)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Our best figure is 93.6% (436 of 466 answers, 2017); it could be anywhere from 91.0% to 95.5%, and we do "
            "not know what those who stayed silent think. 466 of 1,540 people asked answered (30%). If all who stayed "
            "silent had said no, it would be 28.3%; had all said yes, 98.1%.",
        ),
        (
            "es",
            "Nuestra mejor cifra es 93.6 % (436 de 466 respuestas, 2017); podría estar entre 91.0 % y 95.5 %, y no "
            "sabemos qué piensan quienes no respondieron. Respondieron 466 de 1,540 personas a quienes se preguntó "
            "(30 %). Si todas las que callaron hubieran dicho que no, sería 28.3 %; si todas hubieran dicho que sí, "
            "98.1 %.",
        ),
    ],
)
def test_a_share_of_answers_says_how_many_answered_and_what_the_silent_could_change(language, said):
    assert plain(sentence(ANSWERS, language)) == said


def test_where_not_every_answer_is_counted_at_least_so_many_answered():
    assert response(ANSWERS, at_least=True) == "At least 466 of 1,540 people asked answered (30%)"
    said = "Respondieron al menos 466 de 1,540 personas a quienes se preguntó (30 %)"
    assert plain(response(ANSWERS, "es", at_least=True)) == said


def test_where_everybody_answered_there_is_no_worst_case_and_where_nothing_is_shown_none_is_told():
    everybody = replace(ANSWERS, asked=466)
    assert response(everybody) == "Everybody who was asked answered"
    assert worst(everybody) == ""
    assert sentence(everybody).endswith("95.5%. Everybody who was asked answered.")
    for shown in (SEARCHED, FEW):
        assert (response(shown), worst(shown), worst_ends(shown)) == ("", "", None)


def test_a_difference_that_rounding_alone_has_made_asks_for_no_decimals():
    assert ranged(0.9999999999999998, 0.4706, 1.8993, ratio=True) == ("1.0", "0.5", "1.9")
    assert ranged(0.9999999999999998, 0.9, 1.0, percent=True)[1:] == ("90%", "100%")
    assert ranged(0.99, 0.9, 1.000001, ratio=True)[2] == "1.000001"
