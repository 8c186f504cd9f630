"""Words of thanks on their way: written on a small phone, read by somebody first, seen by the officer at once."""

import pytest
from playwright.sync_api import expect

from journeys.demonstration import done_in
from journeys.walking import words

SETUP = """
import os
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "commonbeat.web.settings"
django.setup()
from uuid import uuid4
from commonbeat.act.recognition import actions as recognition
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Role, System
from commonbeat.listen.surveys import actions as surveys
from commonbeat.listen.surveys.models import Campaign
from commonbeat.listen.surveys.rules.questions import STANDARD
agency = Agency.objects.get()
"""

INVITE = (
    SETUP
    + """
officer = Staff.objects.get(agency=agency, user__memberships__role=Role.OFFICER)
tokens = []
for number in range(5):
    _row, token = surveys.invite(
        actor=System("journey"), agency=agency, campaign=Campaign.objects.get(), contact_reference=uuid4(),
        number=f"+1612555018{number}", area="cooper", staff_reference=str(officer.reference),
    )
    tokens.append(token)
for token in tokens[1:]:
    for item in STANDARD:
        surveys.answer(agency=agency, token=token, item=item.key, code="1")
    surveys.complete(agency=agency, token=token)
print(tokens[0])
"""
)
"""Five people of one neighborhood who met the officer; four have answered."""

NIGHT = SETUP + "print(surveys.rewrite(agency=agency), recognition.gather(agency=agency))"
"""What the timetable does: write the answers of five together, and on Monday put the comments on the list."""

WORDS = "La agente Lindqvist esperó con mi hija Marisol. Mi número es 612-555-0180."
READ = "La agente Lindqvist esperó con mi hija […]. Mi número es […]."


@pytest.fixture
def link(demo_home, demo_site):
    """The link that came by text to the fifth."""
    return f"/es/s/{done_in(demo_home, '-c', INVITE).split()[-1]}/"


def test_from_a_resident_s_phone_to_the_officer_s_desk(walker, link, demo_home):
    resident = walker(width=320, script=False).open(link).page
    for code in "1111":
        resident.locator(f'button[name="answer"][value="{code}"]').click()
    expect(resident.get_by_text("que no supervisa al oficial lee primero estas palabras")).to_be_visible()
    resident.locator("#words").fill(WORDS)
    resident.locator('button[value="officer"]').click()
    expect(resident.get_by_role("heading", level=1)).to_have_text("Gracias. Sus respuestas quedaron guardadas.")

    officer = walker(role="officer", width=320, script=False)
    expect(officer.page.get_by_text("Marisol")).to_have_count(0)
    done_in(demo_home, "-c", NIGHT)

    reader = walker(role="information_officer", width=320, script=False)
    expect(reader.page.get_by_role("link", name="about an officer, not read yet")).not_to_have_count(0)
    reader.open("/staff/comments/")
    reader.page.locator("tbody a").last.click()
    expect(reader.page.locator("mark")).to_have_text(["Marisol", "612-555-0180"])
    expect(reader.page.get_by_label("What others will read")).to_have_value(READ)
    reader.page.get_by_label("What others will read").fill(WORDS)
    reader.page.get_by_role("button", name="Pass it on").click()
    expect(reader.page.get_by_role("alert")).to_contain_text("Take this out: 612-555-0180")
    reader.page.get_by_label("What others will read").fill(READ)
    reader.page.get_by_role("button", name="Pass it on").click()
    expect(reader.page.get_by_text("Passed on. The original words are destroyed.")).to_be_visible()

    officer.open("/staff/")
    expect(officer.page.get_by_text(READ)).to_be_visible()
    officer.page.get_by_role("link", name="All thanks to you").click()
    said = officer.page.locator(".cb-stack", has_text=READ)
    said.get_by_role("button", name="Keep it in my file").click()
    officer.page.get_by_role("link", name="In your file").click()
    expect(officer.page.get_by_text(READ)).to_be_visible()
    officer.open("/es/staff/thanks/?show=filed")
    expect(officer.page.get_by_role("heading", level=1)).to_have_text("Agradecimientos a usted")

    sergeant = walker(role="sergeant", script=False).open("/staff/thanks/people/")
    expect(sergeant.page.get_by_text(READ)).to_be_visible()
    expect(sergeant.page.get_by_text("To Officer Ana Lindqvist").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_leaving_out_by_keyboard_keeps_a_reason_and_no_words(walker, width):
    reader = walker(role="information_officer", width=width, script=False).open("/staff/comments/")
    name = words(reader.page.locator("tbody a").first)
    reader.page.locator("tbody a").first.click()
    reader.page.get_by_role("link", name="Leave it out, and say why").click()
    reader.page.get_by_label("It is not praise").focus()
    reader.page.keyboard.press("Space")
    reader.page.keyboard.press("Tab")
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    expect(reader.page.get_by_text("Left out. Its words are destroyed.")).to_be_visible()
    expect(reader.page.get_by_role("link", name=name, exact=True)).to_have_count(0)
