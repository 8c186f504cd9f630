"""The variance between areas in the Fay-Herriot model: restricted maximum likelihood, and its adjusted form."""

import numpy as np
from scipy.optimize import brentq

from commonbeat.plumb.areas.cells import Floats

GRID = 80
"""Values of the variance at which the likelihood is looked at before the search is narrowed."""


def coefficients(direct: Floats, variances: Floats, x: Floats, between: float) -> tuple[Floats, Floats]:
    """The generalized least squares coefficients and their covariance at a variance `between` areas."""
    weights = 1 / (between + variances)
    covariance = np.asarray(np.linalg.inv((x.T * weights) @ x), dtype=np.float64)
    return covariance @ (x.T @ (weights * direct)), covariance


def log_likelihood(direct: Floats, variances: Floats, x: Floats, between: float) -> float:
    """The restricted log likelihood of the variance `between`, without its constant."""
    beta, covariance = coefficients(direct, variances, x, between)
    total, rest = between + variances, direct - x @ beta
    return float(-(np.log(total).sum() - np.linalg.slogdet(covariance)[1] + (rest**2 / total).sum()) / 2)


def score(direct: Floats, variances: Floats, x: Floats, between: float) -> float:
    """The slope of the restricted log likelihood."""
    beta, covariance = coefficients(direct, variances, x, between)
    weights = 1 / (between + variances)
    trace = weights.sum() - np.einsum("ij,ji->", covariance, (x.T * weights**2) @ x)
    return float((((direct - x @ beta) * weights) ** 2).sum() - trace) / 2


def reml(direct: Floats, variances: Floats, x: Floats) -> float:
    """The variance between areas that maximizes the restricted likelihood; 0 where it only falls from there on.

    The likelihood is looked at on a grid first, as it may have two peaks, and the highest is narrowed down to the zero
    of its slope. Where there is no such zero (a likelihood as good as flat), the peak of the grid stands.
    Source: Patterson and Thompson, Biometrika 58 (1971), 545-554; for this model Datta and Lahiri (2000).
    """

    def slope(between: float) -> float:
        return score(direct, variances, x, between)

    grid = np.concatenate([[0.0], _grid(direct, variances)])
    heights = [log_likelihood(direct, variances, x, between) for between in grid]
    best = int(np.argmax(heights))
    low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, GRID)])
    if slope(low) > 0 > slope(high):
        return float(brentq(slope, low, high, xtol=1e-14 * high, rtol=1e-14))
    falling = all(slope(float(between)) <= 0 for between in grid[: best + 1])
    return 0.0 if falling else float(grid[best])


def adjusted_reml(direct: Floats, variances: Floats, x: Floats) -> float:
    """The variance that maximizes the restricted likelihood times the variance itself, which is always over zero.

    Source: Li and Lahiri (2010). Needs three areas more than coefficients.
    """

    def slope(log: float) -> float:
        between = float(np.exp(log))
        return between * score(direct, variances, x, between) + 1

    grid = np.log(_grid(direct, variances))
    return float(np.exp(brentq(slope, grid[0] - 10, grid[-1] + 10)))


def _grid(direct: Floats, variances: Floats) -> Floats:
    """Variances from far below the sampling variances to far above what the areas can show."""
    top = max(float(np.var(direct)) * 10, float(variances.max()) * 10)
    return np.geomspace(float(variances.min()) * 1e-4, top, GRID)
