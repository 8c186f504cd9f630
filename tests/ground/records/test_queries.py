"""What is loaded, how complete it is, and what the agency says that it collects."""

import pytest

from commonbeat.ground.records import actions, queries
from commonbeat.ground.records.models import StopRecord
from commonbeat.ground.records.rules import Area, Collected, InventoryItem, Published

pytestmark = pytest.mark.django_db


def test_holdings_say_how_many_from_when_and_how_complete(riverton, stops, force, django_assert_num_queries):
    with django_assert_num_queries(4):
        of_stops, of_force, of_contacts = queries.holdings(riverton)
    assert (of_stops.rows, str(of_stops.first), str(of_stops.last)) == (3, "2017-01-01", "2017-12-31")
    assert (of_stops.batch, of_force.batch, of_contacts.rows) == (stops, force, 0)
    quality = {str(field.name): (field.said, field.unknown, field.missing) for field in of_stops.fields}
    assert quality["race as recorded"] == (1, 1, 1)
    assert quality["person searched"] == (2, 0, 1)
    assert quality["latitude, to about 100 meters"] == (2, 0, 1)
    assert quality["precinct as written"] == (2, 0, 1)
    quality = {str(field.name): (field.said, field.unknown, field.missing) for field in of_force.fields}
    assert quality["incident number"] == (0, 0, 4)
    assert quality["age as recorded"] == (2, 0, 2)


def test_nothing_loaded_is_told_as_nothing(riverton):
    assert [(holding.rows, holding.first, holding.batch) for holding in queries.holdings(riverton)] == [
        (0, None, None),
    ] * 3


def test_rows_of_a_file_under_way_are_counted_nowhere(riverton, stops):
    type(stops).objects.filter(pk=stops.pk).update(state="loading")
    assert StopRecord.objects.count() == 3
    assert queries.holdings(riverton)[0].rows == 0
    assert queries.unmatched(riverton) == []


def test_names_without_a_neighborhood_are_listed_with_their_records(riverton, bring, stops):
    assert queries.unmatched(riverton) == [("Nowhere Heights", [1, 0, 0])]
    assert queries.can_be_matched(riverton, queries.unmatched(riverton)) == {}


def test_the_inventory_lists_every_item_answered_or_not(riverton, console, django_assert_num_queries):
    item = InventoryItem.STOP_REASON
    actions.answer_inventory(
        actor=console, agency=riverton, item=item, collected=Collected.YES, published=Published.PARTLY
    )
    with django_assert_num_queries(1):
        lines = queries.inventory(riverton)
    assert len(lines) == len(InventoryItem)
    assert [line.area for line in lines] == sorted((line.area for line in lines), key=list(Area).index)
    answered = next(line for line in lines if line.item == item)
    assert (answered.collected, answered.published, answered.gap) == (Collected.YES, Published.PARTLY, False)
    assert sum(line.gap for line in lines) == len(InventoryItem) - 1
    assert lines[-1].collected == Collected.NOT_ANSWERED
    assert lines[-1].published == Published.NOT_ANSWERED


def test_what_nobody_has_said_waits_for_whoever_loads_records_area_by_area(
    riverton, lakefield, person, console, stops, django_assert_num_queries
):
    analyst, chief = person("analyst", agency=riverton), person("chief", agency=riverton)
    analyst.may("import_records", riverton)
    with django_assert_num_queries(2):
        waits = queries.waiting_for(analyst, riverton)
    assert len(waits) == len(Area)
    assert str(waits[0].title).startswith("Stops and searches: ")
    assert {one.address for one in waits} == {"inventory_answer"}
    assert queries.waiting_for(chief, riverton) == [], "whoever loads them knows"
    assert queries.waiting_for(person("analyst", agency=lakefield), lakefield) == [], "nothing is loaded there"
    for item in InventoryItem:
        actions.answer_inventory(
            actor=console, agency=riverton, item=item, collected=Collected.NO, quality="", published=Published.NO
        )
    assert queries.waiting_for(analyst, riverton) == []
