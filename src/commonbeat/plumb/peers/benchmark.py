"""The internal benchmark: an officer's stops beside stops of others weighted to the same time, place and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from scipy.special import expit

from commonbeat.plumb.arrays import amounts, codes, counts, refuse
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.fit import Factor, binomial, matrix
from commonbeat.plumb.peers.judging import Rule, compared
from commonbeat.plumb.peers.likeness import Expectation, summed
from commonbeat.plumb.peers.matching import layout, matches, raked
from commonbeat.plumb.peers.methods import MATCHED_SHARE
from commonbeat.plumb.peers.null import FEWEST
from commonbeat.plumb.peers.words import NONE_SEEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.about import About
    from commonbeat.plumb.fit import Fit, Matrix
    from commonbeat.plumb.peers.comparison import PeerComparison

Floats: TypeAlias = "NDArray[np.float64]"


def internal_benchmark(
    officers: Factor,
    features: Mapping[str, Factor],
    outcomes: ArrayLike,
    stops: ArrayLike,
    *,
    about: About,
    rate: float = 0.1,
    level: float = 0.95,
    fewest_officers: int = FEWEST,
) -> PeerComparison:
    """Each officer's outcomes (searches, say) beside what like stops bring when other officers make them.

    Rows are cells or records: `outcomes` of `stops` (whole numbers, stops above 0); `features` say what makes stops
    alike (hour, place, kind), as named factors; `about.unit` names the outcomes. For each officer the others' stops are
    weighted until every level of every feature holds the officer's share; a logistic model of the outcome mends
    what the weights leave. The comparison is right if either is (doubly robust). An officer whose stops nobody else's
    can be made to look like is not compared, and the row says why; `match` holds the balance table.
    Memory grows with officers x cells of features. Raises DataError for fewer than two officers, no features, outcomes
    that are all or none, and where a level parts the outcome (separation: merge it).
    Source: Ridgeway and MacDonald, Journal of the American Statistical Association 104 (2009), 661-668.
    """
    all_ = amounts("stops", counts("stops", stops), above_zero=True)
    hits = counts("outcomes", outcomes, rows=len(all_))
    refuse("outcomes", hits, hits > all_, "is more than the stops of its row", "Swap them, or count again")
    names = tuple(officers.levels)
    who = codes("officers", officers.codes, len(names), rows=len(all_))
    _several(names, who)
    numbers, cell = _cells(features, len(all_))
    made, seen = (_table(who, cell, part, len(names)) for part in (all_, hits))
    levels = {name: tuple(part.levels) for name, part in features.items()}
    fit = binomial(_design(numbers, levels), seen.sum(axis=0), made.sum(axis=0))
    cells = layout({name: (numbers[name], levels[name]) for name in levels})
    weight = raked(made, cells)
    found = matches(made, weight, cells)
    reasons = [one.refused() for one in found]
    expected = _expected(made, seen, weight, fit, np.array([reason is None for reason in reasons]))
    for place in np.flatnonzero(~(expected.expected > 0)):
        reasons[place] = reasons[place] or NONE_SEEN
    if all(reasons):
        raise DataError("features", "no officer's stops are like others'", "Use fewer or wider levels")
    rule = Rule(rate=rate, level=level, fewest=fewest_officers)
    return compared(names, expected, made.sum(axis=1), tuple(reasons), found, MATCHED_SHARE, rule, about)


def _several(names: tuple[str, ...], who: NDArray[np.int64]) -> None:
    """Refuse fewer than two officers, and such without stops."""
    lost = np.flatnonzero(np.bincount(who, minlength=len(names)) == 0)
    if lost.size or len(names) < 2:
        said = f"no row has {names[lost[0]]}" if lost.size else "there is only one"
        raise DataError("officers", said, "Give two officers or more, each with stops")


def _cells(features: Mapping[str, Factor], rows: int) -> tuple[dict[str, NDArray[np.int64]], NDArray[np.int64]]:
    """The level of each feature in each cell, and the cell of each row."""
    if not features:
        raise DataError("features", "there are none", "Name what makes stops alike: hour, place, kind")
    columns = np.stack(
        [codes(name, part.codes, len(part.levels), rows=rows) for name, part in features.items()], axis=1
    )
    kinds, cell = np.unique(columns, axis=0, return_inverse=True)
    return dict(zip(features, kinds.T, strict=True)), cell.ravel()


def _design(numbers: Mapping[str, NDArray[np.int64]], levels: Mapping[str, tuple[str, ...]]) -> Matrix:
    """The columns of the outcome model: each level of each feature but the first, and an intercept."""
    parts: dict[str, Any] = {
        f"feature {name}": Factor(codes=numbers[name], levels=levels[name]) for name in levels if len(levels[name]) > 1
    }
    return matrix(**(parts or {"none": np.zeros((len(numbers[next(iter(levels))]), 0))}))


def _table(who: NDArray[np.int64], cell: NDArray[np.int64], values: Floats, officers: int) -> Floats:
    """`values` added up by officer and cell (officers x cells)."""
    many = int(cell.max()) + 1
    return summed(who * many + cell, values, officers * many).reshape(officers, many)


def _expected(made: Floats, seen: Floats, weight: Floats, fit: Fit, there: NDArray[np.bool_]) -> Expectation:
    """For each officer, what the outcome model of the others brings in these cells, mended by their weighted residuals.

    The model leaves the officer out by one Newton step. The variance is that of the weighted residuals of whole
    officers, so that stops of one officer need not be independent.
    """
    x = fit.matrix.values
    chance = fit.fitted / made.sum(axis=0)
    left = _left_out(made, seen, x, fit, chance, there)
    others, hits = made.sum(axis=0) - made, seen.sum(axis=0) - seen
    trials = made.sum(axis=1)
    share = (made * left).sum(axis=1) / trials + (weight * (hits - others * left)).sum(axis=1)
    by_officer = weight @ (seen - made * chance).T
    np.fill_diagonal(by_officer, 0.0)
    many = len(made) - 1
    variance = (by_officer**2).sum(axis=1) * (many / max(many - 1, 1))
    fair = there & (share > 0) & (share < 1)
    expected = np.where(fair, trials * share, np.nan)
    return Expectation(
        observed=seen.sum(axis=1),
        expected=expected,
        noise=variance / np.where(fair, share, 1.0) ** 2,
        behind=(hits * (weight > 0)).sum(axis=1),
    )


def _left_out(made: Floats, seen: Floats, x: Floats, fit: Fit, chance: Floats, there: NDArray[np.bool_]) -> Floats:
    """The chance of the outcome in each cell by the model without each officer (officers x cells): one Newton step.

    Source: Pregibon, Annals of Statistics 9 (1981), 705-724.
    """
    many, columns = x.shape
    products = (x[:, :, None] * x[:, None, :]).reshape(many, columns**2)
    doubt = chance * (1 - chance)
    all_ = (x.T * (made.sum(axis=0) * doubt)) @ x
    own = ((made[there] * doubt) @ products).reshape(-1, columns, columns)
    score = (seen[there] - made[there] * chance) @ x
    moved = np.linalg.solve(all_ - own, score[:, :, None])[:, :, 0]
    found = np.tile(chance, (len(made), 1))
    found[there] = expit((fit.coef - moved) @ x.T)
    return found
