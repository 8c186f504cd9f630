"""Ranges for ratios of rates, and for weighted sums and differences of shares, from whole columns of counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainccinv, betaincinv

from commonbeat.plumb.interval import confidence, counts, normal_quantile

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Range = tuple[float, float, float]


def odds_exact(events: ArrayLike, others: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Low and high ends for the ratio of the long-run numbers behind two Poisson counts, elementwise.

    Given their sum, the first is binomial; its exact ends turn into ends of the ratio. 0 at no `events`, infinite at no
    `others`. Source: Przyborowski and Wilenski, Biometrika 31 (1940), 313-323; Clopper and Pearson, 26 (1934), 404-413.
    """
    mine, theirs = counts("events", events), counts("others", others)
    tail = (1 - confidence(level)) / 2
    low = np.where(mine == 0, 0.0, betaincinv(np.maximum(mine, 1), theirs + 1, tail))
    high = np.where(theirs == 0, 1.0, betainccinv(mine + 1, np.maximum(theirs, 1), tail))
    with np.errstate(divide="ignore"):
        return low / (1 - low), np.where(high >= 1, np.inf, high / (1 - high))


def ratio_of_counts(four: tuple[float, float, float, float], level: float = 0.95) -> tuple[Range, bool]:
    """(a / b) / (c / d) of four counts with its log-normal range, and whether half had to be added to each.

    Half is added where one of them is 0. Source: Woolf, Annals of Human Genetics 19 (1955), 251-253; Haldane, 20
    (1956), 309-311.
    """
    halved = min(four) == 0
    a, b, c, d = (count + 0.5 * halved for count in four)
    middle = float(np.log(a / b) - np.log(c / d))
    half = normal_quantile(level) * float(np.sqrt(1 / a + 1 / b + 1 / c + 1 / d))
    return (float(np.exp(middle)), float(np.exp(middle - half)), float(np.exp(middle + half))), halved


def weighted_sum(weights: Floats, shares: Floats, lows: Floats, highs: Floats) -> Range:
    """The sum of weighted shares, and its ends recovered from those of each share.

    Source: Zou, Huang and Zhang, Computational Statistics and Data Analysis 53 (2009), 1080-1085.
    """
    point = float(weights @ shares)
    down, up = weights**2 @ (shares - lows) ** 2, weights**2 @ (highs - shares) ** 2
    return point, max(point - float(np.sqrt(down)), 0.0), min(point + float(np.sqrt(up)), 1.0)


def difference(one: Range, other: Range) -> Range:
    """One figure less another, each (point, low, high), and its ends recovered from theirs.

    Of two shares with Wilson's ends it is Newcombe's method 10. Source: Newcombe, Statistics in Medicine 17 (1998),
    873-890; Zou and Donner, Statistics in Medicine 27 (2008), 1693-1702.
    """
    point = one[0] - other[0]
    down = float(np.hypot(one[0] - one[1], other[2] - other[0]))
    up = float(np.hypot(one[2] - one[0], other[0] - other[1]))
    return point, point - down, point + up
