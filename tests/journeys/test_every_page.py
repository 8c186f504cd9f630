"""Every page, as each kind of reader: no barrier, no sideways scrolling, no third party, all by keyboard."""

import pytest
from playwright.sync_api import expect

PUBLIC = [
    "/",
    "/about/",
    "/point-out/",
    "/near/?place=como",
    "/figures/stops_rate/",
    "/open-data/search_share/",
    "/neighborhoods/",
    "/neighborhoods/powderhorn-park/",
    "/figures/",
    "/open-data/",
    "/how-we-measure/",
    "/what-we-do-not-know/",
    "/corrections/",
    "/staff/demo/",
    "/staff/account/login/",
]

STAFF = {
    "administrator": [
        "/staff/",
        "/staff/imports/",
        "/staff/imports/new/",
        "/staff/work/",
        "/staff/audit/",
        "/staff/audit/check/",
        "/staff/people/",
        "/staff/people/invite/",
        "/staff/people/roles/",
        "/staff/messaging/",
        "/staff/settings/",
        "/staff/settings/agency/",
        "/staff/settings/dated/",
        "/staff/settings/dated/thresholds/",
        "/staff/me/sign-in/",
        "/staff/me/trail/",
        "/staff/portal/pictures/",
    ],
    "analyst": [
        "/staff/records/",
        "/staff/findings/",
        "/staff/places/",
        "/staff/records/inventory/",
        "/staff/open-data/",
    ],
}


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("path", PUBLIC)
def test_no_public_page_has_a_barrier(walker, path, language):
    person = walker().open(language + path)
    for width in (1280, 320):
        person.at_width(width)
        assert person.violations() == []
        assert person.overflow() <= 0, width
    assert person.loaded_from == {person.address.split("/")[2]}


@pytest.mark.parametrize("path", PUBLIC)
def test_every_public_page_reads_without_scripts_in_forced_colors_and_with_spread_text(walker, path):
    person = walker(width=320, script=True, forced_colors="active").open(path)
    assert person.spread_text().overflow() <= 0
    expect(person.page.locator("h1")).to_have_count(1)
    plain = walker(width=320, script=False).open(path)
    expect(plain.page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("path", PUBLIC)
def test_the_tab_key_reaches_everything_and_shows_where_it_is(walker, path):
    person = walker(reduced_motion="reduce").open(path)
    stops = person.tab_through()
    assert len(stops) >= person.reachable()
    assert [stop["words"] for stop in stops if not stop["ringed"]] == []
    assert [stop["words"] for stop in stops if not stop["inside"]] == []


@pytest.mark.parametrize("role", sorted(STAFF))
@pytest.mark.parametrize("language", ["", "/es"])
def test_no_staff_page_has_a_barrier(walker, role, language):
    person = walker(role=role)
    for path in STAFF[role]:
        person.open(language + path)
        for width in (1280, 320):
            person.at_width(width)
            assert person.violations() == [], path
            assert person.overflow() <= 0, (path, width)


@pytest.mark.parametrize("role", sorted(STAFF))
def test_the_tab_key_reaches_everything_on_staff_pages_too(walker, role):
    person = walker(role=role, reduced_motion="reduce", forced_colors="active")
    for path in STAFF[role]:
        stops = person.open(path).tab_through()
        assert len(stops) >= person.reachable(), path
        assert [stop["words"] for stop in stops if not stop["ringed"]] == [], path
        assert person.at_width(320).spread_text().overflow() <= 0, path
        person.at_width(1280)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_weighs_under_30_kb_and_sets_no_cookie(walker, path):
    person = walker()
    answer = person.page.request.get(person.address + path)
    if "/staff/" not in path:
        assert len(answer.body()) < 30_000
        assert "set-cookie" not in answer.headers
