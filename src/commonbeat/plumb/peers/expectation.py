"""What like stops of others bring: an outcome model without the officer, mended by weighted residuals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from scipy.special import expit

from commonbeat.plumb.fit import binomial, matrix
from commonbeat.plumb.peers import words
from commonbeat.plumb.peers.likeness import Expectation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonbeat.plumb.peers.matching import Layout
    from commonbeat.plumb.terms import Phrase

Floats: TypeAlias = "NDArray[np.float64]"

TOLD_APART = 1e-9
"""Share of a column that must be its own, and be told by others than one officer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeModel:
    """A logistic model: `x` (cells x columns, an intercept first), `coef`, the cells that it was `fitted` to, and the
    officers who are `tangled`: without their stops two columns cannot be told apart."""

    x: Floats
    coef: Floats
    fitted: NDArray[np.bool_]
    tangled: NDArray[np.bool_]


def outcome_model(made: Floats, seen: Floats, cells: Layout, some: NDArray[np.bool_]) -> OutcomeModel:
    """The outcome (officers x cells, only `some` of the layout's) in each level of each feature but the first.

    Cells that only a tangled officer has are not fitted: that officer is not compared, and must not part the outcome.
    """
    indicator = cells.indicator[some]
    tangled = _tangled(made, indicator[:, _own(indicator, cells.features)])
    fitted = made[~tangled].sum(axis=0) > 0
    kept = _own(indicator[fitted], cells.features)
    parts: dict[str, Any] = {f"feature {cells.names[j]}": indicator[fitted, j] for j in kept}
    design = matrix(**(parts or {"none": np.zeros((int(fitted.sum()), 0))}))
    fit = binomial(design, seen[:, fitted].sum(axis=0), made[:, fitted].sum(axis=0))
    return OutcomeModel(x=_with_one(indicator[:, kept]), coef=fit.coef, fitted=fitted, tangled=tangled)


def _with_one(columns: Floats) -> Floats:
    return np.hstack([np.ones((len(columns), 1)), columns])


def _own(indicator: Floats, features: tuple[slice, ...]) -> list[int]:
    """The levels that do not follow from an intercept and the levels before; the first of each feature comes last."""
    order = [j for place in features for j in (*range(place.start + 1, place.stop), place.start)]
    kept, basis = [], np.ones((len(indicator), 1)) / np.sqrt(len(indicator))
    for j in order:
        rest = indicator[:, j]
        for _ in range(2):
            rest = rest - basis @ (basis.T @ rest)
        if (size := float(np.linalg.norm(rest))) > TOLD_APART:
            kept.append(j)
            basis = np.hstack([basis, rest[:, None] / size])
    return kept


def _tangled(made: Floats, columns: Floats) -> NDArray[np.bool_]:
    """Officers without whose stops the columns cannot be told apart."""
    x = _with_one(columns)
    products = (x[:, :, None] * x[:, None, :]).reshape(len(x), -1)
    size = x.shape[1]
    rest = ((made.sum(axis=0) - made) @ products).reshape(-1, size, size)
    scale = np.sqrt((x.T**2) @ made.sum(axis=0))
    return np.asarray(np.linalg.eigvalsh(rest / np.outer(scale, scale))[:, 0] < TOLD_APART)


def expectation(
    made: Floats, seen: Floats, weight: Floats, model: OutcomeModel, there: NDArray[np.bool_]
) -> tuple[Expectation, list[Phrase | None]]:
    """For each officer, what the outcome model of the others brings in these cells, mended by their weighted residuals.

    All officers x cells. The model leaves the officer out by one Newton step. The variance is that of the weighted
    residuals of whole officers, so that stops of one officer need not be independent. Beside it why nothing can be
    expected of an officer, None where it can (or where the officer is not `there`).
    """
    sound = there & ~model.tangled
    left = _left_out(made, seen, model, sound)
    others, hits = made.sum(axis=0) - made, seen.sum(axis=0) - seen
    trials = made.sum(axis=1)
    share = (made * left).sum(axis=1) / np.maximum(trials, 1.0) + (weight * (hits - others * left)).sum(axis=1)
    by_officer = weight @ (seen - made * expit(model.x @ model.coef)).T
    np.fill_diagonal(by_officer, 0.0)
    many = len(made) - 1
    variance = (by_officer**2).sum(axis=1) * (many / max(many - 1, 1))
    fair = sound & (share > 0) & (share < 1)
    behind, missed = ((part * (weight > 0)).sum(axis=1) for part in (hits, others - hits))
    found = Expectation(
        observed=seen.sum(axis=1),
        expected=np.where(fair, trials * share, np.nan),
        noise=variance / np.where(fair, share, 1.0) ** 2,
        behind=behind,
    )
    unsaid = there & ~fair
    return found, [
        _why(bool(sound[i]), float(behind[i]), float(missed[i])) if unsaid[i] else None for i in range(len(made))
    ]


def _why(sound: bool, hits: float, misses: float) -> Phrase:
    """Why nothing can be expected of an officer."""
    if not sound:
        return words.TANGLED
    if not hits:
        return words.NONE_SEEN
    return words.OUTSIDE if misses else words.ALWAYS_SEEN


def _left_out(made: Floats, seen: Floats, model: OutcomeModel, there: NDArray[np.bool_]) -> Floats:
    """The chance of the outcome in each cell by the model without each officer (officers x cells): one Newton step.

    Source: Pregibon, Annals of Statistics 9 (1981), 705-724.
    """
    x, chance = model.x, expit(model.x @ model.coef)
    columns = x.shape[1]
    products = (x[:, :, None] * x[:, None, :]).reshape(len(x), columns**2)
    doubt = chance * (1 - chance) * model.fitted
    all_ = (x.T * (made.sum(axis=0) * doubt)) @ x
    own = ((made[there] * doubt) @ products).reshape(-1, columns, columns)
    score = ((seen[there] - made[there] * chance) * model.fitted) @ x
    moved = np.linalg.solve(all_ - own, score[:, :, None])[:, :, 0]
    found = np.tile(chance, (len(made), 1))
    found[there] = expit((model.coef - moved) @ x.T)
    return found
