"""Places are added once, described with their old names kept, and drawn from positions or from official borders."""

import json
import random

import pytest
from django.core.exceptions import ValidationError
from tests.ground.places.conftest import collection, square

from commonbeat.ground.audit.models import AuditEvent, Correction
from commonbeat.ground.places import actions, queries
from commonbeat.ground.places.borders import read_borders
from commonbeat.ground.places.models import District, Neighborhood
from commonbeat.ground.places.rules import ShapeSource


def verbs(agency):
    return list(AuditEvent.objects.filter(agency_id=agency.pk).order_by("pk").values_list("verb", flat=True))


def positions(pk, west, south, count=60, seed=1):
    draw = random.Random(seed)
    return [(pk, west + draw.random() * 0.02, south + draw.random() * 0.02) for _ in range(count)]


def test_a_name_is_added_once_however_it_is_written(riverton, console):
    first = actions.add(actor=console, agency=riverton, names=["Near - North", "NEAR NORTH", " … "], reason="a file")
    again = actions.add(actor=console, agency=riverton, names=["Near  North"], reason="a file")
    assert [row.name for row in first] == ["Near - North"]
    assert again == []
    assert verbs(riverton) == ["places.add"]


def test_a_new_place_brings_its_district(riverton, console):
    added = actions.add(
        actor=console, agency=riverton, names=["Seward", "Longfellow"], reason="a file", districts={"Seward": "3"}
    )
    assert [row.district.code if row.district else None for row in added] == ["3", None]
    assert District.objects.get().name == "3"


def test_a_replaced_name_stays_as_a_spelling_and_the_address_stays(seward, console):
    actions.describe(
        actor=console, neighborhood=seward, name="Seward Park", aliases=["Sewerd", "sewerd"], district=None
    )
    seward.refresh_from_db()
    assert (seward.name, seward.aliases, seward.slug) == ("Seward Park", ["sewerd", "Seward"], "seward")
    assert queries.names(seward.agency)["seward"] == seward.pk
    assert set(Correction.objects.values_list("field", flat=True)) == {"name", "aliases"}


def test_nothing_changed_is_no_correction(seward, console):
    actions.describe(actor=console, neighborhood=seward, name="Seward", aliases=[], district=None)
    assert not Correction.objects.exists()


def test_a_spelling_of_another_place_is_refused(seward, near_north, console):
    with pytest.raises(ValidationError, match="already called"):
        actions.describe(actor=console, neighborhood=seward, name="Seward", aliases=["near north"], district=None)


def test_shapes_are_drawn_from_positions_and_labeled_so(seward, near_north, console, django_assert_max_num_queries):
    points = positions(seward.pk, -93.24, 44.95) + positions(near_north.pk, -93.22, 44.95, seed=2)
    before = seward.agency.public_version
    actions.derive_shapes(actor=console, agency=seward.agency, points=points, note="Drawn from 120 stops")
    seward.refresh_from_db()
    assert seward.shape_source == ShapeSource.DERIVED
    assert seward.derived
    assert seward.shape_note == "Drawn from 120 stops"
    assert seward.geometry["type"] == "MultiPolygon"
    assert 1 < seward.area_km2 < 20
    assert seward.agency.public_version > before


def test_official_borders_are_never_overwritten_by_drawn_ones(seward, near_north, console):
    data = json.dumps(collection(("Seward", square(-93.24, 44.95)))).encode()
    actions.load_borders(actor=console, agency=seward.agency, borders=read_borders(data), note="City map")
    points = positions(seward.pk, -93.24, 44.95) + positions(near_north.pk, -93.22, 44.95, seed=2)
    drawn = actions.derive_shapes(actor=console, agency=seward.agency, points=points, note="stops")
    assert [row.name for row in drawn] == ["Near - North"]
    seward.refresh_from_db()
    assert seward.shape_source == ShapeSource.OFFICIAL


@pytest.mark.parametrize("count", [0, 2])
def test_too_few_positions_draw_nothing(seward, console, count):
    with pytest.raises(ValidationError, match="too few positions"):
        actions.derive_shapes(
            actor=console, agency=seward.agency, points=positions(seward.pk, -93.24, 44.95, count), note="stops"
        )


def test_official_borders_add_places_and_keep_their_full_outline_for_look_up(seward, console):
    data = json.dumps(collection(("SEWARD", square(-93.24, 44.95)), ("Cooper", square(-93.23, 44.95)))).encode()
    rows = actions.load_borders(actor=console, agency=seward.agency, borders=read_borders(data), note="City map")
    assert {row.name for row in rows} == {"Seward", "Cooper"}
    cooper = Neighborhood.objects.get(slug="cooper")
    assert cooper.borders == [[square(-93.23, 44.95)]]
    assert queries.place_at(seward.agency, -93.225, 44.955) == cooper
    assert not Neighborhood.objects.filter(agency__slug="lakefield", slug="cooper").exists()
