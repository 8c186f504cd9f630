"""Two neighborhoods of Riverton side by side, and one of Lakefield with the same name."""

import pytest

from commonbeat.ground.places import actions
from commonbeat.ground.places.models import Neighborhood


def square(west, south, size=0.01):
    """A closed ring."""
    east, north = round(west + size, 6), round(south + size, 6)
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def collection(*features, **more):
    """A GeoJSON FeatureCollection of (name, ring) pairs or of whole features."""
    made = [
        one
        if isinstance(one, dict)
        else {
            "type": "Feature",
            "properties": {"BDNAME": one[0]},
            "geometry": {"type": "Polygon", "coordinates": [one[1]]},
        }
        for one in features
    ]
    return {"type": "FeatureCollection", "features": made, **more}


@pytest.fixture
def seward(riverton, lakefield, console):
    """Seward of Riverton; Lakefield has one too."""
    actions.add(actor=console, agency=riverton, names=["Seward", "Near - North"], reason="test")
    actions.add(actor=console, agency=lakefield, names=["Seward"], reason="test")
    return Neighborhood.objects.get(agency=riverton, slug="seward")


@pytest.fixture
def near_north(seward):
    """The other neighborhood of Riverton."""
    return Neighborhood.objects.get(agency=seward.agency, slug="near-north")
