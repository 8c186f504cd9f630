"""For those who keep the library: adding, changing, rating, reviewing, answering; nobody else gets in."""

import csv
import io
import json
import re
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
    response = keeper.post(f"{LIST}new/", {**NEW, "types": []})
    assert response.status_code == 422
    assert b"Choose at least one type" in response.content
    response = keeper.post(f"{LIST}new/", {**NEW, "url": "https://example.org"})
    assert b"on which day you opened it" in response.content
    page = keeper.get(record(LibraryResource.objects.get(title__startswith="Building Relationships").slug)).content
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
    page = f"{LIST}wishes/{first.pk}/"
    for wrong in ({"address": "https://town.example/library/resources/nothing/"}, {}, {"chosen": "nothing"}):
        assert keeper.post(page, wrong).status_code == 422
    added = keeper.post(f"{LIST}new/?wish={first.pk}", {**NEW, "title": "A guide to beat meetings"})
    assert added["Location"] == page
    row = LibraryResource.objects.get(title="A guide to beat meetings")
    assert f'value="{row.slug}"' in keeper.get(page).content.decode()
    assert keeper.post(page, {"chosen": row.slug}).status_code == 302
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


@pytest.mark.parametrize(
    "path",
    ["", "new/", "report/", "topics/", "topics/technology/", "topics/technology/area/", "wishes/", "areas/technology/"],
)
def test_an_officer_does_not_get_in(shipped, person, sign_in, path):
    assert sign_in(person("officer", agency=shipped)).get(f"{LIST}{path}").status_code == 403


def test_an_export_loaded_again_changes_nothing(keeper, shipped, console):
    content = keeper.get("/riverton/library/library.csv").content
    assert len(list(csv.DictReader(io.StringIO(content.decode())))) == 23
    kind = kinds()["library_resources"]
    batch = agencies.receive(actor=console, agency=shipped, kind=kind.key, name="again.csv", blocks=[content])
    mapping = ColumnMapping(columns=suggest(kind.rows, batch.sheet["headers"]))
    agencies.map_columns(actor=console, batch=batch, mapping=mapping, later=False)
    batch = agencies.check(batch_id=batch.pk)
    assert (batch.rows_same, batch.rows_changed, batch.rows_new, batch.rows_bad) == (23, 0, 0, 0)


def test_a_wish_is_answered_by_an_address_too_and_one_that_is_not_there_leads_nowhere(keeper, shipped):
    ask = {"actor": access.Visitor(), "agency": shipped, "asked": "", "language": "en"}
    wish = actions.ask_resource(words="xyz", **ask)
    row = LibraryResource.objects.first()
    page = keeper.get(f"{LIST}wishes/{wish.pk}/").content.decode()
    assert "The address of the resource in the library" in page
    told = {"address": f"https://town.example/library/resources/{row.slug}/?x#found"}
    assert keeper.post(f"{LIST}wishes/{wish.pk}/", told).status_code == 302
    for number in ("99999", "x", "9" * 30):
        added = keeper.post(f"{LIST}new/?wish={number}", {**NEW, "title": f"For {number}"})
        assert "/records/" in added["Location"]


def test_a_change_written_from_an_old_page_undoes_nobody_s_work(keeper, shipped):
    row = LibraryResource.objects.get(year=2008)
    page = keeper.get(record(row.slug)).content.decode()
    assert re.search(r'<input type="hidden" name="seen" value="1"', page)
    told = {**NEW, "title": row.title, "year": 2008, "what": "A press", "seen": "1"}
    assert keeper.post(record(row.slug), {**told, "publisher": "First"}).status_code == 302
    late = keeper.post(record(row.slug), {**told, "publisher": "Second"})
    assert late.status_code == 422
    assert "Somebody changed this record after you opened it" in late.content.decode()
    assert 'value="Second"' in late.content.decode(), "and what was written is still there to be copied"
    row.refresh_from_db()
    assert (row.publisher, row.version) == ("First", 2)


def test_a_record_is_withdrawn_with_a_reason_and_put_back(keeper, shipped, client):
    row = LibraryResource.objects.get(year=2008)
    public = f"/riverton/library/resources/{row.slug}/"
    assert keeper.get(record(row.slug, "withdraw/")).status_code == 200
    assert keeper.post(record(row.slug, "withdraw/"), {"because": ""}).status_code == 422
    assert keeper.post(record(row.slug, "withdraw/"), {"because": "A <new> edition"}).status_code == 302
    page = client.get(public).content.decode()
    assert "A &lt;new&gt; edition" in page
    assert "noindex" in page
    assert row.title not in client.get("/riverton/library/?year=2008").content.decode()
    assert row.title not in client.get("/riverton/library/library.csv").content.decode()
    told = json.loads(client.get("/riverton/library/library.json").content)
    assert [(one["slug"], one["because"]) for one in told["withdrawn"]] == [(row.slug, "A <new> edition")]
    assert json.loads(client.get("/riverton/library/library.json?year=2012").content)["withdrawn"] == []
    feed = client.get("/riverton/library/feed.atom").content.decode()
    assert f"<title>Withdrawn: {row.title}</title>" in feed
    assert "<summary>A &lt;new&gt; edition</summary>" in feed
    assert row.title in keeper.get(f"{LIST}?show=withdrawn").content.decode()
    assert "Put it back into the library" in keeper.get(record(row.slug)).content.decode()
    assert keeper.post(record(row.slug, "back/")).status_code == 302
    assert row.title in client.get("/riverton/library/?year=2008").content.decode()


def test_a_topic_gets_another_name(keeper, shipped, client):
    address = f"{LIST}topics/technology/"
    assert "Technology" in keeper.get(address).content.decode()
    assert keeper.post(address, {"name_en": "Use of force", "name_es": "X"}).status_code == 422
    assert keeper.post(address, {"name_en": "Machines", "name_es": "Máquinas"}).status_code == 302
    assert "Máquinas" in client.get("/riverton/es/library/topics/technology/").content.decode()
    assert keeper.get(f"{LIST}topics/nothing/").status_code == 404


def test_a_topic_of_the_agency_s_own_becomes_a_practice_area(keeper, shipped, client):
    keeper.post(f"{LIST}topics/", {"name_en": "Body cameras", "name_es": "Cámaras"})
    address = f"{LIST}topics/body-cameras/area/"
    assert address in keeper.get(f"{LIST}topics/").content.decode()
    words = {"definition_en": "A", "definition_es": "B", "why_en": "C", "why_es": "D"}
    assert keeper.post(address, {**words, "why_es": ""}).status_code == 422
    assert keeper.post(address, words).status_code == 302
    assert "Body cameras" in client.get("/riverton/practice-areas/body-cameras/").content.decode()
    assert address not in keeper.get(f"{LIST}topics/").content.decode()
    assert keeper.post(address, words).status_code == 422
    assert keeper.get(f"{LIST}topics/nothing/area/").status_code == 404
