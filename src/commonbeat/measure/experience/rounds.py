"""One round of the score: the answers that came in since the last, parted into groups that are each large enough.

A round is told once: what it tells or hides of a month or neighborhood stays so, and what is published later shares no
answer with it. So subtracting one release from another gives nothing but whole groups (docs/decisions/0013).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from commonbeat.measure.experience.rules import MOST_MONTHS
from commonbeat.measure.experience.tables import Answers, Key, Row, hidden, safe, total
from commonbeat.plumb import Reason, Thresholds

Grid = Mapping[tuple[Key | None, str], Row]
"""Neighborhood (None: not kept) and month of the round: how many were asked and what they answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round adds: `whole` is all that was ever counted, `areas` and `months` the groups of this round that are
    told, `hides` why the others are not."""

    whole: Row
    areas: Mapping[Key, Row]
    months: Mapping[Key, Row]
    hides: Mapping[Key, Reason]


def round_of(
    answers: Answers, before: Row, months: Sequence[str], going_on: Collection[Key], limits: Thresholds
) -> Round | None:
    """The round of those months, after `before` was told as the whole; None while it cannot be told as a whole.

    `going_on`: neighborhoods told up to the last round, whose figure grows by what this one adds: a group of the size
    of a score is enough for that. Any other begins, and needs what a neighborhood needs.
    """
    counted = answers.counted()
    whole = said(total([row for _area, _month, row in counted]))
    gain = whole - before
    grid: dict[tuple[Key | None, str], Row] = {
        (area, month): Row() for area in (*answers.areas, None) for month in months
    }
    for area, month, row in counted:
        if month in months:
            grid[area, month] += row
    by_area: dict[Key, Row] = {area: said(total([grid[area, month] for month in months])) for area in answers.areas}
    by_month: dict[Key, Row] = {
        month: said(total([row for (_area, one), row in grid.items() if one == month])) for month in months
    }
    late, placeless = gain - total(list(by_month.values())), gain - total(list(by_area.values()))
    if not gain.answered or not safe(gain, limits) or min(late.top, late.rest) < 0:
        return None
    least = {key: limits.score if key in going_on else limits.area for key in by_area}
    hides = hidden(by_area, placeless, least, limits)
    areas = {key: row for key, row in by_area.items() if key not in hides or (key in going_on and not row.answered)}
    table = _Table(grid=grid, gain=gain, areas=areas, by_area=by_area, by_month=by_month, limits=limits)
    months_hidden = hidden(by_month, late, dict.fromkeys(by_month, limits.score), limits, table.tells)
    shown = {key: row for key, row in by_month.items() if key not in months_hidden}
    return Round(whole=whole, areas=areas, months=shown, hides={**hides, **months_hidden})


def said(row: Row) -> Row:
    """Whoever answered was asked, even where that is no longer on record."""
    return replace(row, asked=max(row.asked, row.answered))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A round by neighborhood and by month, of which only the sums of both sides are told: `areas` are those told."""

    grid: Grid
    gain: Row
    areas: Mapping[Key, Row]
    by_area: Mapping[Key, Row]
    by_month: Mapping[Key, Row]
    limits: Thresholds

    def tells(self, hides: Collection[Key]) -> bool:
        """Whether the lists together tell what neither tells alone, with these months hidden.

        Where all answers of some neighborhoods lie in some months, these months without these neighborhoods are a group
        that anybody can work out who knows it. Every group that follows from both lists is made of such ones.
        """
        shown = [key for key in self.by_month if key not in hides]
        if len(shown) > MOST_MONTHS or self._rests_tell(shown):
            return True
        single = {(row.top, row.answered) for key, row in self.by_area.items() if key not in self.areas}
        single |= {(self.by_month[key].top, self.by_month[key].answered) for key in hides}
        single.discard((0, 0))
        groups = self._differences(shown)
        return any(not safe(row, self.limits) or (row.top, row.answered) in single for row in groups)

    def _rests_tell(self, shown: Sequence[Key]) -> bool:
        """Whether what is left of the whole in one list, without what is left in the other, looks like a small group.

        It need be no group, but nobody outside can tell, so the check of the findings takes it for one.
        """
        apart = total([self.by_month[key] for key in shown]) - total(list(self.areas.values()))
        return any(min(row.top, row.rest) >= 0 and not safe(row, self.limits) for row in (apart, Row() - apart))

    def _differences(self, shown: Sequence[Key]) -> Iterator[Row]:
        """Every set of months (what is left of the whole counts as one) without all neighborhoods that lie in it."""
        blocks = [self.by_month[key] for key in shown]
        blocks.append(self.gain - total(blocks))
        inside = self._by_months(shown)
        for chosen in range(1, 1 << len(blocks)):
            sums = total([row for place, row in enumerate(blocks) if chosen >> place & 1])
            yield sums - total([row for where, row in inside.items() if where & ~chosen == 0])

    def _by_months(self, shown: Sequence[Key]) -> dict[int, Row]:
        """The neighborhoods told, and what is left of the whole, added up by the months in which they have answers."""
        found: dict[int, Row] = {}
        left = [total([row for (_area, month), row in self.grid.items() if month == key]) for key in shown]
        left.append(self.gain - total(left))
        for key, row in self.areas.items():
            cells = [self.grid[key, str(month)] for month in shown]
            cells.append(row - total(cells))
            left = [rest - cell for rest, cell in zip(left, cells, strict=True)]
            where = _places(cells)
            found[where] = found.get(where, Row()) + row
        where = _places(left)
        found[where] = found.get(where, Row()) + self.gain - total(list(self.areas.values()))
        return found


def _places(cells: Sequence[Row]) -> int:
    """Which of the cells have answers, as bits."""
    return sum(1 << place for place, cell in enumerate(cells) if cell.answered)
