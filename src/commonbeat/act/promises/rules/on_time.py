"""What counts as kept on time: kept by the first date, and the person promised says so; of all that came due.

A promise counts where its original date lies in the days looked at, whatever became of it: late ones that are still
open, disputed, broken or moved ones count against. One that was declined was never promised. The day that counts is
the one on which the owner last reported it kept, once the person promised has confirmed it: so nobody is late because
somebody else answered late, and an early report that was disputed helps nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commonbeat.act.promises.rules.moves import CLOSED, OWED, State
from commonbeat.ground.people.rules import Rank
from commonbeat.plumb import About, Kind, Reason, Shown, Window, enough, share


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What counting and ordering need of one promise. `due` is the original date, `kept_on` the last report."""

    state: str
    due: date
    new_due: date | None = None
    kept_on: date | None = None
    closed_on: date | None = None
    rank: str = ""
    """Of whoever owns it now."""

    @property
    def in_force(self) -> date:
        """The date that holds now: the new one where it was moved."""
        return self.new_due or self.due

    @property
    def kept_on_time(self) -> bool:
        """Kept by the first date, as the person promised sees it."""
        return self.state == State.VERIFIED_KEPT and self.kept_on is not None and self.kept_on <= self.due

    def days_late(self, today: date) -> int:
        """For how many days something has been owed past the date that holds; 0 where nothing is."""
        return max((today - self.in_force).days, 0) if self.state in OWED else 0


LEADERS = (Rank.CHIEF, Rank.COMMANDER)
"""The ranks whose promises stand as those of the leaders."""


class Mark(StrEnum):
    """How a promise that came due is counted; in the order in which they are drawn."""

    KEPT = "kept"
    KEPT_LATE = "kept_late"
    REPORTED = "reported"
    DISPUTED = "disputed"
    MOVED = "moved"
    LATE = "late"
    BROKEN = "broken"


class Show(StrEnum):
    """Which promises the ledger lists."""

    ALL = "all"
    LATE = "late"
    OPEN = "open"
    WAITING = "waiting"
    VERIFIED = "verified"
    BROKEN = "broken"
    LEADERS = "leaders"

    def holds(self, one: Standing, today: date) -> bool:
        """Whether it lists this one."""
        return {
            Show.ALL: True,
            Show.LATE: one.days_late(today) > 0,
            Show.OPEN: one.state in OWED,
            Show.WAITING: one.state == State.REPORTED_KEPT,
            Show.VERIFIED: one.state == State.VERIFIED_KEPT,
            Show.BROKEN: one.state in (State.BROKEN, State.DECLINED),
            Show.LEADERS: one.rank in LEADERS,
        }[self]


@dataclass(frozen=True, slots=True)
class Led:
    """What leaders of one rank promised, and what became of it; late ones are among the open."""

    rank: Rank
    counts: Mapping[Show, int]


def led(rows: Iterable[Standing], today: date) -> list[Led]:
    """Rank by rank what leaders promised; a rank without a promise is told as that."""
    rows = list(rows)
    return [
        Led(rank, {each: sum(each.holds(one, today) for one in rows if one.rank == rank) for each in Show})
        for rank in LEADERS
    ]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of every promise that came due in the days of the window."""

    window: Window
    counts: Mapping[Mark, int]

    @property
    def due(self) -> int:
        """How many came due."""
        return sum(self.counts.values())

    @property
    def on_time(self) -> int:
        """How many of them were kept on time."""
        return self.counts[Mark.KEPT]


def mark_of(one: Standing, today: date) -> Mark:
    """How a promise that came due is counted."""
    if one.state == State.VERIFIED_KEPT:
        return Mark.KEPT if one.kept_on_time else Mark.KEPT_LATE
    fixed = {State.REPORTED_KEPT: Mark.REPORTED, State.DISPUTED: Mark.DISPUTED, State.BROKEN: Mark.BROKEN}
    if (found := fixed.get(State(one.state))) is not None:
        return found
    return Mark.LATE if one.new_due is None or today > one.new_due else Mark.MOVED


def tally(rows: Iterable[Standing], window: Window, today: date) -> Tally:
    """Every promise whose original date lies in the window, by what became of it."""
    counts = dict.fromkeys(Mark, 0)
    for one in rows:
        if window.start <= one.due <= window.end and one.state != State.DECLINED:
            counts[mark_of(one, today)] += 1
    return Tally(window, counts)


def share_of(counted: Tally, *, minimum: int, as_of: date, synthetic: bool = False) -> Shown:
    """The share kept on time with its Wilson range; withheld where fewer than `minimum` came due, or none."""
    about = About(window=counted.window, as_of=as_of, unit="promises", synthetic=synthetic)
    if counted.due == 0:
        return about.withheld(Reason.NO_DENOMINATOR, Kind.SHARE)
    return enough(share(counted.on_time, counted.due, about=about), minimum)


def year_to(today: date) -> Window:
    """The days of this year that have come."""
    return Window(start=today.replace(month=1, day=1), end=today)


def shown_as(one: Standing, today: date) -> str:
    """The shape under which it stands in the list (kit.shapes)."""
    if one.state == State.VERIFIED_KEPT:
        return "verified" if one.kept_on_time else "fine"
    fixed = {
        State.REPORTED_KEPT: "reported",
        State.DISPUTED: "disputed",
        State.BROKEN: "broken",
        State.DECLINED: "unknown",
        State.PROPOSED: "open",
    }
    if (found := fixed.get(State(one.state))) is not None:
        return found
    return "moved" if one.new_due is not None and not one.days_late(today) else "open"


def sort_key(one: Standing, today: date) -> tuple[int, int]:
    """Late first, the longest first; then what is open, by its first date; then what has ended, the latest first."""
    if late := one.days_late(today):
        return (0, -late)
    if one.state in CLOSED:
        return (2, -(one.closed_on or one.due).toordinal())
    return (1, one.due.toordinal())
