"""How many entries of force, of whom, of which kind, when, and per 1,000 residents a year."""

from collections.abc import Iterable, Sequence

from commonbeat.measure.disparity.analysis.cells import Force, always, groups, merged, missing, monthly, rated, yearly
from commonbeat.measure.disparity.rules import NO_RACE, group_of, months, years
from commonbeat.measure.disparity.tables import Frame, counts, grid, hidden, linked, parts, rates
from commonbeat.measure.findings.rules import EVERYBODY, Draft
from commonbeat.plumb import Window, merge_groups


def force_figures(force: Force, frame: Frame) -> list[Draft]:
    """How many entries of force, of whom, of which kind, when, and per 1,000 residents a year."""
    window, cells = force.window, force.cells
    by_race = grid(
        ((cell[0], group_of(cell[2]), cell[4]) for cell in cells),
        force.areas,
        groups(group_of(cell[2]) for cell in cells),
    )
    by_race = merged(by_race, frame)
    by_year = grid(((cell[0], cell[1][:4], cell[4]) for cell in cells), force.areas, years(window))
    named = [code for code in by_race.codes if code != NO_RACE]
    race_hides, year_hides = linked(
        [(by_race, hidden(by_race, frame, rated=rated(named, frame))), (by_year, hidden(by_year, frame))]
    )
    whole = always(window)
    span = window.days / 365.25
    return [
        *counts("force_by_year", by_year, year_hides, frame, yearly(window), "force entries"),
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
        *missing("force_race_missing", by_race, race_hides, frame, window, "force entries"),
        *_everywhere("force_by_month", [(cell[1], cell[4]) for cell in cells], months(window), frame, window),
        *_everywhere("force_by_type", [(f"type_{cell[3]}", cell[4]) for cell in cells], None, frame, window),
    ]


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
    windows = always(window) if codes is None else monthly(window)
    return counts(measure, table, hidden(table, frame), frame, windows, "force entries")
