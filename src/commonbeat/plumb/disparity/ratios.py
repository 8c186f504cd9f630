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
    `others`. Source: Przyborowski and Wilenski, Biometrika 31 (1940), 313-323; Clopper and Pearson, Biometrika 26
    (1934), 404-413.
    """
    mine, theirs = counts("events", events), counts("others", others)
    tail = (1 - confidence(level)) / 2
    low = np.where(mine == 0, 0.0, betaincinv(np.maximum(mine, 1), theirs + 1, tail))
    high = np.where(theirs == 0, 1.0, betainccinv(mine + 1, np.maximum(theirs, 1), tail))
    with np.errstate(divide="ignore"):
        return low / (1 - low), np.where(high >= 1, np.inf, high / (1 - high))


def ratio_of_counts(four: tuple[float, float, float, float], level: float = 0.95) -> tuple[Range, bool]:
    """(a / b) / (c / d) of four counts with its log-normal range, and whether half had to be added to each.

    Half is added where one of them is 0. Source: Woolf, Annals of Human Genetics 19 (1955), 251-253; Haldane,
    Annals of Human Genetics 20 (1956), 309-311.
    """
    halved = min(four) == 0
    a, b, c, d = (count + 0.5 * halved for count in four)
    middle = float(np.log(a / b) - np.log(c / d))
    half = normal_quantile(level) * float(np.sqrt(1 / a + 1 / b + 1 / c + 1 / d))
    return (float(np.exp(middle)), float(np.exp(middle - half)), float(np.exp(middle + half))), halved


def weighted_share(weights: Floats, hits: Floats, trials: Floats, level: float = 0.95) -> Range:
    """The weighted sum of shares hits / trials (weights sum to 1, trials are over 0) with its range.

    The variance is that of shares drawn two trials towards their common share; it tells of how many trials alike the
    sum is worth, and Wilson's range is taken at that number. Sums of Wilson's ends would be far too narrow where cells
    hold few trials: their middles all lie on one side, and do not average out. Source: effective number of trials, Korn
    and Graubard, Survey Methodology 24 (1998), 193-201; Wilson (1927).
    """
    common = float(hits.sum() / trials.sum())
    drawn = (hits + 2 * common) / (trials + 2)
    middle = float(weights @ drawn)
    if 0 < common < 1:
        worth = middle * (1 - middle) / float(weights**2 @ (drawn * (1 - drawn) / trials))
    else:
        worth = 1 / float(weights**2 @ (1 / trials))
    point = min(float(weights @ (hits / trials)), 1.0)
    return point, _lower(point, 1 - point, worth, level), 1 - _lower(1 - point, point, worth, level)


def _lower(p: float, q: float, trials: float, level: float) -> float:
    """Wilson's lower end for a share p = 1 - q of a number of trials that need not be whole."""
    half = normal_quantile(level) ** 2 / (2 * trials)
    return min(p * p / (p + half + float(np.sqrt(2 * half * p * q + half**2))), p)


def difference(one: Range, other: Range) -> Range:
    """One figure less another, each (point, low, high), and its ends recovered from theirs.

    Of two shares with Wilson's ends it is Newcombe's method 10. Source: Newcombe, Statistics in Medicine 17 (1998),
    873-890; Zou and Donner, Statistics in Medicine 27 (2008), 1693-1702.
    """
    point = one[0] - other[0]
    down = float(np.hypot(one[0] - one[1], other[2] - other[0]))
    up = float(np.hypot(one[2] - one[0], other[0] - other[1]))
    return point, point - down, point + up
