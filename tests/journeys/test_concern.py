"""A resident points something out by keyboard on a small screen; an officer answers; the resident says it is fixed."""

import re
import time

import pytest

KEYS = 90
"""Presses of a key, letters of words aside, from the first page to the reference."""
SECONDS = 90
"""Time from the first page to the reference (issue 3)."""
TYPING = 60
"""Milliseconds between two letters: about 200 letters a minute, a slow typist."""
WORDS = "The light at the corner does not work."
PLACE = "31st Street"

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
        for _press in range(60):
            if self.page.locator(f"{selector}:focus").count():
                return self
            self.press("Tab")
        raise AssertionError(f"The Tab key never reached {selector}")

    def write(self, words):
        self.page.keyboard.type(words, delay=TYPING)

    def go_on(self, selector=".cb-big"):
        """Enter on what sends the form or leads on, until the next page is there."""
        self.to(selector)
        with self.page.expect_navigation():
            self.press("Enter")


def heading(page):
    return page.locator("h1").inner_text()


@pytest.mark.parametrize("language", ["", "/es"])
def test_by_keyboard_on_a_small_screen_without_scripts_from_home_to_reference(walker, language):
    said = SPOKEN[language]
    page = walker(width=320, script=False).open(language + "/").page
    keys, began = Keyboard(page), time.monotonic()
    keys.go_on(".cb-big")
    assert heading(page) == said["first"]
    keys.to("#id_words").write(WORDS)
    keys.to("#id_topic")
    for _down in range(2):
        keys.press("ArrowDown")
    keys.go_on()
    assert heading(page) == said["where"]
    keys.to("#id_where").write(PLACE)
    keys.go_on("#id_where")
    assert heading(page) == said["reach"]
    keys.go_on()
    took = time.monotonic() - began
    assert said["new"] in page.locator("main").inner_text()
    assert page.locator("dl").inner_text().count(PLACE) == 1
    assert re.search(r"/concerns/[\w-]{32}/", page.url)
    assert page.context.cookies() == []
    print(f"{language or '/en'}: {keys.pressed} key presses and {len(WORDS + PLACE)} letters, {took:.1f} seconds")
    assert keys.pressed <= KEYS
    assert took <= SECONDS


def told(walker, language="", **options):
    """A resident who has just pointed something out, at the page of the concern."""
    page = walker(script=False, **options).open(f"{language}/point-out/").page
    page.locator("#id_words").fill(WORDS)
    page.locator("#id_topic").select_option("lights")
    page.locator(".cb-big").click()
    page.locator("#id_where").fill(PLACE)
    page.locator(".cb-big").click()
    page.locator(".cb-big").click()
    return page


def test_wrong_input_is_said_in_words_and_nothing_typed_is_lost(walker):
    person = walker(width=320, script=False).open("/point-out/")
    page = person.page
    page.locator(".cb-big").click()
    assert page.title().startswith("Error: What is it?")
    page.get_by_role("alert").get_by_role("link").click()
    page.locator("#id_words").fill(WORDS)
    page.locator(".cb-big").click()
    page.locator(".cb-big").click()
    assert "Tell us where it is: type an address or tap the map" in page.get_by_role("alert").inner_text()
    assert person.overflow() <= 0
    page.locator("#id_where").fill(PLACE)
    page.locator(".cb-big").click()
    page.locator("#id_email").fill("nonsense")
    page.locator(".cb-big").click()
    assert page.locator("#id_email").input_value() == "nonsense"
    page.get_by_role("button", name="Back to step 2").click()
    assert page.locator("#id_where").input_value() == PLACE
    page.get_by_role("button", name="Back to step 1").click()
    assert page.locator("#id_words").input_value() == WORDS
    page.locator(".cb-big").click()
    page.go_back()
    page.go_forward()
    assert page.locator("#id_where").input_value() == PLACE
    page.get_by_role("main").get_by_role("button", name="Español").click()
    assert heading(page) == "¿Dónde está?"
    assert page.locator("#id_where").input_value() == PLACE


@pytest.mark.parametrize("width", [1280, 320])
def test_a_tap_on_the_map_names_the_neighborhood(walker, width):
    person = walker(width=width).open("/point-out/?place=seward")
    page = person.page
    page.locator("#id_words").fill(WORDS)
    page.locator(".cb-big").click()
    assert page.locator("#id_neighborhood").input_value() == "seward"
    page.locator("input[type=image]").click(position={"x": 150, "y": 250})
    tapped = page.get_by_role("status").inner_text()
    chosen = page.locator("#id_neighborhood option:checked").inner_text()
    assert f"You tapped in {chosen}" in tapped
    assert person.violations() == []
    assert person.overflow() <= 0
    page.locator(".cb-big").click()
    page.locator(".cb-big").click()
    assert chosen in page.locator("dl").inner_text()
    assert person.violations() == []


def test_staff_answer_the_resident_reads_it_and_says_that_it_is_fixed(walker):
    resident = told(walker)
    link = resident.url.split("?")[0]
    reference = re.search(r"C-\d+", resident.locator("main").inner_text())[0]
    assert "Sergeant Marcus Bell" in resident.locator("dl").inner_text()

    sergeant = walker(role="sergeant", width=320).open("/staff/concerns/?show=mine").page
    sergeant.get_by_role("link", name=re.compile(rf"^{reference} ")).click()
    sergeant.get_by_role("link", name="Write a note").click()
    sergeant.get_by_label("Note for colleagues").fill("Ask Public Works for the lamp's number.")
    sergeant.get_by_role("button", name="Keep the note").click()
    sergeant.get_by_role("link", name="Write the answer").click()
    sergeant.get_by_label("Your answer").fill("The lamp was changed this morning.")
    sergeant.get_by_role("button", name="Send the answer").click()
    assert "Answered. Was it fixed?" in sergeant.locator("main").inner_text()

    resident.goto(link)
    page = resident.locator("main").inner_text()
    assert "The lamp was changed this morning." in page
    assert "Sergeant Marcus Bell wrote on" in page
    assert "Public Works" not in page
    resident.get_by_label("Your message").fill("Thank you!")
    resident.get_by_role("button", name="Send").click()
    assert "Thank you!" in resident.locator("#thread").inner_text()
    resident.get_by_role("button", name="Yes, it is fixed").click()
    assert "Thank you. It is closed." in resident.locator("main").inner_text()
    resident.get_by_role("button", name="No, open it again").click()
    assert "It is open again" in resident.locator("main").inner_text()
    sergeant.goto(sergeant.url)
    assert "Opened again" in sergeant.locator("main").inner_text()


def test_tell_us_is_in_the_menu_and_leads_on_in_one_choice(walker):
    page = walker(width=320, script=False).open("/es/").page
    page.get_by_text("Menú").first.click()
    page.get_by_role("navigation", name="Menú").get_by_role("link", name="Cuéntenos").click()
    page.get_by_role("main").get_by_role("link", name="Señale un problema").first.click()
    assert heading(page) == "¿Qué es?"
