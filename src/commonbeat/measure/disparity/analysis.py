"""The study: cells of stops and force in, every figure on stops, searches, force and what is missing out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from commonbeat.measure.disparity.rules import (
    NAMED_GROUPS,
    NO_RACE,
    NOT_SEARCHED,
    SEARCHED,
    group_of,
    month_window,
    months,
    year_window,
    years,
)
from commonbeat.measure.disparity.tables import (
    Frame,
    Grid,
    Hidden,
    Windows,
    counts,
    grid,
    hidden,
    linked,
    parts,
    rates,
    shares,
    small,
    together,
)
from commonbeat.measure.findings.rules import EVERYBODY, Draft
from commonbeat.plumb import Window, merge_groups

YES, NO = "yes", "no"

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
        return _groups(group_of(cell[2]) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Force:
    """The cells of force, the neighborhoods and the days that they cover."""

    cells: Sequence[ForceCell]
    areas: tuple[int, ...]
    window: Window


def stop_figures(stops: Stops, frame: Frame) -> list[Draft]:
    """How many stops, of whom, when, and per 1,000 residents; and how often race is missing."""
    by_race = grid(((cell[0], group_of(cell[2]), cell[6]) for cell in stops.cells), stops.areas, stops.groups)
    by_race = merged(by_race, frame)
    by_month = grid(((cell[0], cell[1], cell[6]) for cell in stops.cells), stops.areas, months(stops.window))
    named = [code for code in by_race.codes if code != NO_RACE]
    race_hides, month_hides = linked(
        [(by_race, hidden(by_race, frame, rated=_rated(named, frame))), (by_month, hidden(by_month, frame))]
    )
    whole = _always(stops.window)
    return [
        *rates("stops_rate", by_race, race_hides, frame, stops.window, codes=[EVERYBODY, *named], unit="residents"),
        *counts("stops_count", by_race, race_hides, frame, whole, "stops"),
        *parts("stops_share", by_race, race_hides, frame, whole, "stops", of=named),
        *counts("stops_by_month", by_month, month_hides, frame, _monthly(stops.window), "stops"),
        *_missing("race_missing", by_race, race_hides, frame, stops.window, "stops"),
    ]


def search_figures(stops: Stops, frame: Frame) -> list[Draft]:
    """Of people stopped, how many were searched; in how many stops nobody can say."""
    window = stops.window
    by_race, by_month = partial(_searches, stops, 2), partial(_searches, stops, 1)
    whole, monthly = _always(window), _monthly(window)
    person, vehicle, monthwise = by_race(3), by_race(4), by_month(3)
    race_hides, month_hides = linked([(one.trials, _both_hidden(one, frame)) for one in (person, monthwise)])
    vehicle_hides = _both_hidden(vehicle, frame)
    return [
        *shares("search_share", person.hits, person.trials, race_hides, frame, whole, "stops"),
        *shares("vehicle_search_share", vehicle.hits, vehicle.trials, vehicle_hides, frame, whole, "stops"),
        *shares("search_by_month", monthwise.hits, monthwise.trials, month_hides, frame, monthly, "stops"),
        *_race_recorded(stops, frame),
        *_search_missing(stops, frame),
    ]


def force_figures(force: Force, frame: Frame) -> list[Draft]:
    """How many entries of force, of whom, of which kind, when, and per 1,000 residents a year."""
    window, cells = force.window, force.cells
    by_race = grid(
        ((cell[0], group_of(cell[2]), cell[4]) for cell in cells),
        force.areas,
        _groups(group_of(cell[2]) for cell in cells),
    )
    by_race = merged(by_race, frame)
    by_year = grid(((cell[0], cell[1][:4], cell[4]) for cell in cells), force.areas, years(window))
    named = [code for code in by_race.codes if code != NO_RACE]
    race_hides, year_hides = linked(
        [(by_race, hidden(by_race, frame, rated=_rated(named, frame))), (by_year, hidden(by_year, frame))]
    )
    whole = _always(window)
    span = window.days / 365.25
    return [
        *counts("force_by_year", by_year, year_hides, frame, _yearly(window), "force entries"),
        *rates(
            "force_rate",
            by_race,
            race_hides,
            frame,
            window,
            codes=[EVERYBODY, *named],
            unit="residents a year",
            years=span,
        ),
        *counts("force_count", by_race, race_hides, frame, whole, "force entries"),
        *parts("force_share", by_race, race_hides, frame, whole, "force entries", of=named),
        *_missing("force_race_missing", by_race, race_hides, frame, window, "force entries"),
        *_everywhere("force_by_month", [(cell[1], cell[4]) for cell in cells], months(window), frame, window),
        *_everywhere("force_by_type", [(f"type_{cell[3]}", cell[4]) for cell in cells], None, frame, window),
    ]


@dataclass(frozen=True, slots=True)
class _Searched:
    """Stops with a search (or whatever a share counts), without one, and both together."""

    hits: Grid
    misses: Grid
    trials: Grid


def _searches(stops: Stops, by: int, answer: int) -> _Searched:
    """Stops by race (cell 2) or month (1), told apart by the answer on searches of person (3) or vehicle (4)."""

    def code(cell: StopCell) -> str:
        return group_of(cell[2]) if by == 2 else cell[1]

    answered = [cell for cell in stops.cells if cell[answer] in (YES, NO)]
    codes = _groups(code(cell) for cell in answered) if by == 2 else months(stops.window)

    def table(*wanted: str) -> Grid:
        return grid(((cell[0], code(cell), cell[6]) for cell in answered if cell[answer] in wanted), stops.areas, codes)

    return _Searched(table(YES), table(NO), table(YES, NO))


def _both_hidden(searched: _Searched, frame: Frame) -> Hidden:
    """What a share must not show: neither its hits nor its misses may be small or follow from the others."""
    unshown = small(searched.trials, frame)
    hits = hidden(searched.hits, frame, unshown=unshown)
    misses = hidden(searched.misses, frame, unshown=[*unshown, *hits])
    hits = hidden(searched.hits, frame, unshown=[*unshown, *misses])
    return together(hits, misses)


def _race_recorded(stops: Stops, frame: Frame) -> list[Draft]:
    """How often race was written down, with a search and without: which way what is missing pulls."""
    line = {YES: SEARCHED, NO: NOT_SEARCHED}
    cells = [(line[cell[3]], group_of(cell[2]) != NO_RACE, cell[6]) for cell in stops.cells if cell[3] in line]
    found = _of_whole(cells, (SEARCHED, NOT_SEARCHED))
    hides = _both_hidden(found, frame)
    return shares("race_recorded", found.hits, found.trials, hides, frame, _always(stops.window), "stops")


def _search_missing(stops: Stops, frame: Frame) -> list[Draft]:
    """How often nobody can say whether there was a search, by place and, for the whole, by how it was recorded."""
    by_answer = grid(
        ((cell[0], "answered" if cell[3] in (YES, NO) else "missing", cell[6]) for cell in stops.cells),
        stops.areas,
        ("answered", "missing"),
    )
    hides = hidden(by_answer, frame)
    by_place = _missing("search_missing", by_answer, hides, frame, stops.window, "stops", code="missing")
    cells = [(f"by_{cell[5]}", cell[3] not in (YES, NO), cell[6]) for cell in stops.cells]
    found = _of_whole(cells, sorted({code for code, _hit, _number in cells}))
    hides = _both_hidden(found, frame)
    whole = _always(stops.window)
    return by_place + shares(
        "search_missing", found.hits, found.trials, hides, frame, whole, "stops", codes=found.trials.codes
    )


def _of_whole(cells: Sequence[tuple[str, bool, int]], codes: Sequence[str]) -> _Searched:
    """Cells of (line, whether it is a hit, how many) as tables for the whole place alone."""

    def table(*wanted: bool) -> Grid:
        return grid(((None, code, number) for code, hit, number in cells if hit in wanted), (), codes)

    return _Searched(table(True), table(False), table(True, False))


def _missing(
    measure: str, table: Grid, hides: Hidden, frame: Frame, window: Window, unit: str, *, code: str = NO_RACE
) -> list[Draft]:
    """The share of one column in all, by place: what is missing. Hidden where that column or the total is."""
    hits = grid(((area, EVERYBODY, table.at(area, code)) for area in table.areas), table.areas, (EVERYBODY,))
    trials = grid(((area, EVERYBODY, table.at(area, EVERYBODY)) for area in table.areas), table.areas, (EVERYBODY,))
    hidden_here = {(area, EVERYBODY): why for (area, column), why in hides.items() if column in (code, EVERYBODY)}
    return shares(measure, hits, trials, hidden_here, frame, _always(window), unit, codes=[EVERYBODY])


def _everywhere(
    measure: str, cells: Iterable[tuple[str, int]], codes: Sequence[str] | None, frame: Frame, window: Window
) -> list[Draft]:
    """Entries for the whole place only, by month or by kind, largest kind first; small kinds are joined."""
    sizes: dict[str, int] = dict.fromkeys(codes or (), 0)
    for code, number in cells:
        sizes[code] = sizes.get(code, 0) + number
    if codes is None:
        joined = merge_groups(sizes, minimum=frame.thresholds.count, into="type_other").counts or sizes
        sizes = dict(sorted(joined.items(), key=lambda item: (item[0] == "type_other", -item[1])))
    table = grid(((None, code, number) for code, number in sizes.items()), (), list(sizes))
    windows = _always(window) if codes is None else _monthly(window)
    return counts(measure, table, hidden(table, frame), frame, windows, "force entries")


def merged(table: Grid, frame: Frame) -> Grid:
    """The table with groups of too few in the whole place joined under "other"."""
    totals = {code: table.at(None, code) for code in table.codes if code != NO_RACE}
    small_ones = merge_groups(totals, minimum=frame.thresholds.people, into="other").members
    if len(small_ones) < 2:
        return table
    joined: Mapping[str, str] = dict.fromkeys(small_ones, "other")
    cells = [(area, joined.get(code, code), number) for (area, code), number in table.counts.items()]
    codes = list(dict.fromkeys(joined.get(code, code) for code in table.codes))
    return grid(cells, [area for area in table.areas if area >= 0], codes)


def _groups(found: Iterable[str]) -> list[str]:
    """The lines that are there, named groups first in their order."""
    there = set(found)
    return [code for code in (*NAMED_GROUPS, NO_RACE) if code in there]


def _rated(codes: Sequence[str], frame: Frame) -> list[str]:
    """The groups whose people somebody has counted."""
    counted = {group for _area, group in frame.people}
    return [code for code in codes if code in counted]


def _always(window: Window) -> Windows:
    """Every line covers the same days."""
    return lambda _code: window


def _monthly(window: Window) -> Windows:
    """Each line covers its month; the line that sums up covers all."""
    return lambda code: month_window(code, window) if code else window


def _yearly(window: Window) -> Windows:
    """Each line covers its year; the line that sums up covers all."""
    return lambda code: year_window(code, window) if code else window
