"""An administrator changes what the agency is called, and sets values from a day on with their source."""

from datetime import date

import pytest
from django.urls import reverse

from commonbeat.ground.agency import queries
from commonbeat.ground.agency.models import Setting
from commonbeat.ground.agency.rules import SettingKey

pytestmark = pytest.mark.django_db

GOOD = {
    "name": "Riverton Police",
    "place": "Riverton",
    "phone": "555-0100",
    "email": "",
    "timezone": "America/Denver",
    "languages": ["en", "es"],
    "hosts": "Police.Riverton.example trust.riverton.example",
}


@pytest.fixture
def administrator(riverton, person, sign_in):
    return sign_in(person("administrator", agency=riverton))


def send(client, name, data, **kwargs):
    return client.post(f"/riverton{reverse(name, kwargs=kwargs)}", data)


def test_a_change_is_kept_and_host_names_become_a_list(administrator, riverton):
    assert send(administrator, "agency_change", GOOD).status_code == 302
    riverton.refresh_from_db()
    assert (riverton.name, riverton.timezone) == ("Riverton Police", "America/Denver")
    assert riverton.hosts == ["police.riverton.example", "trust.riverton.example"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("timezone", "Mars/Olympus", "Write a time zone such as America/Chicago"),
        ("email", "nobody", "name@example.org"),
        ("name", "", "Tell us"),
        ("languages", [], "Choose one"),
    ],
)
def test_a_wrong_answer_is_told_what_to_do_and_changes_nothing(administrator, riverton, field, value, words):
    answer = send(administrator, "agency_change", GOOD | {field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    riverton.refresh_from_db()
    assert riverton.name == "Riverton Police Department"


def test_a_setting_holds_from_its_day_with_its_source(administrator, riverton):
    data = {"minutes": "15", "effective_from": "2026-07-01", "citation": "Policy 4-12"}
    assert send(administrator, "setting_change", data, key="session_minutes").status_code == 302
    row = Setting.objects.get(agency=riverton)
    assert (row.value, row.effective_from, row.citation) == ({"minutes": 15}, date(2026, 7, 1), "Policy 4-12")
    page = administrator.get(f"/riverton{reverse('setting_list')}").content.decode()
    assert "Policy 4-12" in page


@pytest.mark.parametrize("broken", [{"minutes": ""}, {"minutes": "0"}, {"minutes": "soon"}, {"citation": ""}])
def test_a_setting_without_number_or_source_is_refused_in_words(administrator, riverton, broken):
    data = {"minutes": "15", "effective_from": "2026-07-01", "citation": "Policy 4-12"} | broken
    answer = send(administrator, "setting_change", data, key="session_minutes")
    assert answer.status_code == 422
    assert "This field is required" not in answer.content.decode()
    assert not Setting.objects.exists()


def test_a_setting_that_nobody_knows_is_not_found(administrator):
    assert administrator.get("/riverton/staff/settings/dated/colors/").status_code == 404


def test_what_was_never_set_says_that_the_values_of_the_house_hold(administrator):
    page = administrator.get(f"/riverton{reverse('setting_list')}").content.decode()
    assert page.count("Nobody set it here") == len(SettingKey)


@pytest.mark.parametrize(
    ("language", "words"), [("", "Destruction is stopped: <strong>yes"), ("/es", "detenida: <strong>sí")]
)
def test_a_legal_hold_is_an_answer_from_a_day_on(administrator, riverton, language, words):
    data = {"hold": "1", "effective_from": "2026-07-01", "citation": "Order of the county court"}
    assert send(administrator, "setting_change", data, key="legal_hold").status_code == 302
    assert queries.on_hold(riverton, date(2026, 7, 1))
    assert not queries.on_hold(riverton, date(2026, 6, 30))
    page = administrator.get(f"/riverton{language}{reverse('setting_list')}").content.decode()
    assert words in page
    assert "Order of the county court" in page
