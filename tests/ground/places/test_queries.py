"""A neighborhood is found by a point or by its name, and its people by the latest figure."""

from datetime import date

import pytest
from tests.ground.places.conftest import square

from commonbeat.ground.places import actions, queries
from commonbeat.ground.places.models import PopulationMargin
from commonbeat.ground.places.rules import ShapeSource


def draw(place, west, south, console):
    shape = actions.Shape([[square(west, south)]], [west, south, west + 0.01, south + 0.01], [west, south], 1.0)
    actions.save_shapes(
        actor=console, agency=place.agency, shapes={place.pk: shape}, source=ShapeSource.OFFICIAL, note="test"
    )


def test_a_point_is_found_in_its_neighborhood_and_nowhere_else(seward, near_north, console):
    draw(seward, -93.24, 44.95, console)
    draw(near_north, -93.23, 44.95, console)
    assert queries.place_at(seward.agency, -93.235, 44.955) == seward
    assert queries.place_at(seward.agency, -93.225, 44.955) == near_north
    assert queries.place_at(seward.agency, -93.5, 44.955) is None


def test_the_locator_is_kept_in_memory_until_something_changes(seward, console, django_assert_num_queries):
    draw(seward, -93.24, 44.95, console)
    queries.locator(seward.agency)
    with django_assert_num_queries(0):
        assert queries.locator(seward.agency).at(-93.235, 44.955) == seward.pk
    draw(seward, -90.0, 44.95, console)
    seward.agency.refresh_from_db()
    assert queries.locator(seward.agency).at(-93.235, 44.955) is None


def test_what_somebody_types_finds_the_place_of_this_agency_alone(seward, near_north):
    assert queries.named(seward.agency, "seward") == [seward]
    assert queries.named(seward.agency, "somewhere near north of town") == [near_north]
    assert queries.named(seward.agency, "3200 Chicago Avenue") == []


@pytest.fixture
def peopled(seward):
    rows = [("all", 7000, date(2010, 1, 1)), ("all", 7300, date(2015, 1, 1)), ("white", 4100, date(2015, 1, 1))]
    PopulationMargin.objects.bulk_create(
        PopulationMargin(
            agency=seward.agency,
            neighborhood=seward,
            group=group,
            count=count,
            effective=day,
            source="Census",
            year=day.year,
        )
        for group, count, day in rows
    )
    return seward


def test_population_is_the_latest_figure_in_effect_on_the_day(peopled):
    now = queries.population(peopled.agency, date(2017, 6, 1))
    then = queries.population(peopled.agency, date(2012, 6, 1))
    assert now.count(peopled.pk) == 7300
    assert now.count(peopled.pk, "white") == 4100
    assert now.count(peopled.pk, "black") is None
    assert now.groups == {"all", "white"}
    assert now.sources == ["Census (2015)"]
    assert then.count(peopled.pk) == 7000


def test_the_list_of_places_knows_their_people(peopled):
    rows = {row.slug: row.people for row in queries.listed(type(peopled).objects.filter(agency=peopled.agency))}
    assert rows == {"near-north": None, "seward": 7300}
    assert [row.group for row in queries.margins(peopled)] == ["all", "all", "white"]
