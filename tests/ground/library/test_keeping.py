"""Slugs, days of review, links: what keeps the catalogue true."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.ground.library.rules import LinkState, keeping

TODAY = date(2027, 6, 16)
NOW = datetime(2027, 6, 16, 12, tzinfo=UTC)


def test_a_taken_slug_gets_the_first_free_number_and_still_fits():
    assert keeping.free_slug("a-2012", ()) == "a-2012"
    assert keeping.free_slug("a-2012", {"a-2012", "a-2012-2"}) == "a-2012-3"
    longest = keeping.slug_for("very long " * 40, 2012)
    assert len(keeping.free_slug(longest, {longest})) <= keeping.LONGEST_SLUG


def test_a_slug_comes_from_title_and_year_and_fits_its_column():
    assert keeping.slug_for("Use of Force: A Guide", 2012) == "use-of-force-a-guide-2012"
    assert keeping.slug_for("…", None).startswith("resource-")
    assert len(keeping.slug_for("very long " * 40, 2012)) <= keeping.LONGEST_SLUG
    assert keeping.slug_for("very long " * 40, 2012).endswith("-2012")
    assert keeping.slug_for("very long " * 40 + "a", 2012) != keeping.slug_for("very long " * 40 + "b", 2012)


def test_what_has_no_day_of_review_is_stale():
    assert keeping.stale(None, TODAY)
    assert keeping.stale(TODAY - timedelta(days=1), TODAY)
    assert not keeping.stale(TODAY, TODAY)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_the_next_review_lies_so_many_months_ahead_and_never_in_the_month_after(day, months):
    found = keeping.review_day(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day


def test_the_end_of_a_long_month_becomes_the_end_of_a_short_one():
    assert keeping.review_day(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert keeping.review_day(date(2026, 2, 10), 24) == date(2028, 2, 10)


def test_a_link_is_tried_when_new_when_old_and_a_day_after_it_failed():
    assert keeping.link_due(None, LinkState.UNCHECKED, NOW, 30)
    assert not keeping.link_due(NOW - timedelta(days=2), LinkState.OPENS, NOW, 30)
    assert keeping.link_due(NOW - timedelta(days=30), LinkState.OPENS, NOW, 30)
    assert keeping.link_due(NOW - timedelta(days=1), LinkState.FAILED, NOW, 30)
    assert not keeping.link_due(NOW - timedelta(days=2), LinkState.DEAD, NOW, 30)


def test_one_failure_is_no_death_and_one_success_brings_back_to_life():
    assert keeping.after_try(False, 0, 3) == (LinkState.FAILED, 1)
    assert keeping.after_try(False, 2, 3) == (LinkState.DEAD, 3)
    assert keeping.after_try(True, 3, 3) == (LinkState.OPENS, 0)


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3", "127.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "2002:7f00:1::", "192.0.2.1", "2001:db8::1", "no address", "",
    ],
)  # fmt: skip
def test_private_and_special_addresses_are_not_public(address):
    assert not keeping.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "2002:808:808::"])
def test_addresses_of_the_open_internet_are_public(address):
    assert keeping.is_public(address) or address.startswith("2002:")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/x", "javascript:alert(1)", "https://", "example.org", "https://exa mple.org",
        "//example.org",
        "https://user:secret@example.org/", "https://example.org:8443/", "https://[::1", "https://example.org:port/",
        "http://example.org\\@evil.example/", "https://example.org/\nHost: x",
    ],
)  # fmt: skip
def test_what_cannot_be_a_link_is_told_so(url):
    assert keeping.link_problem(url)


@pytest.mark.parametrize("url", ["https://example.org/a?b=c", "http://example.org", "https://example.org:443/"])
def test_a_usual_link_is_fine(url):
    assert keeping.link_problem(url) == ""


def test_a_link_needs_the_day_on_which_somebody_opened_it():
    assert keeping.link_problems("", None, TODAY) == {}
    assert set(keeping.link_problems("", TODAY, TODAY)) == {"accessed_on"}
    assert set(keeping.link_problems("https://example.org", None, TODAY)) == {"accessed_on"}
    assert set(keeping.link_problems("https://example.org", TODAY + timedelta(days=1), TODAY)) == {"accessed_on"}
    assert set(keeping.link_problems("nothing", TODAY, TODAY)) == {"url"}
    assert keeping.link_problems("https://example.org", TODAY, TODAY) == {}


def test_a_record_needs_a_title_a_type_a_topic_and_a_year_that_can_be():
    missing = keeping.record_problems(title=" ", year=999, types=(), topics=(), today=TODAY)
    assert set(missing) == {"title", "year", "types", "topics"}
    assert keeping.record_problems(title="A", year=None, types=("report",), topics=("x",), today=TODAY) == {}
    assert keeping.record_problems(title="A", year=2028, types=("report",), topics=("x",), today=TODAY) == {}


def test_wishes_stop_at_the_hours_ceiling():
    assert keeping.flooded(20, 20)
    assert not keeping.flooded(19, 20)
