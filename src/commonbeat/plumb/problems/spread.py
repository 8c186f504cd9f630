"""How far a figure could lie from the truth, where its standard error is itself one of several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq
from scipy.special import stdtr, stdtrit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A mixture of t distributions about zero: `errors` (k standard errors), `weights` (k, sum 1), `freedom`."""

    errors: Floats
    weights: Floats
    freedom: float

    def p(self, value: float) -> float:
        """The two-sided chance of a value at least as far from zero."""
        away = np.divide(abs(value), self.errors, out=np.full(len(self.errors), np.inf), where=self.errors > 0)
        return float(min(2 * self.weights @ stdtr(self.freedom, -away), 1.0))

    def half(self, level: float) -> float:
        """Half the width of the range at `level`: the distance whose p is one less the level."""
        widest = float(stdtrit(self.freedom, (1 + level) / 2) * self.errors.max())
        if self.p(widest) >= 1 - level - 1e-12:
            return widest
        return float(brentq(lambda reach: self.p(reach) - (1 - level), widest * 1e-9, widest, xtol=1e-14, rtol=1e-12))
