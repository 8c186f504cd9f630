"""The clocks of a concern: by when it is answered, when somebody above is told, how long it can be opened again.

Days are counted by the agency's own dated setting "concerns" (ground/agency); working days are Monday to Friday.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from commonbeat.listen.reports.rules import LEVELS

FRIDAY = 4


def due_after(day: date, working_days: int) -> date:
    """The day so many working days after `day`."""
    left = working_days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() <= FRIDAY
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after `first` up to and including `last`; 0 where there are none."""
    days = max((last - first).days, 0)
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum((first + timedelta(days=step)).weekday() <= FRIDAY for step in range(1, rest + 1))


def first_due(told: date, clocks: Mapping[str, int], *, danger: bool) -> date:
    """By when the first written answer is due; where somebody was in danger, the next working day."""
    return due_after(told, 1 if danger else clocks["answer_days"])


def days_late(due: date | None, today: date) -> int:
    """Whole days since it was due; 0 where it is not late."""
    return max((today - due).days, 0) if due else 0


def level(due: date, today: date, clocks: Mapping[str, int]) -> int:
    """How far up an answer that is late is told: one level on the first working day, one more every few after it."""
    late = working_days_between(due, today)
    return min(1 + (late - 1) // clocks["raise_days"], max(LEVELS)) if late else 0


def due_soon(due: date, today: date, clocks: Mapping[str, int]) -> bool:
    """Whether the owner is reminded today: not late yet, and few working days are left."""
    return today <= due and working_days_between(today, due) <= clocks["remind_days"]


def reopens_until(settled: datetime, clocks: Mapping[str, int]) -> datetime:
    """Until when the person who pointed it out can open it again."""
    return settled + timedelta(days=clocks["reopen_days"])


def flooded(taken: int, ceiling: int) -> bool:
    """Whether so many came in the last hour that no more are taken; no address of anybody is needed to know it."""
    return taken >= ceiling
