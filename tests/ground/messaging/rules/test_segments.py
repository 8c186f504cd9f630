"""A text is counted as gateways count it, and the letters that make it dear are named."""

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from commonbeat.ground.messaging.rules import segments
from commonbeat.ground.messaging.rules.segments import BASIC, EACH, EXTENDED, ONE


@pytest.mark.parametrize(
    ("text", "alphabet", "places", "count"),
    [
        ("", "gsm7", 0, 1),
        ("a" * 160, "gsm7", 160, 1),
        ("a" * 161, "gsm7", 161, 2),
        ("a" * 306, "gsm7", 306, 2),
        ("a" * 307, "gsm7", 307, 3),
        ("é" * 160, "gsm7", 160, 1),
        ("í" + "a" * 69, "ucs2", 70, 1),
        ("í" + "a" * 70, "ucs2", 71, 2),
        ("í" + "a" * 134, "ucs2", 135, 3),
        ("€" * 80, "gsm7", 160, 1),
        ("€" * 81, "gsm7", 162, 2),
        ("😀" * 35, "ucs2", 70, 1),
        ("😀" * 36, "ucs2", 72, 2),
        ("😀" * 67, "ucs2", 134, 3),
    ],
)
def test_places_and_segments(text, alphabet, places, count):
    found = segments(text)
    assert (found.alphabet, found.places, found.count) == (alphabet, places, count)


def test_a_character_of_two_places_is_never_cut_in_two():
    assert segments("a" * 152 + "€" + "a" * 151).count == 2
    assert segments("a" * 152 + "€" + "a" * 152).count == 3


def test_spanish_letters_that_cost_are_named_once_each():
    assert segments("¿Cómo está? Adiós, señor").costly == "óá"
    assert segments("¿Que tal? Responda ALTO, señor").costly == ""


def test_the_alphabet_has_its_127_characters_and_its_extension_table():
    assert len(BASIC) == 127
    assert len(EXTENDED) == 10


@given(st.text(alphabet=st.sampled_from("aé€íñ😀\n "), max_size=400))
@limits(deadline=None, derandomize=True, max_examples=200)
def test_no_segment_holds_more_than_it_can_and_none_is_wasted(text):
    found = segments(text)
    if found.places <= ONE[found.alphabet]:
        assert found.count == 1
        return
    room = EACH[found.alphabet]
    assert -(-found.places // room) <= found.count <= -(-found.places // (room - 1))
