"""What words may stand in for a picture."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.show.portal.rules import alt_problem, alt_problems, looks_like_file_name

NAMES = [
    "54717358492_370f9f315d_k",
    "IMG_2031.jpg",
    "img 2031",
    "DSC00412",
    "PXL_20240501_171502.heic",
    "seal_final_v2",
    "seal-2",
    "Screenshot 2026-11-22 at 10.14",
    "Photo of the seal.PNG",
    "My scan 370f9f315dab",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_is_seen_through(name):
    assert looks_like_file_name(name)
    assert "name of a file" in str(alt_problem(name))


@pytest.mark.parametrize(
    "words",
    [
        "Round seal: a bridge with three arches over a river",
        "Two officers listen to a woman at 31st Street and 15th Avenue",
        "Sello redondo: un puente de tres arcos sobre un río",
        "The 2024 council in front of city hall",
    ],
)
def test_words_that_say_what_is_seen_are_taken(words):
    assert alt_problem(words, "IMG_2031.jpg") == ""


def test_nothing_and_next_to_nothing_say_nothing():
    assert "Say in a sentence" in str(alt_problem("   "))
    assert "too short" in str(alt_problem("City seal"))


def test_repeating_the_name_of_the_file_describes_nothing():
    assert "name of a file" in str(alt_problem("City seal in color", "city-seal_in-color.png"))
    assert alt_problem("City seal in color", "other.png") == ""


def test_each_language_is_asked_for_itself():
    problems = alt_problems({"alt_en": "A bridge over a river", "alt_es": "puente.png"})
    assert set(problems) == {"alt_es"}


@settings(deadline=None, derandomize=True, max_examples=100)
@given(
    st.from_regex(r"[A-Za-z0-9_-]{1,30}", fullmatch=True),
    st.sampled_from([".jpg", ".JPEG", ".png", ".webp", ".heic", ".tif"]),
)
def test_whatever_ends_like_a_picture_file_is_a_file_name(stem, ending):
    assert looks_like_file_name(stem + ending)
