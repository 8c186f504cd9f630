"""A newcomer at a phone of the demonstration: reads the update, answers by text, stops, begins again, is heard."""

import pytest
from playwright.sync_api import expect

from journeys.walking import press_until

SAID = {
    "": {
        "phone": "jordan-ellis",
        "send": "Send",
        "update": "we have your call of",
        "question": "How satisfied were you",
        "replies": ("2", "Yes", "partly", "3"),
        "thanks": "Your answers are saved",
        "counted": "Counted an answer",
        "store": "What the survey store knows now",
        "stop": ("STOP", "We will send you no more texts", "Stopped at once"),
        "start": ("START", "You will get our texts again", "Began again at once"),
        "help": ("HELP", "In an emergency call 911"),
    },
    "/es": {
        "phone": "lucia-herrera",
        "send": "Enviar",
        "update": "tenemos su llamada del",
        "question": "satisfecho(a)",
        "replies": ("2", "Sí", "en parte", "3"),
        "thanks": "Sus respuestas quedaron guardadas",
        "counted": "Contó una respuesta",
        "store": "Lo que el almacén de encuestas sabe ahora",
        "stop": ("ALTO", "Ya no le enviaremos mensajes", "Paró de inmediato"),
        "start": ("INICIAR", "", "Volvió a empezar de inmediato"),
        "help": ("AYUDA", "911"),
    },
}


@pytest.fixture
def at_phone(walker):
    """Somebody with a phone of the demonstration in front of them, and a way to text from it."""

    def open_phone(language, width, *, script=True):
        words = SAID[language]
        person = walker(width=width, script=script).open(f"{language}/phone/{words['phone']}/")
        page = person.page

        def text(body, answer=""):
            page.locator("#reply").fill(body)
            page.get_by_role("button", name=words["send"]).click()
            expect(page.locator(".cb-msg.out").last).to_have_text(body)
            if answer:
                expect(page.locator(".cb-msg.in").last).to_contain_text(answer)

        return person, words, text

    return open_phone


@pytest.mark.parametrize(("language", "width", "script"), [("", 1280, True), ("/es", 320, False)])
def test_the_update_is_there_and_the_survey_takes_four_replies(at_phone, language, width, script):
    person, words, text = at_phone(language, width, script=script)
    page = person.page
    expect(page.locator(".cb-msg.in").first).to_contain_text(words["update"])
    expect(page.locator(".cb-msg.in").nth(1)).to_contain_text(words["question"])
    *replies, last = words["replies"]
    assert len(words["replies"]) <= 5
    for reply in replies:
        text(reply)
        expect(page.locator("#behind")).to_contain_text(words["counted"])
    text(last, words["thanks"])
    expect(page.locator("#behind > li").last).to_contain_text(words["store"])
    assert not script or person.violations() == []
    assert person.overflow() <= 0


@pytest.mark.parametrize(("language", "width"), [("", 320), ("/es", 1280)])
def test_stop_and_help_work_at_once_and_start_again(at_phone, language, width):
    person, words, text = at_phone(language, width)
    page = person.page
    text(*words["help"])
    body, said, step = words["stop"]
    text(body, said)
    expect(page.locator("#behind > li").filter(has_text=step)).to_have_count(1)
    text("?")
    expect(page.locator(".cb-msg").last).to_have_text("?")
    body, said, step = words["start"]
    text(body, said)
    expect(page.locator("#behind > li").filter(has_text=step)).to_have_count(1)
    assert person.violations() == []
    assert person.overflow() <= 0


def test_words_behind_issue_become_a_concern_and_the_link_in_the_text_leads_to_it(at_phone):
    person, _words, text = at_phone("", 1280)
    page = person.page
    text("ISSUE the car is still there", "C-")
    expect(page.locator("#behind > li").filter(has_text="Opened a concern").last).to_contain_text("is due")
    page.get_by_text("See the audit entries").click()
    expect(page.locator("details table")).to_contain_text("opened a concern")
    page.locator('.cb-msg.in a[href^="/concerns/"]').last.click()
    expect(page.locator("main")).to_contain_text("the car is still there")


def test_it_goes_by_keyboard_alone_and_refreshes_by_itself(at_phone):
    person, _words, _text = at_phone("", 1280)
    page = person.page
    press_until(page, "#reply")
    page.keyboard.type("help")
    page.keyboard.press("Enter")
    expect(page.locator(".cb-msg.in").last).to_contain_text("911")


def test_the_phones_of_those_who_get_nothing_say_why(walker):
    page = walker().open("/phone/").page
    page.get_by_role("link", name="Dana Marsh").click()
    expect(page.locator(".cb-msg")).to_have_count(0)
    expect(page.locator("#behind")).to_contain_text("The call asks for care")
    page.get_by_role("link", name="Abdi Warsame").click()
    expect(page.locator("#behind")).to_contain_text("Was suspect, arrested or witness")
    page.get_by_role("link", name="Sam Whitfield").click()
    expect(page.locator("#behind")).to_contain_text("Stopped at once")
