"""When the sun rises and sets and twilight begins and ends, for whole columns of days and places at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.arrays import frozen, refuse
from commonbeat.plumb.disparity.days import day_numbers
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

HORIZON = 90.833
"""Degrees from overhead at which the upper edge of the sun meets the horizon, refraction of the air counted."""

TWILIGHT = 96.0
"""Degrees from overhead at which civil twilight ends: the sun's middle is six degrees under the horizon."""

ROUNDS = 3
"""How often each time is worked out again with the sun's place at that very time; the last moves it by milliseconds."""

DAY_0 = 1_721_424.5
"""The Julian date at midnight (UT) of day 0 of `date.toordinal`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SunTimes:
    """Local minutes after midnight, as days and places were given (arrays, read-only).

    `dawn` (civil twilight begins), `sunrise`, `sunset`, `dusk` (civil twilight ends). NaN where it does not happen on
    that day at that place (polar day or night). `dusk` may pass 1,440, and `dawn` lie under 0, far north or south.
    """

    dawn: Floats
    sunrise: Floats
    sunset: Floats
    dusk: Floats

    def __post_init__(self) -> None:
        """Keep arrays that nobody else can write into."""
        for name in ("dawn", "sunrise", "sunset", "dusk"):
            object.__setattr__(self, name, kept(name, getattr(self, name)))


def kept(argument: str, values: ArrayLike) -> Floats:
    """`values` as floats, read-only: a copy, where they could be written into."""
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise DataError(argument, "it holds something that is no number", "Give numbers only") from error
    return frozen(array.copy()) if array.flags.writeable else array


def sun_times(days: ArrayLike, latitude: ArrayLike, longitude: ArrayLike, offset: ArrayLike) -> SunTimes:
    """The sun's times on `days` at `latitude` and `longitude`.

    `days`: date.toordinal, or numpy's datetime64; `latitude`, `longitude`: degrees, north and east above zero;
    `offset`: minutes that the local clock is ahead of UTC on that day (-300 for Chicago in summer). The four broadcast.
    Within half a minute of `astral` in middle latitudes; hills and weather are not known. Raises DataError for places
    that are not on the globe and for an offset that does not belong to the longitude.
    Source: solar calculator of the NOAA Global Monitoring Laboratory, after Meeus, Astronomical Algorithms
    (Willmann-Bell 1991).
    """
    day = _days(days)
    lat, lon, ahead = (
        _numbers(name, values)
        for name, values in (("latitude", latitude), ("longitude", longitude), ("offset", offset))
    )
    for name, values, most in (("latitude", lat, 90.0), ("longitude", lon, 180.0)):
        if (np.abs(values) > most).any():
            raise DataError(
                name, f"{values[np.abs(values) > most][0]} is beyond {most:g}", "Give degrees; west is below 0"
            )
    noon = np.mod(720 - 4 * lon + ahead, 1440)
    if ((noon < 510) | (noon > 960)).any():
        found = float(noon[(noon < 510) | (noon > 960)][0])
        raise DataError(
            "offset",
            f"it puts the middle of the day at minute {found:.0f} of the clock",
            "Give minutes ahead of UTC (-360 for Chicago in winter), and longitudes west of Greenwich below zero",
        )
    dawn, sunrise = (_crossing(day, lat, noon - ahead, zenith, -1) + ahead for zenith in (TWILIGHT, HORIZON))
    sunset, dusk = (_crossing(day, lat, noon - ahead, zenith, 1) + ahead for zenith in (HORIZON, TWILIGHT))
    return SunTimes(dawn=frozen(dawn), sunrise=frozen(sunrise), sunset=frozen(sunset), dusk=frozen(dusk))


def _days(days: ArrayLike) -> Floats:
    """Day numbers of at least one dimension; a first day (1) or later."""
    given = np.atleast_1d(np.asarray(days))
    day = day_numbers(given.ravel())
    refuse("days", day, day < 1, "is no day", "Give date.toordinal, or numpy's datetime64")
    return day.reshape(given.shape).astype(np.float64)


def _numbers(argument: str, values: ArrayLike) -> Floats:
    """`values` as finite floats of at least one dimension."""
    array = np.atleast_1d(kept(argument, values))
    if not np.isfinite(array).all():
        raise DataError(argument, "a value is missing or not finite", "Leave such days and places out")
    return array


def _crossing(day: Floats, lat: Floats, overhead: Floats, zenith: float, side: int) -> Floats:
    """UTC minutes at which the sun stands `zenith` degrees from overhead, before (-1) or after (1) its noon.

    `overhead`: UTC minutes of the mean sun's noon.
    """
    minutes = overhead + np.zeros(np.broadcast_shapes(day.shape, lat.shape, overhead.shape))
    high = np.radians(np.clip(lat, -89.999, 89.999))
    for _round in range(ROUNDS):
        lead, tilt = _sun(DAY_0 + day + minutes / 1440)
        cosine = np.cos(np.radians(zenith)) / (np.cos(high) * np.cos(tilt)) - np.tan(high) * np.tan(tilt)
        angle = np.degrees(np.arccos(np.where(np.abs(cosine) <= 1, cosine, np.nan)))
        minutes = overhead - lead + side * 4 * angle
    return minutes


def _sun(julian: Floats) -> tuple[Floats, Floats]:
    """The equation of time (minutes) and the sun's declination (radians) at Julian dates."""
    century = (julian - 2_451_545.0) / 36_525
    length = np.radians(np.mod(280.46646 + century * (36_000.76983 + 0.0003032 * century), 360))
    anomaly = np.radians(357.52911 + century * (35_999.05029 - 0.0001537 * century))
    flat = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    center = np.sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
    center += np.sin(2 * anomaly) * (0.019993 - 0.000101 * century) + np.sin(3 * anomaly) * 0.000289
    node = np.radians(125.04 - 1934.136 * century)
    seen = length + np.radians(center - 0.00569 - 0.00478 * np.sin(node))
    tilt = 23 + (26 + (21.448 - century * (46.815 + century * (0.00059 - 0.001813 * century))) / 60) / 60
    tilt = np.radians(tilt + 0.00256 * np.cos(node))
    y = np.tan(tilt / 2) ** 2
    lead = y * np.sin(2 * length) - 2 * flat * np.sin(anomaly) + 4 * flat * y * np.sin(anomaly) * np.cos(2 * length)
    lead -= y * y * np.sin(4 * length) / 2 + 1.25 * flat * flat * np.sin(2 * anomaly)
    return 4 * np.degrees(lead), np.arcsin(np.sin(tilt) * np.sin(seen))
