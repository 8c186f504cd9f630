"""STOP, HELP and START are understood however they are written; a sentence that only holds such a word is not."""

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from commonbeat.ground.messaging.rules import Meant, Programme, Word, meaning

REQUIRED = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"]
"""The words that US practice asks for (47 CFR 64.1200(a)(10), and the carriers' own list)."""


@pytest.mark.parametrize("word", [*REQUIRED, "OPT OUT", "STOP ALL", "ALTO", "PARAR", "CANCELAR", "BAJA", "NO MAS"])
@pytest.mark.parametrize("shape", ["{}", "{}.", " {}!! ", "“{}”", "({})", "please {}", "{} por favor", "{}\n", "4 {}"])
def test_a_stop_word_stops_in_any_shape(word, shape):
    for spelled in (word, word.lower(), word.capitalize(), word.swapcase()):
        found = meaning(shape.format(spelled))
        assert (found.word, found.programme) == (Word.STOP, ""), shape.format(spelled)


@pytest.mark.parametrize(
    "text",
    [
        "STOP texting me",
        "stop messaging me",
        "Stop sending me these please I am busy",
        "please don't text me anymore",
        "Don’t text this number",
        "do not contact me again",
        "STOP. I told you already that I was not there",
        "2. Stop",
        "You were rude - stop",
        "no more texts!!!",
        "take me off your list",
        "remove my number from this",
        "I want to unsubscribe from whatever this is",
        "no me manden más mensajes",
        "Por favor dejen de enviarme mensajes",
        "quiero darme de baja",
        "No más mensajes",
        "¡ALTO!",
        "basta ya",
        "Alto. Ya no vivo ahí",
    ],
)
def test_any_clear_wording_stops(text):
    assert meaning(text).word == Word.STOP


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "4 the officer was kind",
        "please stop the speeding on my street",
        "the stop sign at 5th and Main is gone",
        "Stop sign down at 5th and Main",
        "I was at the bus stop",
        "cancel my report, I found the bike",
        "when does this end",
        "I quit my job over this",
        "officers do not contact us",
        "help me he is here",
        "I need information about the report",
        "when do you start",
        "yes he was kind",
        "el alto el fuego fue respetado",
        "gracias, para todos",
        "para mi hija fue bien",
        "no me contactaron",
        "ayuda a mi vecina",
        "😀",
        "4️⃣",
    ],
)
def test_a_sentence_with_such_a_word_in_it_is_for_somebody_to_read(text):
    assert meaning(text) == Meant(Word.NONE)


@pytest.mark.parametrize(
    ("text", "language"),
    [("HELP", "en"), ("help please", "en"), ("Info?", "en"), ("AYUDA", "es"), ("ayuda por favor", "es"),
     ("INFORMACIÓN", "es")],
)  # fmt: skip
def test_help_in_both_languages(text, language):
    assert meaning(text) == Meant(Word.HELP, language)


@pytest.mark.parametrize(
    ("text", "language", "perhaps"),
    [
        ("START", "en", False),
        ("unstop", "en", False),
        ("Yes", "en", True),
        ("INICIAR", "es", False),
        ("Inicio", "es", False),
        ("EMPEZAR", "es", False),
        ("Sí", "es", True),
    ],
)
def test_start_in_both_languages_and_a_bare_yes_perhaps(text, language, perhaps):
    assert meaning(text) == Meant(Word.START, language, perhaps=perhaps)


@pytest.mark.parametrize(
    ("text", "programme", "language"),
    [
        ("STOP surveys", Programme.SURVEYS, ""),
        ("stop sending me surveys", Programme.SURVEYS, ""),
        ("ALTO ENCUESTAS", Programme.SURVEYS, "es"),
        ("STOP encuestas por favor", Programme.SURVEYS, "es"),
        ("stop updates", Programme.UPDATES, ""),
        ("stop surveys and updates", "", ""),
        ("STOP", "", ""),
    ],
)
def test_a_stop_may_name_one_programme(text, programme, language):
    assert meaning(text) == Meant(Word.STOP, language, programme)


@given(st.text(max_size=300))
@limits(deadline=None, derandomize=True, max_examples=300)
def test_nothing_that_anybody_writes_is_an_error(text):
    assert meaning(text).word in Word.values
