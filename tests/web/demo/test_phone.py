"""A newcomer's phones: texts at any hour, both sides told from real rows, and the same way in as a gateway's call."""

import re
from types import SimpleNamespace

import pytest

from commonbeat.ground.agency.models import Setting
from commonbeat.ground.messaging import simulator
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.places.models import Neighborhood
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.surveys import actions as surveys
from commonbeat.listen.surveys.models import Instrument
from commonbeat.listen.textline.models import Decision, TextRule
from commonbeat.web.demo import contacts, texts
from commonbeat.web.demo.agency import SINCE, found
from commonbeat.web.demo.behind import story
from commonbeat.web.demo.phones import PHONES

JORDAN, LUCIA, SAM, DANA, ABDI = PHONES


@pytest.fixture
def quiet(monkeypatch):
    """Nobody waits for a worker: there is none."""
    monkeypatch.setattr(texts, "PATIENCE", 0.0)


@pytest.fixture
def demonstration(db, console, settings, tmp_path, quiet):
    """The demonstration agency with its calls and its texts."""
    settings.DATA_DIR = tmp_path
    agency = found(console)
    Neighborhood.objects.create(agency=agency, name="Como", slug="como")
    questions = surveys.field(actor=console, instrument=surveys.prepare(actor=console, agency=agency))
    surveys.open_campaign(actor=console, agency=agency, instrument=questions, title="Contacts", starts_on=SINCE)
    for step in (texts.prepare, contacts.load, texts.send):
        step(console, agency, lambda _words: None)
    return agency


@pytest.fixture
def type_in(client, demonstration):
    """Type a text on a phone's page and open the page again."""

    def send(phone, *bodies):
        address = f"/phone/{phone.slug}/"
        for body in bodies:
            assert client.post(address, {"words": body}).status_code == 302
        return client.get(address).content.decode()

    return send


def titles(agency, phone):
    return [step.title for step in story(agency, phone).steps]


def test_the_first_visit_shows_an_update_and_a_survey(type_in):
    said = type_in(JORDAN)
    assert "we have your call of" in said
    assert "How satisfied were you" in said
    assert "Sent an update by itself" in said
    assert "texts leave at any hour" in said


def test_loading_again_changes_nothing(demonstration, console):
    before = (TextRule.objects.count(), Setting.objects.count(), Decision.objects.count(), Message.objects.count())
    for step in (texts.prepare, contacts.load, texts.send):
        step(console, demonstration, lambda _words: None)
    assert before == (
        TextRule.objects.count(),
        Setting.objects.count(),
        Decision.objects.count(),
        Message.objects.count(),
    )
    assert Instrument.objects.count() == 1


def test_each_phone_tells_its_own_story(demonstration):
    assert titles(demonstration, JORDAN) == [
        "A call came in with the agency’s file",
        "Sent an update by itself",
        "Chose this call for the survey",
    ]
    assert titles(demonstration, SAM)[-1] == "Stopped at once"
    for phone in (DANA, ABDI):
        assert titles(demonstration, phone)[1:] == ["Sent no update", "Did not ask how it went"]
        assert simulator.conversation(phone.number) == []
    assert "violence" in str(story(demonstration, DANA).steps[1].said)
    assert "witness" in str(story(demonstration, ABDI).steps[1].said)
    assert "no texts" in str(story(demonstration, SAM).steps[-1].said).lower()


def test_a_whole_conversation_is_told_step_by_step(type_in, demonstration):
    said = type_in(JORDAN, "2", "1 but the car is still there", "ISSUE the car is still there", "what?", "0", "1")
    assert titles(demonstration, JORDAN)[3:] == [
        "Counted an answer",
        "Counted an answer",
        "Opened a concern",
        "Could not read an answer in it",
        "Counted an answer",
        "Counted an answer",
        "What the survey store knows now",
    ]
    assert "“2” means: Satisfied." in said
    assert "The link is used up" in said
    concern = Concern.objects.get(words="the car is still there")
    assert f"{concern.reference} is due" in said
    assert 'href="/concerns/' in said
    assert "opened a concern" in said
    assert "put a text in the queue" in said


def test_while_answers_are_missing_the_box_says_how_many(type_in):
    said = type_in(LUCIA, "1", "2 PROBLEMA no hay luz")
    assert "2 of 4 answered" in said
    assert Concern.objects.get(words="no hay luz").language == "es"


def test_stop_start_help_and_language(type_in, demonstration):
    said = type_in(JORDAN, "STOP", "2", "START", "2", "HELP", "ESPAÑOL", "ISSUE")
    assert titles(demonstration, JORDAN)[3:] == [
        "Stopped at once",
        "Kept nothing of it",
        "Began again at once",
        "Counted an answer",
        "Said who writes and how to stop",
        "Changed the language",
        "Could not read an answer in it",
        "What the survey store knows now",
    ]
    assert "Texts again, since" in said


def test_words_for_nobody_and_empty_ones(type_in, demonstration):
    type_in(ABDI, "", "  ", "Hello?")
    assert titles(demonstration, ABDI)[-1] == "Kept nothing of it"
    assert len(simulator.conversation(ABDI.number)) == 2


def test_before_the_calls_are_loaded_the_page_says_so(db, console, settings, tmp_path, client):
    settings.DATA_DIR = tmp_path
    found(console)
    assert "still being loaded" in client.get(f"/phone/{JORDAN.slug}/").content.decode()


def test_the_list_leads_to_every_phone_and_no_address_holds_a_number(type_in, client):
    said = client.get("/phone/").content.decode()
    assert all(f'/phone/{phone.slug}/"' in said and str(phone.story) in said for phone in PHONES)
    assert not any(re.search(r"\d", phone.slug) for phone in PHONES)
    assert client.get("/phone/nobody/").status_code == 404


def test_no_real_agency_has_such_pages(client, riverton, demonstration, settings):
    assert client.get("/riverton/phone/jordan-ellis/").status_code == 302
    settings.DEMO = False
    assert client.get("/demo/phone/").status_code == 302


def test_an_update_or_survey_that_waits_is_told_too(demonstration):
    Decision.objects.filter(contact__source_key=JORDAN.key).update(outcome="waiting", reason="paused", message=None)
    assert titles(demonstration, JORDAN)[1:] == ["An update waits", "The survey waits for its hour"]


def test_a_worker_that_carries_at_the_same_time_is_waited_for(demonstration, monkeypatch):
    seen = []
    monkeypatch.setattr(texts, "PATIENCE", 5.0)
    monkeypatch.setattr(texts.time, "sleep", seen.append)
    answers = iter([[], [SimpleNamespace(mine=False)], [SimpleNamespace(mine=False)]])
    monkeypatch.setattr(texts.simulator, "conversation", lambda _number: next(answers))
    assert texts._has_a_text("+16125550103")
    assert seen == [0.1]
