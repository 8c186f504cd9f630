"""Counts where officers differ alike in the log of their rate: Poisson tails averaged over a normal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.special import gammainc, gammaincc, gammaln, wrightomega, xlogy

from commonbeat.plumb.errors import DataError
from commonbeat.plumb.peers.nodes import around, quantile, sides

if TYPE_CHECKING:
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"

MOST = 2.0**53
"""Counts over this have no next whole number."""

LARGEST = 600.0
"""The log of a rate that is larger than any count."""

LEAST = 1e-12
"""A variance of log rates as good as none."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts: Poisson, the log of the officers' rates normal with variance `spread` (Poisson alone where that is 0).

    What sets officers apart multiplies their rates. The upper tail is heavier than that of a gamma of rates (negative
    binomial), so that few officers are flagged wrongly whichever of the two is true.
    Source: Bulmer, Biometrics 30 (1974), 101-110.
    """

    def widened(self, expected: Floats, spread: float, noise: Floats) -> Floats:
        """The variance of the log rates plus the noise of the expected count (by the delta method)."""
        return spread + noise

    def likelihood(self, observed: Floats, expected: Floats, spreads: Floats) -> float:
        """The log-likelihood of all officers."""
        mean, heavy = self._near(observed, expected, spreads)
        top = xlogy(observed, observed) - observed
        chance = (np.exp(xlogy(observed[:, None], mean) - mean - top[:, None]) * heavy).sum(axis=1)
        return float((np.log(np.maximum(chance, 1e-300)) + top - gammaln(observed + 1)).sum())

    def below(self, limit: Floats, expected: Floats, spreads: Floats) -> tuple[Floats, Floats]:
        """By the incomplete gamma function at each rate; -1 or fewer never happens."""
        k = np.maximum(limit, 0.0)
        mean, heavy = self._near(k, expected, spreads)
        upto, over = ((part(k[:, None] + 1, mean) * heavy).sum(axis=1) for part in (gammaincc, gammainc))
        return sides(np.where(limit < 0, 0.0, np.minimum(upto, 1.0)), np.where(limit < 0, 1.0, over))

    def ends(self, expected: Floats, spreads: Floats, level: float) -> tuple[Floats, Floats]:
        """By halving between counts that are surely too low and too high."""

        def upto(limit: Floats) -> Floats:
            return self.below(limit, expected, spreads)[0]

        high = np.ceil(expected + 1) * 2
        while (short := upto(high) < (1 + level) / 2).any() and high.max() < MOST:
            high = np.where(short, high * 2, high)
        if high.max() >= MOST:
            said = f"like work would bring an officer about {expected.max():.0e} events, more than can be counted"
            raise DataError("exposure", said, "Look for rows whose exposure is in another unit")
        return quantile(upto, high, (1 - level) / 2), quantile(upto, high, (1 + level) / 2)

    def _near(self, seen: Floats, expected: Floats, spreads: Floats) -> tuple[Floats, Floats]:
        """Mean counts around those that make `seen` likeliest, and their weights (officers x points).

        The peak solves u = spread (seen - exp(centre + u)), u the shift of the log rate: Wright's omega.
        """
        some = np.maximum(spreads, LEAST)
        root = np.sqrt(some)
        centre = np.log(expected) - some / 2
        shift = some * seen - wrightomega(np.log(some) + centre + some * seen)
        at, heavy = around(shift / root, 1 / np.sqrt(1 + some * np.exp(np.minimum(centre + shift, LARGEST))))
        return np.exp(np.minimum(centre[:, None] + root[:, None] * at, LARGEST)), heavy
