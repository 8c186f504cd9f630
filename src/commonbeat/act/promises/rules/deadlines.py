"""Days: which dates a promise may have, when its owner and the person promised are reminded."""

from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from commonbeat.act.promises.rules.moves import OWED, State

LONGEST = timedelta(days=3 * 366)
"""Nobody can promise for longer: a later date is a slip of the pen."""

ASKED_AT_MOST = 2
"""The person promised is asked, and reminded once; then the ledger says that nobody has checked."""


class Reminder(StrEnum):
    """Why the owner is written to."""

    BEFORE = "before"
    AFTER = "after"


class Ask(StrEnum):
    """Why the person promised is written to."""

    FIRST = "first"
    AGAIN = "again"


def due_problem(due: date, made_on: date) -> str:
    """Why a promise made that day cannot be due then; "" where it can."""
    if due < made_on:
        return _("A promise is due on the day when it is made, or later.")
    if due - made_on > LONGEST:
        return _("Promise something within three years, or a first step of it.")
    return ""


def new_due_problem(new_due: date, in_force: date, on: date) -> str:
    """Why the date cannot be moved there; "" where it can."""
    if new_due <= in_force:
        return _("A new date lies after the one that holds now.")
    return due_problem(new_due, on)


def reminder_due(state: str, in_force: date, reminded_on: date | None, today: date, days: int) -> Reminder | None:
    """Whether the owner is reminded today: once from so many days before the date, once when it has passed."""
    if state not in OWED:
        return None
    if today > in_force:
        return None if reminded_on is not None and reminded_on > in_force else Reminder.AFTER
    begins = in_force - timedelta(days=days)
    if today < begins or (reminded_on is not None and reminded_on >= begins):
        return None
    return Reminder.BEFORE


def ask_due(state: str, times_asked: int, asked_on: date | None, today: date, days: int) -> Ask | None:
    """Whether the person promised is asked today: at once when the owner reports it kept, then once more."""
    if state != State.REPORTED_KEPT or times_asked >= ASKED_AT_MOST:
        return None
    if times_asked == 0 or asked_on is None:
        return Ask.FIRST
    return Ask.AGAIN if today >= asked_on + timedelta(days=days) else None
