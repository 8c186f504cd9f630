"""Where somebody stands with one requirement: met until a day, due soon, overdue, never, or partly, and by when.

A requirement is met on a day if the completions of the months before it (`recurrence`; 0: ever) hold enough hours,
enough sessions far enough apart, a practised one where practice is asked for, and one since a new law where there is
one. So it stays met until the oldest completion without which it would not be is too old.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stand(TextChoices):
    """Where somebody stands with a requirement."""

    MET = "met", _("Met")
    DUE_SOON = "due_soon", _("Due soon")
    PARTLY = "partly", _("Partly done")
    OVERDUE = "overdue", _("Overdue")
    NEVER = "never", _("Never done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one row of a requirement asks for, from its first day on."""

    effective_from: date
    recurrence: int = 0
    hours: float = 0
    practice: bool = False
    sessions: int = 1
    days_apart: int = 0
    law_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One completion that was signed off."""

    day: date
    hours: float = 0
    practised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grace:
    """The days that a new colleague has, those that a changed requirement leaves, and from when it is due soon."""

    hired: int
    changed: int
    soon: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where somebody stands. `until`: met up to and with that day (None: for good, or not met). `due`: by when to act.

    `hours` and `sessions` are what counts today; `law`: a completion since the new law is what is missing.
    """

    state: Stand
    until: date | None = None
    due: date | None = None
    hours: float = 0
    sessions: int = 0
    law: bool = False

    @property
    def current(self) -> bool:
        """Whether what was asked for is met today."""
        return self.state == Stand.MET or (self.state == Stand.DUE_SOON and self.until is not None)

    def late(self, today: date) -> int:
        """Whole days since it was due; 0 where it is not late."""
        return max((today - self.due).days, 0) if self.due and not self.current else 0


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day (January 31, February 29)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def spaced(days: Sequence[date], apart: int) -> int:
    """How many of these days can be chosen so that each lies at least `apart` days after the one before."""
    count, last = 0, None
    for day in sorted(set(days)):
        if last is None or (day - last).days >= max(apart, 1):
            count, last = count + 1, day
    return count


def enough(need: Need, done: Sequence[Done]) -> bool:
    """Whether these completions together are all that is asked for, a new law aside."""
    return (
        bool(done)
        and sum(one.hours for one in done) >= need.hours
        and spaced([one.day for one in done], need.days_apart) >= need.sessions
        and (not need.practice or any(one.practised for one in done))
    )


def met_until(need: Need, done: Sequence[Done]) -> date | None:
    """The last day on which these completions are enough; `date.max` where they do not age; None if never enough.

    The fewest latest completions that are enough decide: the oldest of them is the first that becomes too old.
    """
    for first in sorted({one.day for one in done}, reverse=True):
        if enough(need, [one for one in done if one.day >= first]):
            return months_after(first, need.recurrence) if need.recurrence else date.max
    return None


def knows_law(need: Need, done: Sequence[Done]) -> bool:
    """Whether one of them lies on or after the day from which a new law holds."""
    return need.law_from is None or any(one.day >= need.law_from for one in done)


def in_cycle(need: Need, done: Sequence[Done], today: date) -> list[Done]:
    """The completions that count today: not too old, not in the future."""
    return [
        one
        for one in done
        if one.day <= today and (not need.recurrence or months_after(one.day, need.recurrence) >= today)
    ]


def current_spans(need: Need, done: Sequence[Done]) -> list[tuple[date, date]]:
    """The spans of days on which it was met, each from the completion that began it or made it longer."""
    found = []
    for day in sorted({one.day for one in done}):
        past = [one for one in done if one.day <= day]
        until = met_until(need, past)
        if until is not None and until >= day and knows_law(need, past):
            found.append((day, until))
    return found


def standing(
    need: Need,
    done: Sequence[Done],
    today: date,
    *,
    grace: Grace,
    hired: date | None = None,
    before: Need | None = None,
) -> Standing:
    """Where somebody stands today. `before`: the row that held until this one, None where it is the first."""
    past = [one for one in done if one.day <= today]
    counted = in_cycle(need, past, today)
    until, knows = met_until(need, past), knows_law(need, past)
    hours, sessions = sum(one.hours for one in counted), spaced([one.day for one in counted], need.days_apart)
    met = until is not None and until >= today
    if until is not None and met and knows:
        soon = until != date.max and (until - today).days <= grace.soon
        last = None if until == date.max else until
        state = Stand.DUE_SOON if soon else Stand.MET
        return Standing(state=state, until=last, due=last, hours=hours, sessions=sessions)
    due = _due(need, past, until, met, grace, hired, before)
    law = not knows and bool(past)
    state = _missing(past, counted, met, due, today)
    return Standing(state=state, due=due, hours=hours, sessions=sessions, law=law)


def _missing(past: Sequence[Done], counted: Sequence[Done], met: bool, due: date, today: date) -> Stand:
    """What to call it where something is missing."""
    if not past:
        return Stand.NEVER
    if met:  # nothing but the new law is missing
        return Stand.DUE_SOON if due >= today else Stand.OVERDUE
    return Stand.PARTLY if counted else Stand.OVERDUE


def _due(
    need: Need,
    past: Sequence[Done],
    until: date | None,
    met: bool,
    grace: Grace,
    hired: date | None,
    before: Need | None,
) -> date:
    """By when what is missing has to be done.

    A new or changed requirement leaves some days from its first day, a new law from the law's day too, hiring more
    than either. Whoever was good under the row before need not act before that runs out, or those days are over.
    """
    changed = need.effective_from + timedelta(days=grace.changed)
    newcomer = hired + timedelta(days=grace.hired) if hired else changed
    if met and need.law_from is not None:
        return max(need.law_from + timedelta(days=grace.changed), changed, newcomer)
    if before is not None and (old := met_until(before, past)) is not None:
        return min(old, changed) if old >= need.effective_from else old
    if until is not None:
        return until
    return max(changed, newcomer)
