"""Another agency's places are not there."""

from commonbeat.ground.places import access
from commonbeat.ground.places.models import District


def test_places_of_one_agency_are_not_seen_at_another(seward, lakefield, console):
    assert seward in access.visible(console, seward.agency)
    assert seward not in access.visible(console, lakefield)
    assert access.by_slug(console, seward.agency, "seward") == seward
    assert access.by_slug(console, lakefield, "near-north") is None


def test_districts_of_one_agency_are_not_seen_at_another(riverton, lakefield, console):
    row = District.objects.create(agency=riverton, code="1", name="First")
    assert list(access.visible_districts(console, riverton)) == [row]
    assert not access.visible_districts(console, lakefield)
