"""Riverton with its people and three neighborhoods side by side, and a way to tell it something."""

import pytest

from commonbeat.ground.people.models import Staff
from commonbeat.ground.places import actions as places
from commonbeat.ground.places.models import District, Neighborhood
from commonbeat.ground.places.rules import ShapeSource
from commonbeat.listen.reports import actions
from commonbeat.listen.reports.access import Reporter
from commonbeat.listen.reports.rules import Contact, Where

WORDS = "A parked car blocks the sidewalk. It has stood there for a week."


def square(west, south):
    """A square of a hundredth of a degree, as GeoJSON."""
    east, north = west + 0.01, south + 0.01
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "MultiPolygon", "coordinates": [[ring]]}


@pytest.fixture
def hoods(riverton, lakefield, console):
    """Bryant, Cooper and Seward from west to east; Lakefield has a Seward too."""
    places.add(actor=console, agency=riverton, names=["Seward", "Cooper", "Bryant"], reason="test")
    places.add(actor=console, agency=lakefield, names=["Seward"], reason="test")
    district = District.objects.create(agency=riverton, code="3", name="Third")
    for place, row in enumerate(Neighborhood.objects.filter(agency=riverton).order_by("name")):
        west = -93.3 + place / 100
        row.geometry, row.bbox = square(west, 44.9), [west, 44.9, west + 0.01, 44.91]
        row.shape_source = ShapeSource.DERIVED
        row.district = district if row.slug == "seward" else None
        row.save()
    return {row.slug: row for row in Neighborhood.objects.filter(agency=riverton)}


@pytest.fixture
def staffed(person):
    """Somebody with a role and a row on the staff: `staffed("sergeant", riverton)` is the account."""

    def make(role, agency, name=""):
        user = person(role, agency=agency, name=name)
        rank = role if role in ("sergeant", "officer", "commander", "chief") else "civilian"
        badge = f"B{Staff.objects.count() + 1}"
        Staff.objects.create(agency=agency, user=user, name=user.name, badge=badge, rank=rank, sworn=rank != "civilian")
        return user

    return make


@pytest.fixture
def tell(riverton):
    """Tell an agency something: the concern and its key."""

    def told(words=WORDS, *, agency=riverton, where=None, contact=None, actor=None, **more):
        options = {"kind": "concern", "channel": "web", "language": "en", "topic": "parked_cars"} | more
        return actions.open_concern(
            actor=actor or Reporter(),
            agency=agency,
            words=words,
            where=where or Where("15th Avenue"),
            contact=contact or Contact(),
            **options,
        )

    return told


@pytest.fixture
def concern(tell):
    """One concern that nobody answers yet."""
    return tell()[0]


def staff_of(user):
    return Staff.objects.get(user=user)
