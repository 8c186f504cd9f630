"""Training from a policy to a person: asked for, planned, recorded by a file, counted, and told to the officer."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from journeys.demonstration import done_in

TITLE = "Stepping in, practiced"

ALSO_TRAINING = """
import os
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "commonbeat.web.settings"
django.setup()
from commonbeat.ground.people import actions
from commonbeat.ground.people.models import Membership
from commonbeat.ground.roles import Role, System
held = Membership.objects.current().filter(role=Role.ANALYST).select_related("agency", "user").first()
if not Membership.objects.current().filter(user=held.user, role=Role.TRAINING).exists():
    actions.grant_role(actor=System("journey"), agency=held.agency, user=held.user, role=Role.TRAINING)
"""
"""Whoever brings the file of completed courses keeps the training records, too."""


@pytest.fixture
def file(tmp_path):
    """Completed courses as another system writes them out: two good rows, and a badge that nobody has."""
    lately = date.today() - timedelta(days=6)
    rows = [f"{badge},SI-1,{lately},4.5,yes,K. Ames" for badge in ("D101", "D999", "D102")]
    written = tmp_path / "completed.csv"
    written.write_text("\n".join(["Badge,Course code,Completion date,Hours,Scenario,Instructor", *rows, ""]))
    return written


def test_from_a_policy_to_what_one_officer_still_has_to_do(walker, demo_home, demo_site, file):
    done_in(demo_home, "-c", ALSO_TRAINING)
    chief = walker(role="chief")
    add_course(chief)
    ask_for_training(chief)
    plan_session(chief)
    bring(walker(role="analyst"), file)

    page = chief.open("/staff/training/requirements/").page
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="How far units, shifts and squads are").click()
    expect(page.get_by_role("table", name=re.compile("By shift"))).to_contain_text("Nights")
    assert chief.at_width(320).overflow() <= 0
    assert chief.violations() == []
    page.get_by_role("link", name="A page to pass on").click()
    expect(page.get_by_role("main")).to_contain_text("is about fewer than 5 people")

    page = chief.open("/staff/training/people/?policy=300").page
    expect(page.get_by_role("row").filter(has_text="Nora Feld")).to_contain_text(
        re.compile(r"\d of 3.*read.*trained", re.DOTALL)
    )
    page.get_by_role("link", name="Ana Lindqvist").click()
    expect(page.get_by_role("row").filter(has_text=TITLE)).to_contain_text("Never done")
    expect(page.get_by_role("main")).to_contain_text("Due first: ")
    expect(page.locator("#coming")).to_contain_text("Stepping in early, Room 9")

    officer = walker(role="officer", width=320, script=False)
    own = officer.open("/staff/training/").page
    due = own.get_by_role("row").filter(has_text=TITLE)
    expect(due).to_contain_text(re.compile(r"0 of 4 hours, by \w+ \d+, \d{4}"))
    expect(own.locator("#coming")).to_contain_text("Stepping in early, Room 9")
    assert officer.overflow() <= 0


def add_course(chief):
    """A course that nobody has taken yet."""
    page = chief.open("/staff/training/courses/new/").page
    page.get_by_label("Title").fill("Stepping in early")
    page.get_by_label("Short code").fill("SI-1")
    page.get_by_label("Hours").fill("4")
    page.locator("label[for=id_parts_0]").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stepping in early")


def ask_for_training(chief):
    """Training that a version of a policy in force asks for."""
    page = chief.open("/staff/training/requirements/new/").page
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("What it is for").select_option(label="Other training")
    page.get_by_label("For whom").select_option(label="Everybody")
    page.get_by_label("Which law, policy or decision it follows from").fill("Policy 300, section 4")
    page.get_by_label("Hours in these months").fill("4")
    page.locator("label").filter(has_text="Stepping in early").click()
    page.locator("label").filter(has_text="300 Use of force").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_role("main")).to_contain_text("It trains for: 300 Use of force, version")


def plan_session(chief):
    """A day three weeks ahead, with a seat for one officer."""
    page = chief.open("/staff/training/sessions/new/").page
    page.get_by_label("Course").select_option(label="Stepping in early, version 1")
    page.get_by_label("Day").fill(str(date.today() + timedelta(days=20)))
    page.get_by_label("Place").fill("Room 9")
    page.get_by_label("Trainer").fill("K. Ames")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Sign people up").click()
    page.get_by_label("Badges, one a line").fill("D006")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#seats")).to_contain_text("Ana Lindqvist, D006")


def bring(person, file):
    """Load what another system knows; the row that cannot be taken says why, and what to do."""
    page = person.open("/staff/imports/new/?kind=completions").page
    page.locator("label").filter(has_text="One row for each person, course and day").click()
    page.get_by_label("The file", exact=True).set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Check the file").click()
    load = page.get_by_role("button", name="Load 2 rows and leave out 1")
    expect(load).to_be_visible(timeout=60_000)
    expect(page.get_by_role("main")).to_contain_text("Nobody on the staff has this badge.")
    page.get_by_role("link", name="See every row, with line, column and reason").click()
    expect(page.get_by_role("main")).to_contain_text("Add the person to the staff, or correct the badge.")
    page.go_back()
    load.click()
    expect(page.get_by_text("See what is loaded now")).to_be_visible(timeout=60_000)
