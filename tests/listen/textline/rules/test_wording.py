"""The texts: each names the agency, says why this number got it and how to stop, in two segments, in both languages."""

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonbeat.ground.messaging.rules import meaning, segments
from commonbeat.ground.messaging.rules.segments import BASIC, EXTENDED
from commonbeat.listen.surveys.rules.questions import ANSWERS, STANDARD, Question, choices_from
from commonbeat.listen.textline.rules import issue_in, wording
from commonbeat.listen.textline.rules.wording import Part, fitting, plain, short_name

LINK = "https://trust.prairiefalls.example/es/s/abcdefghijklmnopqrstuvwxyz/"
OTHER = "ESPAÑOL para español."
NAME = "Prairie Falls Police Department"
CORE = STANDARD[0]
QUESTION = Question(CORE.key, CORE.kind, CORE.wording, choices_from(ANSWERS[CORE.kind]), CORE.skip)

names = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=200)
roles = st.sampled_from(["caller", "victim", "driver", "other"])
languages = st.sampled_from(["en", "es"])


def update(name=NAME, role="caller", key="26-41180", phone="612-555-0100", day="Nov 19"):
    return wording.update_text(agency=name, role=role, day=day, key=key, phone=phone)


def survey(language, name=NAME, role="caller", day="Nov 19"):
    question = QUESTION.as_text(language)
    return wording.survey_text(agency=name, role=role, day=day, question=question, link=LINK, other=OTHER)


def test_the_update_as_somebody_reads_it():
    assert update() == (
        "Prairie Falls Police Department: we have your call of Nov 19. Its number is 26-41180. You get this because we "
        "were given this number for it. Questions: 612-555-0100. In danger call 911. Reply STOP to end texts."
    )
    assert "you were in contact with us on Nov 19" in update(role="driver")
    assert "Its number" not in update(key="")
    assert "Its number" not in update(key="x" * 30)
    assert "Questions" not in update(phone="")


def test_the_survey_as_somebody_reads_it():
    said = survey("en")
    assert said.startswith("Prairie Falls Police Department: you called us from this number on Nov 19. How satisfied")
    assert said.endswith("STOP ends texts.")
    assert "you were in contact with us on Nov 19 and gave this number" in survey("en", role="victim")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(languages, names, roles, st.text(max_size=80), st.text(max_size=40))
def test_every_first_text_has_two_segments_at_most_names_the_agency_and_says_how_to_stop(
    language, name, role, key, phone
):
    day = "26 sep" if language == "es" else "Sept 26"
    with override(language):
        for said in (update(name, role, key, phone, day), survey(language, name, role, day)):
            assert segments(said).count <= 2
            assert plain(short_name(name)) in plain(said)
            assert ("ALTO" if language == "es" else "STOP") in said


@pytest.mark.parametrize("language", ["en", "es"])
def test_with_a_usual_name_nothing_has_to_be_left_out(language):
    with override(language):
        said = survey(language)
        assert LINK in said
        assert OTHER in said
        assert segments(said).count == 2


@pytest.mark.parametrize("language", ["en", "es"])
def test_replies_fit_too_and_lead_to_danger_and_to_a_way_of_being_heard(language):
    with override(language):
        for said in (
            wording.nobody_reads(agency=NAME, link=LINK),
            wording.issue_empty(),
            wording.language_changed(),
        ):
            assert segments(said).count <= 2
        assert LINK in wording.nobody_reads(agency=NAME, link=LINK)
        assert "911" in wording.nobody_reads(agency=NAME, link=LINK)


def test_our_own_texts_ask_nothing_of_us_when_a_machine_sends_them_back():
    assert meaning(wording.issue_empty()).word == ""
    assert issue_in(wording.nobody_reads(agency=NAME, link=LINK)) is None


@given(st.text(max_size=400))
def test_plain_text_is_always_of_the_seven_bit_alphabet(text):
    assert set(plain(text)) <= BASIC | EXTENDED


def test_accents_are_given_up_before_sentences():
    parts = [Part("más " * 40), Part("últimos", 1)]
    assert fitting(parts) == plain("más " * 40 + " últimos")
    assert fitting([Part("más"), Part("")]) == "más"
    assert fitting([Part("a" * 300), Part("b" * 20, 1), Part("c" * 5, 2)]) == "a" * 300
    assert segments(fitting([Part("a" * 400)])).count == 3
    assert plain("“Ça” – l’été…\u00a0Ł") == '"Ça" - l\'été... ' or "C" in plain("Ç")


def test_a_long_name_is_cut_at_a_word():
    assert short_name("Metropolitan Police Department of the Consolidated City and County of Prairie") == (
        "Metropolitan Police Department of the Consolidated City and"
    )
    assert len(short_name("x" * 200)) == 60


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("ISSUE the car is still there", "the car is still there"),
        ("issue: the light is out", "the light is out"),
        ("Problema - el coche sigue ahí", "el coche sigue ahí"),
        ("asunto el semáforo", "el semáforo"),
        ("Issue", ""),
        ("issues with my neighbor", None),
        ("The ISSUE is", None),
        ("2", None),
        ("", None),
    ],
)
def test_only_a_text_that_begins_with_the_word_asks_us_to_act(body, words):
    assert issue_in(body) == words


def test_other_words_are_not_kept_and_the_reply_says_so():
    assert wording.with_other_words("Saved.", "") == "Saved."
    assert "ISSUE" in wording.with_other_words("Saved.", "but the car is still there")
