"""Of people stopped, how many were searched; in how many stops nobody can say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commonbeat.measure.disparity.analysis.cells import OTHER, StopCell, Stops, always, missing, monthly
from commonbeat.measure.disparity.analysis.stops import StopTables, stop_tables
from commonbeat.measure.disparity.rules import NO_RACE, NOT_SEARCHED, SEARCHED, group_of
from commonbeat.measure.disparity.tables import Frame, Grid, Hidden, grid, hidden, linked, shares, small, together
from commonbeat.measure.findings.rules import Draft

YES, NO = "yes", "no"
PERSON, VEHICLE = 3, 4
"""Where a cell of stops says whether the person, and whether a vehicle, was searched."""


def search_figures(stops: Stops, frame: Frame) -> list[Draft]:
    """Of people stopped, how many were searched; in how many stops nobody can say.

    A share tells how many stops it rests on, so it is hidden wherever the count of those stops is. Where no record
    answers, there is no figure: that is not collected, and not "too few".
    """
    tables = stop_tables(stops, frame)
    found = _search_missing(stops, frame)
    if _answered(stops, PERSON):
        found += _person_searches(stops, tables, frame) + _race_recorded(stops, frame)
    if _answered(stops, VEHICLE):
        found += _vehicle_searches(stops, tables, frame)
    return found


def _person_searches(stops: Stops, tables: StopTables, frame: Frame) -> list[Draft]:
    """Of people stopped, how many were searched, by group and by month: two tables of the same stops."""
    by_race = _searches_by_race(stops, tables, PERSON)
    by_month = _searches(stops, lambda cell: cell[1], tables.by_month.codes, PERSON)
    race_hides, month_hides = linked(
        [
            (by_race.trials, together(_both_hidden(by_race, frame), tables.race_hides)),
            (by_month.trials, together(_both_hidden(by_month, frame), tables.month_hides)),
        ]
    )
    whole, each = always(stops.window), monthly(stops.window)
    return [
        *shares("search_share", by_race.hits, by_race.trials, race_hides, frame, whole, "stops"),
        *shares("search_by_month", by_month.hits, by_month.trials, month_hides, frame, each, "stops"),
    ]


def _vehicle_searches(stops: Stops, tables: StopTables, frame: Frame) -> list[Draft]:
    """In how many stops a vehicle was searched, by group."""
    by_race = _searches_by_race(stops, tables, VEHICLE)
    hides = together(_both_hidden(by_race, frame), tables.race_hides)
    whole = always(stops.window)
    return shares("vehicle_search_share", by_race.hits, by_race.trials, hides, frame, whole, "stops")


def _race_recorded(stops: Stops, frame: Frame) -> list[Draft]:
    """How often race was written down, with a search and without: which way what is missing pulls."""
    line = {YES: SEARCHED, NO: NOT_SEARCHED}
    cells = [(line[cell[3]], group_of(cell[2]) != NO_RACE, cell[6]) for cell in stops.cells if cell[3] in line]
    found = _of_whole(cells, (SEARCHED, NOT_SEARCHED))
    hides = _both_hidden(found, frame)
    return shares("race_recorded", found.hits, found.trials, hides, frame, always(stops.window), "stops")


def _search_missing(stops: Stops, frame: Frame) -> list[Draft]:
    """How often nobody can say whether there was a search, by place and, for the whole, by how it was recorded."""
    by_answer = grid(
        ((cell[0], "answered" if cell[3] in (YES, NO) else "missing", cell[6]) for cell in stops.cells),
        stops.areas,
        ("answered", "missing"),
    )
    hides = hidden(by_answer, frame)
    by_place = missing("search_missing", by_answer, hides, frame, stops.window, "stops", code="missing")
    cells = [(f"by_{cell[5]}", cell[3] not in (YES, NO), cell[6]) for cell in stops.cells]
    found = _of_whole(cells, sorted({code for code, _hit, _number in cells}))
    hides = _both_hidden(found, frame)
    whole = always(stops.window)
    return by_place + shares(
        "search_missing", found.hits, found.trials, hides, frame, whole, "stops", codes=found.trials.codes
    )


@dataclass(frozen=True, slots=True)
class _Searched:
    """Stops with a search (or whatever a share counts), without one, and both together."""

    hits: Grid
    misses: Grid
    trials: Grid


def _answered(stops: Stops, answer: int) -> bool:
    """Whether any record says if there was such a search."""
    return any(cell[answer] in (YES, NO) for cell in stops.cells)


def _searches_by_race(stops: Stops, tables: StopTables, answer: int) -> _Searched:
    """Stops by the lines of the table of races, told apart by the answer."""
    lines = tables.by_race.codes

    def race(cell: StopCell) -> str:
        return group_of(cell[2]) if group_of(cell[2]) in lines else OTHER

    return _searches(stops, race, lines, answer)


def _searches(stops: Stops, code: Callable[[StopCell], str], codes: Sequence[str], answer: int) -> _Searched:
    """Stops by `code`, told apart by the answer on searches of the PERSON or the VEHICLE."""
    answered = [(cell[0], code(cell), cell[answer], cell[6]) for cell in stops.cells if cell[answer] in (YES, NO)]

    def table(*wanted: str) -> Grid:
        return grid(
            ((area, line, number) for area, line, said, number in answered if said in wanted), stops.areas, codes
        )

    return _Searched(table(YES), table(NO), table(YES, NO))


def _of_whole(cells: Sequence[tuple[str, bool, int]], codes: Sequence[str]) -> _Searched:
    """Cells of (line, whether it is a hit, how many) as tables for the whole place alone."""

    def table(*wanted: bool) -> Grid:
        return grid(((None, code, number) for code, hit, number in cells if hit in wanted), (), codes)

    return _Searched(table(True), table(False), table(True, False))


def _both_hidden(searched: _Searched, frame: Frame) -> Hidden:
    """What a share must not show: neither its hits nor its misses may be small or follow from the others."""
    unshown = small(searched.trials, frame)
    hits = hidden(searched.hits, frame, unshown=unshown)
    misses = hidden(searched.misses, frame, unshown=[*unshown, *hits])
    hits = hidden(searched.hits, frame, unshown=[*unshown, *misses])
    return together(hits, misses)
