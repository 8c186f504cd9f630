"""Stops sorted into light and dark: only at hours that are light in one season and dark in another, as grouped cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.checks import whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.fit.arrays import codes, frozen, refuse, same_length

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.disparity.sun_table import SunTable

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

EPOCH = 719_163
"""The `date.toordinal` of 1970-01-01, from which numpy counts its days."""

ROOMY = 1 << 23
"""Up to so many possible cells are counted in one table; beyond, and beyond twice the rows, they are sorted."""

NEVER, ALWAYS = -1, 32_767


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DarkCells:
    """Stops of the inter-twilight hours, counted by day and by cell of the model; all arrays are read-only.

    Cells of the model (arrays of one length): `clock` (first minute of its 5 or so), `dark` (1 or 0), `place`,
    `change` (number of the change of the clock it lies near; 0 throughout where all days are used).
    Counts by day (arrays of one length): `day` (date.toordinal), `cell` (number of a cell), `hits` (stops of the
    group, or whatever was flagged), `stops`.
    `hours`: first and last minute of the inter-twilight hours (of the earliest and the latest place).
    `outside`, `twilight`, `sunless`: stops given that lay outside those hours or days, between sunset and dusk (in the
    morning dawn and sunrise), or on a day without one of them. `morning`: mornings, not evenings.
    """

    clock: Whole
    dark: Whole
    place: Whole
    change: Whole
    day: Whole
    cell: Whole
    hits: Whole
    stops: Whole
    places: tuple[str, ...]
    hours: tuple[int, int]
    outside: int
    twilight: int
    sunless: int
    morning: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Borders:
    """For each day and place the minute before which it is light (evening) and from which it is dark, and the hours.

    `early`, `late` (days x places, flat): a cell that ends before `early` lies on the near side of twilight, one that
    begins at `late` or after on the far side. `low`, `high` (places): first and last minute of the hours.
    `sunless` (days x places, flat) marks days without them; days that are not used hold NEVER and ALWAYS alike.
    """

    early: NDArray[np.int16]
    late: NDArray[np.int16]
    low: NDArray[np.int16]
    high: NDArray[np.int16]
    sunless: Flags


def dark_cells(
    days: ArrayLike,
    minutes: ArrayLike,
    hits: ArrayLike,
    *,
    sun: SunTable,
    stops: ArrayLike | None = None,
    places: ArrayLike | None = None,
    place_names: tuple[str, ...] = ("all",),
    width: int = 1,
    step: int = 5,
    morning: bool = False,
    weeks: int | None = None,
) -> DarkCells:
    """Sort stops into light and dark at hours that are both over the year, and count them in cells of `step` minutes.

    One row a stop, or one row a cell that a database counted, with its `stops`. `days`: local days (date.toordinal, or
    numpy's datetime64). `minutes`: local minute of the day, 0 to 1439; where a database cut the clock into cells of
    `width` minutes, each cell's first minute. `hits`: stops of the group in question (per stop: 1 or 0).
    `places`: number of a place of `place_names`. A row is light if it ends before sunset and dark if it begins at dusk
    or after; those between are left out, as are those outside the hours between the earliest and the latest dusk of
    `sun` (of each place). `morning`: dawn in place of dusk, sunrise in place of sunset.
    `weeks`: only days so near to a change of the clock, when the same minute is light one week and dark the next.

    Raises DataError for rows that cannot be, days that the sun table lacks, and where nothing is left.
    Source: Grogger and Ridgeway, Journal of the American Statistical Association 101 (2006), 878-887; the change of
    the clock: Ridgeway, RAND Corporation report TR-534 (2007).
    """
    day = _days(days)
    rows, names = len(day), tuple(place_names)
    if whole("step", step, least=1) % whole("width", width, least=1) or 1440 % step:
        raise DataError("step", f"{step} minutes do not hold whole cells of {width}, or do not fill a day", "Use 5 and 1")
    minute = _within("minutes", minutes, rows, 1440)
    place = None if places is None else codes("places", places, len(names), rows=rows)
    if len(names) > 1 and place is None:
        raise DataError("places", f"{len(names)} places are named, but no row says its own", "Give one number a row")
    if sun.places not in (1, len(names)):
        raise DataError("sun", f"it holds {sun.places} places, the stops {len(names)}", "Give one column, or one a place")
    many = None if stops is None else _within("stops", stops, rows)
    yes = _within("hits", hits, rows)
    refuse("hits", yes, yes > (1 if many is None else many), "is more than the stops of its row", "Count again")
    index = day - sun.first
    refuse("days", day, (index < 0) | (index >= sun.days), "is no day of the sun table", "Make the table longer")
    used, change = (None, np.zeros(sun.days, dtype=np.int64)) if weeks is None else sun.near_changes(weeks)
    borders = _borders(sun, width, morning, used)
    near, far, lost = _sides(index, minute, place, borders, sun.places, width)
    left = _left_out(near | far, lost, many)
    keep = np.flatnonzero(near | far)
    if not len(keep):
        raise DataError("days", "no stop lies in the hours that are light and dark by turns", "Give a year of stops")
    hours = int(borders.low.min()), int(borders.high.max())
    shape = (sun.days, hours[1] // step - hours[0] // step + 1, 2, len(names))
    clock = minute[keep] // step - hours[0] // step
    key = (index[keep].astype(np.int64) * shape[1] + clock) * 2 + (near if morning else far)[keep]
    key = key if place is None else key * shape[3] + place[keep]
    counted = _counted(key, shape, yes[keep], None if many is None else many[keep])
    return _laid_out(counted, shape, sun.first, change, step, names, hours, left, morning)


def _days(days: ArrayLike) -> Whole:
    """Day numbers as `date.toordinal` counts them."""
    given = np.asarray(days)
    if given.dtype.kind == "M":
        refuse("days", given, np.isnat(given), "is missing", "Drop such rows first")
        given = given.astype("datetime64[D]").astype(np.int64) + EPOCH
    if given.ndim != 1 or given.dtype.kind not in "iu":
        raise DataError("days", "it is not one column of whole days", "Give date.toordinal or numpy's datetime64")
    return given.astype(np.int32, copy=False)


def _within(argument: str, values: ArrayLike, rows: int, upto: int | None = None) -> Whole:
    """One column of whole numbers from 0 up (below `upto`), in the small type that it came in."""
    array = np.asarray(values)
    if array.dtype.kind == "b":
        array = array.view(np.uint8)
    if array.ndim != 1 or array.dtype.kind not in "iu":
        raise DataError(argument, "it is not one column of whole numbers", "Count again; drop rows that do not say")
    same_length(argument, array, rows)
    if len(array) and array.min() < 0:
        refuse(argument, array, array < 0, "is below zero", "Count again")
    if upto is not None and len(array) and array.max() >= upto:
        refuse(argument, array, array >= upto, f"is over {upto - 1:,}", "Give the local minute of the day")
    return array


def _borders(sun: SunTable, width: int, morning: bool, used: Flags | None) -> _Borders:
    """The two borders of twilight and the hours, as whole minutes."""
    times = sun.times
    begin, end = (times.dawn, times.sunrise) if morning else (times.sunset, times.dusk)
    turn = begin if morning else end
    there = np.isfinite(begin) & np.isfinite(end)
    open_ = there if used is None else there & used[:, None]
    if not open_.any(axis=0).all():
        lacking = int(np.flatnonzero(~open_.any(axis=0))[0])
        raise DataError("sun", f"place {lacking} has no day with a twilight", "Leave out places of polar day or night")
    early = np.where(open_, np.ceil(np.where(open_, begin, 0)) - width + 1, NEVER)
    late = np.where(open_, np.ceil(np.where(open_, end, 0)), ALWAYS)
    low = np.ceil(np.where(open_, turn, np.inf).min(axis=0))
    high = np.floor(np.where(open_, turn, -np.inf).max(axis=0))
    small = (part.ravel().astype(np.int16) for part in (early, late, np.maximum(low, 0), np.minimum(high, 1439)))
    return _Borders(**dict(zip(("early", "late", "low", "high"), small, strict=True)), sunless=~there.ravel())


def _sides(
    index: Whole, minute: Whole, place: Whole | None, borders: _Borders, columns: int, width: int
) -> tuple[Flags, Flags, dict[str, Flags | None]]:
    """Which rows lie on the near and on the far side of twilight within the hours, and which are lost, and how."""
    at, low, high = index, borders.low[0], borders.high[0]
    if columns > 1 and place is not None:
        at, low, high = index * columns + place, borders.low[place], borders.high[place]
    early, late = borders.early[at], borders.late[at]
    inside = (minute >= low) & (minute <= high - (width - 1))
    near, far = inside & (minute < early), inside & (minute >= late)
    sunless = borders.sunless[at] if borders.sunless.any() else None
    return near, far, {"sunless": sunless, "twilight": inside & (early != NEVER) & ~(near | far)}


def _left_out(kept: Flags, lost: dict[str, Flags | None], many: Whole | None) -> dict[str, int]:
    """How many stops were left out, by why."""

    def counted(rows: Flags | None) -> int:
        if rows is None:
            return 0
        return int(np.count_nonzero(rows) if many is None else many[rows].sum(dtype=np.int64))

    left = {why: counted(rows) for why, rows in lost.items()}
    return {"outside": counted(~kept) - sum(left.values()), **left}


def _counted(
    key: Whole, shape: tuple[int, ...], yes: Whole, many: Whole | None
) -> tuple[tuple[Whole, ...], Whole, Whole]:
    """The cells that occur (day, clock, dark, place), with their hits and stops."""
    room = int(np.prod(shape, dtype=np.int64))
    if room > max(ROOMY, 2 * len(key)):
        found, place = np.unique(key, return_inverse=True)
        stops, hits = (_sums(place, len(found), counts) for counts in (many, yes))
    else:
        found = np.arange(room)
        stops, hits = (_sums(key, room, counts) for counts in (many, yes))
    there = np.flatnonzero(stops)
    return tuple(np.unravel_index(found[there], shape)), hits[there], stops[there]


def _sums(key: Whole, room: int, counts: Whole | None) -> Whole:
    """How many rows, or the sum of their counts, by key."""
    if counts is None:
        return np.bincount(key, minlength=room)
    return np.bincount(key, weights=counts, minlength=room).astype(np.int64)


def _laid_out(
    counted: tuple[tuple[Whole, ...], Whole, Whole],
    shape: tuple[int, ...],
    first: int,
    change: Whole,
    step: int,
    names: tuple[str, ...],
    hours: tuple[int, int],
    left: dict[str, int],
    morning: bool,
) -> DarkCells:
    """The cells of the model once, and the counts by day that point to them."""
    (day, clock, dark, place), hits, stops = counted
    shape = (int(change.max()) + 1, *shape[1:])
    key = ((change[day] * shape[1] + clock) * 2 + dark) * shape[3] + place
    room = int(np.prod(shape))
    there = np.flatnonzero(np.bincount(key, minlength=room))
    number = np.zeros(room, dtype=np.int64)
    number[there] = np.arange(len(there))
    near, at, night, where = (frozen(np.asarray(part)) for part in np.unravel_index(there, shape))
    return DarkCells(
        clock=frozen((at + hours[0] // step) * step),
        dark=night,
        place=where,
        change=near,
        day=frozen(day + first),
        cell=frozen(number[key]),
        hits=frozen(hits),
        stops=frozen(stops),
        places=names,
        hours=hours,
        morning=morning,
        **left,
    )
