"""The desk shows what waits and what each role may open; the foot and the errors lead on."""

from datetime import timedelta
from pathlib import Path

import pytest

from commonbeat.act.promises import actions as promises
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Role
from commonbeat.web import desk, nav

BASE = "/riverton"
SOURCE = Path(__file__).parents[2] / "src" / "commonbeat"
ROLES_WITH_A_LIST = {Role.OFFICER, Role.SERGEANT, Role.CHIEF, Role.ANALYST}
"""The first who were given one."""


@pytest.mark.parametrize(
    ("role", "opens", "hides"),
    [
        (Role.ADMINISTRATOR, ["/staff/people/", "/staff/portal/pictures/", "/staff/work/"], ["/staff/findings/"]),
        (Role.CHIEF, ["/staff/findings/", "/staff/open-data/", "/staff/audit/"], ["/staff/people/", "/staff/imports/"]),
        (Role.OFFICER, ["/staff/concerns/"], ["/staff/records/", "/staff/findings/", "/staff/open-data/"]),
    ],
)
def test_the_desk_lists_what_the_roles_of_a_person_open_with_a_line_each(sign_in, person, riverton, role, opens, hides):
    page = sign_in(person(role, agency=riverton)).get(f"{BASE}/staff/").content.decode()
    for address in opens:
        assert f'href="{BASE}{address}"' in page, address
    for address in hides:
        assert f'href="{BASE}{address}"' not in page, address


def test_the_monday_list_stands_first_late_before_the_rest(sign_in, person, riverton, console):
    chief = person(Role.CHIEF, agency=riverton)
    owner = Staff.objects.create(agency=riverton, name="Pat Keeper", badge="K-1", user=chief)
    today = riverton.day()
    for title, due, on in (
        ("Move two street lights", today + timedelta(days=9), today),
        ("Walk Lake Street", today - timedelta(days=3), today - timedelta(days=30)),
    ):
        promises.make(
            actor=console, agency=riverton, title=title, promised_to="the block club", owner=owner, due=due, on=on
        )
    page = sign_in(chief).get(f"{BASE}/staff/").content.decode()
    assert "Two things wait for you. One is late." in page
    assert "3 days late" in page
    assert page.index("Walk Lake Street") < page.index("Move two street lights") < page.index("What you may open")
    spanish = sign_in(chief).get(f"{BASE}/es/staff/").content.decode()
    assert "Le esperan dos pendientes. Uno está atrasado." in spanish
    assert "3 días de atraso" in spanish


def test_whom_nothing_waits_for_is_told_so(sign_in, person, riverton):
    page = sign_in(person(Role.TRAINING, agency=riverton)).get(f"{BASE}/staff/").content.decode()
    assert "Nothing waits for you here." in page
    assert 'id="waiting"' not in page


def test_a_longer_monday_list_takes_no_more_queries(sign_in, person, riverton, console, count_queries):
    chief = person(Role.CHIEF, agency=riverton)
    owner = Staff.objects.create(agency=riverton, name="Pat Keeper", badge="K-1", user=chief)
    client, due = sign_in(chief), riverton.day() + timedelta(days=9)
    given = {"actor": console, "agency": riverton, "promised_to": "the block club", "owner": owner, "due": due}
    promises.make(title="One", **given)
    first = count_queries(lambda: client.get(f"{BASE}/staff/"))
    promises.make(title="Two", **given)
    promises.make(title="Three", **given)
    assert count_queries(lambda: client.get(f"{BASE}/staff/")) == first


def test_every_door_of_the_menu_says_what_is_behind_it():
    assert set(desk.BEHIND) == {name for name, _label, _permission in nav.STAFF} - {"desk"}


def test_the_foot_of_a_public_page_leads_to_the_checks_and_to_people(client, riverton):
    page = client.get(f"{BASE}/about/").content.decode()
    for address in (
        "/open-data/",
        "/how-we-measure/",
        "/what-we-do-not-know/",
        "/corrections/",
        "/point-out/",
        "/tell-us/",
    ):
        assert f'href="{BASE}{address}"' in page


def test_a_signed_in_person_finds_the_way_out_at_the_foot(sign_in, person, riverton):
    page = sign_in(person(Role.OFFICER, agency=riverton)).get(f"{BASE}/staff/").content.decode()
    assert f'href="{BASE}/staff/account/logout/"' in page
    assert "Check our work" not in page


def test_several_agencies_are_offered_by_name_in_the_readers_language(client, riverton, lakefield):
    page = client.get("/agencies/").content.decode()
    assert 'href="/riverton/"' in page
    assert "Lakefield Police Department" in page
    assert 'href="/riverton/es/"' in client.get("/es/agencies/").content.decode()


def test_with_no_agency_the_first_page_says_how_to_start_one(client, db):
    page = client.get("/", follow=True)
    assert "commonbeat init" in page.content.decode()


def test_a_page_that_is_not_there_says_so_and_leads_home(client, riverton):
    page = client.get(f"{BASE}/nothing-here/")
    assert page.status_code == 404
    assert "There is no page here" in page.content.decode()
    assert f'href="{BASE}/"' in page.content.decode()
    assert "Aquí no hay ninguna página" in client.get(f"{BASE}/es/nada/").content.decode()


def test_only_praise_is_no_thing_that_waits(sign_in, person, riverton):
    officer = person(Role.OFFICER, agency=riverton)
    Staff.objects.create(agency=riverton, name="Ana Lindqvist", badge="O-1", user=officer)
    page = sign_in(officer).get(f"{BASE}/staff/").content.decode()
    assert "Nothing waits for you here." in page
    assert page.index('id="thanks"') < page.index("What you may open")


def test_every_room_that_has_something_waiting_stands_in_the_list():
    rooms = {source.__module__.split(".", 1)[1] for source in desk.SOURCES}
    files = [*SOURCE.rglob("queries.py"), *SOURCE.rglob("queries/*.py")]
    waits = {
        ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for path in files
        if "\ndef waiting_for(" in path.read_text()
    }
    assert rooms == waits


@pytest.mark.parametrize("role", [role for role in Role if role not in ROLES_WITH_A_LIST])
def test_every_other_role_has_one_plain_list_of_what_it_may_open(sign_in, person, riverton, role):
    page = sign_in(person(role, agency=riverton)).get(f"{BASE}/staff/").content.decode()
    assert 'id="waiting"' not in page
    assert 'id="thanks"' not in page
    assert page.count("What you may open") == 1
