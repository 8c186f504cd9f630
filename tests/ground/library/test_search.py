"""The search finds by words and facets, follows every write at once, and never shows another agency's rows."""

from importlib import import_module

import pytest
from django.db import connection, transaction
from django.http import QueryDict

from commonbeat.ground.library import actions, tables
from commonbeat.ground.library.actions import Record
from commonbeat.ground.library.models import CatalogEntry, CatalogState, LibraryResource
from commonbeat.ground.library.queries import search, whole
from commonbeat.ground.library.rules import Grade, asked
from commonbeat.ground.library.rules.shipped import RESOURCES


def found(agency, query=""):
    return [row.title for row in search.page_of(agency, asked(QueryDict(query))).rows]


def test_words_are_found_at_their_beginning_in_title_note_topic_and_source(add, shipped):
    add("Walking the beat", note_es="Para caminar con niños", publisher="Prairie Press", source="Ana Ríos, 2020")
    for query in ("q=walk", "q=CAMINAR+nino", "q=prairie", "q=rios", "q=artificial+walking", "q=inteligencia+beat"):
        assert found(shipped, query) == ["Walking the beat"], query
    assert found(shipped, "q=walking+zebra") == []
    assert found(shipped, "q=eat") == []


@pytest.mark.parametrize(
    "hostile", ['"', "' OR 1=1 --", "a* OR b", "NEAR(a b)", "a & !b | c:*", "a_1", "\\", "*", "^x", "💥"]
)
def test_no_word_is_taken_for_a_command(add, shipped, hostile):
    add()
    query = QueryDict(mutable=True)
    query["q"] = hostile
    search.page_of(shipped, asked(query))


def test_the_neighbor_s_resources_are_never_found(add, shipped, lakefield, console):
    actions.ship(actor=console, agency=lakefield)
    add("Only in Riverton")
    assert found(lakefield, "q=riverton") == []
    assert search.page_of(lakefield, asked(QueryDict(""))).total == len(RESOURCES)
    assert search.page_of(shipped, asked(QueryDict(""))).total == len(RESOURCES) + 1


def test_a_change_a_rating_and_a_new_record_are_found_at_once(add, shipped, console):
    row = add("Old title")
    assert found(shipped, "q=old+title") == ["Old title"]
    told = Record(title="New title", year=2021, types=("video",), topics=("recruitment",))
    actions.change_resource(actor=console, resource=row, record=told, what="Renamed")
    assert found(shipped, "q=old+title") == []
    assert found(shipped, "type=video&topic=recruitment&year=2021") == ["New title"]
    actions.rate_evidence(actor=console, resource=row, grade=Grade.STRONG, basis="Ten studies")
    assert found(shipped, "evidence=strong&type=video") == ["New title"]
    add("Another", types=("video",))
    assert set(found(shipped, "type=video")) == {"New title", "Another"}


def test_newest_year_first_and_a_page_beyond_the_last_is_the_last(add, shipped):
    for number in range(12):
        add(f"Guide {number}", year=2000 + number, types=("video",))
    first = search.page_of(shipped, asked(QueryDict("type=video")))
    assert [row.year for row in first.rows] == list(range(2011, 2001, -1))
    beyond = search.page_of(shipped, asked(QueryDict("type=video&page=9")))
    assert (beyond.asked.page, beyond.last, len(beyond.rows)) == (2, 2, 2)


def test_what_is_brought_up_to_date_is_what_a_new_process_reads(add, shipped):
    add("One", types=("video",))
    search.page_of(shipped, asked(QueryDict("")))
    add("Two", types=("training", "video"), year=None)
    kept = search.look(shipped, asked(QueryDict("")))
    search.forget()
    assert search.look(shipped, asked(QueryDict(""))) == kept


def test_another_process_s_older_or_other_catalogue_is_never_taken_for_this_one(add, shipped):
    add("One", types=("video",))
    assert search.page_of(shipped, asked(QueryDict("type=video"))).found.count == 1
    CatalogEntry.objects.filter(types="video").update(types="report")
    CatalogState.objects.filter(agency=shipped).update(epoch="restored")
    assert search.page_of(shipped, asked(QueryDict("type=video"))).found.count == 0
    CatalogEntry.objects.filter(resource__title="One").update(types="video")
    CatalogState.objects.filter(agency=shipped).update(sequence=1)
    assert search.page_of(shipped, asked(QueryDict("type=video"))).found.count == 1


def test_a_write_that_fails_leaves_no_word_behind(add, shipped):
    row = add("Kept")

    def broken_off():
        with transaction.atomic():
            LibraryResource.objects.filter(pk=row.pk).update(title="Broken off")
            tables.derive(shipped, [row.pk])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    assert found(shipped, "q=broken+off") == []
    assert found(shipped, "q=kept") == ["Kept"]


def test_a_deleted_entry_leaves_the_words_too(add, shipped):
    row = add("Soon gone")
    CatalogEntry.objects.filter(pk=row.pk).delete()
    assert search.matching(shipped, asked(QueryDict("q=soon+gone"))).tolist() == []


def test_what_the_search_knows_can_be_derived_anew_and_is_the_same(add, shipped, console):
    actions.rate_evidence(actor=console, resource=add(), grade=Grade.MODERATE, basis="One study")
    columns = [field.attname for field in CatalogEntry._meta.fields if field.attname != "sequence"]
    before = list(CatalogEntry.objects.order_by("pk").values_list(*columns))
    with transaction.atomic():
        tables.derive(shipped, LibraryResource.objects.values_list("pk", flat=True))
    assert list(CatalogEntry.objects.order_by("pk").values_list(*columns)) == before


def test_an_agency_without_a_library_has_an_empty_one(lakefield):
    page = search.page_of(lakefield, asked(QueryDict("type=report&q=x")))
    assert (page.found.count, page.total, page.last) == (0, 0, 1)


def test_a_search_takes_few_queries_however_many_it_finds(add, shipped, count_queries):
    for number in range(3):
        add(f"Guide {number}", types=("video",))
    one = count_queries(lambda: search.page_of(shipped, asked(QueryDict("q=guide&type=report"))))
    assert count_queries(lambda: search.page_of(shipped, asked(QueryDict("q=guide&type=video")))) <= max(one, 4)


def test_the_least_used_shelf_leaves_first(shipped, lakefield, console, monkeypatch):
    monkeypatch.setattr(search, "KEPT", 1)
    actions.ship(actor=console, agency=lakefield)
    assert len(search.shelf_of(shipped)) == len(search.shelf_of(lakefield)) == len(RESOURCES)
    assert list(search._shelves) == [lakefield.pk]


def test_the_index_can_be_taken_away_and_set_up_again(add, shipped):
    words = import_module("commonbeat.ground.library.migrations.0002_words")
    add("Stays findable")
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in (*words.drop(connection.vendor), *words.create(connection.vendor)):
            cursor.execute(statement)
    assert found(shipped, "q=findable") == ["Stays findable"]


def test_files_get_everything_in_order_and_the_feed_what_came_last(add, shipped):
    add("First", year=1990, types=("video",))
    add("Second", year=1980, types=("video",))
    keys = search.everything(shipped, asked(QueryDict("type=video&page=3")))
    assert [row.title for rows in whole.slices(shipped, keys) for row in rows] == ["First", "Second"]
    assert search.came_and_went(shipped)[0].title == "Second"


def test_a_process_reads_the_shelves_before_anybody_searches(add, shipped, lakefield, count_queries):
    row = add("Undated", year=None)
    search.warm()
    assert len(search._shelves[shipped.pk].shelf) == len(RESOURCES) + 1
    assert lakefield.pk not in search._shelves
    assert count_queries(lambda: search.shelf_of(shipped)) == 1
    assert row.pk in search.everything(shipped, asked(QueryDict("")))
