"""The mode of a multilevel logistic model at given SDs, its log marginal likelihood by Laplace, and the slope of it."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import dpotrf, dpotrs, dtrtrs
from scipy.sparse import csr_array

from commonbeat.plumb.areas.cells import Floats, Whole
from commonbeat.plumb.areas.logistic import logistic
from commonbeat.plumb.errors import DataError

STEPS = 60
"""Newton steps at most; five or so are usual."""
SMALL = 1e-13
"""A Newton step ends the search when it promises less than this in log posterior."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """A grouped binomial model with logit link, laid out for Newton steps that cost one product each.

    The effects come in one row: `rest` dense ones, then the levels of the largest random term, whose block of the
    precision is diagonal, as each cell belongs to one level. `design`: cells x effects, sparse, and `transposed`.
    `pairs`, `cross`: linear maps from the weights of the cells to the rest's block and to the block between the two;
    `pairs_back`, `cross_back`: transposed. `last`: each cell's level of the largest term. `term`: for each effect, the
    place of its SD, -1 for a fixed effect, whose prior SD stands in `fixed_sd` (all effects long). `n`, `yes`: answers
    of the cells; `offset` is added to the logit.
    """

    design: csr_array
    transposed: csr_array
    pairs: csr_array
    pairs_back: csr_array
    cross: csr_array
    cross_back: csr_array
    last: Whole
    rest: int
    term: Whole
    fixed_sd: Floats
    n: Floats
    yes: Floats
    offset: Floats

    def scales(self, sds: Floats) -> Floats:
        """The prior SD of each effect when the random terms have `sds`."""
        return np.where(self.term >= 0, sds[self.term], self.fixed_sd)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mode:
    """The mode of the effects at given SDs and the precision around it, in units of the prior SDs.

    `effects`: the mode on the logit scale. `log_marginal`: log p(yes | SDs) by Laplace, without the binomial
    coefficients. `factor`: Cholesky factor (lower) of the rest's precision once the largest term is taken out;
    `link`: rest x levels, the block between the two over the diagonal; `diagonal`: the largest term's precision.
    """

    scale: Floats
    effects: Floats
    log_marginal: float
    factor: Floats
    link: Floats
    diagonal: Floats
    steps: int

    def draws(self, noise: Floats) -> Floats:
        """Effects x draws from the normal approximation, made of `noise` (effects x draws, standard normal)."""
        rest = len(self.factor)
        free = dtrtrs(self.factor, noise[:rest], lower=1, trans=1)[0]
        bound = noise[rest:] / np.sqrt(self.diagonal)[:, None] - self.link.T @ free
        drawn: Floats = self.effects[:, None] + self.scale[:, None] * np.concatenate([free, bound])
        return drawn

    def solved(self, right: Floats) -> Floats:
        """The inverse of the precision (in units of the prior SDs) times `right`."""
        rest = len(self.factor)
        free = dpotrs(self.factor, right[:rest] - self.link @ right[rest:], lower=1)[0]
        return np.concatenate([free, right[rest:] / self.diagonal - self.link.T @ free])


def mode(problem: Problem, sds: Floats, start: Floats | None = None) -> Mode:
    """The mode of the effects when the random terms have SDs `sds`, by Newton steps that are halved where they must.

    `start`: effects to start from. Raises DataError where the steps do not settle.
    Source: Breslow and Clayton, Journal of the American Statistical Association 88 (1993), 9-25.
    """
    scale = problem.scales(sds)
    unit = np.zeros(len(scale)) if start is None else start / scale
    logit = problem.offset + problem.design @ (scale * unit)
    height = _height(problem, unit, logit)
    for step in range(STEPS):
        chance = logistic(logit)
        slope = scale * (problem.transposed @ (problem.yes - problem.n * chance)) - unit
        found = precision(problem, scale, unit, problem.n * chance * (1 - chance), height, step)
        move = found.solved(slope)
        gain = float(slope @ move)
        if gain < SMALL:
            return found
        unit, logit, height = _moved(problem, scale, unit, logit, move, height)
    raise DataError("cells", f"the model did not settle in {STEPS} steps", "Use fewer factors, or merge small groups")


def slope(problem: Problem, found: Mode, terms: int) -> Floats:
    """How `log_marginal` changes with the log of each of the `terms` SDs, exactly, at a mode."""
    scale, unit = found.scale, found.effects / found.scale
    inverse, across, diagonal = _inverse(problem, found)
    variances = np.concatenate([np.diag(inverse), diagonal])
    spread = _cell_variances(problem, scale, inverse, across, diagonal)
    chance = logistic(problem.offset + problem.design @ found.effects)
    third = problem.n * chance * (1 - chance) * (1 - 2 * chance)
    bent = found.solved(scale * (problem.transposed @ (spread * third)))
    parts = unit**2 - (1 - variances) - bent * unit
    mixed = problem.term >= 0
    return np.asarray(np.bincount(problem.term[mixed], parts[mixed], minlength=terms), dtype=np.float64)


def cell_variances(problem: Problem, found: Mode) -> Floats:
    """The variance of every cell's logit under the normal approximation."""
    return _cell_variances(problem, found.scale, *_inverse(problem, found))


def _inverse(problem: Problem, found: Mode) -> tuple[Floats, Floats, Floats]:
    """The covariance in units of the prior SDs: of the rest, between it and the largest term, that term's variances."""
    inverse = dpotrs(found.factor, np.eye(problem.rest), lower=1)[0]
    across = -inverse @ found.link
    return inverse, across, 1 / found.diagonal - np.einsum("rl,rl->l", found.link, across)


def _cell_variances(problem: Problem, scale: Floats, inverse: Floats, across: Floats, diagonal: Floats) -> Floats:
    """The variance of every cell's logit from the parts of the covariance."""
    near, far = scale[: problem.rest], scale[problem.rest :]
    spread = problem.pairs_back @ (inverse * np.outer(near, near)).ravel()
    spread += 2 * (problem.cross_back @ (across * np.outer(near, far)).ravel()) + (diagonal * far**2)[problem.last]
    variances: Floats = spread
    return variances


def precision(problem: Problem, scale: Floats, unit: Floats, weights: Floats, height: float, step: int) -> Mode:
    """The precision at `unit`, the largest term taken out first (its block is diagonal)."""
    rest = problem.rest
    near, far = scale[:rest], scale[rest:]
    diagonal = 1 + far**2 * np.bincount(problem.last, weights, minlength=len(far))
    between = (problem.cross @ weights).reshape(rest, len(far)) * np.outer(near, far)
    link = between / diagonal
    block = (problem.pairs @ weights).reshape(rest, rest) * np.outer(near, near)
    block.flat[:: rest + 1] += 1
    factor = dpotrf(block - link @ between.T, lower=1)[0]
    log_determinant = float(np.log(diagonal).sum() + 2 * np.log(np.diag(factor)).sum())
    return Mode(
        scale=scale,
        effects=scale * unit,
        log_marginal=height - log_determinant / 2,
        factor=factor,
        link=link,
        diagonal=diagonal,
        steps=step,
    )


def _moved(
    problem: Problem, scale: Floats, unit: Floats, logit: Floats, move: Floats, height: float
) -> tuple[Floats, Floats, float]:
    """One Newton step, halved until the posterior does not fall."""
    turn = problem.design @ (scale * move)
    share = 1.0
    while (reached := _height(problem, unit + share * move, logit + share * turn)) < height - 1e-9 and share > 1e-6:
        share /= 2
    return unit + share * move, logit + share * turn, reached


def _height(problem: Problem, unit: Floats, logit: Floats) -> float:
    """Log likelihood (without binomial coefficients) and log prior, up to the prior's constant."""
    return float(problem.yes @ logit - problem.n @ np.logaddexp(0, logit) - unit @ unit / 2)
