"""The menu shows what this person may open, and the language link leads to this same page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import set_script_prefix
from django.utils.translation import override

from commonbeat.web import nav

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain_prefix():
    yield
    set_script_prefix("/")


def request(path, agency, user=None, prefix="/"):
    made = RequestFactory().get(path)
    made.agency, made.user = agency, user or AnonymousUser()
    set_script_prefix(prefix)
    return made


def test_a_resident_sees_the_public_menu_with_the_place_where_they_are(riverton):
    shown = nav.entries(request("/neighborhoods/como/", riverton), staff=False)
    assert [str(entry["label"]) for entry in shown if entry["current"]] == ["Neighborhoods"]


def test_the_home_is_current_only_at_home(riverton):
    shown = nav.entries(request("/", riverton), staff=False)
    assert [str(entry["label"]) for entry in shown if entry["current"]] == ["Home"]


def test_staff_see_only_the_doors_that_their_role_opens(riverton, person):
    officer = nav.entries(request("/staff/", riverton, person("officer", agency=riverton)), staff=True)
    assert [str(entry["label"]) for entry in officer] == [
        "Desk",
        "Concerns",
        "Promises",
        "Policies",
        "Thanks",
        "Training",
    ]
    administrator = nav.entries(request("/staff/", riverton, person("administrator", agency=riverton)), staff=True)
    assert {"Imports", "People", "Jobs", "Trail"} <= {str(entry["label"]) for entry in administrator}


def test_a_role_at_the_neighbor_s_opens_nothing_here(riverton, lakefield, person):
    assert nav.entries(request("/staff/", riverton, person("chief", agency=lakefield)), staff=True) == []


@pytest.mark.parametrize(
    ("path", "prefix", "language", "other"),
    [
        ("/neighborhoods/?sort=stops", "/", "en", "/es/neighborhoods/?sort=stops"),
        ("/es/neighborhoods/", "/", "es", "/neighborhoods/"),
        ("/riverton/figures/", "/riverton/", "en", "/riverton/es/figures/"),
        ("/riverton/es/", "/riverton/", "es", "/riverton/"),
    ],
)
def test_the_language_link_keeps_page_and_agency(riverton, path, prefix, language, other):
    with override(language):
        assert [link["url"] for link in nav.language_links(request(path, riverton, prefix=prefix))] == [other]


def test_an_agency_that_offers_one_language_has_no_language_link(riverton):
    riverton.languages = ["en"]
    assert nav.language_links(request("/", riverton)) == []


def test_the_demo_band_speaks_the_page_s_language_and_only_in_a_demo(riverton):
    assert nav.demo_notice(request("/", riverton)) == ""
    riverton.demo, riverton.demo_notice = True, {"en": "Demonstration", "es": "Demostración"}
    with override("es"):
        assert nav.demo_notice(request("/", riverton)) == "Demostración"
    assert nav.demo_notice(request("/", None)) == ""


@pytest.mark.parametrize(
    ("path", "staff"), [("/staff/", True), ("/es/staff/work/", True), ("/", False), ("/staffing/", False)]
)
def test_staff_pages_have_the_staff_frame(riverton, path, staff):
    with override("es" if path.startswith("/es/") else "en"):
        assert nav.context(request(path, riverton))["staff"] is staff
