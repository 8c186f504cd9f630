"""The study: cells of stops and force in, every figure on stops, searches, force and what is missing out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

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
        return _groups(group_of(cell[2]) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Force:
    """The cells of force, the neighborhoods and the days that they cover."""

    cells: Sequence[ForceCell]
    areas: tuple[int, ...]
    window: Window


def stop_figures(stops: Stops, frame: Frame) -> list[Draft]:
    """How many stops, of whom, when, and per 1,000 residents; and how often race is missing."""
    found = _stop_tables(stops, frame)
    named = [code for code in found.by_race.codes if code != NO_RACE]
    whole, monthly = _always(stops.window), _monthly(stops.window)
    by_race, hides = found.by_race, found.race_hides
    return [
        *rates("stops_rate", by_race, hides, frame, stops.window, codes=[EVERYBODY, *named], unit="residents"),
        *counts("stops_count", by_race, hides, frame, whole, "stops"),
        *parts("stops_share", by_race, hides, frame, whole, "stops", of=named),
        *counts("stops_by_month", found.by_month, found.month_hides, frame, monthly, "stops"),
        *_missing("race_missing", by_race, hides, frame, stops.window, "stops"),
    ]


def search_figures(stops: Stops, frame: Frame) -> list[Draft]:
    """Of people stopped, how many were searched; in how many stops nobody can say.

    A share tells how many stops it rests on, so it is hidden wherever the count of those stops is. Searches of
    vehicles make no figure where no record answers: that is not recorded, and not "too few".
    """
    found = _stop_tables(stops, frame)
    lines = set(found.by_race.codes)

    def race(cell: StopCell) -> str:
        return group_of(cell[2]) if group_of(cell[2]) in lines else OTHER

    def month(cell: StopCell) -> str:
        return cell[1]

    person, vehicle = (_searches(stops, race, found.by_race.codes, answer) for answer in (3, 4))
    monthwise = _searches(stops, month, found.by_month.codes, 3)
    race_hides, month_hides = linked(
        [
            (person.trials, together(_both_hidden(person, frame), found.race_hides)),
            (monthwise.trials, together(_both_hidden(monthwise, frame), found.month_hides)),
        ]
    )
    vehicle_hides = together(_both_hidden(vehicle, frame), found.race_hides)
    whole, monthly = _always(stops.window), _monthly(stops.window)
    return [
        *shares("search_share", person.hits, person.trials, race_hides, frame, whole, "stops"),
        *(
            shares("vehicle_search_share", vehicle.hits, vehicle.trials, vehicle_hides, frame, whole, "stops")
            if any(cell[4] in (YES, NO) for cell in stops.cells)
            else ()
        ),
        *shares("search_by_month", monthwise.hits, monthwise.trials, month_hides, frame, monthly, "stops"),
        *_race_recorded(stops, frame),
        *_search_missing(stops, frame),
    ]


@dataclass(frozen=True, slots=True)
class _StopTables:
    """Stops by group and by month, and what of them is hidden."""

    by_race: Grid
    by_month: Grid
    race_hides: Hidden
    month_hides: Hidden


def _stop_tables(stops: Stops, frame: Frame) -> _StopTables:
    """The tables of counts on which all figures on stops and searches stand."""
    by_race = grid(((cell[0], group_of(cell[2]), cell[6]) for cell in stops.cells), stops.areas, stops.groups)
    by_race = merged(by_race, frame)
    by_month = grid(((cell[0], cell[1], cell[6]) for cell in stops.cells), stops.areas, months(stops.window))
    rated = _rated(by_race.codes, frame)
    hides = linked([(by_race, hidden(by_race, frame, rated=rated)), (by_month, hidden(by_month, frame))])
    return _StopTables(by_race, by_month, *hides)


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


def _searches(stops: Stops, code: Callable[[StopCell], str], codes: Sequence[str], answer: int) -> _Searched:
    """Stops by `code`, told apart by the answer on searches of the person (part 3 of a cell) or the vehicle (4)."""
    answered = [(cell[0], code(cell), cell[answer], cell[6]) for cell in stops.cells if cell[answer] in (YES, NO)]

    def table(*wanted: str) -> Grid:
        return grid(
            ((area, line, number) for area, line, said, number in answered if said in wanted), stops.areas, codes
        )

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
    small_ones = merge_groups(totals, minimum=frame.thresholds.people, into=OTHER).members
    if len(small_ones) < 2:
        return table
    joined: Mapping[str, str] = dict.fromkeys(small_ones, OTHER)
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
