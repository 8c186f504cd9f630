"""How far the truth of an area without a figure may lie from its fitted value, the variance between areas unknown."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from commonbeat.plumb.areas.cells import Floats

STEPS = 200
"""Values of the variance between areas that stand for all of them."""
NEGLIGIBLE = 30.0
"""A value whose log density lies this far under the highest plays no part."""
HALVINGS = 50
"""How often the search for an end of a range is halved."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posterior:
    """What the measured areas leave open: values of the variance `between` areas and their `chance` (steps).

    `beta` (steps x coefficients), `covariance` (steps x coefficients x coefficients): the least squares fit at each.
    """

    between: Floats
    chance: Floats
    beta: Floats
    covariance: Floats


def posterior(direct: Floats, variances: Floats, x: Floats) -> Posterior:
    """The posterior of the variance between areas: the restricted likelihood times Jeffreys' prior.

    The prior is the square root of the restricted information. Where the areas differ far more than their sampling
    variances, the ranges are then those of Student's t with areas less coefficients degrees of freedom; and the
    posterior is a proper one where REML says 0, too. Source: Jeffreys, Proceedings of the Royal Society A 186 (1946),
    453-461.
    """
    low = float(np.log(variances.min() * 1e-4))
    high = float(np.log(max(float(np.var(direct)), float(variances.max())) * 1e4))
    for _ in range(2):
        logs = np.linspace(low, high, STEPS)
        density, beta, covariance = _density(direct, variances, x, np.exp(logs))
        density += logs
        kept = np.flatnonzero(density > density.max() - NEGLIGIBLE)
        low, high = logs[max(kept[0] - 1, 0)], logs[min(kept[-1] + 1, STEPS - 1)]
    chance = np.exp(density - density.max())
    return Posterior(between=np.exp(logs), chance=chance / chance.sum(), beta=beta, covariance=covariance)


def half_widths(found: Posterior, x: Floats, point: Floats, level: float) -> Floats:
    """For each area (rows of `x`, fitted values `point`) the distance that the truth keeps with a chance of `level`."""
    spread = np.sqrt(found.between + np.einsum("ij,gjk,ik->ig", x, found.covariance, x))
    apart = x @ found.beta.T - point[:, None]
    near: Floats = np.zeros(len(x))
    far: Floats = (np.abs(apart) + 10 * spread).max(axis=1)
    for _ in range(HALVINGS):
        half = (near + far) / 2
        inside = ndtr((half[:, None] - apart) / spread) - ndtr((-half[:, None] - apart) / spread)
        short = inside @ found.chance < level
        near, far = np.where(short, half, near), np.where(short, far, half)
    return far


def _density(direct: Floats, variances: Floats, x: Floats, between: Floats) -> tuple[Floats, Floats, Floats]:
    """The log posterior density of each variance `between` areas, without its constant, and the fit there."""
    weights = 1 / (between[:, None] + variances)
    first, second, third = (np.einsum("ij,gi,ik->gjk", x, weights**power, x) for power in (1, 2, 3))
    covariance = np.linalg.inv(first)
    beta = np.einsum("gjk,gk->gj", covariance, (weights * direct) @ x)
    rest = ((direct - beta @ x.T) ** 2 * weights).sum(axis=1)
    likelihood = (np.log(weights).sum(axis=1) - np.linalg.slogdet(first)[1] - rest) / 2
    fitted = covariance @ second
    lost = np.einsum("gjk,gkj->g", covariance, third) * 2 - np.einsum("gjk,gkj->g", fitted, fitted)
    information = np.maximum((weights**2).sum(axis=1) - lost, np.finfo(np.float64).tiny)
    return likelihood + np.log(information) / 2, beta, covariance
