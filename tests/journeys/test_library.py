"""The library from a search that finds nothing to the resource that answers it; the public needs no script for it."""

import re

import pytest
from playwright.sync_api import expect

TITLE = {1280: "Night Buses and Quiet Stops: A Made-Up Guide", 320: "Talking at the Bus Stop: A Made-Up Guide"}


def found(page, words):
    """The sentence with the count."""
    return expect(page.get_by_role("main").get_by_role("status")).to_have_text(re.compile(words))


def pick(page, facet, value):
    """Open a facet, which is closed while none of its values is on, and tick one."""
    group = page.locator("details").filter(has=page.locator("summary", has_text=re.compile(f"^{facet}$")))
    group.locator("summary").click()
    group.get_by_label(value).check()


@pytest.mark.parametrize("width", [1280, 320])
def test_who_finds_nothing_asks_and_finds_it_once_somebody_has_answered(walker, width):
    wish = f"Something on waiting at night buses {width}"
    visitor = walker(width=width, script=False)
    page = visitor.open("/").page
    page.get_by_role("link", name="Library").last.click()
    found(page, "^[0-9]+ resources$")
    page.get_by_role("textbox", name="Search the library").fill("night buses")
    pick(page, "Type", "Guidebook or tool")
    pick(page, "Year", "2010")
    page.get_by_role("button", name="Show what fits").first.click()
    found(page, "^0 of")
    expect(page.get_by_role("main")).to_contain_text("Nothing fits all of these filters at once.")
    assert visitor.overflow() <= 0
    page.get_by_role("main").get_by_role("link", name=re.compile("Without Words")).click()
    found(page, "^3 of")
    page.get_by_role("link", name="Reset").click()
    found(page, "^[0-9]+ resources$")

    page.get_by_role("textbox", name="Search the library").fill("night buses")
    page.get_by_role("button", name="Show what fits").first.click()
    page.get_by_role("main").get_by_role("link", name="Ask for a resource").first.click()
    page.get_by_label("What are you looking for?").fill(wish)
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert page.context.cookies() == []

    answered(walker(role="chief"), wish, TITLE[width])

    visitor.open("/library/?q=night+buses")
    found(page, "^[12] of")
    page.get_by_role("link", name=TITLE[width]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE[width])
    expect(page.get_by_role("main")).to_contain_text("Sit at the stop with them.")
    assert visitor.overflow() <= 0
    looking = walker(width=width)
    assert looking.open("/library/?q=night+buses").violations() == []


def answered(librarian, wish, title):
    """Whoever keeps the library adds what was asked for, and answers with it."""
    page = librarian.open("/staff/library/wishes/").page
    page.get_by_role("link", name=wish).click()
    page.get_by_role("main").get_by_role("link", name="Add a resource").click()
    page.get_by_label(re.compile("^Title")).fill(title)
    page.get_by_label(re.compile("^Year")).fill("2026")
    for box in ("Guidebook or tool", "Community Trust and Partnerships"):
        page.locator("label").filter(has_text=box).click()
    page.get_by_label("How to use it, in English").fill("For night buses: Sit at the stop with them.")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A wish for a resource")
    page.locator("label").filter(has_text=title).click()
    assert librarian.violations() == []
    page.get_by_role("button", name="Answer with this resource").click()
    expect(page.locator("body")).to_contain_text("Answered.")


def test_what_is_withdrawn_is_found_by_its_address_alone(walker):
    title = "Ten Signs of a Bad Neighborhood: A Made-Up Leaflet"
    person = walker(script=False)
    page = person.open("/library/?q=leaflet").page
    found(page, "^0 of")
    person.open("/library/resources/ten-signs-of-a-bad-neighborhood-a-made-up-leaflet-2009/")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("main")).to_contain_text("nobody could say what it rested on")
