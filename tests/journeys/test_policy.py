"""A policy from its first word to a signature: written, put to people, answered, approved, read, and signed."""

from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

SUMMARY = "We lend nobody a body-worn camera. Each camera has one person who answers for it."
SUMMARY_ES = "No prestamos cámaras corporales. Cada cámara tiene una persona responsable."
TEXT = "# 1 Purpose\nEach camera has one person who answers for it.\n\n# 2 Loss\nTell your sergeant on the same day."
COMMENT = "Say what happens when a camera is lost twice."


def today():
    return datetime.now(ZoneInfo("America/Chicago")).date()


def write(commander) -> None:
    """A draft with its words, put to people for some days."""
    page = commander.open("/staff/policies/new/").page
    page.get_by_label("Number", exact=True).fill("907")
    page.get_by_label("Title", exact=True).fill("Lost cameras")
    page.get_by_role("button", name="Begin it").click()
    page.get_by_label("In plain words (optional)", exact=True).fill(SUMMARY)
    page.get_by_label("In plain words, in Spanish").fill(SUMMARY_ES)
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Give it to the staff to read").click()
    page.get_by_role("link", name="Put it to people").click()
    page.get_by_label("Opens on").fill(today().isoformat())
    page.get_by_label("Open until").fill((today() + timedelta(days=10)).isoformat())
    page.get_by_label("What people are asked", exact=True).fill("What is missing?")
    page.get_by_role("button", name="Put it to people").click()
    expect(page.get_by_role("link", name="What the public sees")).to_be_visible()


def comment(resident) -> None:
    """On a phone, without scripts and without an account."""
    page = resident.open("/policies/").page
    page.locator("#open").get_by_role("link", name="Lost cameras").click()
    expect(page.locator("main")).to_contain_text("All of it would be new")
    assert resident.overflow() <= 0
    page.get_by_label("What do you think of this draft?").fill(COMMENT)
    page.get_by_role("button", name="Send this comment").click()
    expect(page.get_by_role("status")).to_contain_text("Thank you")
    expect(page.locator("main")).not_to_contain_text(COMMENT)
    assert resident.page.context.cookies() == []


def answer(commander) -> None:
    """Name the theme, show the comment under it, end the consultation, answer in writing, on to the lawyer."""
    page = commander.page
    page.reload()
    page.get_by_role("link", name="Name a theme").click()
    page.get_by_label("What people say", exact=True).fill("Cameras lost twice")
    page.get_by_label("What people say, in Spanish").fill("Cámaras perdidas dos veces")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name=COMMENT).click()
    page.get_by_label("Theme").select_option("Cameras lost twice")
    page.get_by_role("button", name="Show it").click()
    page.get_by_role("button", name="End it now").click()
    page.get_by_role("link", name="Answer it in writing").click()
    page.get_by_label("What we do").select_option("Partly accepted")
    page.get_by_label("Why", exact=True).fill("A second loss is looked at by the commander; no fixed rule.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("Comments on: Lost cameras")
    page.locator("nav").get_by_role("link", name="Version 1").click()
    page.get_by_role("button", name="Give it to the lawyer").click()
    expect(page.locator("main")).to_contain_text("With the lawyer")


def approve(chief) -> None:
    """In force from today; a question on it; everybody is asked to sign."""
    page = chief.open("/staff/policies/lost-cameras/1/").page
    page.get_by_role("link", name="Approve this version").click()
    page.get_by_label("In force from").fill(today().isoformat())
    page.get_by_role("button", name="Approve it").click()
    expect(page.locator("main")).to_contain_text("In force since")
    page.get_by_role("link", name="Write questions on it").click()
    page.get_by_label("Question", exact=True).fill("When do you tell that a camera is lost?")
    page.get_by_label("Answer 1", exact=True).fill("At the end of the month")
    page.get_by_label("Answer 2", exact=True).fill("On the same day")
    page.get_by_text("Answer 2 is right").click()
    page.get_by_label("Why that is so", exact=True).fill("A camera that is lost can hold what somebody needs.")
    page.get_by_label("Section to read").fill("2")
    page.get_by_role("button", name="Add this question").click()
    page.get_by_role("link", name="Ask people to sign it").click()
    page.get_by_label("To be signed by").fill((today() + timedelta(days=14)).isoformat())
    page.get_by_role("button", name="Ask them").click()


def sign(officer) -> None:
    """Read it, answer wrongly, read why, answer rightly, sign with one's name."""
    page = officer.page
    waits = page.locator("#waiting").get_by_role("link", name="Lost cameras")
    for _look in range(60):
        officer.open("/staff/attesting/")  # a job hands it out
        with suppress(AssertionError):
            expect(waits).to_be_visible(timeout=500)
            break
    waits.click()
    expect(page.locator("main")).to_contain_text("Tell your sergeant on the same day.")
    page.get_by_role("button", name="I have read it: go to the questions").click()
    page.get_by_text("At the end of the month").click()
    page.get_by_role("button", name="Check my answers").click()
    expect(page.locator("main")).to_contain_text("A camera that is lost can hold what somebody needs.")
    assert officer.violations() == []
    assert officer.overflow() <= 0
    page.get_by_text("On the same day").click()
    page.get_by_role("button", name="Check my answers").click()
    page.get_by_text("I have read this version and I understand it.").click()
    page.get_by_label("Your name").fill("Ana Lindqvist")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.locator("h1")).to_have_text("Receipt: read and understood")


def person(walker, name: str):
    """Their line on the page of who has signed the policy."""
    page = walker.open("/staff/reading/").page
    page.get_by_role("link", name="Lost cameras").click()
    return page.locator("#people tbody tr").filter(has_text=name)


def test_a_policy_goes_from_a_draft_to_a_signature(walker):
    commander, chief = walker(role="commander"), walker(role="chief")
    write(commander)
    resident = walker(width=320, script=False)
    comment(resident)
    answer(commander)
    approve(chief)
    page = resident.open("/policies/").page
    page.get_by_role("link", name="What people said of the draft: Lost cameras").click()
    expect(page.locator("main")).to_contain_text("A second loss is looked at by the commander")
    expect(page.locator("main")).to_contain_text(COMMENT)
    page.get_by_role("link", name="See what we changed after people were asked").click()
    expect(page.locator("main")).to_contain_text("No word of the text changed.")

    sign(walker(role="officer", width=320))
    sergeant = walker(role="sergeant", width=320)
    expect(person(sergeant, "Ana Lindqvist")).to_contain_text("Has signed")
    assert sergeant.violations() == []
    assert sergeant.overflow() <= 0
    expect(person(chief, "Marcus Bell")).to_contain_text("Has not begun")
