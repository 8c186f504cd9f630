"""Maps: five fixed steps of one hue, hatching where there is no figure, and a table that says the same."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.kit import maps
from commonbeat.kit.maps import Area, Outlines
from commonbeat.plumb.about import About
from commonbeat.plumb.interval import rate, share
from commonbeat.plumb.result import Kind, Reason, Window, Withheld

YEAR = Window.year(2017)
TAKEN = date(2018, 1, 1)
ABOUT = About(window=YEAR, as_of=TAKEN)
STEPS = (60, 100, 160, 250)
HIDDEN = Withheld(reason=Reason.NO_DENOMINATOR, kind=Kind.RATE, window=YEAR, as_of=TAKEN)


def square(x, y, size=0.01):
    corners = ((x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y))
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in corners]]}


def per_thousand(events, *, synthetic=False):
    return rate(events, 1000, per=1000, unit="residents", about=replace(ABOUT, synthetic=synthetic))


def town(*events, **more):
    return [
        Area(
            f"a{place}", f"Area {place}", square(-93 + place * 0.01, 44), HIDDEN if many is None else per_thousand(many)
        )
        for place, many in enumerate(events)
    ]


def drawn(areas, **more):
    return maps.choropleth(areas, title="Stops", desc="Darker is more.", **{"steps": STEPS, **more})


def paths(chart):
    tree = ElementTree.fromstring(str(chart))
    return {path.get("class"): path.get("d") for path in tree.iter("path") if path.get("class")}


def test_an_area_is_shaded_by_the_step_its_best_figure_falls_in():
    chart = drawn(town(59, 60, 100, 160, 249, 250, 900))
    counted = {css: data.count("M") for css, data in paths(chart).items()}
    assert counted == {"s1": 1, "s2": 1, "s3": 1, "s4": 2, "s5": 2}


def test_the_key_names_the_five_steps_the_hatching_and_the_place():
    chart = drawn(town(59, None, 300), here="a2")
    assert [str(item.words) for item in chart.key] == [
        "under 60",
        "60 to under 100",
        "100 to under 160",
        "160 to under 250",
        "250 and over",
        "nothing to divide it by",
        "Area 2",
    ]
    with override("es"):
        assert str(drawn(town(59)).key[1].words) == "de 60 a menos de 100"


def test_an_area_without_a_figure_is_hatched_and_says_why_in_the_table():
    chart = drawn(town(59, None))
    pattern = re.search(r'<pattern id="(\w+)"', str(chart))[1]
    assert f'fill="url(#{pattern})"' in str(chart)
    assert [str(cell) for cell in chart.table.rows[1]] == ["Area 1", "–", "nothing to divide it by"]


def test_the_current_area_is_outlined_and_marked_in_the_table():
    chart = drawn(town(59, 300, 70), here="a2")
    assert paths(chart)["here"].count("M") == 1
    assert str(chart.table.rows[chart.table.here][0]) == "Area 2"
    assert "here" not in paths(drawn(town(59)))


def test_the_table_runs_from_most_to_least_or_as_it_is_asked():
    areas = town(59, None, 300, 70)
    assert [str(row[0]) for row in drawn(areas).table.rows] == ["Area 2", "Area 3", "Area 0", "Area 1"]
    listed = drawn(areas, listed=["a3", "a0"], names=("Neighborhood", "Stops"), unit="Per 1,000").table
    assert [str(row[0]) for row in listed.rows] == ["Area 3", "Area 0"]
    assert [str(head.label) for head in listed.columns] == ["Neighborhood", "Stops", "Per 1,000", "95% range"]


def test_an_area_may_lead_to_its_page():
    area = Area("a", "Central", square(-93, 44), per_thousand(97), href="/neighborhoods/central/")
    assert '<a href="/neighborhoods/central/">Central</a>' in drawn([area]).table.markup


def test_shares_have_limits_in_percent():
    figure = share(20, 100, about=ABOUT)
    chart = drawn([Area("a", "A", square(-93, 44), figure)], steps=(0.05, 0.1, 0.15, 0.2))
    assert str(chart.key[0].words) == "under 5%"
    assert "s5" in paths(chart)


@pytest.mark.parametrize("bare", [115, 115.0, "115", None])
def test_bare_numbers_cannot_be_mapped(bare):
    with pytest.raises(TypeError):
        drawn([Area("a", "A", square(-93, 44), bare)])


def test_real_and_made_up_areas_never_share_a_map():
    areas = [*town(59), Area("b", "B", square(-93, 45), per_thousand(9, synthetic=True))]
    with pytest.raises(ValueError, match="never share"):
        drawn(areas)


@pytest.mark.parametrize("steps", [(1, 2, 3), (1, 2, 3, 4, 5), (4, 3, 2, 1), (1, 1, 2, 3)])
def test_a_map_has_five_steps_that_rise(steps):
    with pytest.raises(ValueError, match="5 steps"):
        drawn(town(59), steps=steps)


@pytest.mark.parametrize("shape", [{"type": "Point", "coordinates": [-93, 44]}, {}])
def test_only_polygons_are_drawn(shape):
    with pytest.raises(ValueError, match="polygons"):
        drawn([Area("a", "A", shape, per_thousand(9))])


def test_a_map_without_areas_is_refused():
    with pytest.raises(ValueError, match="at least one area"):
        Outlines({})


def test_holes_and_islands_are_all_drawn():
    island = {"type": "MultiPolygon", "coordinates": [square(-93, 44)["coordinates"], square(-92.9, 44)["coordinates"]]}
    holed = square(-93, 44)
    holed["coordinates"].append(square(-92.995, 44.005, 0.002)["coordinates"][0])
    assert paths(drawn([Area("a", "A", island, per_thousand(9))]))["s1"].count("M") == 2
    assert paths(drawn([Area("a", "A", holed, per_thousand(9))]))["s1"].count("M") == 2
    assert 'fill-rule="evenodd"' in str(drawn([Area("a", "A", holed, per_thousand(9))]))


def test_a_ring_smaller_than_a_tenth_is_left_out():
    specks = {
        "type": "MultiPolygon",
        "coordinates": [square(-93, 44)["coordinates"], square(-92.9, 44, 1e-7)["coordinates"]],
    }
    assert paths(drawn([Area("a", "A", specks, per_thousand(9))]))["s1"].count("M") == 1


def test_a_map_of_a_city_is_small():
    """Eighty-seven areas of eight corners each: the size of Minneapolis."""
    areas = [
        Area(str(place), f"Area {place}", _octagon(place % 9, place // 9), per_thousand(place * 5 + 1))
        for place in range(87)
    ]
    assert len(str(drawn(areas, here="40"))) < 6_500


def _octagon(column, row):
    x, y = -93.3 + column * 0.01237, 44.9 + row * 0.01419
    dents = ((0, 0), (4, 1), (10, 0), (9, 4), (10, 11), (5, 10), (0, 11), (1, 5), (0, 0))
    ring = [[x + across * 0.00123, y + up * 0.00129] for across, up in dents]
    return {"type": "Polygon", "coordinates": [ring]}


def test_outlines_made_once_draw_the_same_map():
    areas = town(59, None, 300)
    outlines = Outlines({area.key: area.shape for area in areas})
    assert str(drawn(areas, outlines=outlines)) == str(drawn(areas))


def test_a_plain_map_says_where_without_any_figure():
    areas = [Area("a", "A", square(-93, 44)), Area("b", "B", square(-92.99, 44))]
    plain = maps.locator(areas, title='Town & "beat"', here="b")
    tree = ElementTree.fromstring(plain)
    assert tree.get("aria-label") == 'Town & "beat"'
    assert [path.get("class") for path in tree.iter("path")] == ["plain areas", "here"]
    assert "here" not in maps.locator(areas, title="Town")


COORDINATE = st.tuples(st.floats(-179, 179), st.floats(-80, 80))


@settings(deadline=None, derandomize=True)
@given(st.lists(st.lists(COORDINATE, min_size=4, max_size=12), min_size=1, max_size=4))
def test_every_corner_lies_inside_the_drawing(rings):
    outlines = Outlines({str(place): {"type": "Polygon", "coordinates": [ring]} for place, ring in enumerate(rings)})
    for data in outlines.paths.values():
        x = y = 0.0
        for command, numbers in re.findall(r"([Ml])([^Mlz]*)", data):
            values = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", numbers)]
            for across, down in zip(values[::2], values[1::2], strict=True):
                x, y = (across, down) if command == "M" else (x + across, y + down)
                assert -1 <= x <= outlines.width + 1
                assert -1 <= y <= outlines.height + 1


def test_the_plain_map_is_a_picture_that_needs_no_stylesheet():
    outlines = Outlines({"a": square(-93, 44), "b": square(-92.99, 44)})
    plain, here = (ElementTree.fromstring(maps.picture(outlines, here=key)) for key in ("nowhere", "b"))
    assert [len(list(tree)) for tree in (plain, here)] == [1, 2]
    assert plain.get("width") == str(outlines.pixels[0])
    assert all(path.get("fill") and not path.get("class") for path in here)


@settings(max_examples=50, deadline=None)
@given(st.floats(-170, 170), st.floats(-65, 65), st.floats(0.001, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_pixel_leads_back_to_the_place_that_is_drawn_there(west, south, size, across, down):
    outlines = Outlines({"town": square(west, south, size)})
    longitude, latitude = west + size * across, south + size * (1 - down)
    wide, high = outlines.pixels
    (units_wide, units_high), room = outlines.units, maps.ROOM
    x = (room + across * outlines.width) * wide / units_wide
    y = (room + down * outlines.height) * high / units_high
    found = outlines.place(x, y)
    assert found == pytest.approx((longitude, latitude), abs=size / 1000)
