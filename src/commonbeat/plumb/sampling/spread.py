"""How far response propensities spread, without what chance adds, and the range that chance leaves to it."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtri, chndtr

from commonbeat.plumb.interval import confidence
from commonbeat.plumb.sampling.columns import Floats, Ints

NOTHING = 1e-15
"""Under this the parameters do not move a spread at all (a variable that others tell)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A variance of propensities as found (`value`), what chance adds on average (`chance`), and its range.

    `low`, `high`: ends for the true variance. `error`: the standard error of `value`.
    """

    value: float
    chance: float
    low: float
    high: float
    error: float

    @property
    def adjusted(self) -> float:
        """The variance without what chance adds, at least zero."""
        return max(self.value - self.chance, 0.0)


def centered(values: Floats, weight: Floats) -> Floats:
    """`values` (cells, or cells by parameters) less their weighted mean."""
    return np.asarray(values - weight @ values)


def means_by(values: Floats, weight: Floats, group: Ints) -> Floats:
    """The weighted mean of `values` in each cell's group, a row a cell."""
    total = np.bincount(group, weight)
    columns = values[:, None] if values.ndim == 1 else values
    summed = np.stack([np.bincount(group, weight * column) for column in columns.T], axis=1)
    return np.asarray((summed / np.where(total > 0, total, 1.0)[:, None])[group].reshape(values.shape))


def spread(deviation: Floats, slope: Floats, covariance: Floats, weight: Floats, level: float) -> Spread:
    """The weighted mean square of `deviation` (cells), which moves with the parameters by `slope` (cells, parameters).

    With B = slope' W slope and S the parameters' `covariance`, chance adds tr(BS); the variance of the mean square is
    4 A'SA + 2 tr(BSBS), A = slope' W deviation. Its range is that of a scaled noncentral chi-square with the same mean
    and variance where there is no spread, turned round; a value under the average of chance counts as that average.
    Source: Shlomo, Skinner and Schouten (2012).
    """
    value = float(weight @ deviation**2)
    along = slope.T @ (weight * deviation)
    product = (slope.T * weight) @ slope @ covariance
    chance, square = float(np.trace(product)), float(np.trace(product @ product))
    error = float(np.sqrt(4 * float(along @ covariance @ along) + 2 * square))
    if chance < NOTHING:
        return Spread(value=0.0, chance=0.0, low=0.0, high=0.0, error=0.0)
    scale, degrees = square / chance, chance**2 / square
    tail = (1 - confidence(level)) / 2
    low, high = (scale * end for end in noncentral(max(value / scale, degrees), degrees, tail))
    adjusted = max(value - chance, 0.0)
    return Spread(value=value, chance=chance, low=min(low, adjusted), high=max(high, adjusted), error=error)


def noncentral(found: float, degrees: float, tail: float) -> tuple[float, float]:
    """The noncentralities under which a chi-square of `degrees` is over, or under, `found` with a chance of `tail`."""

    def beyond(noncentrality: float, wanted: float) -> float:
        return float(chndtr(found, degrees, noncentrality)) - wanted

    top = found + 20 * np.sqrt(found + degrees) + 50
    low = 0.0 if beyond(0.0, 1 - tail) <= 0 else brentq(beyond, 0.0, top, args=(1 - tail,), xtol=1e-9)
    return float(low), float(brentq(beyond, 0.0, top, args=(tail,), xtol=1e-9))


def most_by_chance(slope: Floats, covariance: Floats, weight: Floats, level: float) -> float:
    """What the adjusted variance stays under with a chance of `level` where all propensities are the same."""
    product = (slope.T * weight) @ slope @ covariance
    chance, square = float(np.trace(product)), float(np.trace(product @ product))
    scale, degrees = square / chance, chance**2 / square
    return max(scale * (float(chdtri(degrees, 1 - confidence(level))) - degrees), 0.0)
