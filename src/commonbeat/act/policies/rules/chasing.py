"""Who is reminded, who is late, whose supervisor is told: decided person by person from days alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.rules.attestations import LATE, OPEN, State


class Step(StrEnum):
    """What the clock does about one reading."""

    REMIND = "remind"
    LATE = "late"
    FIRST_LEVEL = "first_level"
    SECOND_LEVEL = "second_level"
    LATE_AGAIN = "late_again"


LEVELS = {Step.FIRST_LEVEL: 1, Step.SECOND_LEVEL: 2}
"""How far up a step tells: the supervisor, then theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """Days of the agency's dated setting."""

    due: int
    remind: int
    again: int
    escalate: int
    escalate_again: int

    @classmethod
    def of(cls, setting: Mapping[str, int]) -> "Clocks":
        """From the setting's value."""
        return cls(
            due=setting["due_days"],
            remind=setting["remind_days"],
            again=setting["again_days"],
            escalate=setting["escalate_days"],
            escalate_again=setting["escalate_again_days"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the clock needs to know of one reading; `over`, `above`: whether the supervisor, and theirs, can be told."""

    state: str
    due: date
    reminded_on: date | None = None
    level: int = 0
    account: bool = True
    away: bool = False
    over: bool = True
    above: bool = True


def step_of(one: Reading, today: date, clocks: Clocks) -> Step | None:
    """What is done today, if anything. Nobody is chased who is away or cannot sign in."""
    if one.state not in OPEN or one.away or not one.account:
        return None
    late = (today - one.due).days
    if late <= 0:
        near = late >= -clocks.remind
        return Step.REMIND if near and _not_since(one.reminded_on, today, clocks.again) else None
    if one.state not in LATE:
        return Step.LATE
    if one.level == 0 and one.over and late > clocks.escalate:
        return Step.FIRST_LEVEL
    if one.level == 1 and one.above and late > clocks.escalate + clocks.escalate_again:
        return Step.SECOND_LEVEL
    return Step.LATE_AGAIN if _not_since(one.reminded_on, today, clocks.again) else None


def _not_since(last: date | None, today: date, days: int) -> bool:
    return last is None or (today - last).days >= days


def due_after(asked: date, days: int, back: date | None = None) -> date:
    """By when somebody signs who is asked today: so many days from today, or from the day they are back."""
    return max(asked, back or asked) + timedelta(days=days)


def nobody_to_tell(state: str, due: date, today: date, clocks: Clocks, *, over: bool) -> bool:
    """Whether the supervisor of somebody who is late would have been told, had there been one with a mail address."""
    return state == State.OVERDUE and not over and (today - due).days > clocks.escalate


class Standing(TextChoices):
    """How one person stands with one version, as whoever looks after reading sees it."""

    SIGNED = "signed", _("Has signed")
    PASSED = "passed", _("Has answered the questions")
    OPENED = "opened", _("Has begun")
    WAITING = "waiting", _("Has not begun")
    LATE = "late", _("Late")
    AWAY = "away", _("Away, not chased")
    NO_ACCOUNT = "no_account", _("Cannot sign in: needs an account")


_BY_STATE = {State.ASSIGNED: Standing.WAITING, State.OPENED: Standing.OPENED, State.PASSED: Standing.PASSED}


def standing_of(state: str, *, account: bool, away: bool) -> Standing:
    """Signed counts whatever else holds; people who are away or cannot sign in are told apart from those who are late.

    Voided and closed readings have no standing: they are not asked about.
    """
    if state == State.ATTESTED:
        return Standing.SIGNED
    if not account:
        return Standing.NO_ACCOUNT
    if away:
        return Standing.AWAY
    return Standing.LATE if state in LATE else _BY_STATE[State(state)]


def due_for(*, due: date, opened: date, today: date, days: int, back: date | None = None) -> date:
    """By when one person signs: the round's day, or later where they came after it began or are away until then."""
    if today <= opened and back is None:
        return due
    return max(due, due_after(today, days, back))
