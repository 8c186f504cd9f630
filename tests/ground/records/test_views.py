"""The pages on records: what is loaded, what is collected."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.records.models import ContactEvent, DataInventoryAnswer, StopRecord
from commonbeat.ground.roles import Role


@pytest.fixture
def analyst(riverton, person, sign_in):
    return sign_in(person(Role.ANALYST, agency=riverton))


def get(client, path, status=200):
    response = client.get(f"/riverton/staff/records/{path}")
    assert response.status_code == status
    return response.content.decode()


def test_the_overview_teaches_when_nothing_is_loaded(analyst):
    assert "Nothing of this kind is loaded yet." in get(analyst, "")


def test_the_overview_shows_counts_days_and_the_last_file(analyst, stops, force):
    shown = get(analyst, "")
    assert "January 1 to December 31, 2017" in shown
    assert "stops.csv" in shown
    assert "1 of 3" in shown
    assert "Nowhere Heights" in shown
    assert "17-1" not in shown


def test_records_are_tied_to_their_neighborhood_with_one_button(analyst, riverton, stops):
    Neighborhood.objects.create(agency=riverton, name="Nowhere Heights", slug="nowhere-heights")
    assert "Tie the records to them" in get(analyst, "")
    assert analyst.post("/riverton/staff/records/match/").status_code == 302
    assert StopRecord.objects.filter(neighborhood__isnull=True).count() == 0
    assert "Tie the records to them" not in get(analyst, "")


def test_an_item_is_answered_by_a_form(analyst):
    item = "inventory/search_found/"
    assert "29 of 29 items" in get(analyst, "inventory/")
    assert "What a search found" in get(analyst, item)
    refused = analyst.post(f"/riverton/staff/records/{item}", {"collected": "no"})
    assert refused.status_code == 422
    told = {"collected": "no", "published": "no", "plan": "a new form", "plan_by": "2027-01-01", "quality": ""}
    assert analyst.post(f"/riverton/staff/records/{item}", told).status_code == 302
    assert DataInventoryAnswer.objects.get().plan == "a new form"
    shown = get(analyst, "inventory/")
    assert "28 of 29 items" in shown
    assert "by January 1, 2027" in shown
    assert "Last answered by" in get(analyst, item)


def test_an_item_that_is_none_is_not_found(analyst):
    get(analyst, "inventory/horoscopes/", 404)


def test_the_overview_costs_as_many_queries_whatever_is_loaded(analyst, stops, django_assert_max_num_queries, bring):
    with django_assert_max_num_queries(18) as few:
        get(analyst, "")
    bring("id,date\n18-1,2018-01-01 10:00\n18-2,2018-01-02 10:00\n", "stops")
    with django_assert_max_num_queries(len(few)):
        get(analyst, "")


def test_the_overview_counts_contacts_and_numbers_and_shows_none(analyst, riverton, places, bring):
    at = timezone.now() - timedelta(days=3)
    rows = "".join(f"26-{n},{at:%Y-%m-%d %H:%M},NOISE,RP,612-555-01{n:02d}\n" for n in range(10, 20))
    others = "".join(f"27-{n},{at:%Y-%m-%d %H:%M},,W,612-555-01{n:02d}\n" for n in range(20, 26))
    bring("incident,date,nature,role,phone\n" + rows + others, "contacts")
    shown = get(analyst, "")
    for words in (
        "Contacts by kind of call",
        "NOISE",
        "Called or reported",
        "Held, sealed",
        "30 days after the contact",
    ):
        assert words in shown
    assert "The last of them is gone by" in shown
    assert not re.search(r"555.?01", shown)
    riverton.demo = True
    riverton.save()
    assert shown.count("cb-synthetic") < get(analyst, "").count("cb-synthetic")
    ContactEvent.objects.update(number="", number_state="forgotten")
    assert "The last of them is gone by" not in get(analyst, "")


def test_few_contacts_are_not_told_apart(analyst, places, bring):
    bring("incident,date,nature,role\n1,2026-01-05 10:00,RARE THING,W\n", "contacts")
    shown = get(analyst, "")
    assert "RARE THING" not in shown
    assert "All others, few of each" in shown
