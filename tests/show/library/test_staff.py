"""For those who keep the library: adding, changing, rating, reviewing, answering; nobody else gets in."""

import csv
import io
from datetime import date

import pytest

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.imports import kinds
from commonbeat.ground.library import actions
from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.models import Citation, LibraryResource, PracticeArea, ResourceRequest, TopicTag
from commonbeat.ground.library.rules import LinkState, RequestState
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest

LIST = "/riverton/staff/library/"
NEW = {"title": "A new guide", "year": "2021", "types": ["report"], "topics": ["technology"], "language": "en"}


def record(slug, step=""):
    return f"{LIST}records/{slug}/{step}"


def test_a_record_is_added_changed_rated_and_reviewed(keeper, shipped):
    added = keeper.post(f"{LIST}new/", NEW)
    assert added["Location"] == record("a-new-guide-2021")
    told = {**NEW, "title": "A newer guide", "what": "New title"}
    assert keeper.post(record("a-new-guide-2021"), told).status_code == 302
    assert (
        keeper.post(record("a-new-guide-2021", "rate/"), {"grade": "strong", "basis": "Ten trials"}).status_code == 302
    )
    assert keeper.post(record("a-new-guide-2021", "reviewed/")).status_code == 302
    row = LibraryResource.objects.get(slug="a-new-guide-2021")
    assert (row.title, row.version, row.ratings.get().grade) == ("A newer guide", 3, "strong")


def test_the_form_says_what_is_missing(keeper):
    response = keeper.post(f"{LIST}new/", {**NEW, "types": [], "url": "https://example.org"})
    assert response.status_code == 422
    assert b"Choose at least one type" in response.content
    assert b"on which day you opened it" in response.content
    page = keeper.get(record(LibraryResource.objects.get(year=2014).slug)).content
    assert b"Wasserman" in page


def test_the_list_picks_out_what_is_stale_with_a_fixed_number_of_queries(keeper, add, count_queries):
    LibraryResource.objects.filter(year=2014).update(review_by=None)
    page = keeper.get(f"{LIST}?show=stale").content.decode()
    assert "Moving to Implementation" in page
    assert "never set" in page
    assert "Essential Elements" not in page
    one = count_queries(lambda: keeper.get(f"{LIST}?title__icontains=Implementation"))
    assert count_queries(lambda: keeper.get(LIST)) == one


def test_the_report_lists_links_and_counts(keeper, add, count_queries):
    add(url="https://example.org/a", accessed_on=date(2026, 1, 1))
    one = count_queries(lambda: keeper.get(f"{LIST}report/"))
    for part in "bc":
        add(f"Guide {part}", url=f"https://example.org/{part}", accessed_on=date(2026, 1, 1))
    Citation.objects.filter(url__endswith="/b").update(link_state=LinkState.DEAD, said="404")
    page = keeper.get(f"{LIST}report/?link_state=dead").content.decode()
    assert "https://example.org/b" in page
    assert "https://example.org/c" not in page
    assert count_queries(lambda: keeper.get(f"{LIST}report/")) == one


def test_a_wish_is_answered_with_a_resource_or_closed(keeper, shipped, add):
    ask = {"actor": access.Visitor(), "agency": shipped, "asked": "q=bus", "language": "en"}
    first = actions.ask_resource(words="Bus stops", **ask)
    second = actions.ask_resource(words="Trains", **ask)
    assert b"Bus stops" in keeper.get(f"{LIST}wishes/").content
    assert b"q=bus" in keeper.get(f"{LIST}wishes/{first.pk}/").content
    assert keeper.post(f"{LIST}wishes/{first.pk}/", {"slug": "nothing"}).status_code == 422
    keeper.post(f"{LIST}wishes/{first.pk}/", {"slug": add().slug})
    keeper.post(f"{LIST}wishes/{second.pk}/close/")
    assert [row.state for row in ResourceRequest.objects.all()] == [RequestState.ANSWERED, RequestState.CLOSED]
    assert b"A guide to beat meetings" in keeper.get(f"{LIST}wishes/{first.pk}/").content
    assert keeper.post(f"{LIST}wishes/{second.pk}/close/", follow=True).status_code == 200
    assert keeper.get(f"{LIST}wishes/999999/").status_code == 404


def test_topics_are_added_and_areas_written_anew(keeper, shipped):
    assert keeper.post(f"{LIST}topics/", {"name_en": "Body cameras", "name_es": "Cámaras"}).status_code == 302
    assert TopicTag.objects.filter(agency=shipped, slug="body-cameras").exists()
    area = f"{LIST}areas/technology/"
    words = {"definition_en": "A", "definition_es": "B", "why_en": "C", "why_es": "D", "what": "Shorter"}
    assert keeper.post(area, words).status_code == 302
    assert keeper.post(f"{area}reviewed/").status_code == 302
    row = PracticeArea.objects.get(agency=shipped, topic__slug="technology")
    assert (row.definition_en, row.version) == ("A", 2)
    assert keeper.get(f"{LIST}areas/nothing/").status_code == 404
    assert keeper.post(record("nothing", "reviewed/")).status_code == 404


@pytest.mark.parametrize("path", ["", "new/", "report/", "topics/", "wishes/", "areas/technology/"])
def test_an_officer_does_not_get_in(shipped, person, sign_in, path):
    assert sign_in(person("officer", agency=shipped)).get(f"{LIST}{path}").status_code == 403


def test_an_export_loaded_again_changes_nothing(keeper, shipped, console):
    content = keeper.get("/riverton/library/library.csv").content
    assert len(list(csv.DictReader(io.StringIO(content.decode())))) == 9
    kind = kinds()["library_resources"]
    batch = agencies.receive(actor=console, agency=shipped, kind=kind.key, name="again.csv", blocks=[content])
    mapping = ColumnMapping(columns=suggest(kind.rows, batch.sheet["headers"]))
    agencies.map_columns(actor=console, batch=batch, mapping=mapping, later=False)
    batch = agencies.check(batch_id=batch.pk)
    assert (batch.rows_same, batch.rows_changed, batch.rows_new, batch.rows_bad) == (9, 0, 0, 0)
