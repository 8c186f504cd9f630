"""A resident finds her neighborhood, opens a method, takes the data, changes the language: by mouse and keyboard."""

import csv
import io

import pytest
from playwright.sync_api import expect

from journeys.walking import press_until, words

HOME, PLACE = "/", "/neighborhoods/powderhorn-park/"


@pytest.mark.parametrize("width", [1280, 320])
def test_a_resident_finds_her_neighborhood_and_follows_a_figure_to_its_file(walker, width):
    page = walker(width=width).open(HOME).page
    page.get_by_label("Your neighborhood").fill("powderhorn")
    page.get_by_role("button", name="Show my neighborhood").click()
    page.wait_for_url("**/neighborhoods/powderhorn-park/")
    expect(page.locator("h1")).to_have_text("Powderhorn Park")
    expect(page.locator("#where")).to_contain_text("not official borders")
    searches = page.locator("#searches")
    searches.get_by_text("See the numbers as a table").click()
    expect(searches.locator("table")).to_be_visible()
    expect(searches.locator("table")).to_contain_text("Native American")
    searches.get_by_role("link", name="Method and run").click()
    expect(page.locator("h1")).to_contain_text("searched")
    page.go_back()
    with page.expect_download() as waiting:
        page.locator("#searches").get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text())))
    here = {row["line"]: row for row in rows if row["place"] == "powderhorn-park"}
    assert (here["all"]["numerator"], here["all"]["denominator"]) == ("180", "894")
    assert here["asian"]["value"] == "S"
    assert all("Demonstration" in row["notice"] for row in rows)


def test_a_name_that_fits_several_places_offers_them_and_one_that_fits_none_says_so(walker):
    page = walker().open(HOME).page
    page.get_by_label("Your neighborhood").fill("phillips")
    page.get_by_role("button", name="Show my neighborhood").click()
    expect(page.get_by_role("link", name="Midtown Phillips")).to_be_visible()
    page.get_by_label("Name of a neighborhood").fill("Atlantis")
    page.get_by_role("button", name="Show my neighborhood").click()
    expect(page.locator("main")).to_contain_text("No neighborhood of that name is known here")


def test_the_same_page_in_spanish_is_one_link_away_and_wholly_spanish(walker):
    page = walker().open(PLACE).page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Español").click()
    page.wait_for_url("**/es/neighborhoods/powderhorn-park/")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("main")).to_contain_text("En paradas por residente")
    said = words(page.locator("main"))
    for english in ("Stops", "Searches", "Use of force", "What we do not know", "range of", "This shows"):
        assert english not in said, english
    page.get_by_role("link", name="English").first.click()
    page.wait_for_url("**/neighborhoods/powderhorn-park/")


def test_by_keyboard_alone_from_the_first_page_to_the_numbers(walker):
    """Tab to the box, type, Enter; then Tab to the first table of numbers and open it."""
    person = walker().open(HOME)
    page = person.page
    press_until(page, "#place")
    page.keyboard.type("powderhorn park")
    page.keyboard.press("Enter")
    page.wait_for_url("**/neighborhoods/powderhorn-park/")
    press_until(page, "#months summary")
    page.keyboard.press("Enter")
    expect(page.locator("#months table")).to_be_visible()
    expect(page.locator("#months table")).to_contain_text("120")


@pytest.mark.parametrize("width", [1280, 320])
def test_without_scripts_everything_is_there(walker, width):
    page = walker(width=width, script=False).open(PLACE).page
    for section in ("where", "months", "searches", "force", "unknown"):
        expect(page.locator(f"#{section} h2")).to_be_visible()
    expect(page.locator("svg.cb-map")).to_be_visible()
    page.locator("#force summary").click()
    expect(page.locator("#force table")).to_be_visible()


def test_what_nobody_knows_and_what_changed_are_one_link_from_every_page(walker):
    page = walker().open(PLACE).page
    foot = page.get_by_role("contentinfo")
    foot.get_by_role("link", name="What we do not know").click()
    expect(page.locator("main")).to_contain_text("33.6%")
    page.get_by_role("contentinfo").get_by_role("link", name="What changed, and what we corrected").click()
    expect(page.locator("main")).to_contain_text("figures published")


def test_the_neighborhoods_stand_in_a_table_that_a_link_orders(walker):
    page = walker().open("/neighborhoods/").page
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(87)
    first = words(rows.first)
    page.get_by_role("navigation", name="Order of the table").get_by_role("link", name="Name").click()
    expect(rows.first).not_to_have_text(first, use_inner_text=True)
    page.locator("tbody a").first.click()
    page.wait_for_url("**/neighborhoods/*/")
