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
    """A part of an answer that waits: which part, what would be written beside it, and since when it waits."""

    id: Id
    part: str
    campaign: str
    version: int
    month: str
    area: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(Generic[Id]):
    """Parts of one kind to be written together, with the month and area of them all ("" where that is not said)."""

    part: str
    campaign: str
    version: int
    month: str
    area: str
    members: tuple[Id, ...]


Beside: TypeAlias = tuple[str, str]
"""Month and area: what is written beside an answer."""

RUNGS: tuple[Callable[[Held[Id]], Beside], ...] = (
    lambda one: (one.month, one.area),
    lambda one: (one.month, ""),
    lambda _one: ("", ""),
)
"""From all that a figure can use down to nothing. Only what has waited for WAITS goes below the first."""


def batches(waiting: Iterable[Held[Id]], today: date) -> list[Batch[Id]]:
    """All groups that can be written now. Whoever has waited too long is joined, one rung after another, with others
    that then look alike, and with as few as needed of those who have not; fewer than FEWEST go on waiting."""
    rest = sorted(waiting, key=lambda one: one.since)
    made: list[Batch[Id]] = []
    for rung, beside in enumerate(RUNGS):
        taken: set[Id] = set()
        for (part, campaign, version, (month, area)), members in _groups(rest, beside).items():
            late = sum(today - one.since >= WAITS for one in members)
            if len(members) < FEWEST or (rung and not late):
                continue
            chosen = tuple(one.id for one in (members[: max(late, FEWEST)] if rung else members))
            made.append(Batch(part=part, campaign=campaign, version=version, month=month, area=area, members=chosen))
            taken.update(chosen)
        rest = [one for one in rest if one.id not in taken]
    return made


def _groups(
    waiting: Sequence[Held[Id]], beside: Callable[[Held[Id]], Beside]
) -> dict[tuple[str, str, int, Beside], list[Held[Id]]]:
    """Those that look alike on this rung, the longest waiting first."""
    found: dict[tuple[str, str, int, Beside], list[Held[Id]]] = {}
    for one in waiting:
        found.setdefault((one.part, one.campaign, one.version, beside(one)), []).append(one)
    return found


def channel_of(channels: Sequence[str], channel: str) -> str:
    """The channel that may be written beside one answer of a batch: "" where fewer than FEWEST came by any that did."""
    return channel if all(channels.count(one) >= FEWEST for one in set(channels)) else ""
