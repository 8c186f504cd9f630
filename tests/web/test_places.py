"""The map of all neighborhoods and the page of one: what they say, what they cost, and what they weigh."""

import pytest

from commonbeat.ground.places import actions as places
from commonbeat.ground.places.models import District, Neighborhood
from commonbeat.kit.maps import Outlines
from commonbeat.plumb import About, Window, count, rate
from commonbeat.show.opendata import actions as opendata
from commonbeat.web.places import maps
from show.conftest import batch, drawn, forced, published, recorded, stopped, towns  # noqa: F401

BASE = "/riverton"
ABOUT = About(window=Window.year(2017), as_of=Window.year(2018).end, unit="stops")


@pytest.fixture
def released(drawn, published, riverton, console):  # noqa: F811
    return opendata.release_new(actor=console, agency=riverton)


def words(client, path):
    page = client.get(BASE + path)
    assert page.status_code == 200, path
    return page.content.decode()


def test_without_neighborhoods_the_list_says_what_will_stand_there(client, riverton):
    assert "No neighborhood has been loaded yet" in words(client, "/neighborhoods/")


def test_without_figures_the_neighborhoods_are_listed_by_name(client, drawn):  # noqa: F811
    page = words(client, "/neighborhoods/")
    assert "No figure is published yet" in page
    assert page.index("/neighborhoods/bryant/") < page.index("/neighborhoods/seward/")
    assert "No figure is published for this neighborhood now" in words(client, "/neighborhoods/seward/")


def test_a_district_alone_is_no_figure(client, riverton, towns):  # noqa: F811
    towns["seward"].district = District.objects.create(agency=riverton, name="W1", code="w1")
    towns["seward"].save()
    assert "No figure is published for this neighborhood now" in words(client, "/neighborhoods/seward/")


def test_the_list_has_the_map_and_every_neighborhood_with_its_range(client, released):
    page = words(client, "/neighborhoods/")
    assert 'class="cb-map"' in page
    assert "not official borders" in page
    assert "no population figure" in page
    assert "nothing to divide it by" not in page
    assert "143 (127 to 161)" not in page
    assert "127 to 161" in page or "to" in page


@pytest.mark.parametrize(
    ("order", "first"), [("rate", "seward"), ("stops", "seward"), ("name", "bryant"), ("nonsense", "seward")]
)
def test_the_table_can_be_ordered_by_a_link(client, released, order, first):
    page = words(client, f"/neighborhoods/?sort={order}")
    table = page[page.index("<tbody>") :]
    links = [part.split("/")[0] for part in table.split("/neighborhoods/")[1:]]
    assert links[0] == first
    assert len(set(links) & {"seward", "bryant", "cooper"}) == 3


def test_a_neighborhoods_page_compares_it_with_the_whole_and_opens_method_run_and_file(client, released, published):  # noqa: F811
    page = words(client, "/neighborhoods/seward/")
    assert "By stops per resident, Seward ranks 1 of 2" in page
    assert "2,000 residents" in page
    assert "same group, whole place" in page
    assert "Stops without a usable race" in page
    assert "Most entries in" in page or "More force was recorded in" in page
    for measure in ("stops_rate", "stops_by_month", "search_share", "force_by_year"):
        assert f"/riverton/figures/{measure}/" in page
        assert f"/riverton/open-data/{measure}/latest.csv" in page
    assert "minneapolis" not in page
    assert "stops.csv" in page
    assert f"run {published.pk}" in page
    assert "not official borders" in page


def test_a_neighborhood_without_a_population_figure_says_so_instead_of_a_rate(client, released):
    page = words(client, "/neighborhoods/cooper/")
    assert "No rate for Cooper: nobody counted its residents" in page
    assert "for every 1,000 residents" not in page


def test_a_district_is_named_and_a_bare_number_is_told_what_it_is(client, released, riverton, towns):  # noqa: F811
    for name, said in (("3", "police district 3"), ("Third Precinct", "Third Precinct")):
        district, _new = District.objects.update_or_create(agency=riverton, code="3", defaults={"name": name})
        Neighborhood.objects.filter(pk=towns["cooper"].pk).update(district=district)
        riverton.public_version += 1
        riverton.save()
        assert f"{said}." in words(client, "/neighborhoods/cooper/")


def test_the_page_speaks_spanish(client, released):
    page = words(client, "/es/neighborhoods/seward/")
    assert "En paradas por residente, Seward ocupa el lugar 1 de 2" in page
    assert "no son límites oficiales" in page
    assert 'lang="es"' in page


@pytest.mark.parametrize(("language", "word"), [("", "city"), ("/es", "ciudad")])
def test_a_town_a_county_or_a_state_is_not_called_a_city(client, released, language, word):
    for path in ("/neighborhoods/", "/neighborhoods/seward/", "/", "/point-out/"):
        assert word not in words(client, language + path).casefold()


def test_no_page_of_another_town_shows_ours(client, released, lakefield):
    assert client.get("/lakefield/neighborhoods/cooper/").status_code == 404
    assert "No figure is published" in client.get("/lakefield/neighborhoods/").content.decode()
    assert "1,000 residents" not in client.get("/lakefield/neighborhoods/seward/").content.decode()


@pytest.mark.parametrize("path", ["/neighborhoods/", "/neighborhoods/seward/", "/es/neighborhoods/seward/"])
def test_a_page_costs_a_fixed_number_of_queries_whatever_the_number_of_neighborhoods(
    client, released, count_queries, riverton, console, path
):
    def fresh():
        riverton.refresh_from_db()
        riverton.public_version += 1
        riverton.save()
        return client.get(BASE + path)

    before = count_queries(fresh)
    places.add(actor=console, agency=riverton, names=[f"Quarter {number}" for number in range(20)], reason="test")
    assert count_queries(fresh) == before <= 22


def test_a_page_from_memory_costs_one_query_and_no_cookie(client, released, count_queries):
    assert count_queries(lambda: client.get(f"{BASE}/neighborhoods/seward/")) == 1
    page = client.get(f"{BASE}/neighborhoods/seward/")
    assert not page.cookies
    assert len(page.content) < 30_000


def place(name, people, stops, centroid=None):
    row = Neighborhood(pk=people, name=name, slug=name.lower(), centroid=centroid)
    shown = rate(stops, people, per=1000, unit="residents", about=ABOUT) if people > 9 else None
    return maps.Place(row, shown, count(stops, about=ABOUT) if stops else None)


def test_neighbors_are_the_nearest_and_the_place_itself_is_always_among_them():
    here = place("Here", 100, 10, [0, 0])
    near, far = place("Near", 200, 60, [0.01, 0]), place("Far", 300, 10, [1, 1])
    nowhere = place("Nowhere", 400, 10)
    assert maps.neighbors([far, nowhere, near, here], here.row, most=1) == [near, here]
    alone = place("Alone", 500, 5)
    assert alone in maps.neighbors([here, near, alone], alone.row, most=1)


def test_places_without_a_figure_come_last_and_hold_a_dash():
    known, unknown = place("Known", 100, 10), place("Unknown", 5, 0)
    assert maps.ranked([unknown, known]) == [known, unknown]
    assert maps.ranked([unknown, known], "name") == [known, unknown]
    table = maps.table([known, unknown], caption="c")
    assert [str(cell) for cell in table.rows[1]] == ["Unknown", "–", "–"]


def test_nothing_is_drawn_where_no_place_has_both_shape_and_figure():
    assert maps.drawn(None, [place("Known", 100, 10)], [], title="t", desc="d") is None
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    assert maps.drawn(Outlines({"other": shape}), [place("Known", 100, 10)], [], title="t", desc="d") is None
