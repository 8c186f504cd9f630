"""STOP, HELP and START work at once, are confirmed once, and no word of anything else is kept."""

import pytest

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import actions, queries
from commonbeat.ground.messaging.models import Consent, Inbound, Message
from commonbeat.ground.messaging.rules import Haste, Programme, Received, Word, segments
from ground.messaging.conftest import NUMBER

pytestmark = pytest.mark.django_db


@pytest.fixture
def text_us(riverton):
    """A text that comes in from a phone, each with a reference of its own."""
    count = iter(range(1000))

    def send(body, sender=NUMBER, agency=riverton, reference=None, **more):
        named = reference or f"SM{next(count):032d}"
        return actions.receive(agency=agency, sender=sender, body=body, gateway_reference=named, **more)

    return send


def test_stop_holds_at_once_for_everything_and_is_confirmed_once(text_us, phones, queue_text, riverton, work_off):
    queue_text(programme="updates")
    assert text_us("Stop.") == Received(Word.STOP, "en", False)
    assert text_us("STOP!!!") == Received(Word.STOP, "en", False)
    assert not any(queries.may_text(riverton, NUMBER, programme) for programme in ("", *Programme))
    work_off()
    assert phones(NUMBER) == [
        "Riverton Police Department: We will send you no more texts. Reply START to get them again."
    ]


def test_a_stop_to_one_town_is_no_stop_to_the_next(text_us, riverton, lakefield):
    text_us("STOP")
    assert not queries.may_text(riverton, NUMBER, "surveys")
    assert queries.may_text(lakefield, NUMBER, "surveys")
    assert queries.may_text(riverton, "+16125550143", "surveys")


def test_a_stop_to_surveys_leaves_the_rest(text_us, phones, riverton, work_off):
    assert text_us("stop surveys") == Received(Word.STOP, "en", False, "surveys")
    assert not queries.may_text(riverton, NUMBER, "surveys")
    assert queries.may_text(riverton, NUMBER, "updates")
    work_off()
    assert "no more texts of this kind" in phones(NUMBER)[0]


def test_start_brings_back_all_that_was_stopped(text_us, phones, riverton, work_off):
    text_us("stop surveys")
    text_us("STOP")
    assert text_us("START") == Received(Word.START, "en", False)
    assert text_us("START") == Received(Word.START, "en", False)
    assert queries.may_text(riverton, NUMBER, "surveys")
    work_off()
    assert [("again" in body) for body in phones(NUMBER)] == [False, True, True]
    assert "You will get our texts again" in phones(NUMBER)[2]
    text_us("STOP")
    assert not queries.may_text(riverton, NUMBER, "updates")


def test_a_bare_yes_starts_texts_only_for_somebody_who_had_stopped_them(text_us, riverton):
    assert text_us("Yes").word == Word.NONE
    text_us("ALTO")
    assert text_us("Sí") == Received(Word.START, "es", False)
    assert queries.may_text(riverton, NUMBER, "surveys")


def test_help_says_who_we_are_even_to_somebody_who_has_stopped(text_us, phones, riverton, work_off):
    riverton.phone = "612-555-0100"
    text_us("STOP")
    text_us("HELP")
    riverton.phone = ""
    text_us("ayuda")
    work_off()
    assert "Questions: 612-555-0100" in phones(NUMBER)[1]
    assert "911" in phones(NUMBER)[2]
    assert "ALTO" in phones(NUMBER)[2]


@pytest.mark.parametrize("word", ["STOP", "STOP encuestas", "HELP", "START"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_an_answer_speaks_the_language_of_the_word_or_the_thread_in_few_segments(
    text_us, phones, riverton, work_off, word, language
):
    riverton.phone = "612-555-0100"
    if word == "START":
        text_us("STOP", reference="first")
    spanish = {"START": "INICIAR", "HELP": "AYUDA"}.get(word, word)
    text_us(spanish if language == "es" else word.replace("encuestas", "surveys"), language=language)
    work_off()
    said = phones(NUMBER)[-1]
    assert segments(said).alphabet == "gsm7", segments(said).costly
    assert segments(said).count <= 2
    assert ("Responda" in said) == (language == "es")


def test_answers_to_stop_and_help_are_held_by_nothing(text_us, riverton):
    text_us("STOP")
    row = Message.objects.get()
    assert (row.haste, row.programme, row.purpose) == (Haste.AT_ONCE, "", "messaging.stop")


def test_a_copy_that_the_gateway_brings_again_changes_nothing(text_us, riverton):
    text_us("STOP", reference="SM1")
    text_us("START", reference="SM2")
    assert text_us("STOP", reference="SM1") == Received(Word.STOP, "en", True)
    assert queries.may_text(riverton, NUMBER, "updates")
    assert Message.objects.count() == 2


def test_the_same_reference_at_another_town_is_no_copy(text_us, lakefield):
    text_us("5", reference="SM1")
    assert not text_us("5", reference="SM1", agency=lakefield).duplicate


def test_of_other_words_nothing_is_kept_not_even_whose_they_were(text_us, dump):
    assert text_us("4 the officer was kind", reference="SM-secret") == Received(Word.NONE, "en", False)
    assert Inbound.objects.count() == 1
    assert not Consent.objects.exists()
    assert not Message.objects.exists()
    assert not AuditEvent.objects.filter(verb__startswith="messaging.").exists()
    for secret in ("kind", NUMBER, "SM-secret"):
        assert secret not in dump()


def test_a_stop_keeps_a_fingerprint_and_no_number(text_us, dump):
    text_us("STOP")
    assert NUMBER not in dump()
    assert len(Consent.objects.get().fingerprint) == 64
    entry = AuditEvent.objects.get(verb="messaging.opt_out")
    assert (entry.details, entry.actor_label) == ({"programme": "all"}, "a text that came in")


def test_a_number_is_known_however_it_is_written(text_us, riverton):
    text_us("STOP", sender="(612) 555-0142")
    assert not queries.may_text(riverton, NUMBER, "updates")


def test_a_short_code_is_obeyed_and_not_answered(text_us, riverton):
    assert text_us("STOP", sender="22395").word == Word.STOP
    assert not Message.objects.exists()


def test_somebody_at_a_desk_may_set_what_a_person_asked_for(riverton, console):
    told = {"actor": console, "agency": riverton, "number": NUMBER, "programme": "surveys"}
    assert not actions.set_consent(**told, allowed=True)
    assert actions.set_consent(**told, allowed=False)
    assert not actions.set_consent(**told, allowed=False)
    assert actions.set_consent(**told, allowed=True)
    assert str(Consent.objects.get()) == "surveys: yes"
    with pytest.raises(ValueError, match="gossip"):
        actions.set_consent(**{**told, "programme": "gossip"}, allowed=False)
