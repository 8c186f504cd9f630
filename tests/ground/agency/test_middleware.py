"""A leading agency slug moves from the path into every address that the page makes."""

import pytest
from django.test import RequestFactory
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone

from commonbeat.ground.agency.middleware import AgencyMiddleware

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain_prefix():
    set_script_prefix("/")
    yield
    set_script_prefix("/")


def seen(path):
    found = {}

    def answer(request):
        found.update(agency=request.agency, path_info=request.path_info, prefix=get_script_prefix(), path=request.path)
        return

    AgencyMiddleware(answer)(RequestFactory().get(path))
    return found


def test_the_slug_leaves_the_path_and_joins_the_prefix(riverton, lakefield):
    assert seen("/lakefield/neighborhoods/") == {
        "agency": lakefield,
        "path_info": "/neighborhoods/",
        "prefix": "/lakefield/",
        "path": "/lakefield/neighborhoods/",
    }


def test_without_a_slug_nothing_moves(riverton, lakefield):
    assert seen("/neighborhoods/")["agency"] is None
    assert seen("/neighborhoods/")["prefix"] == "/"


def test_the_bare_slug_is_the_home_of_the_agency(riverton, lakefield):
    assert seen("/riverton")["path_info"] == "/"


def test_days_and_hours_are_the_agency_s_own(riverton, lakefield):
    lakefield.timezone = "Pacific/Honolulu"
    lakefield.save()
    seen_zones = []
    AgencyMiddleware(lambda request: seen_zones.append(str(timezone.get_current_timezone())))(
        RequestFactory().get("/lakefield/staff/")
    )
    assert seen_zones == ["Pacific/Honolulu"]
    assert str(timezone.get_current_timezone()) == "UTC"
