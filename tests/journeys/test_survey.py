"""Somebody answers a whole survey on a small phone without scripts, by touch and by keyboard, in five taps."""

import pytest
from playwright.sync_api import expect

from journeys.demonstration import done_in
from journeys.walking import press_until

TAPS = 7
"""At most, for a full survey (issue 3)."""

INVITE = """
import os
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "commonbeat.web.settings"
django.setup()
from commonbeat.ground.agency.models import Agency
from journeys import rows
print(rows._link(Agency.objects.get(), "+16125550199", codes=""))
"""


@pytest.fixture
def link(demo_home, demo_site):
    """The link that came by text."""
    return f"/s/{done_in(demo_home, '-c', INVITE).split()[-1]}/"


def test_a_full_survey_by_touch_takes_five_taps_and_the_link_is_used_up(walker, link):
    page = walker(width=320, script=False).open(link).page
    taps = 0
    for words in ("Satisfied", "Yes", "Partly", "I do not remember", "I have nothing to add"):
        page.get_by_role("button", name=words, exact=True).click()
        taps += 1
        if taps < 5:
            expect(page.get_by_role("status")).to_contain_text(f"You said “{words}”")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your answers are saved.")
    page.wait_for_url("**/s/thanks/")
    assert taps <= TAPS
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This survey has been answered")


def test_an_answer_is_changed_and_the_language_too_without_losing_the_place(walker, link):
    page = walker(width=320, script=False).open(link).page
    page.get_by_role("button", name="Dissatisfied", exact=True).click()
    page.get_by_role("link", name="Change it").click()
    expect(page.get_by_role("button", name="Dissatisfied (your answer now)")).to_be_visible()
    page.get_by_role("button", name="Neither", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("You said “Neither”")
    page.get_by_role("link", name="Español").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("¿La policía le explicó qué pasaría después?")
    expect(page.get_by_role("status")).to_contain_text("Ni una cosa ni la otra")


def test_by_keyboard_in_spanish_with_words_of_ones_own(walker, link):
    page = walker(width=320, script=False).open(f"/es{link}").page
    for code in "1111":
        press_until(page, f'button[value="{code}"]')
        with page.expect_navigation():
            page.keyboard.press("Enter")
    press_until(page, "#words")
    page.keyboard.type("Fue muy amable con mi madre.")
    press_until(page, 'button[value="officer"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gracias. Sus respuestas quedaron guardadas.")
    page.get_by_role("link", name="Señale un problema").click()
    page.wait_for_url("**/es/point-out/")
