"""Outlines drawn from positions share their borders, tell of no single position, and leave out what is too rare."""

import random

import numpy as np
import shapely
from tests.ground.places.conftest import square

from commonbeat.ground.places.analysis import coarse, outlines


def town(seed=7, strays=0):
    """A grid of 4 x 3 places with 50 positions each; `strays` of each lie in the wrong place."""
    draw = random.Random(seed)
    rows = []
    for label in range(12):
        west, south = -93.30 + 0.02 * (label % 4), 44.90 + 0.015 * (label // 4)
        rows += [(west + draw.random() * 0.02, south + draw.random() * 0.015, label) for _ in range(50)]
        rows += [(-93.30 + draw.random() * 0.08, 44.90 + draw.random() * 0.045, label) for _ in range(strays)]
    return [list(column) for column in zip(*rows, strict=True)]


def shapes(drawn):
    return [
        shapely.MultiPolygon([shapely.Polygon(part[0], part[1:]) for part in one.coordinates]) for one in drawn.values()
    ]


def test_every_place_is_drawn_near_its_positions_and_neighbors_share_their_borders():
    longitudes, latitudes, labels = town()
    drawn = outlines(longitudes, latitudes, labels)
    assert sorted(drawn) == list(range(12))
    assert shapely.coverage_is_valid(shapes(drawn))
    found = dict(zip(drawn, shapes(drawn), strict=True))
    inside = [
        found[label].contains(shapely.Point(x, y)) for x, y, label in zip(longitudes, latitudes, labels, strict=True)
    ]
    assert np.mean(inside) > 0.85
    for label, one in drawn.items():
        west, south, east, north = one.bbox
        assert found[label].contains(shapely.Point(one.inside))
        assert west < one.inside[0] < east
        assert south < one.inside[1] < north
        assert 1 < one.area_km2 < 8


def test_outlines_are_coarse():
    drawn = outlines(*town())
    corners = sum(len(ring) - 1 for one in drawn.values() for part in one.coordinates for ring in part)
    assert corners <= 12 * 9


def test_strays_do_not_scatter_a_place_over_the_map():
    drawn = outlines(*town(strays=3))
    assert sum(len(one.coordinates) for one in drawn.values()) <= 14


def test_a_place_with_too_few_records_or_positions_is_not_drawn():
    longitudes, latitudes, labels = town()
    rare = outlines([*longitudes, *[-93.29] * 4], [*latitudes, *[44.91] * 4], [*labels, *[99] * 4])
    spot = outlines([*longitudes, *[-93.29] * 40], [*latitudes, *[44.91] * 40], [*labels, *[99] * 40])
    assert 99 not in rare
    assert 99 not in spot


def test_nothing_is_drawn_from_a_handful_of_positions():
    assert outlines([], [], []) == {}
    assert outlines([-93.2, -93.21], [44.9, 44.9], [1, 1]) == {}
    assert outlines([-93.2 - 0.01 * n for n in range(9)], [44.9] * 9, [1] * 9) == {}


def test_a_small_island_goes_to_whoever_lies_around_it():
    longitudes, latitudes, labels = town()
    island = [(-93.29 + 0.0005 * (n % 3), 44.905 + 0.0005 * (n // 3)) for n in range(6)]
    drawn = outlines(
        [*longitudes, *(x for x, _ in island)], [*latitudes, *(y for _, y in island)], [*labels, *[11] * 6]
    )
    assert len(drawn[11].coordinates) == 1


def test_official_borders_are_simplified_together():
    wavy = [[-93.24 + 0.0001 * n, 44.95 + 0.00003 * (n % 2)] for n in range(101)]
    south = [[[*wavy, [-93.23, 44.94], [-93.24, 44.94], wavy[0]]]]
    north = [[[*reversed(wavy), [-93.24, 44.96], [-93.23, 44.96], wavy[-1]]]]
    drawn = coarse({1: south, 2: north})
    assert shapely.coverage_is_valid(shapes(drawn))
    assert sum(len(one.coordinates[0][0]) for one in drawn.values()) < 20
    assert drawn[1].area_km2 > 0.5


def test_a_square_stays_a_square():
    assert len(coarse({1: [[square(-93.24, 44.95)]]})[1].coordinates[0][0]) == 5
