"""The calendar of a cycle: a year as a page and a file for staff, the public days as an address to subscribe to."""

from datetime import date, timedelta

import icalendar
import pytest
from django.urls import reverse

from act.standards.deeds import BASE, address, words
from commonbeat.act.standards.actions import awards
from commonbeat.act.standards.models import Assessment, Award, ComplianceRequirement, Program

pytestmark = pytest.mark.django_db


def events(client, path):
    """What a calendar program reads there, by the name of each day."""
    file = client.get(path)
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in file.content.split(b"\r\n"))
    return {str(event["uid"]): event for event in icalendar.Calendar.from_ical(file.content).walk("VEVENT")}


@pytest.fixture
def awarded(program, manager, today):
    return awards.give_award(
        actor=manager, program=program, scope="s", given_on=today, valid_until=today + timedelta(days=168)
    )


def test_the_calendar_shows_a_year_month_by_month(
    client, sign_in, manager, program, assessment, verified, proof, awarded
):
    assessment()
    verified(ago=10)
    proof(part=1, due=3)
    sign_in(manager)
    page = words(client, "accreditation_calendar", program.pk)
    for what in (
        "Mock assessment",
        "First day for comments",
        "Last day for comments",
        "is due from Ana",
        "Last day of",
    ):
        assert what in page
    assert page.index("June") < page.index("December")
    assert "is good" in words(client, "accreditation_calendar", program.pk, query="?year=2028")
    later = words(client, "accreditation_calendar", program.pk, query="?year=2029")
    assert "Cycle 2 of Prairie program begins" in later
    for odd in ("1999", "x", "٢٠٢٩"):
        words(client, "accreditation_calendar", program.pk, query=f"?year={odd}")
    assert "Nothing is due" in words(client, "accreditation_calendar", program.pk, query="?year=1999")


def test_the_file_of_a_year_is_read_back_day_by_day(client, sign_in, manager, program, verified, proof, awarded, today):
    verified(ago=10)
    asked = proof(part=1, due=3)
    sign_in(manager)
    path = address("accreditation_calendar_file", program.pk)
    found = events(client, path)
    award = found[f"award-{awarded.pk}.riverton@commonbeat"]
    assert (award["dtstart"].dt, award["dtend"].dt) == (date(2027, 12, 1), date(2027, 12, 2))
    assert str(award["summary"]) == "Last day of the accreditation by the Prairie Council"
    assert f"proof-{asked.pk}-due.riverton@commonbeat" in found
    assert not any("good" in name for name in found)
    assert any("good" in name for name in events(client, f"{path}?year=2028"))
    assert "attachment" in client.get(path).headers["Content-Disposition"]
    assert client.get(path).headers["Cache-Control"] == "private, no-store"
    assert client.get(address("accreditation_calendar_file", 999_999)).status_code == 404


def test_a_day_keeps_its_name_when_its_date_and_its_words_change(client, sign_in, manager, program, awarded):
    sign_in(manager)
    path = address("accreditation_calendar_file", program.pk)
    before = events(client, path)
    Award.objects.filter(pk=awarded.pk).update(valid_until=date(2027, 11, 9))
    Program.objects.filter(pk=program.pk).update(body="Council; of the, plains\nand hills")
    after = events(client, path)
    assert set(before) == set(after)
    (event,) = after.values()
    assert event["dtstart"].dt == date(2027, 11, 9)
    assert str(event["summary"]) == "Last day of the accreditation by Council; of the, plains\nand hills"
    assert client.get(path).content == client.get(path).content


def test_anybody_subscribes_to_the_public_days_in_both_languages(
    client, assessment, requirement, proof, awarded, today
):
    row, demand = assessment(), requirement(public=True)
    requirement(title="Not to be seen")
    proof()
    hidden = assessment(comments_from=None, comments_until=None, contact="", assessor="quiet neighbors")
    path = BASE + reverse("accreditation_feed")
    page = client.get(path)
    assert not page.cookies
    assert "Content-Disposition" not in page.headers
    found = events(client, path)
    assert set(found) == {
        f"{key}.riverton@commonbeat"
        for key in (
            f"award-{awarded.pk}",
            f"assessment-{row.pk}",
            f"comments-{row.pk}-first",
            f"comments-{row.pk}-last",
            f"demand-{demand.pk}",
            f"cycle-{awarded.program_id}-2",
        )
    }
    assert str(hidden.pk) not in {name.split("-")[1].split(".")[0] for name in found if name.startswith("assess")}
    due = found[f"demand-{demand.pk}.riverton@commonbeat"]
    assert str(due["summary"]) == "A poll of residents is due (Case 27-1)"
    assert str(due["url"]) == f"http://testserver{BASE}/compliance/"
    spanish = events(client, f"{BASE}/es{reverse('accreditation_feed')}")
    assert set(spanish) == set(found)
    assert str(spanish[f"award-{awarded.pk}.riverton@commonbeat"]["summary"]).startswith("Último día")


def test_what_ended_or_is_kept_up_or_not_public_has_no_day_in_the_address(client, awarded, requirement, assessment):
    row = requirement(public=True)
    ComplianceRequirement.objects.filter(pk=row.pk).update(state="kept_up")
    Award.objects.filter(pk=awarded.pk).update(ended_on=date(2027, 6, 1))
    kept = assessment(kind="on_site", comments_from=None, comments_until=None, contact="")
    path = BASE + reverse("accreditation_feed")
    names = {name.split(".")[0] for name in events(client, path)}
    assert names == {f"assessment-{kept.pk}", f"cycle-{awarded.program_id}-2"}
    Program.objects.update(public=False)
    assert events(client, path) == {}
    assert Assessment.objects.exists()


def test_a_demonstration_says_so_in_each_day(client, awarded, riverton):
    riverton.demo = True
    riverton.save()
    found = events(client, BASE + reverse("accreditation_feed"))
    assert {str(event["description"]) for event in found.values()} == {"Made up for a demonstration."}
