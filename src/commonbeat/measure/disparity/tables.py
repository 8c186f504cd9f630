"""Tables of counts, and figures made of them: counts, shares and rates with ranges, small ones hidden and covered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from commonbeat.measure.findings.rules import EVERYBODY, Draft
from commonbeat.plumb import (
    About,
    Estimate,
    Kind,
    Protected,
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

    `people` is by neighborhood (None: the whole) and group ("" is everybody).
    """

    thresholds: Thresholds
    as_of: date
    people: Mapping[tuple[int | None, str], int] = field(default_factory=dict)

    def about(self, window: Window) -> About:
        """What figures of those days are about."""
        return About(window=window, as_of=self.as_of)

    def uncounted(self, areas: Sequence[int], code: str) -> list[int]:
        """Neighborhoods whose people nobody has counted; none where the people of the whole are known.

        A rate for the whole leaves them out, so their sum can be worked out from the rate and the count.
        """
        if (None, code) in self.people or not any(place == code for _area, place in self.people):
            return []
        return [area for area in areas if (area, code) not in self.people]


def grid(cells: Iterable[tuple[int | None, str, int]], areas: Sequence[int], codes: Sequence[str]) -> Grid:
    """Sum up cells of (neighborhood, code, count) into a table; what lies in no neighborhood gets a row of its own."""
    counts: dict[tuple[int, str], int] = {}
    for area, code, number in cells:
        place = (UNPLACED if area is None else area, code)
        counts[place] = counts.get(place, 0) + number
    placed = tuple(area for area in areas if area != UNPLACED)
    if not placed or any(area == UNPLACED for area, _ in counts):
        placed = (*placed, UNPLACED)
    return Grid(areas=placed, codes=tuple(codes), counts=counts)


def hidden(
    table: Grid, frame: Frame, *, unshown: Iterable[tuple[int | None, str]] = (), rated: Sequence[str] = ()
) -> Hidden:
    """What must not be shown of a table whose totals are published: small cells, and those that would give them away.

    `unshown`: places that are not shown anyway. `rated`: codes for which a rate of the whole is published too; where it
    would give away the one hidden cell among neighborhoods without a population figure, another is hidden with it.
    """
    rows = [[table.counts.get((area, code), 0) for code in table.codes] for area in table.areas]
    row_of: dict[int | None, int] = {area: number for number, area in enumerate(table.areas)}
    column_of = {code: number for number, code in enumerate(table.codes)}
    covers = [(row_of[area], column_of[code]) for area, code in unshown if area in row_of and code in column_of]
    also: set[tuple[int, int]] = set()
    while True:
        safe = protect(rows, minimum=frame.thresholds.count, unshown=covers, also=also)
        more = set()
        for code in set(rated) & column_of.keys():
            column = column_of[code]
            places = [row_of[area] for area in frame.uncounted(table.areas, code) if rows[row_of[area]][column]]
            bare = [row for row in places if not isinstance(safe.cells[row][column], Reason)]
            if len(places) - len(bare) == 1 and bare:
                more.add((min(bare, key=lambda row: rows[row][column]), column))
        if not more:
            break
        also |= more
    return _by_place(table, safe)


def _by_place(table: Grid, safe: Protected) -> Hidden:
    """The hidden places of a protected table by neighborhood and code."""
    found: dict[tuple[int | None, str], Reason] = {}
    lines = [*zip(table.areas, safe.cells, safe.row_totals, strict=True), (None, safe.column_totals, safe.total)]
    for area, cells, total in lines:
        for code, cell in zip((*table.codes, EVERYBODY), (*cells, total), strict=True):
            if isinstance(cell, Reason):
                found[area, code] = cell
    return found


def small(table: Grid, frame: Frame) -> list[tuple[int | None, str]]:
    """Places of a table of bases that are too small for a share: not shown anyway."""
    places = [(area, code) for area in table.areas for code in table.codes]
    return [place for place in places if 0 < table.counts.get(place, 0) < frame.thresholds.rate]


def linked(tables: Sequence[tuple[Grid, Hidden]]) -> list[Hidden]:
    """Carry what is hidden over to tables with the same totals: a total hidden in one is hidden in all, with its line.

    Hiding more never gives anything away; a total that only one table hid would follow from the other table's cells.
    """
    totals: dict[int | None, Reason] = {}
    for _table, hides in tables:
        for (area, code), reason in hides.items():
            if code == EVERYBODY:
                totals.setdefault(area, reason)
    carried: list[Hidden] = []
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
        figure = count(table.at(area, code), about=frame.about(window), unit=unit)
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
        out = frame.uncounted(table.areas, code) if area is None else []
        events = table.at(area, code) - sum(table.at(place, code) for place in out)
        people = frame.people.get((area, code), 0)
        if area is None and (None, code) not in frame.people:
            people = sum(frame.people.get((place, code), 0) for place in table.areas)
        if not people:
            return _withheld(Reason.NO_DENOMINATOR, Kind.RATE, window, frame)
        if people < frame.thresholds.people:
            return _withheld(Reason.TOO_FEW, Kind.RATE, window, frame)
        reason = hides.get((area, code))
        if sum((place, code) in hides for place in out) == 1:
            reason = reason or Reason.COMPLEMENTARY
        figure = rate(events, people * years, per=1000, unit=unit, about=frame.about(window))
        return _safe(replace(figure, denominator=people), reason, frame)

    return _drafts(measure, table, shown, list(codes))


def _share(hits: int, trials: int, reason: Reason | None, frame: Frame, window: Window, unit: str) -> Shown:
    """A share, or why it is not shown."""
    if not trials:
        return _withheld(Reason.TOO_FEW, Kind.SHARE, window, frame, frame.thresholds.rate)
    return _safe(share(hits, trials, about=frame.about(window), unit=unit), reason, frame)


def _safe(figure: Estimate, reason: Reason | None, frame: Frame) -> Shown:
    """A share or rate, unless it is too small or hidden for another's sake."""
    safe = rate_shown(figure, frame.thresholds)
    if reason and not isinstance(safe, Withheld):
        return _withheld(reason, figure.kind, figure.window, frame)
    return safe


def _withheld(reason: Reason, kind: Kind, window: Window, frame: Frame, hint: int | None = None) -> Withheld:
    hint = hint or (frame.thresholds.count if reason is Reason.TOO_FEW else None)
    return Withheld(reason=reason, kind=kind, window=window, as_of=frame.as_of, n_hint=hint)


def _drafts(measure: str, table: Grid, shown: Callable[[int | None, str], Shown], codes: Sequence[str]) -> list[Draft]:
    return [
        Draft(measure=measure, area=area, code=code, shown=shown(area, code), position=position)
        for area in table.shown_areas
        for position, code in enumerate(codes)
    ]
