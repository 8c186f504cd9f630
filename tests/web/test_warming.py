"""A process of the web server reads the library's shelves before it is asked, and starts where it cannot read."""

import pytest
from django.db import OperationalError

from commonbeat.ground.library.queries import search
from commonbeat.web import warming


@pytest.fixture
def done(monkeypatch):
    """What was done, in its order; the connections of the test stay open."""
    found = []
    monkeypatch.setattr(warming.connections, "close_all", lambda: found.append("closed"))
    monkeypatch.setattr(search, "warm", lambda: found.append("read"))
    return found


def test_it_reads_beside_the_first_requests_and_closes_what_it_opened(done):
    warming.begin().join(10)
    assert done == ["read", "closed"]


def test_a_database_that_cannot_be_asked_yet_stops_nothing(done, monkeypatch):
    def broken():
        raise OperationalError

    monkeypatch.setattr(search, "warm", broken)
    warming.begin().join(10)
    assert done == ["closed"]
