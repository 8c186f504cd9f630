"""An agency's day is its own, whatever calendar the machine or the asking page has."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.ground.agency.models import Agency

NEAR_MIDNIGHT = datetime(2026, 11, 26, 3, 30, tzinfo=UTC)
ZONES = st.sampled_from(["America/Chicago", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Puerto_Rico"])


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Chicago", date(2026, 11, 25)),
        ("America/Puerto_Rico", date(2026, 11, 25)),
        ("Pacific/Guam", date(2026, 11, 26)),
    ],
)
def test_a_moment_falls_on_the_day_of_its_calendar(zone, day):
    assert Agency(timezone=zone).day(NEAR_MIDNIGHT) == day


@given(zone=ZONES, asker=ZONES, moment=st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))
def test_it_is_the_same_day_for_whoever_asks(zone, asker, moment):
    agency = Agency(timezone=zone)
    with timezone.override(ZoneInfo(asker)):
        assert agency.day(moment) == moment.astimezone(ZoneInfo(zone)).date()
        assert agency.clock(moment) == moment


def test_today_is_the_day_of_now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NEAR_MIDNIGHT)
    assert Agency(timezone="America/Chicago").day() == date(2026, 11, 25)
