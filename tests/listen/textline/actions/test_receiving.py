"""A text that comes in: STOP and HELP at once, answers into the survey, ISSUE into a concern; else nobody reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.listen.textline.conftest import BEGUN, NUMBER

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.models import Inbound, Message
from commonbeat.ground.messaging.rules import Kind
from commonbeat.kit import words
from commonbeat.kit.spaces import SEALED
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.surveys.models import OpenAnswer, UsedLink
from commonbeat.listen.textline import actions
from commonbeat.listen.textline.models import Decision, Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(riverton, console, contact, rule, campaign, phone):
    """Somebody who called an hour ago and was asked at once how it went; `asked("es")` for a Spanish speaker."""
    agencies.set_value(
        actor=console,
        agency=riverton,
        key="text_line",
        value={"survey_days": 0, "survey_hour": 0},
        effective_from=BEGUN,
        citation="For trying",
    )
    rule()

    def ask(language="en", number=NUMBER):
        contact(number, now=timezone.now(), hours=1, language=language)
        actions.decide(actor=console, agency=riverton)
        return phone(number=number)

    return ask


@pytest.mark.parametrize(
    ("language", "replies", "thanks"),
    [
        ("en", ["2", "Yes", "partly", "3"], "Your answers are saved"),
        ("es", ["2", "Sí", "en parte", "3"], "Sus respuestas quedaron guardadas"),
    ],
)
def test_a_whole_survey_takes_four_replies_in_either_language(asked, phone, language, replies, thanks):
    update, survey = asked(language)
    assert ("911" in update, "1 " in survey, "5 " in survey) == (True, True, True)
    said = [phone(body) for body in replies]
    assert all(len(one) == 1 for one in said)
    assert thanks in said[-1][0]
    assert UsedLink.objects.count() == 1
    assert not OpenAnswer.objects.exists()


def test_the_first_reply_saves_the_core_item(asked, phone):
    asked()
    assert phone("2")[0].startswith("Thank you, that is saved. Did the officer explain")
    assert OpenAnswer.objects.count() == 1


def test_espanol_and_english_switch_the_conversation(asked, phone):
    asked()
    assert "¿Qué tan satisfecho(a)" in phone("ESPAÑOL")[0]
    assert "Responda 1 sí" in phone("2")[0]
    assert "Reply 1 yes" in phone("english")[0]
    assert Line.objects.get().language == "en"


def test_without_a_survey_the_language_is_kept_for_what_comes(phone):
    assert phone("Español")[0].startswith("Desde ahora le escribimos en español")
    assert "nadie lee mensajes" in phone("hola")[0]
    assert phone("gracias") == []


@pytest.mark.parametrize(
    ("word", "again", "said"), [("STOP", "START", "no more texts"), ("ALTO", "INICIAR", "Ya no le")]
)
def test_stop_works_at_once_and_start_again(asked, phone, word, again, said):
    asked()
    assert said in phone(word)[0]
    assert phone("2") == []
    assert phone("what is this") == []
    assert not OpenAnswer.objects.exists()
    assert len(phone(again)) == 1
    assert len(phone("2")) == 1


@pytest.mark.parametrize("word", ["HELP", "AYUDA"])
def test_help_says_who_writes(phone, word):
    assert "Riverton Police Department" in phone(word)[0]


def test_stop_is_answered_in_the_language_of_the_thread(asked, phone):
    asked("es")
    assert "Ya no le enviaremos mensajes" in phone("stop")[0]


def test_who_stopped_the_surveys_alone_answers_none(asked, phone):
    asked()
    phone("STOP surveys")
    assert "nobody reads texts here" in phone("2")[0]
    assert not OpenAnswer.objects.exists()


def test_words_for_nobody_are_answered_once_a_day_with_where_to_turn(phone):
    said = phone("My neighbor is loud")
    assert len(said) == 1
    assert all(word in said[0] for word in ("nobody reads texts here", "911", "ISSUE", "/point-out/"))
    assert phone("Hello?") == []
    Line.objects.update(referred_on=BEGUN)
    assert len(phone("Hello again")) == 1


def test_a_machine_that_answers_our_questions_is_left_alone_soon(asked, phone):
    asked()
    said = [phone("I am driving and will answer later") for _ in range(6)]
    assert [len(one) for one in said] == [1, 1, 1, 0, 0, 0]
    assert "could not read that as an answer" in said[0][0]
    assert len(phone("2")) == 1


def test_other_words_beside_an_answer_are_not_kept_and_the_reply_says_how_to_be_heard(asked, phone):
    asked()
    phone("2")
    said = phone("1 but the car is still there")[0]
    assert "Your other words were not kept" in said
    assert "ISSUE" in said
    assert not Concern.objects.exists()


@pytest.mark.parametrize("body", ["ISSUE the car is still there", "1 ISSUE the car is still there"])
def test_behind_the_word_issue_they_become_a_concern_that_answers_to_this_number(asked, phone, body):
    asked()
    phone("2")
    said = phone(body)
    concern = Concern.objects.get()
    assert (concern.words, concern.channel) == ("the car is still there", "text")
    assert NUMBER not in concern.contact
    assert concern.reference in said[0]
    assert "/concerns/" in said[0]
    assert words.day(concern.due) in said[0]
    assert ["Did the officer listen" in one for one in said[1:]] == [True] * body.startswith("1")


def test_the_word_alone_asks_for_more_and_five_a_day_are_enough(phone):
    assert phone("ISSUE")[0].startswith("Write ISSUE and what it is")
    said = [phone(f"ISSUE number {count}")[0] for count in range(6)]
    assert Concern.objects.count() == 5
    assert "nobody reads texts here" in said[-1]


def test_words_too_long_for_a_concern_are_led_to_the_page(phone, monkeypatch):
    monkeypatch.setattr("commonbeat.listen.reports.rules.LONGEST_WORDS", 3)
    assert "/point-out/" in phone("ISSUE too long")[0]


def test_the_same_text_brought_twice_is_dealt_with_once(asked, phone, riverton):
    asked()
    for _copy in range(2):
        actions.receive(agency=riverton, sender=NUMBER, body="2", gateway_reference="SM1")
    assert len(phone()) == 3
    assert "explain" in phone()[-1]


def test_a_short_code_is_answered_by_nobody_and_breaks_nothing(riverton, phone):
    actions.receive(agency=riverton, sender="22000", body="You won", gateway_reference="SM2")
    assert not Message.objects.exists()
    assert Inbound.objects.count() == 1


def test_if_the_main_space_fails_the_answer_is_taken_back_too(asked, riverton, monkeypatch):
    asked()

    def fail(**_what):
        raise RuntimeError

    monkeypatch.setattr(messaging, "queue_text", fail)
    with pytest.raises(RuntimeError):
        actions.receive(agency=riverton, sender=NUMBER, body="2", gateway_reference="SM3")
    assert not OpenAnswer.objects.exists()
    assert not Inbound.objects.exists()


def test_nothing_in_the_main_space_tells_an_answer_from_any_other_text(asked, phone, riverton):
    """The reply to an answer and the reply to a stray word leave the same entries, messages and rows behind."""
    asked()
    asked(number="+16125550143")

    def left(body, number):
        entries, rows = AuditEvent.objects.count(), set(Line.objects.values_list("fingerprint", "asked_on", "language"))
        assert len(phone(body, number)) == 1
        message = Message.objects.first()
        told = [(one.verb, one.subject_type, one.details) for one in AuditEvent.objects.order_by("pk")[entries:]]
        new = set(Line.objects.values_list("fingerprint", "asked_on", "language")) - rows
        return told, (message.purpose, message.programme, message.haste, message.recipient, message.body), new

    assert left("2", NUMBER) == left("I do not understand", "+16125550143")
    assert not AuditEvent.objects.using(SEALED).exists()
    assert Decision.objects.filter(programme="surveys", outcome="sent").count() == 2


def test_while_all_is_paused_a_reply_waits(asked, phone, riverton, console):
    asked()
    until = timezone.now() + timedelta(days=1)
    messaging.pause(actor=console, agency=riverton, reason="Storm", until=until)
    assert phone("2") == []
    messaging.resume(actor=console, agency=riverton)
    messaging.carry_some(kind=Kind.TEXT)
    assert "that is saved" in phone()[-1]
