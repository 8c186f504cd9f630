"""What all figures of the study share: the cells that they count, their lines and their days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commonbeat.measure.disparity.rules import NAMED_GROUPS, NO_RACE, group_of, month_window, year_window
from commonbeat.measure.disparity.tables import Frame, Grid, Hidden, Windows, grid, shares
from commonbeat.measure.findings.rules import EVERYBODY, Draft
from commonbeat.plumb import Window, merge_groups

OTHER = "other"
"""The line under which groups of too few people are joined."""

StopCell = tuple[int | None, str, str, str, str, str, int]
"""Neighborhood, month, race, person searched, vehicle searched, recorded by, how many."""
ForceCell = tuple[int | None, str, str, str, int]
"""Neighborhood, month, race, type of force, how many."""


@dataclass(frozen=True, slots=True)
class Stops:
    """The cells of stops, the neighborhoods and the days that they cover."""

    cells: Sequence[StopCell]
    areas: tuple[int, ...]
    window: Window

    @property
    def groups(self) -> list[str]:
        """The lines of groups that any stop names, then the line of those without."""
        return groups(group_of(cell[2]) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Force:
    """The cells of force, the neighborhoods and the days that they cover."""

    cells: Sequence[ForceCell]
    areas: tuple[int, ...]
    window: Window


def merged(table: Grid, frame: Frame) -> Grid:
    """The table with groups of too few in the whole place joined under "other"."""
    totals = {code: table.at(None, code) for code in table.codes if code != NO_RACE}
    small_ones = merge_groups(totals, minimum=frame.thresholds.people, into=OTHER).members
    if len(small_ones) < 2:
        return table
    joined: Mapping[str, str] = dict.fromkeys(small_ones, OTHER)
    cells = [(area, joined.get(code, code), number) for (area, code), number in table.counts.items()]
    codes = list(dict.fromkeys(joined.get(code, code) for code in table.codes))
    return grid(cells, [area for area in table.areas if area >= 0], codes)


def groups(found: Iterable[str]) -> list[str]:
    """The lines that are there, named groups first in their order."""
    there = set(found)
    return [code for code in (*NAMED_GROUPS, NO_RACE) if code in there]


def rated(codes: Sequence[str], frame: Frame) -> list[str]:
    """The groups whose people somebody has counted."""
    counted = {group for _area, group in frame.people}
    return [code for code in codes if code in counted]


def missing(
    measure: str, table: Grid, hides: Hidden, frame: Frame, window: Window, unit: str, *, code: str = NO_RACE
) -> list[Draft]:
    """The share of one column in all, by place: what is missing. Hidden where that column or the total is."""
    hits = grid(((area, EVERYBODY, table.at(area, code)) for area in table.areas), table.areas, (EVERYBODY,))
    trials = grid(((area, EVERYBODY, table.at(area, EVERYBODY)) for area in table.areas), table.areas, (EVERYBODY,))
    hidden_here = {(area, EVERYBODY): why for (area, column), why in hides.items() if column in (code, EVERYBODY)}
    return shares(measure, hits, trials, hidden_here, frame, always(window), unit, codes=[EVERYBODY])


def always(window: Window) -> Windows:
    """Every line covers the same days."""
    return lambda _code: window


def monthly(window: Window) -> Windows:
    """Each line covers its month; the line that sums up covers all."""
    return lambda code: month_window(code, window) if code else window


def yearly(window: Window) -> Windows:
    """Each line covers its year; the line that sums up covers all."""
    return lambda code: year_window(code, window) if code else window
