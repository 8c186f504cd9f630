"""What waits for somebody: one line of a Monday list, the same from every room, late first and then by date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonbeat.kit.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits: its name, the page where it can be finished, the next step, and by when if there is a day.

    `address` is the name of a URL and `arguments` what it takes, so that a room can name a page without drawing one.
    """

    title: Words
    address: str
    next_step: Words
    arguments: tuple[Any, ...] = ()
    due: date | None = None

    def days_late(self, today: date) -> int:
        """Whole days since it was due; 0 where it is not late or has no day."""
        return max((today - self.due).days, 0) if self.due else 0


def ordered(waiting: Iterable[Waiting], today: date) -> list[Waiting]:
    """The longest late first, then by day, then whatever has no day; equals stay in the order in which they came."""
    return sorted(waiting, key=lambda one: (-one.days_late(today), one.due is None, one.due or today))
