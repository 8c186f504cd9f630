"""Sums over a normal whose integrand may be far narrower than the normal: points crowded around its peak."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"

STEPS = np.linspace(-1.0, 1.0, 61)
REACH = 9.0
"""How many standard deviations of the normal are covered on either side of both its middle and the peak."""

HALVINGS = 32


def around(peak: Floats, width: Floats) -> tuple[Floats, Floats]:
    """Points of a standard normal and their weights (both officers x points), dense near `peak`, sparse far off.

    `width`: that of the integrand at its peak, in standard deviations. The points are peak + width sinh(t), t even, so
    that equal steps of t are exact to many digits for widths down to a thousandth.
    Source: Takahasi and Mori, Publications of the Research Institute for Mathematical Sciences 9 (1974), 721-741.
    """
    reach = np.arcsinh((REACH + np.abs(peak)) / width)[:, None]
    at = peak[:, None] + width[:, None] * np.sinh(reach * STEPS)
    gap = reach * (STEPS[1] - STEPS[0]) * width[:, None] * np.cosh(reach * STEPS)
    return at, gap * np.exp(-(at**2) / 2) / np.sqrt(2 * np.pi)


def root_between(low: Floats, high: Floats, rising: Callable[[Floats], Floats]) -> Floats:
    """Where `rising` passes 0, by halving."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = rising(middle) > 0
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return (low + high) / 2


def sides(upto: Floats, over: Floats) -> tuple[Floats, Floats]:
    """Both tails, the larger made one less the smaller: that one lies where the points are dense."""
    return np.where(over < upto, 1 - over, upto), np.where(over < upto, over, 1 - upto)


def quantile(upto: Callable[[Floats], Floats], high: Floats, chance: float) -> Floats:
    """The first whole count, -1 < count <= `high`, at which the chance of so many or fewer reaches `chance`."""
    low = np.full(len(high), -1.0)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        enough = upto(middle) >= chance
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return high
