"""The public face, before and after something is published, in both languages, and its staff page."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from commonbeat.ground.records.actions import answer_inventory
from commonbeat.ground.records.rules import Collected, InventoryItem, Published
from commonbeat.ground.roles import Role
from commonbeat.measure.disparity import actions as disparity
from commonbeat.measure.findings import actions as findings
from commonbeat.show.opendata import actions as opendata
from commonbeat.show.portal import actions
from commonbeat.show.portal.rules import PictureUse

BASE = "/riverton"
PAGES = [
    "/",
    "/near/",
    "/about/",
    "/how-we-measure/",
    "/what-we-do-not-know/",
    "/corrections/",
]


def words(client, path):
    page = client.get(BASE + path)
    assert page.status_code == 200, path
    return page.content.decode()


def seal(name="seal.png"):
    file = BytesIO()
    Image.new("RGB", (60, 60), "#6d1f4e").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), "image/png")


@pytest.fixture
def released(drawn, published, riverton, console):
    return opendata.release_new(actor=console, agency=riverton)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["", "/es"])
def test_every_page_stands_before_anything_is_loaded(client, riverton, path, language):
    page = client.get(f"{BASE}{language}{path}")
    assert page.status_code == 200
    assert not page.cookies


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["", "/es"])
def test_every_page_stands_with_figures_and_sets_no_cookie(client, released, path, language):
    page = client.get(f"{BASE}{language}{path}")
    assert page.status_code == 200
    assert not page.cookies
    assert len(page.content) < 30_000


def test_home_says_the_facts_draws_the_figures_and_ends_with_what_nobody_knows(client, released, published):
    home = words(client, "/")
    assert "Point out an issue" in home
    assert "Officers made" in home
    assert "The record says whether the person was searched in" in home
    assert 'class="cb-chart"' in home
    assert f"/figures/runs/{published.pk}/" in home or "/figures/search_share/" in home
    assert "/open-data/search_share/latest.csv" in home
    assert "Stops without a usable race" in home
    assert 'name="place"' in home


def test_home_before_anything_is_published_shows_no_empty_section(client, riverton):
    home = words(client, "/")
    assert "has no figures published now" in home
    assert "Without published figures, nobody can tell" in home
    assert "What we measured" not in home
    assert "What we do not know" in home
    assert 'name="place"' not in home


def test_a_chart_links_to_no_file_of_another_run(client, released, stopped, towns, riverton, console):
    stopped(towns["seward"], "white", no=40)
    disparity.publish(actor=console, agency=riverton)
    assert "latest.csv" not in words(client, "/")
    opendata.release_new(actor=console, agency=riverton)
    assert "latest.csv" in words(client, "/")


@pytest.mark.parametrize("asked", ["Seward", "seward", "I live in Seward", "sewrad"])
def test_the_near_you_box_leads_to_the_neighborhood(client, towns, asked):
    answer = client.get(f"{BASE}/near/", {"place": asked})
    assert (answer.status_code, answer["Location"]) == (302, "/riverton/neighborhoods/seward/")


@pytest.mark.parametrize("asked", ["", "   ", "Nowhere", "\x00", "x" * 5000])
def test_what_fits_no_neighborhood_is_answered_in_words_with_a_way_on(client, towns, asked):
    page = words(client, "/near/?place=" + asked)
    assert "neighborhoods/" in page
    assert "All neighborhoods" in page


def test_how_we_measure_lists_every_measure_and_the_thresholds_that_hold(client, released):
    page = words(client, "/how-we-measure/")
    assert "/figures/stops_rate/" in page
    assert "counts from 1 to 4 are hidden" in page
    assert "needs 30 cases or more" in page


def test_what_is_not_known_is_told_by_measure_place_and_inventory(client, released, riverton, console):
    assert "has not answered yet which data it collects" in words(client, "/what-we-do-not-know/")
    answer_inventory(
        actor=console,
        agency=riverton,
        item=InventoryItem.SEARCH_FOUND,
        collected=Collected.NO,
        quality="Nobody writes it down.",
        published=Published.NO,
    )
    riverton.refresh_from_db()
    riverton.public_version += 1
    riverton.save()
    page = words(client, "/what-we-do-not-know/")
    assert "Nobody told us how many people live in Cooper" in page
    assert "The records do not say why a search was made" in page
    assert "Nobody writes it down." in page
    assert "Not answered yet" in page


def test_every_change_of_a_published_figure_is_on_the_public_log(client, released, stopped, towns, riverton, console):
    assert "No published figure has changed so far" in words(client, "/corrections/")
    stopped(towns["seward"], "white", no=40)
    run = disparity.publish(actor=console, agency=riverton)
    page = words(client, "/corrections/")
    assert "Share of stopped people who were searched" in page
    assert "Seward" in page
    assert f"Run {run.pk}: figures published" in page
    assert "since replaced by a later run" in page
    assert "the records changed" in page
    assert "cambiaron los registros" in client.get(f"{BASE}/es/corrections/").content.decode()
    findings.withdraw(actor=console, run=run, notice="Counted twice.")
    after = words(client, "/corrections/")
    assert f"Run {run.pk}: figures withdrawn" in after
    assert "Counted twice." in after


def test_the_pages_cost_a_fixed_number_of_queries(client, released, count_queries, riverton):
    def fresh(path):
        riverton.refresh_from_db()
        riverton.public_version += 1
        riverton.save()
        return client.get(BASE + path)

    most = {"/": 12, "/how-we-measure/": 4, "/what-we-do-not-know/": 8, "/corrections/": 7, "/about/": 4}
    for path, limit in most.items():
        assert count_queries(lambda path=path: fresh(path)) - 2 <= limit, path


def test_a_page_from_memory_asks_the_database_for_its_agency_alone(client, released, count_queries):
    assert count_queries(lambda: client.get(f"{BASE}/")) == 1


def test_an_administrator_sets_the_seal_with_words_and_it_stands_on_every_page(sign_in, person, riverton, client):
    administrator = sign_in(person(Role.ADMINISTRATOR, agency=riverton))
    address = f"{BASE}/staff/portal/pictures/"
    assert b"No seal is set" in administrator.get(address).content
    refused = administrator.post(
        address, {"file": seal("IMG_2031.png"), "alt_en": "IMG_2031.png", "alt_es": "Un puente sobre un río"}
    )
    assert refused.status_code == 422
    assert b"looks like the name of a file" in refused.content
    broken = SimpleUploadedFile("seal.png", b"nothing", "image/png")
    told = {"alt_en": "A bridge over a river", "alt_es": "Un puente sobre un río"}
    assert b"not a picture that we can read" in administrator.post(address, {"file": broken, **told}).content
    assert administrator.post(address, {"file": seal(), **told}).status_code == 302
    shown = administrator.get(address).content.decode()
    assert 'alt="A bridge over a river"' in shown
    pk = riverton.picture_set.get().pk
    picture = client.get(f"{BASE}/pictures/{pk}/")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert "immutable" in picture["Cache-Control"]
    assert f'src="/riverton/pictures/{pk}/"' in words(client, "/about/")
    assert 'alt="Un puente sobre un río"' in words(client, "/es/about/")
    assert administrator.post(f"{address}{pk}/remove/").status_code == 302
    assert f"/pictures/{pk}/" not in words(client, "/about/")
    assert administrator.post(f"{address}{pk}/remove/", follow=True).status_code == 200


def test_another_agencys_picture_is_a_404(client, riverton, lakefield, console, sign_in, person):
    picture = actions.set_picture(
        actor=console,
        agency=riverton,
        use=PictureUse.SEAL,
        content=seal().read(),
        file_name="x.png",
        alt_en="A bridge over a river",
        alt_es="Un puente sobre un río",
    )
    assert client.get(f"/lakefield/pictures/{picture.pk}/").status_code == 404
    theirs = sign_in(person(Role.ADMINISTRATOR, agency=lakefield))
    assert theirs.post(f"/lakefield/staff/portal/pictures/{picture.pk}/remove/").status_code == 404


def test_what_is_told_to_one_reader_is_shown_once_and_to_nobody_else(sign_in, person, riverton, client):
    chief = sign_in(person(Role.CHIEF, agency=riverton))
    left = chief.post(f"{BASE}/staff/account/logout/")
    told = "You are signed out."
    assert told in chief.get(left["Location"]).content.decode()
    assert told not in chief.get(left["Location"]).content.decode()
    assert told not in words(Client(), "/")
