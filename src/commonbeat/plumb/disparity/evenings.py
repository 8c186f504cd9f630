"""Stops sorted into light and dark, at hours that are light in one season and dark in another, as grouped cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.arrays import frozen
from commonbeat.plumb.checks import whole
from commonbeat.plumb.disparity.sorting import Sorter
from commonbeat.plumb.disparity.stop_rows import StopRows, stop_rows
from commonbeat.plumb.disparity.twilight import borders
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Groups, grouped

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.disparity.sun_table import SunTable
    from commonbeat.plumb.groups import Grouping

    Whole = NDArray[np.int64]


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
    `near_change`: only days near a change of the clock.
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
    near_change: bool


def dark_cells(
    days: ArrayLike,
    minutes: ArrayLike,
    hits: ArrayLike,
    *,
    sun: SunTable,
    stops: ArrayLike | None = None,
    places: Grouping | None = None,
    width: int = 1,
    step: int = 5,
    morning: bool = False,
    weeks: int | None = None,
) -> DarkCells:
    """Sort stops into light and dark at hours that are both over the year, and count them in cells of `step` minutes.

    One row a stop, or one row a cell that a database counted, with its `stops`. `days`: local days (date.toordinal, or
    numpy's datetime64). `minutes`: local minute of the day, 0 to 1439; where a database cut the clock into cells of
    `width` minutes, each cell's first minute. `hits`: stops of the group in question (per stop: 1 or 0).
    `places`: Groups (numbered as the columns of `sun`, where it has several), or labels. A row is light if it ends
    before sunset and dark if it begins at dusk or after; those between are left out, as are those outside the hours
    between the earliest and the latest dusk of `sun` (of each place). `morning`: dawn in place of dusk, sunrise in
    place of sunset. `weeks` (a whole number): only days so near to a change of the place's clock, when the same minute
    is light one week and dark the next.

    Raises DataError for rows that cannot be, days that the sun table lacks, and where nothing is left.
    Source: Grogger and Ridgeway, Journal of the American Statistical Association 101 (2006), 878-887; the change of
    the clock: Ridgeway, Cincinnati Police Department Traffic Stops, RAND MG-914-CC (2009).
    """
    where = None if places is None else _places(places, sun)
    names = ("all",) if where is None else where.levels
    _fitting(step, width, names, sun)
    rows = stop_rows(days, minutes, hits, stops, where, sun=sun, width=width)
    used, change = (None, np.zeros((1, 1), dtype=np.int64)) if weeks is None else sun.near_changes(weeks)
    edges = borders(sun, width=width, morning=morning, used=used)
    first, last = (minute // step for minute in edges.hours)
    shape = (sun.days, last - first + 1, 2, len(names))
    sorter = Sorter(
        edges=edges, columns=sun.places, first=sun.first, width=width, step=step, morning=morning, shape=shape
    )
    return _counted(sorter, rows, change, names, near_change=weeks is not None)


def _counted(sorter: Sorter, rows: StopRows, change: Whole, names: tuple[str, ...], *, near_change: bool) -> DarkCells:
    """The cells of what the `sorter` lets through: clock x light x place x change of the clock."""
    found, yes, many, left = sorter.tallied(rows)
    (_, *shape), edges = sorter.shape, sorter.edges
    size = int(np.prod(shape))
    day, within = np.divmod(found, size)
    within = within + change[day if near_change else 0, within % len(names) if change.shape[1] > 1 else 0] * size
    there, cell = _numbered(within, (int(change.max()) + 1, *shape))
    near, at, night, area = (
        frozen(np.asarray(part)) for part in np.unravel_index(there, (int(change.max()) + 1, *shape))
    )
    return DarkCells(
        clock=frozen((at + edges.hours[0] // sorter.step) * sorter.step),
        dark=night,
        place=area,
        change=near,
        day=frozen(day + sorter.first),
        cell=frozen(cell),
        hits=frozen(yes),
        stops=frozen(many),
        places=names,
        hours=edges.hours,
        outside=left["outside"],
        twilight=left["twilight"],
        sunless=left["sunless"],
        morning=sorter.morning,
        near_change=near_change,
    )


def _places(places: Grouping, sun: SunTable) -> Groups:
    """The place of each row; where each place has a sun of its own, labels do not tell which is whose."""
    if sun.places > 1 and not isinstance(places, Groups):
        problem = f"the sun table has {sun.places} places, and labels do not say which column is whose"
        raise DataError("places", problem, "Give Groups with the levels in the order of its columns")
    return grouped("places", places)


def _fitting(step: int, width: int, names: tuple[str, ...], sun: SunTable) -> None:
    """Refuse cells that do not fit the clock, and a sun table that does not fit the places."""
    if whole("step", step, least=1) % whole("width", width, least=1) or 1440 % step:
        raise DataError(
            "step", f"{step} minutes do not hold whole cells of {width}, or do not fill a day", "Use 5 and 1"
        )
    if sun.places not in (1, len(names)):
        raise DataError(
            "sun", f"it holds {sun.places} places, the stops {len(names)}", "Give one column, or one a place"
        )


def _numbered(key: Whole, shape: tuple[int, ...]) -> tuple[Whole, Whole]:
    """The cells of the model that occur (`key`: flat places in `shape`), and for each row the number of its cell."""
    seen = np.zeros(int(np.prod(shape)), dtype=np.int64)
    seen[key] = 1
    there = np.flatnonzero(seen)
    seen[there] = np.arange(len(there))
    return there, seen[key]
