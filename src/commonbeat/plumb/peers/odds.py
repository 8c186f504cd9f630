"""Yes of n where officers differ alike in the log-odds: binomial tails averaged over a normal of log-odds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.special import betainc, expit, gammaln, logit, xlog1py, xlogy

if TYPE_CHECKING:
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"

NODES = np.linspace(-7.0, 7.0, 117)
HEAVY = np.exp(-(NODES**2) / 2) / np.exp(-(NODES**2) / 2).sum()
"""Evenly spaced points of a normal and their weights: for so smooth a sum as good as exact."""

STEPS = 12


@dataclass(frozen=True, slots=True)
class Odds:
    """Yes of `trials` (one per officer): binomial, the log-odds of officers normal with variance `spread`.

    Officers with rare and with frequent events stand side by side: what sets them apart multiplies their odds.
    Source: Williams, Applied Statistics 31 (1982), 144-148 (model III).
    """

    trials: Floats

    def widened(self, expected: Floats, spread: float, noise: Floats) -> Floats:
        """The variance of the log-odds plus that of the expected share's own (by the delta method)."""
        return spread + noise / (1 - expected / self.trials) ** 2

    def likelihood(self, observed: Floats, expected: Floats, spreads: Floats) -> float:
        """The log-likelihood of all officers."""
        share = self._shares(expected, spreads)
        hits, misses = observed[:, None], (self.trials - observed)[:, None]
        top = xlogy(observed, observed / self.trials) + xlog1py(self.trials - observed, -observed / self.trials)
        chance = np.exp(xlogy(hits, share) + xlog1py(misses, -share) - top[:, None]) @ HEAVY
        ways = gammaln(self.trials + 1) - gammaln(observed + 1) - gammaln(self.trials - observed + 1)
        return float((np.log(np.maximum(chance, 1e-300)) + top + ways).sum())

    def below(self, limit: Floats, expected: Floats, spreads: Floats) -> tuple[Floats, Floats]:
        """By the incomplete beta function at each log-odds; -1 or fewer never happens, n or fewer always."""
        share = self._shares(expected, spreads)
        k, rest = np.clip(limit, 0.0, self.trials - 1)[:, None], self.trials[:, None]
        upto = betainc(rest - k, k + 1, 1 - share) @ HEAVY
        over = betainc(k + 1, rest - k, share) @ HEAVY
        none, all_ = limit < 0, limit >= self.trials
        return np.where(none, 0.0, np.where(all_, 1.0, upto)), np.where(none, 1.0, np.where(all_, 0.0, over))

    def ends(self, expected: Floats, spreads: Floats, level: float) -> tuple[Floats, Floats]:
        """By halving the outcomes from 0 to n."""
        return self._quantile(expected, spreads, (1 - level) / 2), self._quantile(expected, spreads, (1 + level) / 2)

    def _quantile(self, expected: Floats, spreads: Floats, chance: float) -> Floats:
        low, high = np.full(len(expected), -1.0), self.trials.copy()
        while (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            enough = self.below(middle, expected, spreads)[0] >= chance
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        return high

    def _shares(self, expected: Floats, spreads: Floats) -> Floats:
        """The share at each log-odds (officers x nodes), centred so that its mean is what is expected (Newton)."""
        aim = expected / self.trials
        stretch = np.sqrt(spreads)[:, None] * NODES
        centre = logit(aim)
        for _ in range(STEPS):
            share = expit(centre[:, None] + stretch)
            move = (aim - share @ HEAVY) / ((share * (1 - share)) @ HEAVY)
            centre = centre + np.clip(move, -1.0, 1.0)
            if np.abs(move).max() < 1e-10:
                break
        return np.asarray(expit(centre[:, None] + stretch))
