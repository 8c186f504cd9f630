"""Those who load records keep the places: they see them, name them and give them borders."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.ground.places.conftest import collection, square

from commonbeat.ground.places import actions
from commonbeat.ground.places.models import Neighborhood


@pytest.fixture
def analyst(riverton, person, sign_in):
    return sign_in(person("analyst", agency=riverton))


@pytest.fixture(autouse=True)
def _one_host_a_town(riverton, lakefield, settings):
    riverton.hosts = ["testserver"]
    riverton.save()


def test_the_list_shows_this_agency_alone(analyst, seward):
    page = analyst.get("/staff/places/").content.decode()
    assert page.count("Seward</a>") == 1
    assert "not known" in page


def test_a_list_of_many_costs_as_many_queries_as_a_list_of_one(analyst, riverton, console):
    counts = []
    for names in (["Alder"], ["Birch", "Cedar", "Dogwood"]):
        actions.add(actor=console, agency=riverton, names=names, reason="test")
        analyst.get("/staff/places/")
        with CaptureQueriesContext(connection) as queries:
            analyst.get("/staff/places/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_place_is_renamed_on_its_page(analyst, seward):
    assert "Nobody has said" in analyst.get("/staff/places/seward/").content.decode()
    form = {"name": "Seward Park", "aliases": "Sewerd\n\nSeward East", "district": ""}
    assert analyst.get("/staff/places/seward/change/").status_code == 200
    assert analyst.post("/staff/places/seward/change/", form).status_code == 302
    seward.refresh_from_db()
    assert seward.aliases == ["Sewerd", "Seward East", "Seward"]


def test_a_name_that_another_place_has_is_refused_in_words(analyst, seward, near_north):
    answer = analyst.post("/staff/places/seward/change/", {"name": "Near North", "aliases": ""})
    assert answer.status_code == 422
    assert "already called" in answer.content.decode()


def test_borders_are_loaded_from_a_file(analyst, seward):
    data = json.dumps(collection(("Seward", square(-93.24, 44.95)))).encode()
    form = {"file": SimpleUploadedFile("b.geojson", data), "property_name": "", "note": "City of Riverton"}
    assert analyst.get("/staff/places/borders/").status_code == 200
    assert analyst.post("/staff/places/borders/", form).status_code == 302
    assert Neighborhood.objects.get(pk=seward.pk).shape_source == "official"
    assert "<svg" in analyst.get("/staff/places/seward/").content.decode()


def test_a_file_that_is_no_map_is_refused_in_words(analyst, seward):
    form = {"file": SimpleUploadedFile("b.zip", b"PK\x03\x04"), "property_name": "", "note": "City"}
    answer = analyst.post("/staff/places/borders/", form)
    assert answer.status_code == 422
    assert "not GeoJSON" in answer.content.decode()


@pytest.mark.parametrize("path", ["", "near-north/change/", "atlantis/", "atlantis/change/"])
def test_who_may_not_load_records_or_asks_for_what_is_not_there_sees_nothing(client, analyst, lakefield, path, person):
    answer = analyst.get(f"/staff/places/{path}")
    assert answer.status_code == (200 if path == "" else 404)


def test_an_officer_may_not_keep_places(riverton, person, sign_in):
    assert sign_in(person("officer", agency=riverton)).get("/staff/places/").status_code == 403
