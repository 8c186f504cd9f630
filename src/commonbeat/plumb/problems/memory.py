"""Errors that remember: how much of each month carries on into the next, weighed over what the residuals allow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.arrays import frozen
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.problems.spread import Spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CARRIED = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""How much of one period's surplus may carry on into the next.

Weaker memory lies between none and these; models of its own would only take weight from strong memory (docs/methods
has the figures).
"""

LONGEST = 400
"""Periods beyond which the models of memory would fill the machine's own."""

SHARES = (0.3, 0.6, 1.0)
"""How much of the variance may be of the kind that carries on; the rest is fresh in each period."""

BEFOREHAND = (0.52, 0.03, 0.05, 0.4)
"""The weight beforehand of no memory, and of the models of each share (alike whatever carries on)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The models of memory weighed: `weights` (k), unit `correlations` (k x n x n), `scales` (k), `freedom`.

    The first model has none; then follow those of each share, from little to much that carries on.
    """

    weights: Floats
    correlations: Floats
    scales: Floats
    freedom: int

    @property
    def lag_one(self) -> float:
        """The correlation of neighboring periods, averaged over the models."""
        return float(self.weights @ self.correlations[:, 0, 1])

    def spread(self, contrast: Floats) -> Spread:
        """The spread of `contrast` (n: what each residual counts for in the figure)."""
        variances = self.scales * np.einsum("i,kij,j->k", contrast, self.correlations, contrast, optimize=True)
        return Spread(errors=np.sqrt(np.maximum(variances, 0)), weights=self.weights, freedom=self.freedom)


def memory(columns: Floats, residual: Floats) -> Memory:
    """The models of memory, weighed by restricted likelihood: `columns` (n x p) and `residual` (n), in equal variance.

    Each model is noise of which a share carries on by a constant factor (an AR(1) seen through fresh noise). The
    restricted likelihood allows for what the p columns took out of the residuals, which a Newey-West error does not.
    Raises DataError for over 400 periods.
    Source: Patterson and Thompson, Biometrika 58 (1971), 545-554; Zeger, Biometrika 75 (1988), 621-629 (the model).
    """
    n, p = columns.shape
    if n > LONGEST:
        remedy = 'Count by longer periods, or ask for errors="newey_west"'
        raise DataError("series", f"{n} periods are more than {LONGEST}", remedy)
    correlations, inverses, sizes = _models(n)
    both = np.column_stack([columns, residual])
    product = both.T @ (inverses @ both)
    inner, across = product[:, :p, :p], product[:, :p, p]
    explained = (across * np.linalg.solve(inner, across[..., None])[..., 0]).sum(axis=1)
    left = np.maximum(product[:, p, p] - explained, np.finfo(float).tiny)
    fit = -0.5 * sizes - 0.5 * np.linalg.slogdet(inner)[1] - (n - p) / 2 * np.log(left)
    before = np.r_[BEFOREHAND[0], np.repeat(BEFOREHAND[1:], len(CARRIED)) / len(CARRIED)]
    weights = before * np.exp(fit - fit.max())
    return Memory(
        weights=frozen(weights / weights.sum()), correlations=correlations, scales=left / (n - p), freedom=n - p
    )


@lru_cache(maxsize=2)
def _models(n: int) -> tuple[Floats, Floats, Floats]:
    """The correlations of n periods under each model, their inverses and the logs of their determinants."""
    apart = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    fresh = np.eye(n)
    kinds = [fresh] + [(1 - share) * fresh + share * carried**apart for share in SHARES for carried in CARRIED]
    models = np.array(kinds)
    return frozen(models), frozen(np.linalg.inv(models)), frozen(np.linalg.slogdet(models)[1])


def usual_lags(n: int) -> int:
    """How many lags a Newey-West error looks back in a series of n: the whole part of 4 (n / 100)^(2/9).

    Source: Newey and West, Review of Economic Studies 61 (1994), 631-653.
    """
    return int(4 * (n / 100) ** (2 / 9))


def autocorrelations(residual: Floats, lags: int) -> Floats:
    """The correlation of a residual (n) with itself 1 to `lags` periods later; 0 where it never moves."""
    apart = residual - residual.mean()
    total = max(float(apart @ apart), np.finfo(float).tiny)
    return frozen(np.array([apart[lag:] @ apart[:-lag] / total for lag in range(1, lags + 1)]))
