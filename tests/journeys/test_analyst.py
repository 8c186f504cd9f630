"""An analyst brings a dirty file: names its columns, sees every bad row, explains a word, and gives the file up."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from journeys.files import dirty_rows
from journeys.walking import look_until


@pytest.mark.parametrize(("width", "script"), [(1280, True), (320, False)])
def test_an_analyst_brings_a_dirty_file_and_puts_it_right(walker, tmp_path, width, script):
    person = walker(role="analyst", width=width, script=script)
    page = person.open("/staff/imports/").page
    page.get_by_role("main").get_by_role("link", name="Bring a file").click()
    page.locator("label").filter(has_text="One row for each stop").click()
    file = tmp_path / f"stops-{width}.csv"
    file.write_text(dirty_rows(year=2019))
    page.get_by_label("The file", exact=True).set_input_files(file)
    page.get_by_role("button", name="Look at it").click()

    for field, column in (("source_key", "Case No"), ("at", "When"), ("race", "Race of person")):
        page.locator(f"[name=column_{field}]").select_option(column)
    assert person.overflow() <= 0
    assert not script or person.violations() == []
    page.get_by_role("button", name="Check the file").click()
    _until(page, "Load 115 rows and leave out 5", script)

    page.get_by_role("link", name="See every row, with line, column and reason").click()
    listed = page.get_by_role("main")
    expect(listed).to_contain_text("2O19-03-11 10:00")
    expect(listed).to_contain_text("This is not a date that can be read.")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download all of them as CSV").click()
    assert len(list(csv.DictReader(io.StringIO(waiting.value.path().read_text(encoding="utf-8-sig"))))) == 5

    page.go_back()
    page.get_by_role("link", name="Say what they mean").click()
    page.get_by_label(re.compile("blk")).select_option("Black")
    page.get_by_role("button", name="Check the file again").click()
    _until(page, "Load 118 rows and leave out 2", script)
    page.get_by_role("button", name="Discard this file").click()
    expect(page.locator("body")).to_contain_text("Nothing of it was loaded.")


def _until(page, words, script):
    """Wait for the job: the page says so by itself, or, without scripts, when it is looked at again."""
    if script:
        expect(page.get_by_text(words)).to_be_visible(timeout=60_000)
    else:
        look_until(page, words, by="Look again")
