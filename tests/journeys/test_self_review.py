"""A self-review from answers to a promise: agreed on one screen, signed by two, private until the chief shares it."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from commonbeat.act.standards.rules.instrument import QUESTIONS
from journeys.walking import Walker

FALL = "Self-review of this fall"
GAP = "calm_first"
WORDS = QUESTIONS[GAP].en
STEP = "Practice calm talk in every roll call"
GROUPS = ("Officers", "Supervisors", "Command", "Civilian staff", "Community partners")
LEFT = len(QUESTIONS) // 2
"""How many questions of the review that the demonstration leaves open have no agreed answer yet."""


def agree_on_all(manager: Walker, review: str) -> None:
    """On the one screen: a first answer by the keyboard, saved in place; then whatever is left."""
    page = manager.open(f"{review}talk/").page
    expect(page.locator("article")).to_have_count(len(QUESTIONS))
    expect(page.locator("#agreed")).to_contain_text(f"{len(QUESTIONS) - LEFT} of {len(QUESTIONS)} questions agreed")
    assert manager.violations() == []
    assert manager.at_width(320).overflow() <= 0
    manager.at_width(1280)
    page.locator(f"#agreed-{GAP}").select_option("informal")
    page.locator(f"#words-{GAP}").fill("Some do, some do not.")
    page.locator("#force").get_by_role("button", name="Save what is agreed").click()
    page.wait_for_url("**/talk/#force")
    expect(page.locator(f"#words-{GAP}")).to_have_value("Some do, some do not.")
    page.get_by_role("link", name="Not agreed yet").click()
    page.wait_for_url("**?show=open")
    selects = page.locator("article select")
    expect(selects).to_have_count(LEFT - 1)
    for place in range(LEFT - 1):
        selects.nth(place).select_option("practiced")
    page.get_by_role("button", name="Save what is agreed").last.click()
    expect(page.get_by_text("Every question has an agreed answer.")).to_be_visible()


def plan_and_sign(manager: Walker, chief: Walker, review: str) -> None:
    """A step from the gap, made a promise by the chief; then two names."""
    page = manager.open(review).page
    page.get_by_role("button", name="Go on to the next steps").click()
    page.get_by_role("link", name="Agree on next steps").click()
    page.get_by_label("Which gap").select_option(label=WORDS)
    page.get_by_label("What will be done").fill(STEP)
    page.get_by_label("Who does it").select_option(label="Marcus Bell")
    page.get_by_label("By when").fill((date.today() + timedelta(days=300)).isoformat())
    page.get_by_role("button", name="Add this step").click()
    expect(page.locator("#steps")).to_contain_text(STEP)
    desk = chief.open(f"{review}steps/").page
    desk.get_by_role("link", name="Make it a promise").click()
    desk.get_by_label("To whom").fill("everybody who calls us")
    desk.get_by_role("button", name="Make this promise").click()
    expect(desk.locator("#steps").get_by_role("link", name=re.compile(r"^Promise \d"))).to_be_visible()
    page = manager.open(f"{review}sign/").page
    page.get_by_text("I have read it").click()
    page.get_by_role("button", name="Sign it").click()
    expect(page.locator("#next")).to_contain_text("Signed by")
    desk = chief.open(f"{review}close/").page
    desk.get_by_text("I have read it").click()
    desk.get_by_role("button", name="Sign and close it").click()
    desk.wait_for_url("**/share/")


def read_by_everybody(chief: Walker, resident: Walker, neighbor: Walker, review: str, public: str) -> None:
    """Nobody reads of it until the chief shares it; then everybody does, on a phone without scripts."""
    page = chief.open(f"{review}steps/").page
    page.locator("#steps").get_by_role("link", name=re.compile(r"^Promise \d")).click()
    page.get_by_role("link", name="What the public sees").click()
    expect(page.locator("h1")).to_have_text(STEP)
    expect(page.get_by_text("Where it comes from")).to_have_count(0)
    page = chief.open(f"{review}share/").page
    page.get_by_role("button", name=re.compile(r"^Share it\s*: The public")).click()
    expect(page.get_by_role("button", name=re.compile(r"^Stop sharing\s*: The public"))).to_be_visible()
    shown = resident.open(public).page
    expect(shown.locator("h1")).to_have_text(FALL)
    expect(shown.locator("#changed")).to_contain_text("Last time")
    assert resident.overflow() <= 0
    assert neighbor.open(public).violations() == []
    shown.locator("#steps").get_by_role("link", name=STEP).click()
    expect(shown.locator("#from")).to_contain_text(WORDS)
    shown.locator("#from").get_by_role("link", name="Read the self-review").click()
    expect(shown.locator("h1")).to_have_text(FALL)


def answered_by_two(manager: Walker, raters: list[Walker], review: str) -> None:
    """The next review: two people of two roles answer on a phone, which are too few to show."""
    page = manager.open("/staff/self-review/new/").page
    page.get_by_label("What it is called").fill("Self-review on the phone")
    page.get_by_role("button", name="Open it").click()
    page.wait_for_url(f"**{review}invite/")
    for group in GROUPS:
        page.locator("label").filter(has_text=re.compile(rf"^\s*{group} \(\d")).click()
    page.get_by_role("button", name="Invite them").click()
    page.get_by_role("button", name="Ask them to answer").click()
    expect(page.locator("#next")).to_contain_text("Finished: 0 of")
    for rater in raters:
        own = rater.open(f"{review}answers/").page
        own.get_by_role("link", name="Begin").click()
        own.locator("label").filter(has_text="Written").first.click()
        own.get_by_text("Add a note, or what shows it").first.click()
        own.get_by_label("A note").first.fill("Ask the night shift.")
        assert rater.violations() == []
        assert rater.overflow() <= 0
        own.get_by_role("button", name="Save and go on").click()
        own.wait_for_url("**/answers/transparency/")
        own = rater.open(f"{review}answers/").page
        own.get_by_role("button", name="I am done: count my answers").click()
        expect(own.get_by_text("You finished.")).to_be_visible()
    page = manager.open(f"{review}end/").page
    page.get_by_role("button", name="End the answers and count them").click()
    expect(page.get_by_text("Too few answers to show.")).to_have_count(len(QUESTIONS))
    expect(page.get_by_text("Ask the night shift.")).to_have_count(0)


def test_a_self_review_goes_from_answers_to_a_promise_and_the_chief_decides_who_reads_it(walker):
    manager, chief, commander = walker(role="accreditation"), walker(role="chief"), walker(role="commander")
    resident = walker(width=320, script=False)
    review, public = "/staff/self-review/3/", "/self-review/3/"
    agree_on_all(manager, review)
    plan_and_sign(manager, chief, review)
    for path in (public, f"{public}snapshot-en.pdf", f"{public}snapshot.json"):
        resident.open(path, status=404)
    for path in ("snapshot/", "snapshot-en.pdf"):
        commander.open(f"{review}{path}", status=404)
    read_by_everybody(chief, resident, walker(width=320), review, public)

    files = chief.open(f"{review}snapshot/").page.locator("#files")
    for language in ("English", "Español"):
        link = files.get_by_role("link", name=f"PDF, {language}")
        expect(link).to_be_visible()
        with chief.page.expect_download() as waiting:
            link.click()
        assert waiting.value.path().read_bytes().startswith(b"%PDF-1.7")
    raters = [walker(role=role, width=320) for role in ("officer", "board_member")]
    answered_by_two(manager, raters, "/staff/self-review/4/")
