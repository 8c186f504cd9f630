"""Standard errors that do not trust the model: rows that belong together, and series that remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.arrays import frozen, same_length
from commonbeat.plumb.checks import whole
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.fit.grouped import Fit

    Floats = NDArray[np.float64]


def clustered(fit: Fit, groups: ArrayLike) -> Floats:
    """The covariance (p x p) of a fit whose rows are alike within `groups` (rows: one label each, g in all).

    The scores are summed within a group and their spread between groups is what counts, times g / (g - 1).
    Raises DataError for fewer than two groups. Source: Liang and Zeger, Biometrika 73 (1986), 13-22.
    """
    labels = np.asarray(groups)
    same_length("groups", labels, len(fit.residual))
    found, numbers = np.unique(labels, return_inverse=True)
    if (many := len(found)) < 2:
        raise DataError("groups", f"there are {many}", "Without two groups nothing can be said of their spread")
    scores = np.zeros((many, len(fit.coef)))
    np.add.at(scores, numbers, fit.matrix.values * fit.residual[:, None])
    return frozen(fit.cov @ (scores.T @ scores) @ fit.cov * (many / (many - 1)))


def newey_west(scores: Floats, bread: Floats, lags: int) -> Floats:
    """The covariance (p x p) of a series whose errors remember `lags` steps back: Bartlett weights on the `scores`.

    `scores` (times x p, in order of time), `bread` (p x p: the inverse information).
    Source: Newey and West, Econometrica 55 (1987), 703-708.
    """
    whole("lags", lags, least=0)
    if lags >= len(scores):
        raise DataError("lags", f"{lags} lags in {len(scores)} times", "Look back over fewer steps than there are")
    meat = scores.T @ scores
    for lag in range(1, lags + 1):
        across = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (lags + 1)) * (across + across.T)
    return frozen(bread @ meat @ bread)
