"""The library for everybody: filters in the address, counts beside them, an empty list that helps, files, a feed."""

import csv
import io
import json
import re
from datetime import date, timedelta
from threading import BoundedSemaphore
from xml.etree import ElementTree

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from commonbeat.ground.library import actions
from commonbeat.ground.library.models import Citation, LibraryResource, PracticeArea, ResourceRequest
from commonbeat.ground.library.queries import whole
from commonbeat.ground.library.rules import Grade, LinkState
from commonbeat.show.library.views import files

pytestmark = pytest.mark.usefixtures("shipped")
HOME = "/riverton/library/"


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


class TestSearch:
    def test_it_lists_everything_newest_first_with_types_year_and_topics(self, client):
        page = text(client.get(HOME))
        assert "1 to 10 of 23" in page
        assert '<h2 id="found" tabindex="-1"><span role="status">23 resources</span></h2>' in page
        assert page.index("multicity randomized trial") < page.index("Guiding Principles")
        assert "Report, Research article, Research brief | 2011" in text(client.get(f"{HOME}?page=2"))
        assert text(client.get(f"{HOME}?topic=mental-health")).count('topics/mental-health/"') == 4

    def test_every_facet_value_has_a_count_that_ignores_its_own_facet(self, client):
        page = text(client.get(f"{HOME}?type=report&topic=use-of-force"))
        assert re.search(r'value="report" checked> <span>Report</span> <span class="cb-small">\(5\)', page)
        assert re.search(r'value="guidebook_tool"> <span>Guidebook or tool</span> <span class="cb-small">\(5\)', page)
        assert re.search(r'value="2012"> <span>2012</span> <span class="cb-small">\(1\)', page)
        assert re.search(r'value="2010"> <span>2010</span> <span class="cb-small">\(0\)', page)

    def test_two_values_of_a_facet_widen_and_two_facets_narrow(self, client):
        assert "21 of 23" in text(client.get(f"{HOME}?type=guidebook_tool&type=report"))
        assert "2 of 23" in text(client.get(f"{HOME}?q=mental+illnesses&type=guidebook_tool"))

    @pytest.mark.parametrize(
        ("given", "settled"),
        [
            ("topic=use-of-force&type=report", "?type=report&topic=use-of-force"),
            ("q=&type=report", "?type=report"),
            ("type=report&type=report", "?type=report"),
            ("type=nonsense&topic=nothing&year=12&sort=x", ""),
            ("page=1", ""),
        ],
    )
    def test_the_same_question_has_one_address(self, client, given, settled):
        response = client.get(f"{HOME}?{given}")
        assert (response.status_code, response["Location"]) == (302, HOME + settled)

    def test_each_filter_goes_by_one_click_and_reset_leads_to_the_count(self, client):
        page = text(client.get(f"{HOME}?q=force&type=report&year=2012"))
        assert f'href="{HOME}?type=report&amp;year=2012#found"' in page
        assert f'href="{HOME}?q=force&amp;year=2012#found"' in page
        assert f'href="{HOME}?q=force&amp;type=report#found"' in page
        assert f'href="{HOME}#found">Reset</a>' in page

    def test_an_empty_list_names_the_filters_and_what_each_would_give(self, client):
        page = text(client.get(f"{HOME}?q=duty&type=report&year=2010"))
        assert "0 of 23 resources" in page
        assert "Nothing fits all of these filters at once." in page
        assert "Without Words “duty”: 0" in page
        assert "Without any filter: 23" in page
        assert "/library/ask/?q=duty&amp;type=report&amp;year=2010" in page

    def test_an_offer_keeps_its_word(self, client):
        page = text(client.get(f"{HOME}?type=report&year=2010"))
        assert "Without Type Report: 3" in page
        assert "3 of 23" in text(client.get(f"{HOME}?year=2010"))

    def test_it_speaks_spanish(self, client):
        page = text(client.get("/riverton/es/library/?topic=use-of-force"))
        assert "9 de 23 recursos" in page
        assert "Uso de la fuerza" in page

    def test_a_long_list_is_paged_and_stays_light(self, client, add):
        for number in range(25):
            add(f"{'Long title ' * 20}{number}", note_en="x" * 2000)
        first = client.get(HOME)
        assert "1 to 10 of 48" in text(first)
        assert f'href="{HOME}?page=2#found"' in text(first)
        assert "41 to 48 of 48" in text(client.get(f"{HOME}?page=99"))
        for address in (HOME, "/riverton/es/library/?page=2"):
            assert len(client.get(address).content) < 30_000

    def test_an_empty_library_says_so(self, client, lakefield):
        assert "The library is empty" in text(client.get("/lakefield/library/"))

    def test_it_sets_no_cookie_and_its_queries_stay_as_many(self, client, add, count_queries):
        assert not client.get(HOME).cookies
        few = count_queries(lambda: client.get(f"{HOME}?year=2014"))
        assert count_queries(lambda: client.get(HOME)) == few

    def test_the_neighbor_s_records_are_not_there(self, client, add, lakefield):
        row = add("Only here")
        assert "Only here" not in text(client.get("/lakefield/library/"))
        assert client.get(f"/lakefield/library/resources/{row.slug}/").status_code == 404


class TestResource:
    def test_the_page_says_where_it_comes_from_how_good_and_what_changed(self, client, add, console):
        row = add(provenance="research", audiences=("agency", "community"), note_en="Start small", note_es="Empiece")
        actions.rate_evidence(actor=console, resource=row, grade=Grade.MODERATE, basis="One trial in a town")
        page = text(client.get(f"/riverton/library/resources/{row.slug}/"))
        for said in (
            "Research",
            "Agencies and Communities",
            "Start small",
            "One trial in a town",
            "version 2",
            "guide, not",
        ):
            assert said in page
        assert "Empiece" in text(client.get(f"/riverton/es/library/resources/{row.slug}/"))

    def test_a_link_shows_with_its_day_and_a_dead_one_says_so(self, client, add):
        row = add(url="https://example.org/a", accessed_on=date(2026, 1, 5))
        address = f"/riverton/library/resources/{row.slug}/"
        assert "opened on January 5, 2026" in text(client.get(address))
        Citation.objects.exclude(url="").update(link_state=LinkState.DEAD)
        row.agency.public_version += 1
        row.agency.save()
        assert "does not open any more" in text(client.get(address))

    def test_without_a_link_it_says_why(self, client):
        row = LibraryResource.objects.get(title__startswith="Building Relationships")
        assert "No link yet" in text(client.get(f"/riverton/library/resources/{row.slug}/"))

    def test_what_is_stale_is_marked_on_card_and_page(self, client, shipped):
        LibraryResource.objects.filter(year=2014).update(review_by=shipped.day() - timedelta(days=1))
        row = LibraryResource.objects.get(title__startswith="Building Relationships")
        assert text(client.get(f"{HOME}?year=2014")).count("Due for another look") == 4
        assert "newer law or research" in text(client.get(f"/riverton/library/resources/{row.slug}/"))


class TestTopicsAndAreas:
    def test_a_tag_leads_to_all_that_has_it(self, client):
        page = text(client.get("/riverton/library/topics/mental-health/"))
        assert page.count("cb-resource") == 4
        assert client.get("/riverton/library/topics/no-such/").status_code == 404

    def test_every_area_has_the_same_page(self, client, shipped):
        layouts = set()
        for row in PracticeArea.objects.filter(agency=shipped).select_related("topic"):
            page = text(client.get(f"/riverton/practice-areas/{row.topic.slug}/"))
            layouts.add(tuple(re.findall(r"<h2>(.*?)</h2>", page)[:4]))
        assert layouts == {("Why it matters", "What to read", "What to do next", "What changed on this page")}

    def test_there_is_an_area_for_each_topic_and_one_for_technology(self, client):
        page = text(client.get("/riverton/practice-areas/"))
        assert page.count("cb-resource") == 8
        assert "Technology, Data and Artificial Intelligence" in page

    def test_an_area_leads_to_its_questions_and_that_of_technology_to_the_tools_in_use(self, client):
        for slug, tools in (("technology", True), ("use-of-force", False)):
            page = text(client.get(f"/riverton/practice-areas/{slug}/"))
            assert f'<a href="/riverton/questions/#{slug}">Questions and answers</a>' in page
            assert ('<a href="/riverton/technology/">Technology we use</a>' in page) is tools

    def test_an_area_that_is_not_there_is_not_found(self, client, lakefield):
        assert client.get("/lakefield/practice-areas/technology/").status_code == 404
        assert "No practice area" in text(client.get("/lakefield/practice-areas/"))


class TestFiles:
    def test_csv_holds_what_the_filter_finds_and_no_formula(self, client, add):
        add("=HYPERLINK(1)", topics=("use-of-force",), publisher="+A1", note_en="@x", note_es="-2")
        content = client.get("/riverton/library/library.csv?topic=use-of-force").content.decode()
        rows = list(csv.DictReader(io.StringIO(content)))
        assert len(rows) == 10
        made = next(row for row in rows if "HYPERLINK" in row["title"])
        assert (made["title"], made["publisher"], made["note_en"]) == ("'=HYPERLINK(1)", "'+A1", "'@x")

    def test_json_holds_the_same_with_lists(self, client):
        found = json.loads(client.get("/riverton/library/library.json?year=2011").content)
        assert found["query"] == "year=2011"
        assert found["resources"][0]["types"] == ["report", "research_article", "research_brief"]

    @pytest.mark.parametrize("ending", ["csv", "json"])
    @pytest.mark.parametrize("tongue", ["", "/es"])
    def test_a_long_file_sent_in_pieces_says_the_same_as_a_short_one(self, client, add, monkeypatch, ending, tongue):
        add("Ñandú «quoted», with\ta tab", note_es="Dos\nlíneas")
        address = f"/riverton{tongue}/library/library.{ending}"
        short = client.get(address)
        monkeypatch.setattr(whole, "SLICE", 10)
        long = client.get(address)
        assert (short.streaming, long.streaming) == (False, True)
        sent = long.getvalue().decode()
        if ending == "csv":
            assert sent == short.content.decode()
            assert len(list(csv.DictReader(io.StringIO(sent, newline="")))) == 24
        else:
            assert json.loads(sent) == json.loads(short.content)
            assert len(json.loads(sent)["resources"]) == 24
        assert f"http://testserver/riverton{tongue}/library/resources/{LibraryResource.objects.first().slug}/" in sent

    def test_a_long_file_begins_before_it_is_read_and_reads_as_it_is_taken(self, client, monkeypatch):
        monkeypatch.setattr(whole, "SLICE", 5)
        sent = client.get("/riverton/library/library.csv").streaming_content
        taken = []
        for _piece in range(3):
            with CaptureQueriesContext(connection) as found:
                next(sent)
            taken.append(len(found))
        assert taken == [0, 4, 4]
        assert len(list(sent)) == 3

    def test_only_so_many_long_files_are_sent_at_once_and_every_end_makes_room(self, client, monkeypatch):
        # Who hangs up ends a request; the connection to the database is the test's, and stays.
        monkeypatch.setattr(connections["default"], "close_if_unusable_or_obsolete", lambda: None)
        monkeypatch.setattr(whole, "SLICE", 5)
        monkeypatch.setattr(files.LibraryFile, "places", BoundedSemaphore(2))
        address = "/riverton/library/library.csv"
        never_read, half_read = client.get(address), client.get(address)
        next(iter(half_read))
        busy = client.get(address)
        assert (busy.status_code, busy["Retry-After"]) == (503, "30")
        assert "try again" in busy.content.decode()
        assert client.get(f"{address}?year=2012").status_code == 200
        for response in (never_read, half_read, half_read):
            response.close()
        again = [client.get(address) for _time in range(3)]
        assert [response.status_code for response in again] == [200, 200, 503]
        assert len(list(again[0])) == 6, "and who has taken all of it leaves room"
        assert client.head(address).status_code == 200

    def test_the_feed_is_atom_with_the_newest_first(self, client, add):
        add("Brand new & <shiny>")
        feed = ElementTree.fromstring(client.get("/riverton/library/feed.atom").content)
        names = {"a": "http://www.w3.org/2005/Atom"}
        titles = [entry.findtext("a:title", namespaces=names) for entry in feed.findall("a:entry", names)]
        assert titles[0] == "Brand new & <shiny>"
        assert len(titles) == 24
        for part in ("id", "title", "updated"):
            assert feed.findtext(f"a:{part}", namespaces=names)

    def test_the_feed_of_an_empty_library_is_one_too(self, client, lakefield):
        assert b"<feed" in client.get("/lakefield/library/feed.atom").content


class TestAsking:
    def test_a_wish_goes_in_with_its_search_and_no_cookie(self, client, shipped):
        address = "/riverton/library/ask/?q=bus&type=report"
        page = client.get(address)
        assert "“bus”, Report" in text(page)
        assert not page.cookies
        response = client.post(address, {"words": "Something on bus stops"})
        assert response["Location"] == "/riverton/library/asked/"
        assert "We do not know who you are" in text(client.get(response["Location"]))
        row = ResourceRequest.objects.get()
        assert (row.words, row.asked, row.language) == ("Something on bus stops", "q=bus&type=report", "en")

    def test_an_empty_wish_is_asked_again(self, client):
        response = client.post("/riverton/es/library/ask/", {"words": " "})
        assert response.status_code == 422
        assert not ResourceRequest.objects.exists()

    def test_a_flood_is_told_to_wait(self, client, shipped):
        for number in range(20):
            ResourceRequest.objects.create(agency=shipped, words=f"Wish {number}", language="en")
        response = client.post("/riverton/library/ask/", {"words": "One more"})
        assert response.status_code == 422
        assert "Try again in an hour" in text(response)
