"""Promises of Riverton: a sergeant who keeps them, a chief who makes them, and whoever was promised."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection

from commonbeat.act.promises import actions
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import Neighborhood


@pytest.fixture(autouse=True)
def today(monkeypatch) -> date:
    """A day in the middle of the year: what came due in thirty days came due in this one."""
    by_calendar, day = Agency.day, date(2027, 6, 16)
    monkeypatch.setattr(Agency, "day", lambda self, moment=None: by_calendar(self, moment) if moment else day)
    return day


@pytest.fixture
def chief(riverton, person):
    """May make promises and move any of them."""
    return person("chief", agency=riverton, name="Ruth Okafor")


@pytest.fixture
def sergeant(riverton, person):
    """A sergeant with an account, on the staff."""
    user = person("officer", agency=riverton, name="Marcus Bell")
    Staff.objects.create(agency=riverton, user=user, name="Marcus Bell", badge="S-1", email=user.email)
    return user


@pytest.fixture
def owner(sergeant) -> Staff:
    return sergeant.staff.get()


@pytest.fixture
def mill(riverton):
    return Neighborhood.objects.create(agency=riverton, name="Old Mill", slug="old-mill")


@pytest.fixture
def promise(riverton, chief, owner, today):
    """Make a promise: `promise(due=5)` is due in five days; returns it and its key."""

    def make(*, due=10, made=-30, agreed=True, agency=riverton, actor=chief, **more):
        told = {
            "title": "Move two street lights at 31st Street",
            "promised_to": "the 31st Street block club",
            "owner": owner,
            "agreed": agreed,
            **more,
        }
        return actions.make(
            actor=actor,
            agency=agency,
            due=today + timedelta(days=due),
            on=today + timedelta(days=made),
            **told,
        )

    return make


@pytest.fixture
def attacker(db):
    """Raw SQL on the ledger, with the triggers out of the way, as whoever owns the database would do."""
    triggers = import_module("commonbeat.act.promises.migrations.0004_concern_fixed")

    def execute(sql, *params):
        with connection.cursor() as cursor:
            for statement in triggers.drop(connection.vendor):
                cursor.execute(statement)
            cursor.execute(sql, params)

    return execute
