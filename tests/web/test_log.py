"""The log never holds a key that opens somebody's page."""

import logging

import pytest

from commonbeat.ground.roles import Role
from commonbeat.web.log import WithoutKeys


@pytest.fixture
def lines(caplog):
    """What is written while a test runs, as the program's own handler writes it."""
    caplog.handler.addFilter(WithoutKeys())
    yield lambda: [record.getMessage() for record in caplog.records if record.name.startswith("django")]
    caplog.handler.filters.clear()


def test_a_page_that_a_key_opens_is_told_without_it(lines, client, riverton):
    key = "k3y0fth1sthread4nd0fnoother"
    client.post(f"/riverton/stepping-in/{key}/", {"words": ""})
    client.put(f"/riverton/promises/verify/{key}/")
    client.get(f"/nothing/{key}/")
    assert len(lines()) == 4
    assert [line for line in lines() if key in line] == []


def test_the_address_of_any_other_page_is_told_whole(lines, riverton, person, sign_in, client):
    sign_in(person(Role.OFFICER, agency=riverton))
    client.get("/riverton/staff/settings/")
    assert lines() == ["Forbidden (Permission denied): /riverton/staff/settings/"]


def test_a_line_about_no_request_stays_as_it_is():
    record = logging.LogRecord(
        "commonbeat", logging.INFO, "", 1, "%s done", ("/a/very/long/word/of-more-than-sixteen",), None
    )
    assert WithoutKeys().filter(record)
    assert record.getMessage() == "/a/very/long/word/of-more-than-sixteen done"
