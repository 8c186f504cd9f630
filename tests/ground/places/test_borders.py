"""A file of borders is taken whole or refused in words that say what to do."""

import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ground.places.conftest import collection, square

from commonbeat.ground.places import borders
from commonbeat.ground.places.borders import read_borders

SOUND = square(-93.24, 44.95)


def refused(data):
    with pytest.raises(ValidationError) as found:
        read_borders(data if isinstance(data, bytes) else json.dumps(data).encode())
    return " ".join(found.value.messages)


def feature(geometry, name="Seward"):
    return {"type": "Feature", "properties": {"BDNAME": name}, "geometry": geometry}


def test_a_sound_file_gives_its_neighborhoods():
    found = read_borders(json.dumps(collection(("Seward", SOUND), ("Cooper", square(-93.23, 44.95)))).encode())
    assert [one.name for one in found] == ["Seward", "Cooper"]
    assert found[0].coordinates == [[SOUND]]


def test_heights_are_left_out_and_many_parts_stay_one_place():
    parts = [[[[*corner, 250.0] for corner in ring]] for ring in (SOUND, square(-93.20, 44.95))]
    data = collection(feature({"type": "MultiPolygon", "coordinates": parts}))
    assert read_borders(json.dumps(data).encode())[0].coordinates == [[SOUND], [square(-93.20, 44.95)]]


def test_the_name_may_stand_in_a_property_that_is_named():
    data = collection(feature({"type": "Polygon", "coordinates": [SOUND]}))
    data["features"][0]["properties"] = {"id": 7, "label_long": "Seward"}
    assert read_borders(json.dumps(data).encode(), property_name="label_long")[0].name == "Seward"
    assert "no name" in refused(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04", "not GeoJSON"),
        (b"[" * 5000, "not GeoJSON"),
        (b"[1]", "no features"),
        ({"features": []}, "no features"),
        ({"features": [3]}, "no features"),
        (
            collection(("Seward", SOUND), crs={"type": "name", "properties": {"name": "EPSG:26915"}}),
            "another coordinate",
        ),
        (collection(("Seward", SOUND), ("SEWARD", SOUND)), "in the file twice"),
        (collection(("…", SOUND)), "no name"),
        (collection(feature({"type": "Point", "coordinates": [0, 0]})), "no area"),
        (collection(feature(None)), "no area"),
        (collection(("Seward", SOUND[:-1])), "not closed"),
        (collection(("Seward", [[lat, lon] for lon, lat in SOUND])), "swapped"),
        (collection(("Seward", square(40.7, -74.0))), "swapped"),
        (collection(("Seward", square(478_000, 4_980_000, 500))), "not degrees"),
        (collection(("Seward", [SOUND[0], SOUND[2], SOUND[1], SOUND[3], SOUND[0]])), "crosses itself"),
        (collection(("Seward", square(-95, 40, 4))), "square kilometers"),
        (collection(feature({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]})), "cannot be read"),
        (collection(feature({"type": "Polygon"})), "cannot be read"),
        (collection(feature({"type": "MultiPolygon", "coordinates": []})), "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(data, words):
    assert words in refused(data)


def test_a_file_that_is_too_large_is_not_even_read(monkeypatch):
    monkeypatch.setattr(borders, "MOST_BYTES", 10)
    assert "20 MB" in refused(collection(("Seward", SOUND)))


def test_every_wrong_feature_is_named_at_once():
    words = refused(collection(("Seward", SOUND[:-1]), ("Cooper", square(40.7, -74.0)), ("Bryant", SOUND)))
    assert "Seward" in words
    assert "Cooper" in words
    assert "Bryant" not in words


@settings(deadline=None, derandomize=True, max_examples=100)
@given(
    st.recursive(
        st.none() | st.floats() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=4), max_leaves=20
    )
)
def test_no_coordinates_break_the_reader(coordinates):
    data = collection(feature({"type": "Polygon", "coordinates": coordinates}))
    with pytest.raises(ValidationError):
        read_borders(json.dumps(data).encode())
