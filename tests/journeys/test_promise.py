"""A promise from a finding to its proof: made by a chief, reported by its owner, judged by the person promised."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.deeds import SAID, answer, promise, report
from journeys.walking import words

VERIFIER = Path(__file__).parents[2] / "scripts" / "verify_promises.py"


def make(person, title, language) -> tuple[str, str]:
    """The chief promises something because of a published figure; the link of the person promised, and the number."""
    page = person.open("/staff/findings/").page
    page.locator("tbody tr").filter(has_text="Searches").first.get_by_role("link").first.click()
    page.locator('a[href*="promises/new/?measure=search_share"]').click()
    expect(page.get_by_label("Which published figure it answers")).to_have_value("search_share")
    return promise(person, title, "the people of Powderhorn", language)


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("/es", 320), ("", 320), ("/es", 1280)])
def test_a_promise_goes_from_a_finding_to_its_proof(walker, language, width):
    said = SAID[language]
    title = f"Say in writing why a search was made {width}{language}"
    chief, sergeant = walker(role="chief"), walker(role="sergeant", width=width)
    link, number = make(chief, title, said["language"])
    assert f"{language}/promises/verify/" in link
    public = walker(width=width)
    expect(public.open(f"{language}/promises/{number}/").page.locator("h1")).to_have_text(title)
    report(sergeant, number, "A card with the reason is handed out.", first=True)

    resident = walker(width=width, script=False)
    answer(resident, link, "Nobody gave me a card.", said, "no")
    seen = public.open(f"{language}/promises/{number}/").page.locator("main")
    expect(seen).to_contain_text(said["disputed"])
    expect(seen).to_contain_text("“Nobody gave me a card.”")

    report(sergeant, number, "Every car has cards now.", first=False)
    answer(resident, link, "I got one on Friday.", said, "yes")
    seen = public.open(f"{language}/promises/{number}/").page.locator("main")
    expect(seen).to_contain_text(said["verified"])
    expect(seen).to_contain_text("“I got one on Friday.”")
    expect(seen).to_contain_text("“Nobody gave me a card.”")  # nothing is deleted
    assert public.violations() == []
    assert public.overflow() <= 0
    again = walker(width=width)
    again.page.goto(link)
    expect(again.page.locator("h1")).to_be_visible()
    assert again.violations() == []
    expect(again.page.get_by_role("button", name=said["yes"])).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_resident_reads_the_ledger_and_checks_its_file_alone(walker, tmp_path, width):
    person = walker(width=width, script=False)
    page = person.open("/promises/").page
    expect(page.locator("main")).to_contain_text("by the first date, as the people promised see it")
    page.get_by_role("navigation", name="Which promises").get_by_role("link", name="Late").click()
    expect(page.locator("article").first).to_contain_text("days late")
    page.get_by_role("link", name="How to check it").first.click()
    page.wait_for_url("**/promises/check/")
    kept = words(page.locator("main code").first)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV with the chain of records").click()
    file = tmp_path / "promises.csv"
    file.write_bytes(waiting.value.path().read_bytes())
    rows = list(csv.DictReader(io.StringIO(file.read_text())))
    assert rows[-1]["hash"] == kept
    assert all("made up" in row["notice"] for row in rows)
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFIER), str(file), "--kept", kept], capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout


def test_every_mark_of_the_figure_stands_for_one_promise_and_says_that_it_is_made_up(walker):
    page = walker().open("/promises/").page
    figure = page.locator("#on-time")
    table = words(figure.locator("tbody"))
    counted = sum(int(word) for word in table.split() if word.isdigit())
    assert counted >= 14
    expect(figure.locator("svg.cb-chart use")).to_have_count(counted)
    expect(figure.locator(".cb-synthetic").first).to_be_visible()
    expect(page.locator("article svg.cb-chart[role=img]")).to_have_count(8)
