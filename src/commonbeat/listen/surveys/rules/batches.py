"""Which answers are written together: five or more that look alike from outside, so that none can be told from another.

Whoever has the whole database may see, by days and nights, about when somebody answered and how far they came; never
what they said. So answers leave their boxes in groups of at least FEWEST that agree in all that is written beside them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeAlias, TypeVar

from commonbeat.listen.surveys.rules import WAITS

FEWEST = 5
"""How many answers are written together at least (house.md: "in batches of five or more"). Never fewer."""

Id = TypeVar("Id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Generic[Id]):
    """One answer that waits: what would be written beside it, and since when it waits."""

    id: Id
    campaign: str
    version: int
    month: str
    area: str
    whole: bool
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(Generic[Id]):
    """Answers to be written together: month and area of each ("" where they are not said), and whether all their
    items are written or the core item alone."""

    campaign: str
    version: int
    month: str
    area: str
    whole: bool
    members: tuple[Id, ...]


Beside: TypeAlias = tuple[str, str, bool]
"""Month, area, whole: what is written beside an answer."""

RUNGS: tuple[Callable[[Held[Id]], Beside], ...] = (
    lambda one: (one.month, one.area, one.whole),
    lambda one: (one.month, one.area, False),
    lambda one: (one.month, "", one.whole),
    lambda one: (one.month, "", False),
    lambda _one: ("", "", False),
)
"""From all that a figure can use down to the core item alone. Only what has waited for WAITS goes below the first."""


def batches(waiting: Iterable[Held[Id]], today: date) -> list[Batch[Id]]:
    """All groups that can be written now. Whoever has waited too long is joined, one rung after another, with others
    that then look alike, and with as few as needed of those who have not; fewer than FEWEST go on waiting."""
    rest = sorted(waiting, key=lambda one: one.since)
    made: list[Batch[Id]] = []
    for rung, beside in enumerate(RUNGS):
        taken: set[Id] = set()
        for (campaign, version, (month, area, whole)), members in _groups(rest, beside).items():
            late = sum(today - one.since >= WAITS for one in members)
            if len(members) < FEWEST or (rung and not late):
                continue
            chosen = tuple(one.id for one in (members[: max(late, FEWEST)] if rung else members))
            made.append(Batch(campaign=campaign, version=version, month=month, area=area, whole=whole, members=chosen))
            taken.update(chosen)
        rest = [one for one in rest if one.id not in taken]
    return made


def _groups(
    waiting: Sequence[Held[Id]], beside: Callable[[Held[Id]], Beside]
) -> dict[tuple[str, int, Beside], list[Held[Id]]]:
    """Those that look alike on this rung, the longest waiting first."""
    found: dict[tuple[str, int, Beside], list[Held[Id]]] = {}
    for one in waiting:
        found.setdefault((one.campaign, one.version, beside(one)), []).append(one)
    return found


def channel_of(channels: Sequence[str], channel: str) -> str:
    """The channel that may be written beside one answer of a batch: "" where fewer than FEWEST came by any that did."""
    return channel if all(channels.count(one) >= FEWEST for one in set(channels)) else ""
