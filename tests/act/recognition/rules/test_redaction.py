"""What is found in somebody's words, what is left when it is taken out, and that nobody puts words in a mouth."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.recognition.rules import redaction
from commonbeat.act.recognition.rules.redaction import OUT, What

ANYTHING = st.text(max_size=300)
SAID = (
    "the officer was kind to my mother and waited Daniel Lake Street 12 612-555-0142 case 26-1183 #1 on Tuesday at "
    "10:30 pm doña Carmen ABC 123 ana@example.org 1420 5th Ave N. apt 4, Gracias. “Sí” ¡ñ! 3/14 calle 5 https://x.org/a"
)
PROSE = st.lists(st.sampled_from(re.split(" ", SAID)), max_size=40).map(" ".join)


def found(words, known=()):
    return [(words[one.start : one.end], one.what) for one in redaction.suggestions(words, known)]


@pytest.mark.parametrize(
    ("words", "span", "what"),
    [
        ("Call me at (612) 555-0142, please", "(612) 555-0142", What.PHONE),
        ("Call me at +1 612 555 0142", "+1 612 555 0142", What.PHONE),
        ("Call 555-0142", "555-0142", What.PHONE),
        ("Write to ana.ortiz@example.org", "ana.ortiz@example.org", What.MAIL),
        ("See https://example.org/me?x=1", "https://example.org/me?x=1", What.MAIL),
        ("It was case 26-1183", "case 26-1183", What.CASE),
        ("See #261183", "#261183", What.CASE),
        ("It was report number 77-12", "report number 77-12", What.CASE),
        ("The car ABC 1234 was mine", "ABC 1234", What.PLATE),
        ("I live at 1420 lake street", "1420 lake street", What.ADDRESS),
        ("I live on Elliot Avenue", "Elliot Avenue", What.ADDRESS),
        ("Vivo en la calle Lake 12", "calle Lake 12", What.ADDRESS),
        ("I am in apt #4b", "apt #4b", What.ADDRESS),
        ("That was on tuesday", "tuesday", What.TIME),
        ("Fue el 3 de marzo", "3 de marzo", What.TIME),
        ("Around 10:30 p.m. it rained", "10:30 p.m.", What.TIME),
        ("On 2026-11-21 it rained", "2026-11-21", What.TIME),
        ("My name is Ortiz", "Ortiz", What.NAME),
        ("Me llamo Carmen", "Carmen", What.NAME),
        ("Mrs. Jackson is grateful", "Jackson", What.NAME),
        ("He helped Gloria too", "Gloria", What.NAME),
    ],
)
def test_what_has_a_shape_is_found(words, span, what):
    assert (span, what) in found(words)


@pytest.mark.parametrize(
    "words",
    [
        "You are the #1 officer, and I mean it.",
        "Thank you. I waited 2 hours on the way to work and they stayed.",
        "Gracias, oficial. Fue muy amable.",
        "It took 911 five minutes.",
        "EVERYBODY WAS KIND TO MY MOTHER",
        "",
    ],
)
def test_what_tells_nothing_is_left_alone(words):
    assert found(words) == []


def test_the_name_of_the_officer_may_stay_and_any_other_is_marked():
    words = "I thank Officer Ana Lindqvist and Officer Bell, and Lindqvist’s partner."
    assert found(words, ("Ana Lindqvist",)) == [("Bell", What.NAME)]
    assert [one[0] for one in found(words)] == ["Ana", "Lindqvist", "Bell", "Lindqvist’s"]


def test_several_marks_in_a_row_become_one():
    words = "I am Daniel Ortiz of Elliot Avenue."
    assert redaction.without(words, redaction.suggestions(words)) == f"I am {OUT} of {OUT}."


def test_the_pieces_are_the_words_with_what_each_seems_to_be():
    words = "My name is Ortiz."
    assert redaction.pieces(words, redaction.suggestions(words)) == [
        ("My name is ", ""),
        ("Ortiz", "a name"),
        (".", ""),
    ]


@given(PROSE | ANYTHING)
def test_spans_lie_within_the_words_in_their_order_and_never_over_one_another(words):
    spans = redaction.suggestions(words)
    edges = [edge for one in spans for edge in (one.start, one.end)]
    assert edges == sorted(edges)
    assert all(one.start < one.end for one in spans)
    assert all(0 <= edge <= len(words) for edge in edges)
    assert "".join(said for said, _what in redaction.pieces(words, spans)) == words


@given(PROSE | ANYTHING)
def test_taking_out_what_is_marked_never_puts_a_word_in(words):
    copy = redaction.without(words, redaction.suggestions(words))
    assert redaction.put_in(words, copy) == ""
    assert redaction.put_in(words, redaction.tidy(copy)) == ""


@given(PROSE, st.from_regex(r"\A[2-9]\d{2}-555-\d{4}\Z"))
def test_a_phone_number_among_any_words_is_found_and_never_left_in(words, number):
    said = f"{words} {number} {words}"
    assert any(number in one for one in redaction.left_in(said))
    assert number not in redaction.without(said, redaction.suggestions(said))


@given(PROSE.filter(str.strip), st.data())
def test_a_word_that_was_not_there_is_told(words, data):
    at = data.draw(st.integers(0, len(words.split())))
    kept = words.split()
    copy = " ".join([*kept[:at], "zebra", *kept[at:]])
    assert redaction.put_in(words, copy) == "zebra"


def test_words_may_go_but_not_change_places():
    assert redaction.put_in("He was kind and calm", "He was calm") == ""
    assert redaction.put_in("He was kind and calm", "calm and kind") == "and"
    assert redaction.put_in("He was KIND", "he was kind") == ""


@given(ANYTHING)
def test_tidying_twice_changes_nothing_more(words):
    once = redaction.tidy(words)
    assert redaction.tidy(once) == once


def test_the_mark_is_the_same_however_it_is_typed():
    assert redaction.tidy(" My  name is [...]\r\nThanks ") == f"My name is {OUT}\nThanks"


@pytest.mark.parametrize(
    ("words", "language"), [("Muy amable con mi madre", "es"), ("Kind to my mother", "en"), ("", "en")]
)
def test_the_language_is_guessed_for_whoever_hears_it_read(words, language):
    assert redaction.language_of(words) == language


def test_nothing_is_left_where_only_marks_stand():
    assert not redaction.says_something(f" {OUT}, {OUT}. ")
    assert redaction.says_something(f"Kind {OUT}")
