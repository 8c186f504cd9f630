"""Calibration: weights that fit margins and amounts, changed as little as can be, linearly or within bounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import lstsq
from scipy.special import expit, logit

from commonbeat.plumb.arrays import frozen
from commonbeat.plumb.checks import number, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.survey.columns import Floats, positive
from commonbeat.plumb.survey.margins import Amount, Cells, Margin, collapse, dense
from commonbeat.plumb.survey.methods import CALIBRATION_LINEAR, CALIBRATION_LOGIT
from commonbeat.plumb.survey.weights import Weights, fitted

TOLERANCE = 1e-12
HALVINGS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Factor 1 + u: the least squares change; it may turn negative, which is refused."""

    def at(self, u: Floats) -> tuple[Floats, Floats]:
        """Factor and its slope."""
        return 1 + u, np.ones_like(u)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logit:
    """Factor between `least` (under 1) and `greatest` (over 1), an S-shaped curve through 1 with slope 1 at u = 0."""

    least: float
    greatest: float

    def at(self, u: Floats) -> tuple[Floats, Floats]:
        """Factor and its slope."""
        wide = self.greatest - self.least
        steep = wide / ((1 - self.least) * (self.greatest - 1))
        part = expit(steep * u + logit((1 - self.least) / wide))
        return self.least + wide * part, wide * steep * part * (1 - part)


def calibrate(
    margins: Sequence[Margin] = (),
    *,
    amounts: Sequence[Amount] = (),
    base: ArrayLike | None = None,
    method: Literal["linear", "logit"] = "linear",
    bounds: tuple[float, float] | None = None,
    population: float | None = None,
    iterations: int = 50,
) -> Weights:
    """Weights that meet every margin and amount and stay close to `base` (n,), which is 1 for everybody if None.

    "linear": weighted least squares, solved at once. "logit": every weight stays between `bounds` (such as (0.3, 3))
    times its base. Without amounts the work depends on the cells of the margins, not on the rows.
    Raises DataError where a linear weight is not over zero (naming the row), where bounds cannot hold, and as `rake`.
    Source: Deville and Särndal (1992), the linear distance and the logit one.
    """
    whole("iterations", iterations, least=1)
    curve = _curve(method, bounds)
    cells = collapse(margins, amounts, population)
    rows = len(cells.of_row)
    start = frozen(np.ones(rows)) if base is None else positive("base", base, rows)

    fit = partial(solved, curve=curve, iterations=iterations)
    named = CALIBRATION_LINEAR if method == "linear" else CALIBRATION_LOGIT
    weights = fitted(cells=cells, start=start, base=start, method=named, fit=fit, margins=margins)
    if not weights.least_factor > 0:
        row = int(np.argmin(weights.values))
        problem = f"row {row} would get the weight {weights.values[row]:.3g}"
        raise DataError("margins", problem, 'Use method="logit" with bounds, or rake')
    return weights


def _curve(method: str, bounds: tuple[float, float] | None) -> Linear | Logit:
    """The curve of a method, its bounds checked."""
    if method == "linear":
        if bounds is not None:
            raise DataError("bounds", "the linear method has none", 'Use method="logit"')
        return Linear()
    if method != "logit":
        raise DataError("method", f"{method!r} is not known", 'Say "linear" or "logit"')
    if bounds is None:
        raise DataError("bounds", "the logit method needs them", "Give the least and greatest factor, such as (0.3, 3)")
    least, greatest = number("bounds", bounds[0]), number("bounds", bounds[1])
    if not 0 <= least < 1 < greatest:
        raise DataError("bounds", f"{least:g} to {greatest:g} does not hold 1", "Begin below 1 and end above it")
    return Logit(least=least, greatest=greatest)


def solved(cells: Cells, sums: Floats, curve: Linear | Logit, iterations: int) -> tuple[Floats, int, float]:
    """Newton's method for the calibration equations on cell `sums`; factors, rounds and largest relative error.

    A step that makes the misfit worse is halved.
    """
    filled = np.flatnonzero(sums)
    table, weights, targets = cells.table[filled], sums[filled], cells.targets
    size = np.where(targets == 0, abs(table).T @ weights, np.abs(targets))
    size[size == 0] = 1.0
    moved = np.zeros(len(targets))
    factor, slope = curve.at(table @ moved)
    gap = targets - table.T @ (weights * factor)
    done, worst = 0, np.inf
    while worst > TOLERANCE and done < iterations:
        done += 1
        gram = dense(table.T @ table.multiply((weights * slope)[:, None]).tocsr())
        step = _step(gram, gap, size)
        for _halving in range(HALVINGS):
            factor, slope = curve.at(table @ (moved + step))
            left = targets - table.T @ (weights * factor)
            if np.abs(left / size).max() < np.abs(gap / size).max():
                break
            step = step / 2
        moved, gap = moved + step, left
        worst = float(np.abs(gap / size).max())
    if worst > 1e3 * TOLERANCE:
        term = cells.terms[int(np.argmax(np.abs(gap / size)))]
        problem = f"after {done} rounds {term} is still off by {worst:.2g} of its total"
        raise DataError("margins", problem, "Widen the bounds, merge sparse levels, or rake")
    factors = np.full(len(sums), np.nan)
    factors[filled] = factor
    return factors, done, worst


def _step(gram: Floats, gap: Floats, size: Floats) -> Any:
    """The shortest step that closes the gap; terms brought to one size first, since amounts dwarf counts."""
    return lstsq(gram / np.outer(size, size), gap / size, cond=1e-12)[0] / size
