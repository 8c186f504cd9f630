"""The catalogue in a browser's eyes: lists, files, versions, and what stands where a file was withdrawn."""

import json

import pytest

from commonbeat.ground.roles import Role
from commonbeat.show.opendata import actions, exports, queries

BASE = "/riverton"


@pytest.fixture
def released(published, riverton, console):
    return {one.dataset: one for one in actions.release_new(actor=console, agency=riverton)}


def test_before_anything_is_released_the_page_says_what_will_come(client, riverton):
    page = client.get(f"{BASE}/open-data/")
    assert page.status_code == 200
    assert b"Nothing released yet" in page.content


def test_every_file_is_listed_under_its_subject_with_its_days_and_version(client, released):
    words = client.get(f"{BASE}/open-data/").content.decode()
    assert "Share of stopped people who were searched" in words
    assert "Everything in one file" in words
    assert words.count("v1.csv") == len(released) + 1


def test_the_list_costs_the_same_queries_whatever_it_lists(client, released, count_queries, riverton):
    few = count_queries(lambda: queries.catalogue(riverton))
    assert few == 1


def test_a_dataset_says_what_it_holds_its_check_its_columns_and_its_fingerprint(client, released):
    words = client.get(f"{BASE}/open-data/search_share/").content.decode()
    assert released["search_share"].sha256 in words
    assert "figures looked at" in words
    assert "Where: the neighborhood" in words
    assert "too small to show" in words


def test_the_address_of_a_chart_gives_the_newest_file(client, released):
    latest = client.get(f"{BASE}/open-data/stops_count/latest.csv")
    assert latest["Content-Type"].startswith("text/csv")
    assert 'filename="riverton-stops_count-v1.csv"' in latest["Content-Disposition"]
    assert latest.content == client.get(f"{BASE}/open-data/stops_count/v1.csv").content
    assert len(exports.rows_of(latest.content)) == released["stops_count"].rows


def test_json_carries_the_same_rows_with_their_dictionary(client, released):
    found = json.loads(client.get(f"{BASE}/es/open-data/stops_count/v1.json").content)
    rows = exports.rows_of(client.get(f"{BASE}/open-data/stops_count/v1.csv").content)
    assert len(found["data"]) == len(rows)
    assert found["schema"]["missingValues"][0] == {"value": "S", "label": "suppressed"}
    assert found["sha256_of_csv"] == released["stops_count"].sha256
    assert "Dónde" in found["schema"]["fields"][0]["description"]


def test_a_demonstrations_files_carry_the_band_in_name_rows_and_head(client, published, riverton, console):
    riverton.demo = True
    riverton.demo_notice = {"en": "Demonstration. Made for a test.", "es": "Demostración."}
    riverton.save()
    actions.release_new(actor=console, agency=riverton)
    csv = client.get(f"{BASE}/open-data/stops_count/v1.csv")
    assert "demonstration" in csv["Content-Disposition"]
    assert {row["notice"] for row in exports.rows_of(csv.content)} == {"Demonstration. Made for a test."}
    assert json.loads(client.get(f"{BASE}/open-data/stops_count/v1.json").content)["notice"].startswith("Demonstration")
    assert b"Made for a test" in client.get(f"{BASE}/open-data/stops_count/").content


@pytest.mark.parametrize(
    "path",
    ["open-data/nothing/", "open-data/nothing/latest.csv", "open-data/stops_count/v9.csv", "open-data/nothing/v1.json"],
)
def test_what_is_not_there_is_a_404(client, released, path):
    assert client.get(f"{BASE}/{path}").status_code == 404


def test_the_neighbors_catalogue_is_empty(client, released, lakefield):
    assert b"Nothing released yet" in client.get("/lakefield/open-data/").content
    assert client.get("/lakefield/open-data/stops_count/v1.csv").status_code == 404


def test_a_withdrawn_file_answers_with_the_reason_instead_of_rows(client, released, sign_in, person, riverton):
    chief = sign_in(person(Role.CHIEF, agency=riverton))
    address = f"{BASE}/staff/open-data/stops_count/withdraw/"
    assert chief.get(address).status_code == 200
    assert chief.post(address, {"notice": ""}).status_code == 422
    assert chief.post(address, {"notice": "A column was mixed up."}).status_code == 302
    gone = client.get(f"{BASE}/open-data/stops_count/v1.csv")
    assert (gone.status_code, b"A column was mixed up." in gone.content) == (410, True)
    assert b"A column was mixed up." in client.get(f"{BASE}/open-data/stops_count/").content
    assert client.get(f"{BASE}/open-data/stops_count/latest.csv").status_code == 404
    assert chief.get(address).status_code == 404


def test_those_who_publish_see_what_waits_and_release_it(published, sign_in, person, riverton):
    analyst = sign_in(person(Role.ANALYST, agency=riverton))
    assert b"have no file" in analyst.get(f"{BASE}/staff/").content
    waiting = analyst.get(f"{BASE}/staff/open-data/")
    assert b"Build, check and release" in waiting.content
    assert analyst.post(f"{BASE}/staff/open-data/release/").status_code == 302
    after = analyst.get(f"{BASE}/staff/open-data/")
    assert b"Every published figure is in a file" in after.content
    assert b"have no file" not in analyst.get(f"{BASE}/staff/").content


def test_the_catalogue_for_programs_lists_every_file_with_its_addresses(client, released, riverton):
    riverton.email = "records@riverton.example"
    riverton.save()
    found = json.loads(client.get(f"{BASE}/data.json").content)
    assert found["conformsTo"].endswith("v1.1/schema")
    entry = next(one for one in found["dataset"] if one["landingPage"].endswith("/stops_count/"))
    for required in ("title", "description", "keyword", "modified", "publisher", "contactPoint", "identifier"):
        assert entry[required], required
    assert entry["accessLevel"] == "public"
    assert entry["temporal"].startswith("2017-01-01/")
    assert entry["contactPoint"]["hasEmail"] == "mailto:records@riverton.example"
    addresses = {one["mediaType"]: one["downloadURL"] for one in entry["distribution"]}
    assert client.get(addresses["text/csv"].replace("http://testserver", "")).status_code == 200
