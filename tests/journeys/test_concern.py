"""A resident points something out by keyboard on a small screen; an officer answers; the resident says it is fixed."""

import re
import time

import pytest
from playwright.sync_api import expect

from journeys.walking import press_until, words

KEYS = 90
"""Presses of a key, letters of words aside, from the first page to the reference."""
SECONDS = 90
"""Time from the first page to the reference (issue 3)."""
TYPING = 60
"""Milliseconds between two letters: about 200 letters a minute, a slow typist."""
TEXT = "The light at the corner does not work."
PLACE = "31st Street"
GO_ON = ".cb-big"
"""The one large button of a page."""

SPOKEN = {
    "": {"first": "What is it?", "where": "Where is it?", "reach": "How can we reach you?", "new": "Your reference is"},
    "/es": {
        "first": "¿Qué es?",
        "where": "¿Dónde está?",
        "reach": "¿Cómo nos comunicamos con usted?",
        "new": "Su referencia es",
    },
}


class Keyboard:
    """Somebody who has no mouse: counts every press that is not a letter."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, key):
        self.pressed += 1
        self.page.keyboard.press(key)

    def to(self, selector):
        """Tab until the element has the focus."""
        self.pressed += press_until(self.page, selector)

    def write(self, selector, typed):
        self.to(selector)
        self.page.keyboard.type(typed, delay=TYPING)

    def enter(self):
        """Send the form or follow the link, until the next page is there."""
        with self.page.expect_navigation():
            self.press("Enter")


@pytest.mark.parametrize("language", ["", "/es"])
def test_by_keyboard_on_a_small_screen_without_scripts_from_home_to_reference(walker, language):
    said = SPOKEN[language]
    page = walker(width=320, script=False).open(language + "/").page
    heading, keys, began = page.locator("h1"), Keyboard(page), time.monotonic()
    keys.to(GO_ON)
    keys.enter()
    expect(heading).to_have_text(said["first"])
    keys.write("#id_words", TEXT)
    keys.to("#id_topic")
    for _down in range(2):
        keys.press("ArrowDown")
    keys.to(GO_ON)
    keys.enter()
    expect(heading).to_have_text(said["where"])
    keys.write("#id_where", PLACE)
    keys.enter()
    expect(heading).to_have_text(said["reach"])
    keys.to(GO_ON)
    keys.enter()
    took = time.monotonic() - began
    expect(page.locator("main")).to_contain_text(said["new"])
    expect(page).to_have_url(re.compile(r"/concerns/[\w-]{32}/"))
    expect(page.locator("dl")).to_contain_text(PLACE)
    assert page.context.cookies() == []
    print(f"{language or '/en'}: {keys.pressed} key presses and {len(TEXT + PLACE)} letters, {took:.1f} seconds")
    assert keys.pressed <= KEYS
    assert took <= SECONDS


def told(walker):
    """A resident who has just pointed something out, at the page of the concern."""
    page = walker(script=False).open("/point-out/").page
    page.locator("#id_words").fill(TEXT)
    page.locator("#id_topic").select_option("lights")
    page.locator(GO_ON).click()
    page.locator("#id_where").fill(PLACE)
    page.locator(GO_ON).click()
    expect(page.locator("h1")).to_have_text("How can we reach you?")
    page.locator(GO_ON).click()
    return page


def test_wrong_input_is_said_in_words_and_nothing_typed_is_lost(walker):
    person = walker(width=320, script=False).open("/point-out/")
    page = person.page
    page.locator(GO_ON).click()
    expect(page).to_have_title(re.compile("^Error: What is it?"))
    page.get_by_role("alert").get_by_role("link").click()
    page.locator("#id_words").fill(TEXT)
    page.locator(GO_ON).click()
    expect(page.locator("h1")).to_have_text("Where is it?")
    page.locator(GO_ON).click()
    expect(page.get_by_role("alert")).to_contain_text("Tell us where it is: type an address or tap the map")
    assert person.overflow() <= 0
    page.locator("#id_where").fill(PLACE)
    page.locator(GO_ON).click()
    page.locator("#id_email").fill("nonsense")
    page.locator(GO_ON).click()
    expect(page.get_by_role("alert")).to_contain_text("name@example.org")
    expect(page.locator("#id_email")).to_have_value("nonsense")
    page.get_by_role("button", name="Back to step 2").click()
    expect(page.locator("#id_where")).to_have_value(PLACE)
    page.get_by_role("button", name="Back to step 1").click()
    expect(page.locator("#id_words")).to_have_value(TEXT)
    page.locator(GO_ON).click()
    expect(page.locator("#id_where")).to_have_value(PLACE)
    page.go_back()
    page.go_forward()
    expect(page.locator("#id_where")).to_have_value(PLACE)
    page.get_by_role("main").get_by_role("button", name="Español").click()
    expect(page.locator("h1")).to_have_text("¿Dónde está?")
    expect(page.locator("#id_where")).to_have_value(PLACE)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_tap_on_the_map_names_the_neighborhood(walker, width):
    person = walker(width=width).open("/point-out/?place=seward")
    page = person.page
    page.locator("#id_words").fill(TEXT)
    page.locator(GO_ON).click()
    expect(page.locator("#id_neighborhood")).to_have_value("seward")
    page.locator("input[type=image]").click(position={"x": 150, "y": 250})
    tapped = re.search(r"You tapped in (.+), outlined", words(page.get_by_role("status")))[1]
    expect(page.locator("#id_neighborhood option:checked")).to_have_text(tapped)
    assert person.violations() == []
    assert person.overflow() <= 0
    page.locator(GO_ON).click()
    expect(page.locator("h1")).to_have_text("How can we reach you?")
    page.locator(GO_ON).click()
    expect(page.locator("dl")).to_contain_text(tapped)
    assert person.violations() == []


def test_staff_answer_the_resident_reads_it_and_says_that_it_is_fixed(walker):
    resident = told(walker)
    reference = re.search(r"C-\d+", words(resident.get_by_role("status")))[0]
    link = words(resident.locator("main code"))
    main = resident.locator("main")
    expect(resident.locator("dl")).to_contain_text("Sergeant Marcus Bell")

    sergeant = walker(role="sergeant", width=320).open("/staff/concerns/?show=mine").page
    sergeant.get_by_role("link", name=re.compile(rf"^{reference} ")).click()
    sergeant.get_by_role("link", name="Write a note").click()
    sergeant.get_by_label("Note for colleagues").fill("Ask Public Works for the lamp's number.")
    sergeant.get_by_role("button", name="Keep the note").click()
    expect(sergeant.locator("#thread")).to_contain_text("Ask Public Works")
    sergeant.get_by_role("link", name="Write the answer").click()
    sergeant.get_by_label("Your answer").fill("The lamp was changed this morning.")
    sergeant.get_by_role("button", name="Send the answer").click()
    expect(sergeant.locator("main")).to_contain_text("Answered. Was it fixed?")

    resident.goto(link)
    expect(main).to_contain_text("The lamp was changed this morning.")
    expect(main).to_contain_text("Sergeant Marcus Bell wrote on")
    expect(main).not_to_contain_text("Public Works")
    resident.get_by_label("Your message").fill("Thank you!")
    resident.get_by_role("button", name="Send").click()
    expect(resident.locator("#thread")).to_contain_text("Thank you!")
    resident.get_by_role("button", name="Yes, it is fixed").click()
    expect(main).to_contain_text("Thank you. It is closed.")
    resident.get_by_role("button", name="No, open it again").click()
    expect(main).to_contain_text("It is open again")
    sergeant.reload()
    expect(sergeant.locator("main")).to_contain_text("Opened again")


def test_tell_us_is_in_the_menu_and_leads_on_in_one_choice(walker):
    page = walker(width=320, script=False).open("/es/").page
    page.get_by_text("Menú").first.click()
    page.get_by_role("navigation", name="Principal").get_by_role("link", name="Cuéntenos").click()
    page.get_by_role("main").get_by_role("link", name="Señale un problema").first.click()
    expect(page.locator("h1")).to_have_text("¿Qué es?")
