"""Whatever is out of a copy has its mark there, put in if need be: taking words out does not turn what is left."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.recognition.rules import marks, redaction
from commonbeat.act.recognition.rules.redaction import OUT

SAID = (
    "the officer was not kind kind to my mother, and she was not late. (Never!) No fue amable; tampoco llegó a tiempo"
)
WORDS = st.lists(st.sampled_from(SAID.split()), max_size=30)


def taken_out(original: list[str], kept: list[bool]) -> str:
    return " ".join(word for word, stays in zip(original, kept, strict=True) if stays)


@pytest.mark.parametrize(
    ("original", "copy", "marked"),
    [
        ("The officer was not kind.", "The officer was kind.", "The officer was […] kind."),
        ("Not kind", "kind", "[…] kind"),
        ("Kind, but late.", "Kind", "Kind […]"),
        ("Kind and not kind", "[…] kind", "[…] kind"),
        ("Kind and not kind", "kind […]", "kind […]"),
        ("No fue (nada) amable.", "fue (amable)", "[…] fue ([…] amable)"),
        ("One two three four", "one […] four", "one […] four"),
        ("One two three four", "one three", "one […] three […]"),
        ("One two", "", " […]"),
    ],
)
def test_a_mark_stands_where_something_is_out(original, copy, marked):
    assert marks.marked(original, copy) == marked
    assert marks.unmarked(original, copy) == (copy != marked)
    assert not marks.unmarked(original, marked)


def test_the_whole_needs_no_mark_and_one_too_many_does_no_harm():
    assert not marks.unmarked("He was KIND.", "he was kind")
    assert not marks.unmarked("He was kind.", "He was […] kind.")


def test_a_copy_with_words_of_its_own_stays_as_it_is_and_is_refused():
    assert marks.marked("He was kind", "He was very kind") == "He was very kind"
    assert marks.unmarked("He was kind", "He was very kind")


@given(WORDS, st.data())
def test_whatever_is_taken_out_nobody_can_pass_it_on_without_its_mark(original, data):
    kept = data.draw(st.lists(st.booleans(), min_size=len(original), max_size=len(original)))
    said, copy = " ".join(original), taken_out(original, kept)
    assert marks.unmarked(said, copy) == (not all(kept)), "no mark: refused unless nothing is out"
    marked = marks.marked(said, copy)
    assert not marks.unmarked(said, marked)
    assert redaction.put_in(said, marked) == ""
    assert redaction.tokens(marked) == redaction.tokens(copy)
    assert marks.marked(said, marked) == marked


@given(WORDS, st.data())
def test_the_rule_is_that_the_copy_fits_like_a_pattern_with_a_gap_at_each_mark(original, data):
    copy = data.draw(st.lists(st.sampled_from([OUT, *original, "zebra"]), max_size=30))
    fits = "".join(r"(\w+ )*" if one == OUT else "".join(f"{word} " for word in redaction.tokens(one)) for one in copy)
    whole = "".join(f"{word} " for word in redaction.tokens(" ".join(original)))
    assert marks.unmarked(" ".join(original), " ".join(copy)) == (re.fullmatch(fits, whole) is None)


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_ends_marked_or_refused(original, copy):
    marked = marks.marked(original, copy)
    assert marks.unmarked(original, marked) == (redaction.put_in(original, copy) != "")


@given(WORDS.map(" ".join))
def test_what_the_program_takes_out_has_its_marks(words):
    assert not marks.unmarked(words, redaction.without(words, redaction.suggestions(words)))
