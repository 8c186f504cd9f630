"""The two borders of twilight on every day, as whole minutes, and the hours that are light and dark by turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonbeat.plumb.disparity.sun_table import SunTable

    Flags = NDArray[np.bool_]
    Small = NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Borders:
    """For each day and place (flat) the two borders of twilight, and for each place the hours (minutes of the day).

    `early`: what ends before it lies on the near side of twilight (light in the evening, dark in the morning); `late`:
    what begins at it or after lies on the far side. `low`, `high` (places): first and last minute of the hours.
    `used` marks days (and places, flat) that are looked at, `sunless` those on which one border does not happen.
    """

    early: Small
    late: Small
    low: Small
    high: Small
    used: Flags
    sunless: Flags

    @property
    def hours(self) -> tuple[int, int]:
        """First and last minute of the hours, of the earliest and the latest place."""
        return int(self.low.min()), int(self.high.max())


def borders(sun: SunTable, *, width: int, morning: bool, used: Flags | None) -> Borders:
    """The borders for cells of `width` minutes on the days that are `used` (all, if None); the hours are theirs.

    Raises DataError for a place that has no twilight on any such day.
    """
    begin, end = (sun.times.dawn, sun.times.sunrise) if morning else (sun.times.sunset, sun.times.dusk)
    turn = begin if morning else end
    there = np.isfinite(begin) & np.isfinite(end)
    days = there if used is None else there & used
    if not days.any(axis=0).all():
        lacking = int(np.flatnonzero(~days.any(axis=0))[0])
        raise DataError("sun", f"place {lacking} has no day with a twilight", "Leave out places of polar day or night")
    early, late = np.ceil(np.where(days, begin, 0)) - width + 1, np.ceil(np.where(days, end, 0))
    low = np.maximum(np.ceil(np.where(days, turn, np.inf).min(axis=0)), 0)
    high = np.minimum(np.floor(np.where(days, turn, -np.inf).max(axis=0)), 1439)
    small = [part.ravel().astype(np.int16) for part in (early, late, low, high)]
    marks = {"used": days.ravel(), "sunless": ~there.ravel()}
    return Borders(early=small[0], late=small[1], low=small[2], high=small[3], **marks)
