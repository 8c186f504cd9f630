"""The normal distribution nearest to the posterior of the effects, so that rare answers are not overstated."""

import numpy as np
from scipy.special import expit

from commonbeat.plumb.areas.cells import Floats
from commonbeat.plumb.areas.laplace import Mode, Problem, cell_variances, precision
from commonbeat.plumb.errors import DataError

STEPS = 100
"""Steps at most; four or so are usual."""
SMALL = 1e-7
"""The search ends when a step moves the effects by less than this, in posterior SDs squared."""
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(9)
"""Where and how heavily the logistic curve is looked at around a cell's mean logit."""
WEIGHTS = WEIGHTS / WEIGHTS.sum()


def centered(problem: Problem, found: Mode) -> Mode:
    """The nearest normal to the posterior at the SDs of `found`: its mean in place of the mode, and its precision.

    Nearest in Kullback-Leibler divergence. It is found where the mean slope and the mean curvature of the log posterior
    over the normal itself vanish and agree with its precision. The exact posterior has a mean slope of zero too, so
    that expected and counted answers agree, which draws around a mode do not when few said yes (or few said no).
    The step is halved where the steps do not shrink. `log_marginal` stays Laplace's.
    Sources: Opper and Archambeau, Neural Computation 21 (2009), 786-792; Ormerod and Wand, Journal of Computational and
    Graphical Statistics 21 (2012), 2-17.
    """
    share, before = 1.0, np.inf
    spread = cell_variances(problem, found)
    unit = found.effects / found.scale
    for step in range(STEPS):
        chance, weights = _expected(problem, problem.offset + problem.design @ (found.scale * unit), spread)
        around = precision(problem, found.scale, unit, problem.n * weights, found.log_marginal, step)
        slope = found.scale * (problem.transposed @ (problem.yes - problem.n * chance)) - unit
        move = around.solved(slope)
        gain = float(slope @ move)
        if gain < SMALL:
            return around
        if gain > before:
            share /= 2
        before = gain
        unit = unit + share * move
        spread = (1 - share) * spread + share * cell_variances(problem, around)
    raise DataError("cells", f"the model did not settle in {STEPS} steps", "Use fewer factors, or merge small groups")


def _expected(problem: Problem, logit: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """Mean chance of a yes and mean of chance x (1 - chance) of every cell whose logit is normal."""
    chance = expit(logit[:, None] + np.sqrt(spread)[:, None] * NODES)
    mean: Floats = chance @ WEIGHTS
    return mean, mean - (chance**2) @ WEIGHTS
