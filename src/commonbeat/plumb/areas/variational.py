"""The normal distribution nearest to the posterior of the effects, so that rare answers are not overstated."""

import numpy as np

from commonbeat.plumb.areas.cells import Floats
from commonbeat.plumb.areas.laplace import Mode, Problem, cell_variances, precision
from commonbeat.plumb.areas.logistic import logistic
from commonbeat.plumb.errors import DataError

STEPS = 400
"""Steps at most; four or so are usual, ten to fifty where a group said nearly all the same."""
SMALL, LIKE = 1e-6, 1e-3
"""The search ends when a step moves the effects by less than SMALL posterior SDs squared, the curvature by LIKE."""
FAR = 2.0
"""How many posterior SDs a step goes at most."""
LEAST = 0.05
"""The smallest part of a step that is gone."""
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
"""Where and how heavily the logistic curve is looked at around a cell's mean logit."""
WEIGHTS = WEIGHTS / WEIGHTS.sum()


def centered(problem: Problem, found: Mode) -> Mode:
    """The nearest normal to the posterior at the SDs of `found`: its mean in place of the mode, and its precision.

    Nearest in Kullback-Leibler divergence. It is found where the mean slope and the mean curvature of the log posterior
    over the normal itself vanish and agree with its precision. The exact posterior has a mean slope of zero too, so
    that expected and counted answers agree, which draws around a mode do not when few said yes (or few said no).
    Where the curvature turns back, half a step is gone, and a little more again as long as it does not.
    `log_marginal` stays Laplace's. Raises DataError where the steps do not settle.
    Sources: Opper and Archambeau, Neural Computation 21 (2009), 786-792; Ormerod and Wand, Journal of Computational and
    Graphical Statistics 21 (2012), 2-17.
    """
    unit, around, share, before = found.effects / found.scale, found, 1.0, np.zeros(len(problem.n))
    weights = problem.n * _expected(problem.offset + problem.design @ found.effects, before)[1]
    for step in range(STEPS):
        logit = problem.offset + problem.design @ (found.scale * unit)
        chance, bend = _expected(logit, cell_variances(problem, around))
        change = problem.n * bend - weights
        share = max(share / 2, LEAST) if change @ before < 0 else min(share * 1.2, 1.0)
        weights, before = weights + share * change, change
        around = precision(problem, found.scale, unit, weights, found.log_marginal, step)
        slope = found.scale * (problem.transposed @ (problem.yes - problem.n * chance)) - unit
        move = around.solved(slope)
        gain = float(slope @ move)
        if gain < SMALL and np.abs(change).sum() < LIKE * weights.sum():
            return around
        unit = unit + min(share, FAR / np.sqrt(max(gain, SMALL))) * move
    raise DataError("cells", f"the model did not settle in {STEPS} steps", "Use fewer factors, or merge small groups")


def _expected(logit: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """Mean chance of a yes and mean of chance x (1 - chance) of every cell whose logit is normal."""
    chance = logistic(logit[:, None] + np.sqrt(spread)[:, None] * NODES)
    mean: Floats = chance @ WEIGHTS
    return mean, mean - (chance**2) @ WEIGHTS
