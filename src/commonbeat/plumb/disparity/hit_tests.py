"""Are shares alike across groups? Pearson's test over all places at once, and Cochran, Mantel and Haenszel's within."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import chdtrc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualityTest:
    """A test that all groups have the same share: `statistic` (chi-square), its `freedom`, and `chance`.

    `chance`: how often so large a statistic would come up if the shares were the same (the p-value). It is not the
    chance that they are the same. Without two groups to compare, freedom is 0 and chance 1.
    """

    statistic: float
    freedom: int
    chance: float


def pooled_test(hits: Floats, searches: Floats) -> EqualityTest:
    """Pearson's chi-square of equal shares, from hits and searches by group and place (both groups x places), pooled.

    Source: Knowles, Persico and Todd, Journal of Political Economy 109 (2001), 203-229.
    """
    yes, all_ = hits.sum(axis=1), searches.sum(axis=1)
    yes, all_ = yes[all_ > 0], all_[all_ > 0]
    share = yes.sum() / all_.sum()
    if len(all_) < 2 or share in (0, 1):
        return _test(0.0, max(len(all_) - 1, 0))
    return _test(float(((yes - all_ * share) ** 2 / (all_ * share * (1 - share))).sum()), len(all_) - 1)


def within_places_test(hits: Floats, searches: Floats) -> EqualityTest:
    """The test of equal shares within each place, summed over places (both arrays groups x places); no correction.

    Source: Mantel and Haenszel, Journal of the National Cancer Institute 22 (1959), 719-748; for more than two groups:
    Landis, Heyman and Koch, International Statistical Review 46 (1978), 237-254.
    """
    all_, yes = searches.sum(axis=0), hits.sum(axis=0)
    there = all_ > 1
    n, k, parts = all_[there], yes[there], searches[:, there]
    excess = (hits[:, there] - parts * k / n).sum(axis=1)
    scale = k * (n - k) / (n**2 * (n - 1))
    spread = np.diag((parts * n * scale).sum(axis=1)) - (parts * scale) @ parts.T
    values, vectors = np.linalg.eigh(spread)
    alive = values > 1e-9 * max(float(values.max(initial=0.0)), 1e-9)
    turned = vectors[:, alive].T @ excess
    return _test(float((turned**2 / values[alive]).sum()), int(alive.sum()))


def _test(statistic: float, freedom: int) -> EqualityTest:
    chance = float(chdtrc(freedom, statistic)) if freedom else 1.0
    return EqualityTest(statistic=statistic, freedom=freedom, chance=chance)
