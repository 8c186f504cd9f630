"""Shares that add to one: the mix of columns that comes nearest to a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_STEPS = 1_000
CLOSE = 1e-10
RIDGE = 1e-12


def simplex_weights(columns: Floats, target: Floats) -> Floats:
    """Shares (k, from zero up, sum 1) of the `columns` (n x k) whose mix is nearest to `target` (n) by squares.

    An active-set method: columns join where they help most and leave at zero; exact at its end up to rounding.
    A whiff of ridge (1e-12 of the mean square) keeps the answer single where columns follow from one another.
    Source: Lawson and Hanson, Solving Least Squares Problems (Prentice-Hall 1974), chapter 23, with the sum held.
    """
    gram, pull = columns.T @ columns, columns.T @ target
    size = max(float(np.trace(gram)) / len(gram), np.finfo(float).tiny)
    gram = gram / size + RIDGE * np.eye(len(gram))
    pull = pull / size
    nearest = int(np.argmin(np.diag(gram) - 2 * pull))
    inside = np.zeros(len(gram), dtype=bool)
    inside[nearest] = True
    shares = inside * 1.0
    for _ in range(MOST_STEPS):
        slope = gram @ shares - pull
        gain = np.where(inside, np.inf, slope - slope @ shares)
        if gain.min() >= -CLOSE:
            return shares
        inside[int(np.argmin(gain))] = True
        shares, inside = _settled(gram, pull, shares, inside)
    raise DataError("donors", f"their weights did not settle in {MOST_STEPS} steps", "Leave out donors that are alike")


def _settled(gram: Floats, pull: Floats, shares: Floats, inside: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.bool_]]:
    """The best shares among those `inside`, leaving out one after another that would fall below zero."""
    shares, inside = shares.copy(), inside.copy()
    while True:
        wanted = _held(gram, pull, inside)
        below = inside & (wanted < 0)
        if not below.any():
            return wanted, inside
        steps = shares[below] / (shares[below] - wanted[below])
        step = float(steps.min())
        shares = np.where(inside, shares + step * (wanted - shares), 0.0)
        out = np.flatnonzero(below)[steps <= step]
        inside[out], shares[out] = False, 0.0


def _held(gram: Floats, pull: Floats, inside: NDArray[np.bool_]) -> Floats:
    """The best shares inside whose sum is 1, of any sign."""
    solved = np.linalg.solve(gram[np.ix_(inside, inside)], np.column_stack([pull[inside], np.ones(inside.sum())]))
    shares = np.zeros(len(gram))
    shares[inside] = solved[:, 0] + solved[:, 1] * (1 - solved[:, 0].sum()) / solved[:, 1].sum()
    return shares
