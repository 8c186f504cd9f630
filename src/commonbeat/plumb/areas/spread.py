"""How much the random terms vary: the posterior mode of their SDs, and weighted points around it for what is unsure."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import ndtri

from commonbeat.plumb.areas.cells import Floats
from commonbeat.plumb.areas.laplace import Mode, Problem, mode, slope
from commonbeat.plumb.errors import DataError

LOWEST, HIGHEST = np.log(1e-3), np.log(20.0)
"""Ends of the search for the log of an SD on the logit scale."""
WIDER = 1.15
"""The points spread wider than the normal approximation, so that a long tail of the posterior is not missed."""
FEWEST = 4.0
"""The points count as this many equal ones at least, else the mixture is too coarse to trust."""
MORE = 4
"""Where they do not, so many times as many points are tried."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spread:
    """The posterior of the SDs as weighted points, each with its mode of the effects.

    `sds`: points x terms. `weights` add to 1. `peak`: the SDs at the posterior mode of their logs.
    `effective`: how many equally weighted points they are worth.
    """

    sds: Floats
    weights: Floats
    modes: tuple[Mode, ...]
    peak: Floats
    effective: float


def spread(problem: Problem, terms: int, scale: float, points: int) -> Spread:
    """The posterior of `terms` SDs under half-normal priors of `scale`, at `points` points.

    The mode of the log SDs is found with exact slopes; a normal approximation there (curvature by differences of
    slopes) places points of a low-discrepancy lattice, and each is weighted by the exact ratio of the Laplace posterior
    to the density it was placed by. Where they are worth too few equal ones, four times as many are tried.
    Sources: Rue, Martino and Chopin (2009) for integrating over such points; Geweke, Econometrica 57 (1989), 1317-1339
    for the weights.
    """
    search = _Search(problem, terms, scale)
    peak = minimize(
        search.falling,
        np.log(np.full(terms, min(0.3, scale))),
        jac=True,
        method="L-BFGS-B",
        bounds=[(LOWEST, HIGHEST)] * terms,
        options={"gtol": 1e-2, "ftol": 1e-8, "maxiter": 200},
    ).x
    root = _root(search, peak)
    for tried in (points, MORE * points):
        found = _weighted(search, peak, root, tried)
        if found.effective >= min(FEWEST, tried / 2):
            return found
    vague = f"how much the groups differ cannot be pinned down ({found.effective:.1f} effective points of {tried})"
    raise DataError("cells", vague, "Use fewer random factors, or more points")


def _weighted(search: "_Search", peak: Floats, root: Floats, points: int) -> Spread:
    """So many points around the peak with their weights."""
    normal = _lattice(points, len(peak))
    logs = np.clip(peak + WIDER * normal @ root.T, LOWEST - 2, HIGHEST)
    modes, heights = zip(*(search.at(at) for at in logs), strict=True)
    ratio = np.array(heights) + (normal**2).sum(axis=1) / 2
    weights = np.exp(ratio - ratio.max())
    weights /= weights.sum()
    effective = float(1 / (weights @ weights))
    return Spread(sds=np.exp(logs), weights=weights, modes=modes, peak=np.exp(peak), effective=effective)


class _Search:
    """The log posterior of the log SDs and its slope; each search for a mode starts from the one before."""

    def __init__(self, problem: Problem, terms: int, scale: float) -> None:
        self.problem, self.terms, self.scale = problem, terms, scale
        self.start: Floats | None = None

    def at(self, logs: Floats) -> tuple[Mode, float]:
        """The mode of the effects and the log posterior, up to a constant."""
        sds = np.exp(logs)
        found = mode(self.problem, sds, self.start)
        self.start = found.effects
        return found, found.log_marginal - float((sds**2).sum() / (2 * self.scale**2) - logs.sum())

    def rising(self, logs: Floats) -> tuple[float, Floats]:
        """The log posterior and its slope."""
        found, height = self.at(logs)
        return height, slope(self.problem, found, self.terms) - np.exp(2 * logs) / self.scale**2 + 1

    def falling(self, logs: Floats) -> tuple[float, Floats]:
        """The same with its sign turned, for a minimizer."""
        height, slopes = self.rising(logs)
        return -height, -slopes


def _root(search: _Search, peak: Floats, step: float = 0.02) -> Floats:
    """A square root of the covariance of the log SDs, from differences of slopes; its SDs are kept from 0.02 to 2."""
    terms = len(peak)
    curve = np.empty((terms, terms))
    for term, along in enumerate(np.eye(terms) * step):
        curve[term] = (search.rising(peak - along)[1] - search.rising(peak + along)[1]) / (2 * step)
    values, vectors = np.linalg.eigh((curve + curve.T) / 2)
    root: Floats = vectors / np.sqrt(np.clip(values, 1 / 2.0**2, 1 / 0.02**2))
    return root


def _lattice(points: int, terms: int) -> Floats:
    """Standard normal points that fill the space evenly (points x terms), the center first.

    The additive recurrence of the roots of x^(terms + 1) = x + 1; Niederreiter, Random Number Generation and
    Quasi-Monte Carlo Methods (SIAM 1992) treats such sequences.
    """
    root = 2.0
    for _ in range(40):
        root = (1 + root) ** (1 / (terms + 1))
    places = (0.5 + np.arange(points)[:, None] * root ** -np.arange(1.0, terms + 1)) % 1
    normal: Floats = ndtri(np.clip(places, 1e-9, 1 - 1e-9))
    return normal
