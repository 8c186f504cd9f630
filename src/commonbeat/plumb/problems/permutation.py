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

FULL = 1e-12
"""A pull this near to 1 or -1 is that: a supposed effect moves such a choice as far as the true one."""


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

    def compare(self, values: Floats) -> Comparison:
        """The mean of `values` (areas) in the treated areas less that in the others, held against every choice."""
        chosen, others = self.chosen * 1.0, ~self.chosen * 1.0
        share = chosen / chosen.sum(axis=1, keepdims=True) - others / others.sum(axis=1, keepdims=True)
        found, pull = share @ values, share @ self.chosen[0]
        return Comparison(value=float(found[0]), others=found, pull=pull)

    def compare_factors(self, before: Floats, after: Floats) -> Comparison | None:
        """The treated areas' sum `after` over their sum `before` (areas, whole numbers), less that of the others' sums.

        A choice that leaves either part without an event before has no such factor and is left out, whatever came
        after; None where the true one has none.
        """
        had = self.chosen @ before, ~self.chosen @ before
        kept = (had[0] > 0) & (had[1] > 0)
        if not kept[0]:
            return None
        chosen, own, rest = self.chosen[kept], had[0][kept], had[1][kept]
        found = (chosen @ after) / own - (~chosen @ after) / rest
        treated = before * chosen[0]
        pull = (chosen @ treated) / own - (~chosen @ treated) / rest
        return Comparison(value=float(found[0]), others=found, pull=pull)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """The ends of a range, and the level that it keeps."""

    low: float
    high: float
    level: float


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

    def ends(self, level: float) -> Ends | None:
        """The effects that the permutation test at `level` cannot refuse, and the level that they keep.

        Where there are too few choices for `level`, the widest range that has ends, whose level is lower; None where no
        range has ends, or where it has no width: what never varies cannot say how far chance moves anything.
        A choice is as far out as the true one for effects between the roots of (others - pull x)^2 = (value - x)^2,
        which lie on either side of `value`; so the ends are order statistics of the roots, exact without a search.
        """
        many = len(self.others)
        lows, highs = self._roots()
        least = int(max(np.isinf(lows).sum(), np.isinf(highs).sum()))
        if least == many:
            return None
        out = int(np.floor((1 - level) * many + SAME))
        kept = level if out >= least else 1 - least / many
        out = max(out, least)
        low, high = min(float(np.sort(lows)[out]), self.value), max(float(-np.sort(-highs)[out]), self.value)
        return None if high - low <= SAME * max(1.0, abs(self.value)) else Ends(low=low, high=high, level=kept)

    def _roots(self) -> tuple[Floats, Floats]:
        """Between which effects each choice is as far out as the true one: one root is infinite at a pull of 1 or -1.

        There (others - pull x)^2 and (value - x)^2 are one line apart: it crosses zero once, or nowhere in a full tie.
        """
        ahead, behind = self.value - self.others, self.value + self.others
        with np.errstate(divide="ignore", invalid="ignore"):
            one = np.where(self.pull < 1 - FULL, ahead / (1 - self.pull), np.where(ahead > 0, inf, -inf))
            two = np.where(self.pull > FULL - 1, behind / (1 + self.pull), np.where(behind > 0, inf, -inf))
        lows, highs = np.minimum(one, two), np.maximum(one, two)
        tied = (self.pull >= 1 - FULL) & (np.abs(ahead) <= SAME) | (self.pull <= FULL - 1) & (np.abs(behind) <= SAME)
        return np.where(tied, -inf, lows), np.where(tied, inf, highs)


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
