"""The table of sun times of a place (or several) that a study needs once: day by day, on the local clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from commonbeat.plumb.arrays import column, frozen
from commonbeat.plumb.checks import day, one_of, whole
from commonbeat.plumb.disparity.sun import SunTimes, kept, sun_times
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Zone = str | ZoneInfo

MOST_DAYS = 366 * 200


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SunTable:
    """Sun times of every day from `first` (a date.toordinal) on: arrays days x places, read-only.

    One column serves all places of a city; several columns are those of place 0, 1, ... `offset` (days x 1, or days x
    places): minutes that the clock is ahead of UTC at noon. Make it once with `SunTable.of` and keep it: it does not
    depend on the stops.
    """

    first: int
    times: SunTimes
    offset: Floats

    def __post_init__(self) -> None:
        """Keep an offset that nobody else can write into; refuse tables whose shapes do not fit."""
        one_of("times", self.times, SunTimes)
        object.__setattr__(self, "first", whole("first", self.first, least=1))
        object.__setattr__(self, "offset", kept("offset", self.offset))
        shape = self.times.dusk.shape
        alike = all(getattr(self.times, name).shape == shape for name in ("dawn", "sunrise", "sunset"))
        if not alike or len(shape) != 2 or self.offset.shape not in (shape, (shape[0], 1)):
            raise DataError("times", "the table is not days x places throughout", "Make it with SunTable.of")

    @classmethod
    def of(
        cls,
        first: date,
        last: date,
        *,
        latitude: ArrayLike,
        longitude: ArrayLike,
        zone: Zone | Sequence[Zone] | None = None,
        offset: ArrayLike | None = None,
    ) -> SunTable:
        """The table from `first` to `last`, both included, which should be whole years.

        `latitude`, `longitude`: degrees, one each or one a place; of a city, its middle is close enough (a quarter of
        a degree of longitude is one minute). The clock is that of a `zone` ("America/Chicago", a ZoneInfo; or one a
        place), or is ahead of UTC by `offset` minutes (one, or one a day). Raises DataError for anything that cannot
        be.
        """
        start, end = day("first", first).toordinal(), day("last", last).toordinal()
        if not 0 <= end - start < MOST_DAYS:
            raise DataError("last", f"there are {end - start + 1:,} days from first to last", "Give whole years")
        lat, lon = column("latitude", np.atleast_1d(latitude)), column("longitude", np.atleast_1d(longitude))
        if len(lat) != len(lon) or not len(lat):
            raise DataError("longitude", f"{len(lon)} of them and {len(lat)} latitudes", "Give one of each a place")
        days = np.arange(start, end + 1)
        ahead = _ahead(days, zone, offset)
        if ahead.shape[1] not in (1, len(lat)):
            raise DataError("zone", f"{ahead.shape[1]} of them and {len(lat)} places", "Give one, or one a place")
        times = sun_times(days[:, None], lat[None, :], lon[None, :], ahead)
        return cls(first=start, times=times, offset=frozen(ahead))

    @property
    def days(self) -> int:
        """How many days it holds."""
        return len(self.offset)

    @property
    def places(self) -> int:
        """How many places it holds: 1 serves them all."""
        return int(self.times.dusk.shape[1])

    def changes(self, place: int | None = None) -> NDArray[np.int64]:
        """The days (places in the table) on which the clock was changed, at one place or (None) anywhere."""
        clocks = self.offset if place is None or self.offset.shape[1] == 1 else self.offset[:, [place]]
        return np.flatnonzero(np.diff(clocks, axis=0).any(axis=1)) + 1

    def near_changes(self, weeks: int) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """For each day and clock (1, or one a place): is it within `weeks` of a change, and which change is nearest?

        Changes are numbered as in `changes()`. Raises DataError for a clock that was never changed.
        """
        weeks, every = whole("weeks", weeks, least=1), self.changes()
        near = np.zeros(self.offset.shape, dtype=np.bool_)
        nearest = np.zeros(self.offset.shape, dtype=np.int64)
        for place in range(self.offset.shape[1]):
            found = self.changes(place)
            if not len(found):
                where = f" at place {place}" if self.offset.shape[1] > 1 else ""
                remedy = "Use all days, leave such places out, or make the table longer"
                raise DataError("weeks", f"the clock is not changed in the sun table{where}", remedy)
            away = np.arange(self.days)[:, None] - found[None, :]
            which = np.argmin(np.abs(away + 0.5), axis=1)
            gap = away[np.arange(self.days), which]
            near[:, place] = (gap >= -7 * weeks) & (gap < 7 * weeks)
            nearest[:, place] = np.searchsorted(every, found)[which]
        return near, nearest


def _ahead(days: NDArray[np.int64], zone: Zone | Sequence[Zone] | None, offset: ArrayLike | None) -> Floats:
    """Minutes ahead of UTC (days x 1, or x zones), by named zones at noon or as given."""
    if (zone is None) == (offset is None):
        raise DataError("zone", "the clock is not told, or told twice", "Give either a zone or an offset")
    if zone is not None:
        zones = [zone] if isinstance(zone, str | ZoneInfo) or not isinstance(zone, Iterable) else list(zone)
        if not zones:
            raise DataError("zone", "there is none", "Write it as America/Chicago")
        return np.stack([_zone(days, name) for name in zones], axis=1)
    given = np.atleast_1d(np.asarray(offset))
    minutes = column("offset", given, rows=None if given.size == 1 else len(days))
    return np.array(np.broadcast_to(minutes, len(days)))[:, None]


def _zone(days: NDArray[np.int64], name: Zone) -> Floats:
    """Minutes ahead of UTC in one zone at noon of each day."""
    try:
        clock = name if isinstance(name, ZoneInfo) else ZoneInfo(name)
    except (ValueError, OSError, KeyError, TypeError, AttributeError) as error:
        raise DataError("zone", f"{name!r} is not in the time zone database", "Write it as America/Chicago") from error
    noons = (datetime.combine(date.fromordinal(int(one)), time(12), tzinfo=clock) for one in days)
    return np.array([(noon.utcoffset() or timedelta()).total_seconds() / 60 for noon in noons])
