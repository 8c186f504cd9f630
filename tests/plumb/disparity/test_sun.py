"""The sun sets when astral says, twilight ends where it is defined to end, and polar days are not made up."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from astral import Observer
from astral.sun import SunDirection, sun, time_of_transit

from commonbeat.plumb import DataError
from commonbeat.plumb.disparity import SunTable, SunTimes, sun_times

YEAR = (date(2017, 1, 1), date(2017, 12, 31))
DAYS = [YEAR[0] + timedelta(days=step) for step in range(365)]
ORDINALS = np.array([one.toordinal() for one in DAYS])
PLACES = [(44.98, -93.27, -360), (25.76, -80.19, -300), (48.9, -122.5, -480), (-33.87, 151.21, 600), (0.0, 0.0, 0)]
EVENTS = ("dawn", "sunrise", "sunset", "dusk")


def minutes(moment, day, offset):
    """Minutes of `moment` after local midnight of `day`."""
    clock = timezone(timedelta(minutes=offset))
    return (moment - datetime(day.year, day.month, day.day, tzinfo=clock)).total_seconds() / 60


@pytest.mark.parametrize(("lat", "lon", "offset"), PLACES)
def test_sun_times_are_astral_s_within_half_a_minute(lat, lon, offset):
    ours = sun_times(ORDINALS, lat, lon, offset)
    clock = timezone(timedelta(minutes=offset))
    for place, day in list(enumerate(DAYS))[::7]:
        theirs = sun(Observer(lat, lon), day, tzinfo=clock, dawn_dusk_depression=6)
        for name in EVENTS:
            assert getattr(ours, name)[place] == pytest.approx(minutes(theirs[name], day, offset), abs=0.5)


def test_civil_twilight_ends_six_degrees_under_the_horizon_to_a_twentieth_of_a_minute():
    """Without the refraction that astral adds below the horizon both agree closely."""
    lat, lon, offset = 44.98, -93.27, -360
    ours = sun_times(ORDINALS, lat, lon, offset)
    for place, day in list(enumerate(DAYS))[::7]:
        theirs = time_of_transit(Observer(lat, lon), day, 96.0, SunDirection.SETTING, with_refraction=False)
        assert ours.dusk[place] == pytest.approx(minutes(theirs.astimezone(UTC), day, offset) % 1440, abs=0.05)


def test_days_and_places_broadcast():
    table = sun_times(ORDINALS[:, None], [44.98, 25.76], [-93.27, -80.19], -360)
    assert table.dusk.shape == (365, 2)
    np.testing.assert_array_equal(table.dusk[:, 0], sun_times(ORDINALS, 44.98, -93.27, -360).dusk)
    with pytest.raises(ValueError, match="read-only"):
        table.dusk[0] = 1


def test_east_of_the_date_line_with_the_clock_of_its_west_the_day_is_the_local_one():
    """Tonga: 175 degrees west, 13 hours ahead of UTC; beside it, the same clock without the line."""
    day = date(2017, 3, 1).toordinal()
    tonga, asked = sun_times(day, -21.1, -175.2, 780), sun_times(day - 1, -21.1, -175.2, 780 - 1440)
    np.testing.assert_allclose(tonga.sunset, asked.sunset, atol=1e-6)
    assert 18 * 60 < tonga.sunset[0] < 20 * 60


def test_where_the_sun_does_not_set_there_is_no_time():
    midsummer, midwinter = date(2017, 6, 21).toordinal(), date(2017, 12, 21).toordinal()
    north = sun_times([midsummer, midwinter], 70.0, 20.0, 60)
    assert np.isnan(north.sunset).all()
    assert np.isnan(north.dusk[0])
    assert north.dusk[1] < 14 * 60
    assert np.isnan(sun_times(midsummer, 90.0, 20.0, 60).dusk).all()


def test_a_table_follows_the_local_clock():
    table = SunTable.of(*YEAR, latitude=44.98, longitude=-93.27, zone="America/Chicago")
    spring, autumn = (date(2017, *day).toordinal() - table.first for day in ((3, 12), (11, 5)))
    assert (table.days, table.places) == (365, 1)
    assert table.changes().tolist() == [spring, autumn]
    sunset = table.times.sunset[:, 0]
    assert sunset[spring] - sunset[spring - 1] == pytest.approx(61.3, abs=0.3)
    assert sunset[autumn] - sunset[autumn - 1] == pytest.approx(-61.4, abs=0.3)
    assert 16 * 60 + 30 < sunset.min() < 16 * 60 + 35
    assert 21 * 60 < sunset.max() < 21 * 60 + 5


def test_days_near_a_change_of_the_clock_belong_to_the_nearest():
    table = SunTable.of(*YEAR, latitude=44.98, longitude=-93.27, zone="America/Chicago")
    near, which = (part[:, 0] for part in table.near_changes(6))
    assert near.sum() == 2 * 84
    first = table.changes()[0]
    assert near[first - 42]
    assert not near[first - 43]
    assert near[first + 41]
    assert not near[first + 42]
    assert set(which[near][:84]) == {0}
    assert set(which[near][84:]) == {1}


def test_offsets_may_be_given_one_or_day_by_day():
    one = SunTable.of(*YEAR, latitude=44.98, longitude=-93.27, offset=-360)
    each = SunTable.of(*YEAR, latitude=44.98, longitude=-93.27, offset=np.full(365, -360))
    np.testing.assert_array_equal(one.times.dusk, each.times.dusk)
    np.testing.assert_array_equal(one.offset, SunTable.of(*YEAR, latitude=45, longitude=-93, offset=[-360]).offset)


def test_a_state_of_two_zones_has_a_clock_for_each_place():
    where = {"latitude": [31.76, 29.76], "longitude": [-106.49, -95.37]}
    both = SunTable.of(*YEAR, **where, zone=["America/Denver", "America/Chicago"])
    west = SunTable.of(*YEAR, latitude=31.76, longitude=-106.49, zone="America/Denver")
    np.testing.assert_array_equal(both.times.dusk[:, :1], west.times.dusk)
    assert (both.offset[:, 1] - both.offset[:, 0] == 60).all()
    assert both.changes().tolist() == west.changes().tolist()


def test_days_may_be_numpy_s_dates_and_are_never_read_as_numbers():
    dates = np.array(DAYS, dtype="datetime64[D]")
    for kind in ("datetime64[D]", "datetime64[ns]"):
        np.testing.assert_array_equal(
            sun_times(dates.astype(kind), 44.98, -93.27, -360).sunset, sun_times(ORDINALS, 44.98, -93.27, -360).sunset
        )


def test_a_zone_may_be_a_zoneinfo():
    named = SunTable.of(*YEAR, latitude=44.98, longitude=-93.27, zone="America/Chicago")
    given = SunTable.of(*YEAR, latitude=44.98, longitude=-93.27, zone=ZoneInfo("America/Chicago"))
    np.testing.assert_array_equal(named.offset, given.offset)


def two_clocks(east="America/Denver"):
    """Phoenix, whose clock is never changed, and a place whose clock is."""
    return SunTable.of(*YEAR, latitude=[33.45, 35.5], longitude=[-112.07, -108.7], zone=["America/Phoenix", east])


def test_changes_of_the_clock_are_those_of_each_place():
    both = two_clocks()
    assert len(both.changes()) == len(both.changes(1)) == 2
    assert not len(both.changes(0))
    where = {"latitude": [44.98, 48.86], "longitude": [-93.27, 2.35]}
    far = SunTable.of(*YEAR, **where, zone=["America/Chicago", "Europe/Paris"])
    near, which = far.near_changes(1)
    assert near.sum(axis=0).tolist() == [28, 28]
    assert [sorted(set(which[near[:, place], place])) for place in (0, 1)] == [[0, 3], [1, 2]]


def test_a_table_keeps_copies_that_nobody_can_write_into():
    mine = np.array([[1000.0], [1001.0]])
    times = SunTimes(dawn=mine, sunrise=mine, sunset=mine, dusk=mine)
    offset = np.zeros((2, 1))
    table = SunTable(first=ORDINALS[0], times=times, offset=offset)
    mine[0] = offset[0] = 5
    assert (table.times.sunset[0, 0], table.offset[0, 0]) == (1000.0, 0.0)
    with pytest.raises(ValueError, match="read-only"):
        table.offset[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        table.times.dusk[0] = 1


TWIN = {"latitude": 44.98, "longitude": -93.27}
SPOILED = [
    (lambda: sun_times(ORDINALS, 95.0, 0.0, 0), "latitude: 95.0 is beyond 90"),
    (lambda: sun_times(ORDINALS, 0.0, [10.0, -200.0], 0), "longitude: -200.0 is beyond 180"),
    (lambda: sun_times(ORDINALS, 44.98, 93.27, -360), "offset: it puts the middle of the day at minute 1427"),
    (lambda: sun_times([np.nan], 44.98, -93.27, -360), "days: it is not one column of whole numbers"),
    (lambda: SunTable.of(*YEAR, **TWIN), "not told, or told twice"),
    (lambda: SunTable.of(*YEAR, **TWIN, zone="America/Chicago", offset=0), "not told, or told twice"),
    (lambda: SunTable.of(*YEAR, **TWIN, zone="America/Nowhere"), "not in the time zone database"),
    (lambda: SunTable.of(*YEAR, **TWIN, zone=["America/Chicago", "America/Denver"]), "zone: 2 of them and 1 places"),
    (lambda: SunTable.of(*YEAR, **TWIN, zone=()), "zone: there is none"),
    (lambda: SunTable.of(*YEAR, **TWIN, offset=[-360, -300]), "2 rows where 365"),
    (lambda: SunTable.of(*YEAR[::-1], **TWIN, offset=-360), "-363 days from first to last"),
    (lambda: SunTable.of(*YEAR, latitude=[1.0, 2.0], longitude=[3.0], offset=0), "1 of them and 2 latitudes"),
    (lambda: SunTable.of(*YEAR, **TWIN, offset=-360).near_changes(6), "clock is not changed in the sun table. Use"),
    (lambda: SunTable.of(*YEAR, **TWIN, zone="America/Chicago").near_changes(0), "weeks: 0 is not a whole number"),
    (lambda: SunTable.of(*YEAR, **TWIN, zone="America/Chicago").near_changes(1.5), "weeks: 1.5 is not a whole number"),
    (lambda: SunTable.of(*YEAR, **TWIN, zone=3), "zone: 3 is not in the time zone database"),
    (lambda: SunTable.of(*YEAR, **TWIN, zone=[None]), "zone: None is not in the time zone database"),
    (lambda: sun_times(["June"], 44.98, -93.27, -360), "days: it is not one column of whole numbers"),
    (lambda: sun_times(0, 44.98, -93.27, -360), "days: row 0 is 0, which is no day"),
    (lambda: sun_times(4_000_000, 44.98, -93.27, -360), "days: row 0 is 4000000, which is over 3,652,059"),
    (lambda: sun_times(ORDINALS, "north", -93.27, -360), "latitude: it holds something that is no number"),
    (lambda: sun_times(ORDINALS, 44.98, np.nan, -360), "longitude: a value is missing"),
    (lambda: SunTable(first=1, times=sun_times(ORDINALS, 0, 0, 0), offset=[[0.0]]), "not days x places throughout"),
    (lambda: SunTable(first=1, times=None, offset=[[0.0]]), "times: None is not a SunTimes"),
    (lambda: two_clocks().near_changes(6), "clock is not changed in the sun table at place 0"),
]


@pytest.mark.parametrize(("spoiled", "said"), SPOILED)
def test_what_cannot_be_is_said(spoiled, said):
    with pytest.raises(DataError, match=said):
        spoiled()
