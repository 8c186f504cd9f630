"""Yes of n where officers differ alike in the log-odds: binomial tails averaged over a normal of log-odds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.special import betainc, expit, gammaln, logit, xlog1py, xlogy

from commonbeat.plumb.peers.nodes import around, quantile, root_between, sides

if TYPE_CHECKING:
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"

NODES = np.linspace(-7.0, 7.0, 117)
HEAVY = np.exp(-(NODES**2) / 2) / np.exp(-(NODES**2) / 2).sum()
"""Evenly spaced points of a normal and their weights: for the mean share, which is smooth, as good as exact."""

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
        share, heavy = self._near(observed, self._centre(expected, spreads), spreads)
        hits, misses = observed[:, None], (self.trials - observed)[:, None]
        top = xlogy(observed, observed / self.trials) + xlog1py(self.trials - observed, -observed / self.trials)
        chance = (np.exp(xlogy(hits, share) + xlog1py(misses, -share) - top[:, None]) * heavy).sum(axis=1)
        ways = gammaln(self.trials + 1) - gammaln(observed + 1) - gammaln(self.trials - observed + 1)
        return float((np.log(np.maximum(chance, 1e-300)) + top + ways).sum())

    def below(self, limit: Floats, expected: Floats, spreads: Floats) -> tuple[Floats, Floats]:
        """By the incomplete beta function at each log-odds; -1 or fewer never happens, n or fewer always."""
        return self._below(limit, self._centre(expected, spreads), spreads)

    def ends(self, expected: Floats, spreads: Floats, level: float) -> tuple[Floats, Floats]:
        """By halving the outcomes from 0 to n."""
        centre = self._centre(expected, spreads)

        def upto(limit: Floats) -> Floats:
            return self._below(limit, centre, spreads)[0]

        return quantile(upto, self.trials, (1 - level) / 2), quantile(upto, self.trials, (1 + level) / 2)

    def _below(self, limit: Floats, centre: Floats, spreads: Floats) -> tuple[Floats, Floats]:
        """Both tails, for a middle log-odds that is known."""
        k = np.clip(limit, 0.0, self.trials - 1)
        share, heavy = self._near(k, centre, spreads)
        hits, misses = k[:, None] + 1, (self.trials - k)[:, None]
        upto = (betainc(misses, hits, 1 - share) * heavy).sum(axis=1)
        over = (betainc(hits, misses, share) * heavy).sum(axis=1)
        never, always = limit < 0, limit >= self.trials
        upto = np.where(never, 0.0, np.where(always, 1.0, np.minimum(upto, 1.0)))
        return sides(upto, np.where(never, 1.0, np.where(always, 0.0, over)))

    def _near(self, hits: Floats, centre: Floats, spreads: Floats) -> tuple[Floats, Floats]:
        """Shares at log-odds around those that make `hits` likeliest, and their weights (officers x points)."""
        root = np.sqrt(spreads)
        peak = root_between(
            np.minimum(root * (hits - self.trials), 0.0),
            np.maximum(root * hits, 0.0),
            lambda at: at - root * (hits - self.trials * expit(centre + root * at)),
        )
        share = expit(centre + root * peak)
        at, heavy = around(peak, 1 / np.sqrt(1 + spreads * self.trials * share * (1 - share)))
        return np.asarray(expit(centre[:, None] + root[:, None] * at)), heavy

    def _centre(self, expected: Floats, spreads: Floats) -> Floats:
        """The middle log-odds at which the mean share is what is expected (Newton)."""
        aim = expected / self.trials
        stretch = np.sqrt(spreads)[:, None] * NODES
        centre = np.asarray(logit(aim))
        for _ in range(STEPS):
            share = expit(centre[:, None] + stretch)
            move = (aim - share @ HEAVY) / ((share * (1 - share)) @ HEAVY)
            centre = centre + np.clip(move, -1.0, 1.0)
            if np.abs(move).max() < 1e-10:
                break
        return centre
