"""Areas set side by side: which of all ways to choose the treated areas look as far out as the true one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb, inf
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.arrays import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

MOST = 20_000
"""Ways to choose the treated areas that are all gone through; beyond them a seeded sample is drawn."""

SAME = 1e-9
"""Statistics nearer than this are ties, which count as being as far out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Ways to choose the treated areas (`chosen`: ways x areas, the true one first); `exact` if they are all there."""

    chosen: Flags
    exact: bool

    @property
    def least_p(self) -> float:
        """The smallest p that can come out: where half the areas are treated, the other half is always a tie."""
        areas = self.chosen.shape[1]
        mirrored = self.exact and 2 * int(self.chosen[0].sum()) == areas
        return (2 if mirrored else 1) / len(self.chosen)

    def compare(self, values: Floats, weights: Floats | None = None) -> Comparison:
        """The mean of `values` (areas) in the treated areas less that in the others, held against every choice.

        `weights` (areas, above zero): of a weighted mean; None counts all areas alike.
        """
        weigh = np.ones(len(values)) if weights is None else weights
        chosen, others = self.chosen * weigh, ~self.chosen * weigh
        share = chosen / chosen.sum(axis=1, keepdims=True) - others / others.sum(axis=1, keepdims=True)
        found, pull = share @ values, share @ self.chosen[0]
        return Comparison(value=float(found[0]), others=found, pull=pull)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A difference (`value`), that of every choice (`others`, the true one first), and how a shift would `pull` each.

    With a supposed effect taken off the treated areas, every choice's difference falls by `pull` times that effect.
    """

    value: float
    others: Floats
    pull: Floats

    @property
    def p(self) -> float:
        """The share of choices whose difference is as far from zero as the true one: two-sided, never zero."""
        return float((np.abs(self.others) >= abs(self.value) - SAME).mean())

    def ends(self, level: float) -> tuple[float, float, float]:
        """The effects that the permutation test at `level` cannot refuse, and the level that they keep.

        Where there are too few choices for `level`, the widest range that has ends, whose level is lower.
        A choice is as far out as the true one for effects between the roots of (others - pull x)^2 = (value - x)^2,
        which lie on either side of `value`; so the ends are order statistics of the roots, exact without a search.
        """
        many = len(self.others)
        bounded = np.abs(self.pull) < 1 - 1e-12
        one = (self.value - self.others[bounded]) / (1 - self.pull[bounded])
        two = (self.value + self.others[bounded]) / (1 + self.pull[bounded])
        lows = np.sort(np.r_[np.minimum(one, two), np.full(many - bounded.sum(), -inf)])
        highs = np.sort(np.r_[np.maximum(one, two), np.full(many - bounded.sum(), inf)])[::-1]
        least, out = int(many - bounded.sum()), int(np.floor((1 - level) * many + SAME))
        kept = level if out >= least else 1 - least / many
        out = max(out, least)
        return min(float(lows[out]), self.value), max(float(highs[out]), self.value), kept


def choices(treated: Flags, draws: int, seed: int) -> Choices:
    """Every way to choose as many areas as are `treated` (areas), or the true one and `draws` - 1 drawn by `seed`."""
    areas, many = len(treated), int(treated.sum())
    if comb(areas, many) <= MOST:
        picks = np.array(list(combinations(range(areas), many)))
        chosen = np.zeros((len(picks), areas), dtype=bool)
        np.put_along_axis(chosen, picks, True, axis=1)
        first = (chosen == treated).all(axis=1)
        return Choices(chosen=frozen(np.vstack([treated[None, :], chosen[~first]])), exact=True)
    rng = np.random.default_rng(seed)
    order = rng.random((draws - 1, areas)).argsort(axis=1)
    return Choices(chosen=frozen(np.vstack([treated[None, :], order < many])), exact=False)
