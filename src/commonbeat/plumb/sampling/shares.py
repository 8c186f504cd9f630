"""A plain share of counted people with Wilson's interval, as figures of this room use it."""

from typing import Any

from commonbeat.plumb.about import About
from commonbeat.plumb.interval import wilson
from commonbeat.plumb.result import Estimate, Kind
from commonbeat.plumb.terms import WILSON


def counted_share(yes: float, n: int, about: About, level: float, **parts: Any) -> Estimate:
    """The share of `yes` among `n` (1 or more); `parts` are others of the Estimate (`unit`, `asked`, `notes`)."""
    low, high = wilson(yes, n, level)
    return about.figure(
        point=yes / n,
        low=float(low),
        high=float(high),
        n=n,
        method=WILSON,
        kind=Kind.SHARE,
        level=level,
        numerator=yes,
        denominator=n,
        **parts,
    )
