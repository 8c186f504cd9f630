"""Accreditation from its first line to another site: a standard, its proof, a gap, a comment, the status with days."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from playwright.sync_api import expect

NAME = "Lake program (made up)"
RECORD = "A record, named in words"


def fill(page, said) -> None:
    """Fill a form by its labels."""
    for label, value in said.items():
        page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(\(|$)")).fill(str(value))


def press(page, name) -> str:
    """Press the button of a form and wait for the page that follows; its path."""
    with page.expect_navigation() as waiting:
        page.get_by_role("button", name=name).click()
    return urlsplit(waiting.value.url).path


def follow(page, name) -> str:
    """Follow a link and wait for its page; its path."""
    with page.expect_navigation() as waiting:
        page.get_by_role("link", name=name).first.click()
    return urlsplit(waiting.value.url).path


def begin(chief, today) -> str:
    """A program, its edition and a standard of one part; the address of the standard."""
    page = chief.open("/staff/standards/new/").page
    fill(
        page,
        {
            "Name of the program": NAME,
            "Who accredits": "the Lake Council",
            "For what": "patrol",
            "The cycle began on": today,
        },
    )
    press(page, "Add it")
    follow(page, "Begin an edition")
    fill(page, {"Edition": "One", "In force from": today})
    press(page, "Begin it")
    expect(page.locator("main")).to_contain_text("No standard is here.")
    follow(page, "Write down a standard")
    fill(
        page,
        {
            "Number of the chapter": "1",
            "Title of the chapter": "Answering",
            "Number of the standard": "1.1",
            "Title": "Letters are answered",
            "Text": "Whoever writes gets an answer.",
            "Parts to be proved": "The list of letters",
        },
    )
    standard = press(page, "Write it down")
    expect(page.locator("main")).to_contain_text("No proof was ever asked for.")
    return standard


def prove(chief, officer, standard, today) -> None:
    """The chief asks, the officer hands in, only the chief can check it."""
    page = chief.page
    follow(page, "Ask for a proof")
    fill(page, {"What is asked for": f"The list of letters, {NAME}", "Due": today + timedelta(days=9)})
    page.get_by_label("Which part it proves").select_option(label="The list of letters")
    page.get_by_label("Who is asked").select_option(label="Ana Lindqvist")
    press(page, "Ask for it")
    work = officer.open("/staff/standards/proofs/").page
    proof = follow(work, f"The list of letters, {NAME}").removesuffix("give/")
    work.locator("label").filter(has_text=RECORD).click()
    days = {
        "First day that it covers": today - timedelta(days=40),
        "Last day that it covers": today - timedelta(days=5),
    }
    fill(work, {"In words": "Folder 12 at the desk", **days})
    assert officer.violations() == []
    press(work, "Hand it in")
    expect(work.locator("main")).to_contain_text("Handed in, waits to be checked")
    officer.open(proof, status=403)
    chief.open(proof)
    assert press(page, "It holds") == standard
    expect(page.locator("main")).to_contain_text("Checked, it holds")


def test_a_standard_is_proved_goes_stale_is_commented_on_and_told_with_its_days(walker):
    today = date.today()
    chief, officer = walker(role="chief"), walker(role="officer", width=320)
    standard = begin(chief, today - timedelta(days=60))
    prove(chief, officer, standard, today)
    page = chief.page

    edition = follow(page, "One")
    expect(chief.open(f"{edition}gaps/").page.locator("main")).to_contain_text("No gaps")
    expect(page.locator("#chapters")).to_contain_text("1 of 1 parts are proven today")
    chief.open(f"{standard}change/")
    fill(page, {"Days that a proof stays good": 3})
    press(page, "Keep the change")
    expect(chief.open(f"{edition}gaps/").page.locator("main")).to_contain_text("The proof is out of date.")
    expect(page.locator("#chapters")).to_contain_text("1 out of date")
    assert chief.violations() == []

    chief.open(f"{edition}assessment/")
    fill(
        page,
        {"Who assesses": "the Lake Council", "Begins on": today, "People may comment from": today - timedelta(days=1)},
    )
    fill(page, {"People may comment until": today + timedelta(days=3)})
    fill(page, {"How people reach the assessors themselves": "assess@lake.example"})
    assessment = press(page, "Plan it")

    resident = walker(width=320, script=False)
    seen = resident.open("/accreditation/").page
    follow(seen, f"Comment on {NAME}")
    fill(seen, {"What should the assessors know?": "My letter was answered."})
    press(seen, "Send it")
    expect(seen.locator("main")).to_contain_text("Thank you.")
    told = chief.open(assessment).page.locator("#comments")
    expect(told).to_contain_text("“My letter was answered.”")
    press(page, "Read it")
    expect(page.locator("#comments")).to_contain_text("Read, goes to the assessors")

    program = page.locator("nav").get_by_role("link", name=NAME)
    with page.expect_navigation():
        program.click()
    follow(page, "Write down an accreditation")
    fill(page, {"Given on": today - timedelta(days=2), "Valid until": today + timedelta(days=700)})
    press(page, "Write it down")
    public = walker(width=320).open("/accreditation/")
    expect(public.page.locator("#status")).to_contain_text("Accredited by the Lake Council for patrol, from")
    expect(public.page.locator("main")).not_to_contain_text("My letter was answered.")
    with public.page.expect_response("**/status.svg") as waiting:
        follow(public.page, f"Show {NAME} on another site")
    assert "Accredited by the Lake Council" in waiting.value.text()
    picture = public.page.locator("#picture img")
    expect(picture).to_be_visible()
    expect(picture).not_to_have_js_property("naturalWidth", 0)
    assert public.violations() == []
    assert public.overflow() <= 0
