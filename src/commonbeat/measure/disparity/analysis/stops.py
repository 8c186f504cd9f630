"""How many stops, of whom, when, and per 1,000 residents; and how often race is missing."""

from dataclasses import dataclass

from commonbeat.measure.disparity.analysis.cells import Stops, always, merged, missing, monthly, rated
from commonbeat.measure.disparity.rules import NO_RACE, group_of, months
from commonbeat.measure.disparity.tables import Frame, Grid, Hidden, counts, grid, hidden, linked, parts, rates
from commonbeat.measure.findings.rules import EVERYBODY, Draft


def stop_figures(stops: Stops, frame: Frame) -> list[Draft]:
    """How many stops, of whom, when, and per 1,000 residents; and how often race is missing."""
    found = stop_tables(stops, frame)
    named = [code for code in found.by_race.codes if code != NO_RACE]
    whole, each = always(stops.window), monthly(stops.window)
    by_race, hides = found.by_race, found.race_hides
    return [
        *rates("stops_rate", by_race, hides, frame, stops.window, codes=[EVERYBODY, *named], unit="residents"),
        *counts("stops_count", by_race, hides, frame, whole, "stops"),
        *parts("stops_share", by_race, hides, frame, whole, "stops", of=named),
        *counts("stops_by_month", found.by_month, found.month_hides, frame, each, "stops"),
        *missing("race_missing", by_race, hides, frame, stops.window, "stops"),
    ]


@dataclass(frozen=True, slots=True)
class StopTables:
    """Stops by group and by month, and what of them is hidden."""

    by_race: Grid
    by_month: Grid
    race_hides: Hidden
    month_hides: Hidden


def stop_tables(stops: Stops, frame: Frame) -> StopTables:
    """The tables of counts on which all figures on stops and searches stand."""
    by_race = grid(((cell[0], group_of(cell[2]), cell[6]) for cell in stops.cells), stops.areas, stops.groups)
    by_race = merged(by_race, frame)
    by_month = grid(((cell[0], cell[1], cell[6]) for cell in stops.cells), stops.areas, months(stops.window))
    race_hides = hidden(by_race, frame, rated=rated(by_race.codes, frame))
    hides = linked([(by_race, race_hides), (by_month, hidden(by_month, frame))])
    return StopTables(by_race, by_month, *hides)
