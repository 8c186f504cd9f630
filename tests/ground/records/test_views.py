"""The pages on records: what is loaded, what is collected."""

import pytest

from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.records.models import DataInventoryAnswer, StopRecord
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
