"""Shares and counts fitted on grouped cells by Newton's method (iteratively reweighted least squares)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.optimize import linprog
from scipy.special import expit, gammaln, xlogy

from commonbeat.plumb.arrays import amounts, column, counts, frozen, refuse
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.fit.matrix import Matrix

    Floats: TypeAlias = NDArray[np.float64]
    Working: TypeAlias = tuple[Floats, Floats, Floats]

MOST_STEPS = 100
SOON = 8
"""Steps after which a fit that has an answer is near it."""

CLOSE = 1e-11
"""The last step moves no row by more than this share of the largest linear predictor."""

LONGEST = 5.0
"""How far one step may move a row's linear predictor."""

LEAST_PART = 2.0**-20
"""A step is halved no further."""

FAR = 30.0
"""A linear predictor beyond which a chance is as good as 0 or 1: then it is asked whether columns part the outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A fitted model of `rows` cells and p columns; all arrays are read-only.

    `coef` (p) and `cov` (p x p: the inverse information; robust ones by `clustered`), `fitted` (rows: expected count
    of each cell), `residual` (rows: what each row's columns are multiplied by in the score), `deviance`, `pearson`
    (chi-square), `freedom` (rows with anything in them, less p), `log_likelihood` (a logistic one up to a constant).
    `spread`: the variance beyond the Poisson's (a negative binomial's alpha), 0 for the others.
    """

    matrix: Matrix
    coef: Floats
    cov: Floats
    fitted: Floats
    residual: Floats
    deviance: float
    pearson: float
    freedom: int
    log_likelihood: float
    iterations: int
    spread: float = 0.0

    @property
    def dispersion(self) -> float:
        """Pearson's chi-square over its degrees of freedom: 1 where the cells vary as the model says."""
        return self.pearson / self.freedom if self.freedom > 0 else float("nan")

    def of(self, name: str) -> tuple[float, float]:
        """The coefficient of the column `name` and its standard error by the model."""
        place = self.matrix.place(name)
        return float(self.coef[place]), float(np.sqrt(self.cov[place, place]))


def binomial(design: Matrix, successes: ArrayLike, trials: ArrayLike, *, offset: ArrayLike | None = None) -> Fit:
    """The chance of success by a logistic model of cells: `successes` of `trials` (rows), log-odds offset.

    Rows without trials carry nothing. Raises DataError where there are more successes than trials, where columns part
    successes from failures (no finite answer), and where Newton's method does not settle.
    Source: McCullagh and Nelder, Generalized Linear Models, 2nd edition (Chapman and Hall 1989), chapter 4.
    """
    rows = len(design.values)
    all_, hits = amounts("trials", trials, rows=rows), amounts("successes", successes, rows=rows)
    refuse("successes", hits, hits > all_, "is more than the trials of its row", "Swap them, or count again")
    shift = np.zeros(rows) if offset is None else column("offset", offset, rows=rows)
    if hits.sum() in (0, all_.sum()):
        raise DataError("successes", "all rows have the same outcome", "There is nothing to tell apart: give counts")

    def working(eta: Floats) -> Working:
        chance = expit(eta)
        return all_ * chance, hits - all_ * chance, all_ * chance * expit(-eta)

    start = np.log((hits + 0.5) / (all_ - hits + 0.5))
    coef, eta, steps = newton(design, working, start, shift, all_, lambda: _parted(design, hits, all_))
    expected, residual, weight = working(eta)
    misses, unexpected = all_ - hits, all_ * expit(-eta)
    deviance = 2 * float((xlogy(hits, hits) - xlogy(hits, expected)).sum())
    deviance += 2 * float((xlogy(misses, misses) - xlogy(misses, unexpected)).sum())
    likelihood = float((hits * -np.logaddexp(0, -eta) - misses * np.logaddexp(0, eta)).sum())
    return closed(design, coef, expected, residual, weight, deviance, likelihood, steps, all_ > 0)


def poisson(design: Matrix, events: ArrayLike, *, exposure: ArrayLike | None = None) -> Fit:
    """How often it happens, by a log-linear model of cells: `events` over a known `exposure` (both rows).

    Raises DataError where no event happened at all, where only rows without events feel a column (one whose level has
    none; no finite answer), and where it does not settle.
    Source: McCullagh and Nelder, Generalized Linear Models, 2nd edition (Chapman and Hall 1989), chapter 6.
    """
    rows = len(design.values)
    seen = counts("events", events, rows=rows)
    shift = np.zeros(rows) if exposure is None else np.log(amounts("exposure", exposure, rows=rows, above_zero=True))
    if not seen.any():
        raise DataError("events", "nothing happened in any row", "There is nothing to fit: say the count and its range")

    def working(eta: Floats) -> Working:
        mean = np.exp(eta)
        return mean, seen - mean, mean

    coef, eta, steps = newton(design, working, np.log(seen + 0.5), shift, np.ones(rows), lambda: emptied(design, seen))
    expected, residual, weight = working(eta)
    deviance = 2 * float((xlogy(seen, seen) - xlogy(seen, expected) - residual).sum())
    likelihood = float((xlogy(seen, expected) - expected - gammaln(seen + 1)).sum())
    return closed(design, coef, expected, residual, weight, deviance, likelihood, steps, np.ones(rows, dtype=bool))


def newton(
    design: Matrix,
    working: Callable[[Floats], Working],
    start: Floats,
    offset: Floats,
    carrying: Floats,
    parted: Callable[[], DataError | None],
) -> tuple[Floats, Floats, int]:
    """Coefficients, linear predictor and steps, from a `start` of the linear predictor.

    `working` gives expected counts, score residuals and weights at a linear predictor; rows that carry nothing have
    no say in the start; `parted` is the refusal of columns that part the outcome, None where none do; it is asked where
    the fit runs away or does not settle. A step that goes too far is cut, and one past the top is halved.
    """
    x = design.values
    alive = carrying > 0
    first = np.sqrt(np.where(alive, carrying, 0.0))
    coef = np.linalg.lstsq(x * first[:, None], (start - offset) * first, rcond=None)[0]
    eta = x @ coef + offset
    step, asked = 0, False
    while step < MOST_STEPS:
        step += 1
        _, residual, weight = working(eta)
        gradient = x.T @ residual
        try:
            move = cho_solve(cho_factor((x.T * weight) @ x), gradient)
        except (LinAlgError, ValueError):
            break
        shift = x @ move
        if (big := float(np.abs(shift[alive]).max())) > LONGEST:
            move, shift = move * LONGEST / big, shift * LONGEST / big
        part = _taken(working, eta, shift, float(gradient @ move))
        coef, eta = coef + part * move, eta + part * shift
        if big < CLOSE * (1 + float(np.abs(eta[alive]).max())):
            return coef, eta, step
        if not asked and step > SOON and float(np.abs(eta - offset)[alive].max()) > FAR:
            asked = True
            if refused := parted():
                raise refused
    raise parted() or DataError(
        "columns", f"the fit did not settle in {MOST_STEPS} steps", "Merge thin levels, center columns, or use fewer"
    )


def _taken(working: Callable[[Floats], Working], eta: Floats, shift: Floats, slope: float) -> float:
    """How much of a step to take: halved while the likelihood falls behind it half as steeply as it rose before it."""
    part = 1.0
    while part > LEAST_PART and float(shift @ working(eta + part * shift)[1]) < -slope / 2:
        part /= 2
    return part


def closed(
    design: Matrix,
    coef: Floats,
    expected: Floats,
    residual: Floats,
    weight: Floats,
    deviance: float,
    likelihood: float,
    steps: int,
    carrying: NDArray[np.bool_],
) -> Fit:
    """The Fit at the end of Newton's steps. `weight` over expected counts squared gives Pearson's variance."""
    x = design.values
    cov = cho_solve(cho_factor((x.T * weight) @ x), np.eye(x.shape[1]))
    alive = weight > 0
    return Fit(
        matrix=design,
        coef=frozen(coef),
        cov=frozen((cov + cov.T) / 2),
        fitted=frozen(expected),
        residual=frozen(residual),
        deviance=max(deviance, 0.0),
        pearson=float((residual[alive] ** 2 / weight[alive]).sum()),
        freedom=int(carrying.sum()) - x.shape[1],
        log_likelihood=likelihood,
        iterations=steps,
    )


def _parted(design: Matrix, hits: Floats, trials: Floats) -> DataError | None:
    """The refusal of a direction along which success is never less likely and somewhere surer; None where none is.

    A linear program finds it exactly. Source: Konis, Linear programming algorithms for detecting separated data in
    binary logistic regression models (thesis, Oxford 2007).
    """
    x = design.values
    yes, no = x[hits > 0], x[hits < trials]
    return _direction(design, np.vstack([-yes, no]), np.zeros((0, x.shape[1])))


def emptied(design: Matrix, events: Floats) -> DataError | None:
    """The refusal of a direction that only rows without events feel, all to the same side; None where none is.

    The plainest are 0/1 columns in none of whose rows anything happened: they are told as that.
    """
    nothing = np.isin(design.values, (0.0, 1.0)).all(axis=0) & (events @ design.values == 0)
    if nothing.any():
        lacking = ", ".join(name for name, empty in zip(design.names, nothing, strict=True) if empty)
        return DataError("events", f"nothing happened in any row of {lacking}", "Merge the level with another")
    return _direction(design, design.values[events == 0], design.values[events > 0])


def _direction(design: Matrix, never_up: Floats, never_moved: Floats) -> DataError | None:
    """The refusal of a direction that moves rows of `never_up` down at most, those of `never_moved` not, if any."""
    found = linprog(
        never_up.sum(axis=0),
        A_ub=never_up,
        b_ub=np.zeros(len(never_up)),
        A_eq=never_moved,
        b_eq=np.zeros(len(never_moved)),
        bounds=(-1, 1),
    )
    if found.x is None or found.fun is None or found.fun > -1e-7:
        return None
    said = ", ".join(name for name, size in zip(design.names, found.x, strict=True) if abs(size) > 1e-7)
    return DataError("columns", f"{said} parts the outcome, so no finite answer exists", "Merge levels, or drop it")
