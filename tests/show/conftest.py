"""Riverton's records and published figures, as the tests of the measures have them, with shapes to draw."""

import pytest

from commonbeat.ground.places.rules import ShapeSource
from measure.conftest import batch, forced, published, recorded, stopped, towns  # noqa: F401


def square(west, south):
    """A square of a hundredth of a degree, as GeoJSON."""
    east, north = west + 0.01, south + 0.01
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "MultiPolygon", "coordinates": [[ring]]}


@pytest.fixture
def drawn(towns):  # noqa: F811
    """The three neighborhoods side by side."""
    for place, row in enumerate(sorted(towns.values(), key=lambda row: row.name)):
        west = -93.3 + place / 100
        row.geometry = square(west, 44.9)
        row.bbox = [west, 44.9, west + 0.01, 44.91]
        row.centroid = [west + 0.005, 44.905]
        row.shape_source = ShapeSource.DERIVED
        row.save()
    return towns
