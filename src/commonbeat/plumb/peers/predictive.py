"""What like work would bring by chance: the spread between officers, and where each count lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import ndtri

if TYPE_CHECKING:
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"

NARROWEST = 1e-6
"""A spread under which counts vary as good as by chance alone."""

WIDEST = 1e2


class Predictive(Protocol):
    """How the counts of officers in like work vary, each around what is expected."""

    def widened(self, expected: Floats, spread: float, noise: Floats) -> Floats:
        """Each officer's spread with the relative variance (`noise`) of the expected count worked in."""

    def likelihood(self, observed: Floats, expected: Floats, spreads: Floats) -> float:
        """The log-likelihood of all officers."""

    def below(self, limit: Floats, expected: Floats, spreads: Floats) -> tuple[Floats, Floats]:
        """The chance of `limit` or fewer, and of more (each to full precision)."""

    def ends(self, expected: Floats, spreads: Floats, level: float) -> tuple[Floats, Floats]:
        """The counts between which an officer in like work stays with the chance `level`."""


def fitted_spread(kind: Predictive, observed: Floats, expected: Floats, noise: Floats) -> float:
    """The spread between officers under which counts that were left out are likeliest; 0 where chance is enough.

    Each officer's count is set against what the others make one expect (predictive likelihood), so that the many rates
    that are fitted do not make the spread look smaller than it is.
    """

    def missing(log_spread: float) -> float:
        return -kind.likelihood(observed, expected, kind.widened(expected, float(np.exp(log_spread)), noise))

    ends = (float(np.log(NARROWEST)), float(np.log(WIDEST)))
    found = minimize_scalar(missing, bounds=ends, method="bounded", options={"xatol": 1e-8})
    flat = kind.likelihood(observed, expected, kind.widened(expected, 0.0, noise))
    return float(np.exp(found.x)) if -found.fun > flat + 1e-9 else 0.0


def scores(kind: Predictive, observed: Floats, expected: Floats, spreads: Floats) -> tuple[Floats, Floats]:
    """Between which normal scores each count lies: that of the chance of fewer, and of the chance of so many or fewer.

    A whole count fills the space between the two; taking the whole space, not a random point in it, keeps the scores
    of counts free of chance. Beyond nine standard deviations the end of so many or fewer is the surer one.
    Source: Czado, Gneiting and Held, Biometrics 65 (2009), 1254-1261.
    """
    low, high = (_normal(*kind.below(limit, expected, spreads)) for limit in (observed - 1, observed))
    return np.minimum(low, high), high


def _normal(upto: Floats, over: Floats) -> Floats:
    """The normal score with `upto` below and `over` above, from whichever is smaller."""
    return np.where(upto < over, ndtri(np.minimum(upto, 0.5)), -ndtri(np.minimum(over, 0.5)))
