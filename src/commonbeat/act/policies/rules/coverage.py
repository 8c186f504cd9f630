"""How far a requirement has come in a group of people, and at which crisis calls somebody trained for them was."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commonbeat.act.policies.rules.standing import Stand, Standing
from commonbeat.plumb import About, Kind, Reason, Shown, Window, share

BETWEEN_BADGES = re.compile(r"[\s,;/|&+]+")


@dataclass(frozen=True, slots=True)
class Covered:
    """Of so many people in a group, how many stand where; `hidden`: too few of them to pass their counts on."""

    people: int
    stands: Mapping[Stand, int]
    current: int
    hidden: bool


def covered(standings: Iterable[Standing], least: int = 0) -> Covered:
    """The counts of a group; hidden where it has fewer than `least` people, though somebody."""
    rows = list(standings)
    counts = Counter(one.state for one in rows)
    stands = {stand: counts[stand] for stand in Stand}
    return Covered(len(rows), stands, sum(one.current for one in rows), 0 < len(rows) < least)


def apart(groups: Mapping[str, Sequence[Standing]]) -> list[tuple[str | None, Covered]]:
    """Every group by name however small, whoever is in none ("") last: for those who may open each person in it."""
    return [(name, covered(groups[name])) for name in sorted(groups, key=lambda name: (not name, name))]


def merged(groups: Mapping[str, Sequence[Standing]], least: int) -> list[tuple[str | None, Covered]]:
    """Groups by name, whoever is in none ("") last; those of fewer than `least` people as one, None, at the end.

    Where these together are still too few, the smallest other group goes with them. So everybody is in one row of
    `least` people or more, and no row, sum of rows or difference to the total is of fewer, unless all are fewer.
    """
    large = sorted((name for name in groups if len(groups[name]) >= least), key=lambda name: (not name, name))
    small = [one for name in groups if name not in large for one in groups[name]]
    if 0 < len(small) < least and large:
        with_them = min(large, key=lambda name: len(groups[name]))
        large.remove(with_them)
        small += groups[with_them]
    found: list[tuple[str | None, Covered]] = [(name, covered(groups[name], least)) for name in large]
    return [*found, (None, covered(small, least))] if small else found


@dataclass(frozen=True, slots=True)
class Call:
    """One crisis call: its day, the staff who are known to have been there, and whether the record names them all."""

    day: date
    staff: tuple[int, ...]
    unknown: bool


def badges(text: str) -> list[str]:
    """Every badge that stands in a cell: "214, 0311" is two."""
    return [one for one in BETWEEN_BADGES.split(text) if one]


@dataclass(frozen=True, slots=True)
class Answered:
    """Of the crisis calls of some days: at how many a trained officer was, at how many none, and of how many nobody
    can tell, because no officer is written down or the badge is nobody's here.

    `partly`: of the calls with a trained officer, those whose record holds a badge besides that is nobody's here.
    """

    trained: int
    untrained: int
    cannot_tell: int
    partly: int = 0

    @property
    def told(self) -> int:
        """The calls whose record says everybody who was there: only these are asked for the share."""
        return self.trained - self.partly + self.untrained

    @property
    def told_trained(self) -> int:
        """Of these, the calls at which somebody trained was. To count the partly known here would lift the share."""
        return self.trained - self.partly

    @property
    def calls(self) -> int:
        """All of them."""
        return self.trained + self.untrained + self.cannot_tell

    @property
    def most(self) -> int:
        """At how many a trained officer was, if one was at each call of which nobody can tell."""
        return self.trained + self.cannot_tell


def answered(calls: Iterable[Call], trained: Mapping[int, Sequence[tuple[date, date]]]) -> Answered:
    """Count calls; `trained` maps staff to the spans of days on which they were current."""
    counts = Counter(_at(call, trained) for call in calls)
    whole, partly = counts["trained"], counts["partly"]
    return Answered(whole + partly, counts["untrained"], counts["cannot_tell"], partly)


def _at(call: Call, trained: Mapping[int, Sequence[tuple[date, date]]]) -> str:
    unknown = call.unknown or not call.staff
    if any(first <= call.day <= last for one in call.staff for first, last in trained.get(one, ())):
        return "partly" if unknown else "trained"
    return "cannot_tell" if unknown else "untrained"


def share_trained(found: Answered, window: Window, *, minimum: int, synthetic: bool) -> Shown:
    """The share of the calls that can be told with its range; withheld where fewer than `minimum` can, or none."""
    about = About(window=window, as_of=window.end, unit="calls", synthetic=synthetic)
    if found.told == 0:
        reason = Reason.NOT_RECORDED if found.calls else Reason.NO_DENOMINATOR
        return about.withheld(reason, Kind.SHARE)
    if found.told < minimum:
        return about.withheld(Reason.TOO_FEW, Kind.SHARE, n_hint=minimum)
    return share(found.told_trained, found.told, about=about)


def by_month(calls: Iterable[Call]) -> dict[date, list[Call]]:
    """Calls by the first day of their month, in order."""
    found: dict[date, list[Call]] = {}
    for call in sorted(calls, key=lambda one: one.day):
        found.setdefault(call.day.replace(day=1), []).append(call)
    return found


def month_window(first: date, within: Window) -> Window:
    """The days of a month that lie within these days."""
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Window(start=max(first, within.start), end=min(after - timedelta(days=1), within.end))
