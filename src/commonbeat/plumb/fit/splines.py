"""Natural cubic splines: a smooth curve that is straight beyond its outer knots."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.interpolate import BSpline
from scipy.linalg import qr

from commonbeat.plumb.arrays import column, counts, refuse
from commonbeat.plumb.checks import whole
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class NaturalSpline:
    """The basis of natural cubic splines with `knots` between two `ends`: one column more than there are knots.

    The columns are those of R's `splines::ns` (without intercept), so that coefficients can be set side by side.
    Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd edition (Springer
    2009), 5.2.1.
    """

    knots: tuple[float, ...]
    ends: tuple[float, float]

    def __post_init__(self) -> None:
        """Refuse knots that do not rise from end to end."""
        line = (self.ends[0], *self.knots, self.ends[1])
        if any(not one < other for one, other in pairwise(line)):
            raise DataError("knots", f"{line} does not rise", "Use fewer degrees of freedom, or a wider range")

    @classmethod
    def of(cls, values: ArrayLike, df: int, weights: ArrayLike | None = None) -> NaturalSpline:
        """`df` columns: knots at the quantiles of `values`, each counted `weights` times; ends at the outermost."""
        places = column("values", values)
        many = np.ones(len(places)) if weights is None else counts("weights", weights, rows=len(places))
        whole("df", df, least=1)
        there = places[many > 0]
        if not len(there):
            raise DataError("values", "there are none", "Give at least two different values")
        inner = weighted_quantiles(places, many, np.linspace(0, 1, df + 1)[1:-1])
        return cls(knots=tuple(map(float, inner)), ends=(float(there.min()), float(there.max())))

    def basis(self, values: ArrayLike) -> Floats:
        """The columns at `values` (rows x df); beyond the ends each goes on in a straight line."""
        x = column("values", values)
        left, right = self.ends
        line = np.r_[[left] * 4, self.knots, [right] * 4]
        spline = BSpline(line, np.eye(len(line) - 4), 3)
        slope, bend = spline.derivative(1), spline.derivative(2)
        raw = np.asarray(spline(np.clip(x, left, right)))
        raw += np.where(x < left, x - left, 0.0)[:, None] * slope(left)
        raw += np.where(x > right, x - right, 0.0)[:, None] * slope(right)
        ends = np.vstack([bend(left), bend(right)])[:, 1:]
        rotation = qr(ends.T)[0][:, 2:]
        return np.asarray(raw[:, 1:] @ rotation)


def weighted_quantiles(values: ArrayLike, weights: ArrayLike, shares: ArrayLike) -> Floats:
    """The quantiles (at `shares`, 0 to 1) of `values` repeated `weights` times, as R's type 7 gives for the long list.

    Whole-number weights, any rows with weight 0 ignored; nothing is repeated in memory.
    Source: Hyndman and Fan, The American Statistician 50 (1996), 361-365.
    """
    places = column("values", values)
    many = counts("weights", weights, rows=len(places))
    wanted = column("shares", shares)
    refuse("shares", wanted, (wanted < 0) | (wanted > 1), "is not from 0 to 1", "Write the median as 0.5")
    order = np.argsort(places, kind="stable")
    order = order[many[order] > 0]
    upto = np.cumsum(many[order])
    if not len(upto):
        raise DataError("weights", "they are all zero", "Give at least one row that counts")
    at = wanted * (upto[-1] - 1)
    below, above = np.floor(at), np.ceil(at)
    low = places[order][np.searchsorted(upto, below, side="right")]
    high = places[order][np.searchsorted(upto, above, side="right")]
    return np.asarray(low + (at - below) * (high - low))
