"""Raking: weights that fit any number of margins, found on the cells of the margins."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from commonbeat.plumb.arrays import frozen
from commonbeat.plumb.checks import whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.survey.columns import Floats, added, positive
from commonbeat.plumb.survey.margins import Cells, Margin, collapse
from commonbeat.plumb.survey.methods import RAKING
from commonbeat.plumb.survey.weights import Weights, fitted

TOLERANCE = 1e-13
"""Largest relative error of a margin at which a fit is done; float sums of cells are exact to about this."""
SLACK = 1e-10
"""Error that is still taken where rounding stops the fit short of TOLERANCE."""


def rake(
    margins: Sequence[Margin],
    *,
    base: ArrayLike | None = None,
    population: float | None = None,
    iterations: int = 100,
) -> Weights:
    """Weights that meet every margin and stay as close to `base` as the margins allow (in Kullback-Leibler distance).

    `base` (n,): weights over 0 to start from, 1 for everybody if None; they stay in the result as the part of a weight
    that differs inside a cell. `population`: scale every margin to this total (margins given as shares).
    Each round fits margin after margin; the cost of a round depends on the cells, not on the rows.
    Raises DataError naming margin and level: a level without respondents, a respondent without a level, totals that
    disagree, margins that cannot be met together within `iterations` rounds.
    Source: Deming and Stephan (1940); Deville, Särndal and Sautory, Journal of the American Statistical Association 88
    (1993), 1013-1020.
    """
    whole("iterations", iterations, least=1)
    cells = collapse(margins, population=population)
    rows = len(cells.of_row)
    start = frozen(np.ones(rows)) if base is None else positive("base", base, rows)

    fit = partial(proportional, iterations=iterations)
    return fitted(cells=cells, start=start, base=start, method=RAKING, fit=fit, margins=margins)


def proportional(cells: Cells, sums: Floats, iterations: int = 100) -> tuple[Floats, int, float]:
    """Iterative proportional fitting of cell `sums` (cells,); factors (NaN in an empty cell), rounds, largest error."""
    bounds = np.cumsum([0, *cells.sizes])
    targets = [cells.targets[low:high] for low, high in pairwise(bounds)]
    filled = np.flatnonzero(sums)
    now, codes = sums[filled], cells.codes[:, filled]
    errors: list[float] = []
    while len(errors) < iterations:
        worst = 0.0
        for code, target in zip(codes, targets, strict=True):
            have = added(code, now, len(target))
            _nobody(cells, target, have, targets)
            ratio = np.divide(target, have, out=np.ones_like(have), where=have > 0)
            worst = max(worst, float(np.abs(ratio - 1).max()))
            now = now * ratio[code]
        errors.append(worst)
        if worst <= TOLERANCE or (worst <= SLACK and len(errors) > 2 and worst >= errors[-2]):
            break
    else:
        _unmet(cells, np.asarray(cells.table[filled].T @ now), iterations)
    factors = np.full(len(sums), np.nan)
    factors[filled] = now / sums[filled]
    return factors, len(errors), worst


def _nobody(cells: Cells, target: Floats, have: Floats, targets: list[Floats]) -> None:
    """Refuse a level that the population has and these weights have not (a replicate without its only respondent)."""
    bare = (have == 0) & (target > 0)
    if bare.any():
        start = sum(len(one) for one in targets[: next(i for i, one in enumerate(targets) if one is target)])
        term = cells.terms[start + int(np.argmax(bare))]
        raise DataError("margins", f"no weight is left where {term}", "Merge that level with one like it")


def _unmet(cells: Cells, have: Floats, iterations: int) -> None:
    """Refuse margins that still differ, naming the worst level."""
    known = np.where(cells.targets == 0, 1.0, cells.targets)
    gap = np.abs(have - cells.targets) / np.abs(known)
    term, gap_there = cells.terms[int(np.argmax(gap))], float(gap.max())
    problem = f"after {iterations} rounds {term} is still off by {gap_there:.2g} of its total"
    raise DataError("margins", problem, "Merge sparse levels, drop a margin, or allow more iterations")
