"""Grouped cells in, figures out: counts, shares and rates with their ranges, small ones hidden so that none follows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from commonbeat.measure.findings.rules import EVERYBODY, Draft
from commonbeat.plumb import (
    Kind,
    Reason,
    Shown,
    Thresholds,
    Window,
    Withheld,
    count,
    count_shown,
    protect,
    rate,
    rate_shown,
    share,
)

UNPLACED = -1
"""The row of records that name no neighborhood: it counts for the whole and is never shown by itself."""

Hidden = Mapping[tuple[int | None, str], Reason]
"""Which places of a table are hidden, by neighborhood (None: the whole) and code ("" sums up), and why."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of counts: one row a neighborhood (UNPLACED: none named), one column a code."""

    areas: tuple[int, ...]
    codes: tuple[str, ...]
    counts: Mapping[tuple[int, str], int]

    def at(self, area: int | None, code: str) -> int:
        """The count of a neighborhood (None: of the whole) in a column ("" sums up)."""
        areas = self.areas if area is None else (area,)
        codes = self.codes if code == EVERYBODY else (code,)
        return sum(self.counts.get((row, column), 0) for row in areas for column in codes)

    @property
    def shown_areas(self) -> list[int | None]:
        """The whole, then every neighborhood."""
        return [None, *(area for area in self.areas if area != UNPLACED)]


@dataclass(frozen=True, slots=True)
class Frame:
    """What all figures of a study share: the thresholds, the day the data were taken, and who lives where.

    `people` is by neighborhood (None: the whole) and group ("" is everybody). `zones` are sets of neighborhoods whose
    sums can be worked out from what is published; each is protected by itself.
    """

    thresholds: Thresholds
    as_of: date
    people: Mapping[tuple[int | None, str], int] = field(default_factory=dict)

    def zones(self, areas: Sequence[int]) -> list[tuple[int, ...]]:
        """Neighborhoods with a population figure and those without: a rate's base tells their sums apart."""
        counted = tuple(area for area in areas if (area, EVERYBODY) in self.people)
        others = tuple(area for area in areas if (area, EVERYBODY) not in self.people)
        return [zone for zone in (counted, others) if zone]


def grid(cells: Iterable[tuple[int | None, str, int]], areas: Sequence[int], codes: Sequence[str]) -> Grid:
    """Sum up cells of (neighborhood, code, count) into a table; what lies in no neighborhood gets a row of its own."""
    counts: dict[tuple[int, str], int] = {}
    for area, code, number in cells:
        place = (UNPLACED if area is None else area, code)
        counts[place] = counts.get(place, 0) + number
    placed = (*areas, UNPLACED) if any(area == UNPLACED for area, _ in counts) else tuple(areas)
    return Grid(areas=placed, codes=tuple(codes), counts=counts)


def hidden(table: Grid, frame: Frame) -> Hidden:
    """What must not be shown of a table whose totals are published: small cells, and those that would give them away."""
    found: dict[tuple[int | None, str], Reason] = {}
    for zone in frame.zones(table.areas):
        rows = [[table.counts.get((area, code), 0) for code in table.codes] for area in zone]
        safe = protect(rows, minimum=frame.thresholds.count)
        for area, cells, total in zip(zone, safe.cells, safe.row_totals, strict=True):
            for code, cell in zip((*table.codes, EVERYBODY), (*cells, total), strict=True):
                if isinstance(cell, Reason):
                    found[area, code] = cell
        for code, cell in zip((*table.codes, EVERYBODY), (*safe.column_totals, safe.total), strict=True):
            if isinstance(cell, Reason):
                found.setdefault((None, code), cell)
    return found


def linked(tables: Sequence[tuple[Grid, Hidden]]) -> list[Hidden]:
    """Carry what is hidden over to tables with the same totals: a total hidden in one is hidden in all, with its line.

    Hiding more never gives anything away; a total that only one table hid would follow from the other table's cells.
    """
    totals: dict[int | None, Reason] = {}
    for _table, hides in tables:
        for (area, code), reason in hides.items():
            if code == EVERYBODY:
                totals.setdefault(area, reason)
    carried = []
    for table, hides in tables:
        more = dict(hides)
        for area, reason in totals.items():
            more.setdefault((area, EVERYBODY), reason)
            for code in table.codes:
                if table.at(area, code):
                    more.setdefault((area, code), Reason.COMPLEMENTARY)
        carried.append(more)
    return carried


def together(*tables: Hidden) -> Hidden:
    """What any of the tables hides: for figures that show several counts at once."""
    joined: dict[tuple[int | None, str], Reason] = {}
    for hides in tables:
        for place, reason in hides.items():
            joined[place] = reason if place not in joined else min(joined[place], reason, key=_severity)
    return joined


def _severity(reason: Reason) -> int:
    return 0 if reason is Reason.TOO_FEW else 1


Windows = Callable[[str], Window]
"""The days that a line's figure covers, by its code."""


def counts(measure: str, table: Grid, hides: Hidden, frame: Frame, windows: Windows, unit: str) -> list[Draft]:
    """How many, for every neighborhood and line, with the exact Poisson range."""

    def shown(area: int | None, code: str) -> Shown:
        window = windows(code)
        if reason := hides.get((area, code)):
            return _withheld(reason, Kind.COUNT, window, frame)
        figure = count(table.at(area, code), window=window, as_of=frame.as_of, unit=unit)
        return count_shown(figure, frame.thresholds)

    return _drafts(measure, table, shown, [EVERYBODY, *table.codes])


def shares(
    measure: str,
    hits: Grid,
    trials: Grid,
    hides: Hidden,
    frame: Frame,
    windows: Windows,
    unit: str,
    *,
    codes: Sequence[str] | None = None,
) -> list[Draft]:
    """The share of `hits` in `trials` for every neighborhood and line, with Wilson's range."""

    def shown(area: int | None, code: str) -> Shown:
        return _share(hits.at(area, code), trials.at(area, code), hides.get((area, code)), frame, windows(code), unit)

    return _drafts(measure, trials, shown, [EVERYBODY, *trials.codes] if codes is None else codes)


def parts(
    measure: str, table: Grid, hides: Hidden, frame: Frame, windows: Windows, unit: str, *, of: Sequence[str]
) -> list[Draft]:
    """Each code's part in the sum of the codes `of` (those with a recorded race), with Wilson's range.

    Where a code left out of the sum is hidden, the sum would give it away beside the total: the whole line is hidden.
    """
    others = [code for code in table.codes if code not in of]

    def shown(area: int | None, code: str) -> Shown:
        base = sum(table.at(area, one) for one in of)
        reason = hides.get((area, code))
        if any((area, other) in hides for other in (*others, EVERYBODY)):
            reason = reason or Reason.COMPLEMENTARY
        return _share(table.at(area, code), base, reason, frame, windows(code), unit)

    return _drafts(measure, table, shown, list(of))


def rates(
    measure: str,
    table: Grid,
    hides: Hidden,
    frame: Frame,
    window: Window,
    *,
    codes: Sequence[str],
    unit: str,
    years: float = 1.0,
) -> list[Draft]:
    """Events per 1,000 people (a year, over `years`) for every neighborhood and group, with the exact Poisson range.

    The figure for the whole counts only neighborhoods with a population figure, above and below the line, unless the
    population of the whole is given.
    """

    def shown(area: int | None, code: str) -> Shown:
        events, people = _base(table, frame, area, code)
        if not people:
            return _withheld(Reason.NO_DENOMINATOR, Kind.RATE, window, frame)
        if people < frame.thresholds.people:
            return _withheld(Reason.TOO_FEW, Kind.RATE, window, frame)
        figure = rate(events, people * years, per=1000, unit=unit, window=window, as_of=frame.as_of)
        figure = replace(figure, denominator=people)
        reason = hides.get((area, code))
        safe = rate_shown(figure, frame.thresholds)
        return _withheld(reason, Kind.RATE, window, frame) if reason and not isinstance(safe, Withheld) else safe

    return _drafts(measure, table, shown, list(codes))


def _base(table: Grid, frame: Frame, area: int | None, code: str) -> tuple[int, int]:
    """Events and people of a neighborhood, or of all neighborhoods whose people are counted."""
    if area is not None or (None, code) in frame.people:
        return table.at(area, code), frame.people.get((area, code), 0)
    counted = [place for place in table.areas if (place, code) in frame.people]
    return sum(table.at(place, code) for place in counted), sum(frame.people[place, code] for place in counted)


def _share(
    hits: int, trials: int, reason: Reason | None, frame: Frame, window: Window, unit: str
) -> Shown:
    """A share, or why it is not shown."""
    if not trials:
        return _withheld(Reason.TOO_FEW, Kind.SHARE, window, frame, frame.thresholds.rate)
    figure = share(hits, trials, window=window, as_of=frame.as_of, unit=unit)
    safe = rate_shown(figure, frame.thresholds)
    if reason and not isinstance(safe, Withheld):
        return _withheld(reason, Kind.SHARE, window, frame)
    return safe


def _withheld(reason: Reason, kind: Kind, window: Window, frame: Frame, hint: int | None = None) -> Withheld:
    hint = hint or (frame.thresholds.count if reason is Reason.TOO_FEW else None)
    return Withheld(reason=reason, kind=kind, window=window, as_of=frame.as_of, n_hint=hint)


def _drafts(
    measure: str, table: Grid, shown: Callable[[int | None, str], Shown], codes: Sequence[str]
) -> list[Draft]:
    return [
        Draft(measure=measure, area=area, code=code, shown=shown(area, code), position=position)
        for area in table.shown_areas
        for position, code in enumerate(codes)
    ]
