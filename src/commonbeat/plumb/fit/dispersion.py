"""Counts that vary more than chance alone: the negative binomial, its spread found by maximum likelihood."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import gammaln, xlogy

from commonbeat.plumb.arrays import amounts, counts
from commonbeat.plumb.checks import amount
from commonbeat.plumb.fit.grouped import Fit, closed, emptied, newton, poisson

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.fit.matrix import Matrix

    Floats = NDArray[np.float64]

NARROWEST, WIDEST = 1e-6, 1e3
"""The least and most spread (alpha) looked for; under the least the counts are as good as Poisson's."""


def negative_binomial(
    design: Matrix, events: ArrayLike, *, exposure: ArrayLike | None = None, spread: float | None = None
) -> Fit:
    """A log-linear model of cells whose counts vary by mean + alpha mean^2; alpha is `spread`, or fitted.

    `events` and a known `exposure` (rows). Where the counts vary no more than chance alone, alpha is 0 and the fit is
    Poisson's. `cov` takes alpha as known, as is usual. Raises DataError as `poisson` does.
    Source: Hilbe, Negative Binomial Regression, 2nd edition (Cambridge University Press 2011), NB2; Lawless, Canadian
    Journal of Statistics 15 (1987), 209-225.
    """
    plain = poisson(design, events, exposure=exposure)
    rows = len(design.values)
    seen = counts("events", events, rows=rows)
    shift = np.zeros(rows) if exposure is None else np.log(amounts("exposure", exposure, rows=rows, above_zero=True))
    if spread is not None:
        return _at(design, seen, shift, spread) if amount("spread", spread) > NARROWEST else plain

    def missing(log_alpha: float) -> float:
        return -_at(design, seen, shift, float(np.exp(log_alpha))).log_likelihood

    ends = (float(np.log(NARROWEST)), float(np.log(WIDEST)))
    found = minimize_scalar(missing, bounds=ends, method="bounded", options={"xatol": 1e-9})
    best = _at(design, seen, shift, float(np.exp(found.x)))
    flat = _at(design, seen, shift, NARROWEST)
    return best if best.log_likelihood > flat.log_likelihood + 1e-9 else plain


def _at(design: Matrix, seen: Floats, shift: Floats, alpha: float) -> Fit:
    """The fit for one alpha: Newton's steps with the observed information, standard errors from the expected."""

    def working(eta: Floats) -> tuple[Floats, Floats, Floats]:
        mean = np.exp(eta)
        share = 1 / (1 + alpha * mean)
        return mean, (seen - mean) * share, mean * (1 + alpha * seen) * share**2

    start = np.log(seen + 0.5)
    coef, eta, steps = newton(design, working, start, shift, np.ones(len(seen)), lambda: emptied(design, seen))
    mean, residual, _ = working(eta)
    weight = mean / (1 + alpha * mean)
    size = 1 / alpha
    likelihood = gammaln(seen + size) - gammaln(size) - gammaln(seen + 1) + size * np.log(size / (size + mean))
    likelihood += xlogy(seen, mean / (size + mean))
    deviance = xlogy(seen, np.where(seen > 0, seen, 1) / mean)
    deviance -= (seen + size) * np.log((seen + size) / (mean + size))
    fit = closed(
        design, coef, mean, residual, weight, 2 * float(deviance.sum()), float(likelihood.sum()), steps, seen >= 0
    )
    return replace(fit, spread=alpha)
