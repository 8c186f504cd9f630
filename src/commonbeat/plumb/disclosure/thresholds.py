"""From how many on something is shown, and a figure held against it."""

from dataclasses import dataclass, fields

from commonbeat.plumb.checks import whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.result import Estimate, Kind, Reason, Shown, Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From how many on something is shown.

    `people` in a group, a `count`, the n of a `rate`, answers to a `score`, to an `area`'s, to an `officer`'s.
    """

    people: int = 5
    count: int = 5
    rate: int = 30
    score: int = 10
    area: int = 30
    officer: int = 75

    def __post_init__(self) -> None:
        """Every threshold is a whole number from 1 up."""
        for field in fields(self):
            object.__setattr__(self, field.name, whole(field.name, getattr(self, field.name), least=1))


STANDARD = Thresholds()
DIGITS = 6
"""A count that is worked out of a share is rounded to so many, since 1/10 of 50 need not be exactly 5."""


def enough(estimate: Estimate, minimum: int) -> Shown:
    """`estimate`, or Withheld where its n is under `minimum`."""
    return estimate if estimate.n >= minimum else _too_few(estimate, minimum)


def count_shown(estimate: Estimate, thresholds: Thresholds = STANDARD) -> Shown:
    """A count, or Withheld where it is 1 to `thresholds.count` - 1. A zero is shown: nobody is in it."""
    if estimate.kind is not Kind.COUNT:
        raise DataError("estimate", f"a {estimate.kind} is not a count", "Ask rate_shown or enough")
    return _too_few(estimate, thresholds.count) if 0 < estimate.point < thresholds.count else estimate


def rate_shown(estimate: Estimate, thresholds: Thresholds = STANDARD) -> Shown:
    """A share or rate, or Withheld where its n is under `thresholds.rate` or where it would give away a hidden count.

    A figure beside its denominator gives away the count on top, and a share also the rest. A share without a numerator
    (a weighted or modeled one) beside its n gives away about so many of these; a rate without one its n events.
    """
    if estimate.kind not in (Kind.SHARE, Kind.RATE):
        raise DataError("estimate", f"a {estimate.kind} is not a share or a rate", "Ask count_shown or enough")
    if estimate.n < thresholds.rate:
        return _too_few(estimate, thresholds.rate)
    if any(0 < part < thresholds.count for part in _given_away(estimate)):
        return _too_few(estimate, thresholds.count)
    return estimate


def _given_away(estimate: Estimate) -> list[float]:
    """The counts that a reader can work out of a share or rate and what it is shown beside."""
    if estimate.kind is Kind.RATE:
        return [estimate.n if estimate.numerator is None else estimate.numerator]
    whole_of = estimate.n if estimate.denominator is None else estimate.denominator
    on_top = estimate.point * whole_of if estimate.numerator is None else estimate.numerator
    return [round(part, DIGITS) for part in (on_top, whole_of - on_top)]


def _too_few(estimate: Estimate, minimum: int) -> Withheld:
    return Withheld(
        reason=Reason.TOO_FEW, kind=estimate.kind, window=estimate.window, as_of=estimate.as_of, n_hint=minimum
    )
