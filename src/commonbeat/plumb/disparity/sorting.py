"""Stops sorted to the near or the far side of twilight and given the number of their cell, block by block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonbeat.plumb.disparity.stop_rows import StopRows
    from commonbeat.plumb.disparity.twilight import Borders

    Column = NDArray[Any]
    Whole = NDArray[np.int64]

BLOCK = 1 << 16
"""Rows that are sorted at a time, so that what is worked out in between stays in the processor's cache."""

ROOMY = 4
"""Up to so many possible cells a row are counted in one table; where rows are scarcer, they are sorted."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sorter:
    """What decides on which side a row lies and which cell it is of: `shape` is days, clock times, sides, places.

    `edges` of `columns` places (1 serves all); a row covers `width` minutes, a cell `step`; `first`: day 0.
    """

    edges: Borders
    columns: int
    first: int
    width: int
    step: int
    morning: bool
    shape: tuple[int, int, int, int]

    def tallied(self, rows: StopRows) -> tuple[Whole, Whole, Whole, dict[str, int]]:
        """The cells that occur (flat places in `shape`, rising), their hits and stops, and how many were left out."""
        blocks = [self._block(rows, slice(at, at + BLOCK)) for at in range(0, len(rows.day), BLOCK)]
        left = {why: sum(block[3][why] for block in blocks) for why in ("outside", "twilight", "sunless")}
        key, hits, stops = (np.concatenate([block[part] for block in blocks]) for part in range(3))
        if not len(key):
            raise DataError(
                "days", "no stop lies in the hours that are light and dark by turns", "Give stops of a whole year"
            )
        found, yes, all_ = _totals(key, int(np.prod(self.shape)), hits, None if rows.stops is None else stops)
        return found, yes, all_, left

    def _block(self, rows: StopRows, part: slice) -> tuple[Whole, Column, Column, dict[str, int]]:
        """Keys, hits and stops of the rows of one block that lie on either side, and how many were left out."""
        index, minute = rows.day[part] - self.first, rows.minute[part]
        place = None if rows.place is None else rows.place[part]
        near, far, inside, sunless = self._sides(index, minute, place)
        keep = np.flatnonzero(near | far)
        stops = None if rows.stops is None else rows.stops[part]
        clock = minute[keep] // self.step - self.edges.hours[0] // self.step
        dark = (near if self.morning else far)[keep]
        key = (index[keep].astype(np.int64) * self.shape[1] + clock) * 2 + dark
        if place is not None:
            key = key * self.shape[3] + place[keep]
        kept = keep if stops is None else stops[keep]
        within, lost = _many(inside, stops), _many(sunless, stops)
        used = len(keep) if stops is None else int(kept.sum(dtype=np.int64))
        every = len(index) if stops is None else int(stops.sum(dtype=np.int64))
        left = {"outside": every - within - lost, "twilight": within - used, "sunless": lost}
        return key, rows.hits[part][keep], kept, left

    def _sides(self, index: Column, minute: Column, place: Column | None) -> tuple[Column, Column, Column, Column]:
        """Rows on the near side, on the far side, at the hours on a day that is used, and on a day without a border."""
        edges = self.edges
        at, low, high = index, edges.low[0], edges.high[0]
        if self.columns > 1 and place is not None:
            at, low, high = index * self.columns + place, edges.low[place], edges.high[place]
        early, late, sunless = edges.early[at], edges.late[at], edges.sunless[at]
        inside = (minute >= low) & (minute <= high - (self.width - 1)) & edges.used[at]
        return inside & (minute < early), inside & (minute >= late), inside, sunless


def _many(rows: Column, stops: Column | None) -> int:
    """How many stops these rows are."""
    return int(np.count_nonzero(rows) if stops is None else stops[rows].sum(dtype=np.int64))


def _totals(key: Whole, room: int, hits: Column, stops: Column | None) -> tuple[Whole, Whole, Whole]:
    """The keys that occur (of `room`, rising), with their hits and stops; every row is one stop where they are None."""
    if room > ROOMY * len(key):
        order = np.argsort(key)
        line = key[order]
        first = np.flatnonzero(np.r_[True, line[1:] != line[:-1]])
        many = np.ones(len(key), dtype=np.int64) if stops is None else stops[order].astype(np.int64)
        yes, all_ = (np.add.reduceat(counts, first) for counts in (hits[order].astype(np.int64), many))
        there = np.flatnonzero(all_)
        return line[first[there]], yes[there], all_[there]
    if stops is None:
        both = np.bincount(key * 2 + hits, minlength=2 * room)
        yes, all_ = both[1::2], both[::2] + both[1::2]
    else:
        yes, all_ = (np.bincount(key, weights=counts, minlength=room) for counts in (hits, stops))
    there = np.flatnonzero(all_)
    return there, yes[there].astype(np.int64, copy=False), all_[there].astype(np.int64, copy=False)
