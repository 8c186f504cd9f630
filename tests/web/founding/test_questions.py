"""Each answer is checked, with words that say what to write; usual answers make sense."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from commonbeat.web.founding.questions import QUESTIONS, Unfit

BY_KEY = {question.key: question for question in QUESTIONS}


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("agency.name", " Riverton Police Department ", "Riverton Police Department"),
        ("agency.slug", "riverton-pd", "riverton-pd"),
        ("agency.timezone", "2", "America/Chicago"),
        ("agency.timezone", "America/Boise", "America/Boise"),
        ("agency.languages", "es en", ["en", "es"]),
        ("agency.languages", "es", ["es"]),
        ("site.address", "https://beat.example.gov/", "https://beat.example.gov"),
        ("site.address", "http://localhost:8000", "http://localhost:8000"),
        ("administrator.email", "Ada@Riverton.example", "ada@riverton.example"),
        ("administrator.entry", "LINK", "link"),
        ("mail.port", "465", 465),
        ("mail.test_to", "", ""),
        ("text.account", "AC" + "a" * 32, "AC" + "a" * 32),
        ("text.sender", "612-555-0100", "+16125550100"),
        ("text.sender", "MG" + "a" * 32, "MG" + "a" * 32),
        ("text.test_to", "(612) 555-0123", "+16125550123"),
    ],
)
def test_good_answers_are_taken(key, text, value):
    assert BY_KEY[key].answer(text, {}) == value


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("agency.name", "  "),
        ("agency.name", "x" * 201),
        ("agency.slug", "River ton"),
        ("agency.slug", "Riverton"),
        ("agency.slug", "staff"),
        ("agency.slug", "es"),
        ("agency.slug", "static"),
        ("agency.slug", "figures"),
        ("agency.slug", "pictures"),
        ("agency.slug", "Staff/x"),
        ("agency.timezone", "Central"),
        ("agency.timezone", "99"),
        ("agency.languages", "fr"),
        ("agency.languages", "en, fr"),
        ("site.address", "beat.example.gov"),
        ("site.address", "http://beat.example.gov"),
        ("site.address", "https://beat.example.gov/path"),
        ("site.address", "ftp://beat.example.gov"),
        ("administrator.email", "ada"),
        ("administrator.entry", "window"),
        ("administrator.password", ""),
        ("mail.carrier", "pigeon"),
        ("mail.port", "0"),
        ("mail.port", "65536"),
        ("mail.port", "smtp"),
        ("mail.security", "perhaps"),
        ("text.account", "AC12"),
        ("text.sender", "12"),
        ("text.test_to", "12"),
    ],
)
def test_bad_answers_are_told_in_words(key, text):
    with pytest.raises(Unfit) as refused:
        BY_KEY[key].answer(text, {})
    assert len(str(refused.value)) > 10


@pytest.mark.parametrize(
    ("place", "short"),
    [("Riverton, Minnesota", "riverton"), ("Peña Blanca", "pena-blanca"), ("日本", "agency"), ("", "agency")],
)
def test_a_short_name_is_suggested_from_the_place(place, short):
    assert BY_KEY["agency.slug"].answer("", {"agency.place": place}) == short


def test_a_password_is_taken_as_it_is_typed():
    assert BY_KEY["administrator.password"].answer("  spaces stay  ", {}) == "  spaces stay  "


def test_what_a_carrier_does_not_need_is_not_asked():
    none = {question.key for question in QUESTIONS if question.asked({"mail.carrier": "none", "text.carrier": "none"})}
    assert not {key for key in none if key.startswith(("mail.", "text."))} - {"mail.carrier", "text.carrier"}
    smtp = {question.key for question in QUESTIONS if question.asked({"mail.carrier": "smtp", "mail.username": "beat"})}
    assert {"mail.host", "mail.password", "mail.test_to"} <= smtp


@given(question=st.sampled_from(QUESTIONS), text=st.text(max_size=300))
@limits(deadline=None, derandomize=True, max_examples=100)
def test_no_answer_breaks_a_question(question, text):
    with contextlib.suppress(Unfit):
        question.answer(text, {"agency.place": text})
