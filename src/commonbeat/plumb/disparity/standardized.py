"""Hit rates as if two groups had been searched in the same places, and whether places turn their order around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.disparity.methods import STANDARDIZED
from commonbeat.plumb.disparity.ratios import difference, weighted_sum
from commonbeat.plumb.result import Estimate, Shown
from commonbeat.plumb.terms import Kind, Method, Phrase, Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonbeat.plumb.about import About

    Floats = NDArray[np.float64]
    Range = tuple[float, float, float]

COMMON = Phrase(
    "Weighted by all searches of the {places} places (of {all}) where both groups were searched",
    "Ponderado por todos los cateos de los {places} lugares (de {all}) donde se cateó a ambos grupos",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standardized:
    """A group and the reference as if both had been searched in the same places: hit rates and their difference.

    Also Simpson's check: `lower`, `higher`, `level`: in how many places the group's hit rate is under, over and at the
    reference's. `reversed`: the order over all places together is not the order within places; `sure`: and neither
    difference could be chance alone.
    """

    group: Shown
    reference: Shown
    difference: Shown
    lower: int
    higher: int
    level: int
    reversed: bool
    sure: bool


def gap(
    one: Estimate, other: Estimate, method: Method, about: About, level: float, notes: tuple[Phrase, ...]
) -> Estimate:
    """One share less another in points (hundredths), its ends recovered from theirs."""
    ends = difference((one.point, one.low, one.high), (other.point, other.low, other.high))
    point, low, high = (100 * end for end in ends)
    return about.figure(
        point=point,
        low=low,
        high=high,
        n=one.n + other.n,
        method=method,
        kind=Kind.DIFFERENCE,
        level=level,
        notes=notes,
        unit="points",
    )


def standardized(
    pair: tuple[int, int], table: tuple[Floats, Floats, Floats, Floats], crude: Shown, about: About, level: float
) -> Standardized:
    """A group and the reference over the places where both were searched, weighted by all searches there."""
    yes, all_, lows, highs = table
    one, base = pair
    both = (all_[one] > 0) & (all_[base] > 0)
    if not both.any() or not isinstance(crude, Estimate):
        gone = about.withheld(Reason.NO_DENOMINATOR, Kind.SHARE)
        none = about.withheld(Reason.NO_DENOMINATOR, Kind.DIFFERENCE)
        return Standardized(
            group=gone, reference=gone, difference=none, lower=0, higher=0, level=0, reversed=False, sure=False
        )
    weights = all_[:, both].sum(axis=0)
    weights = weights / weights.sum()
    notes = (COMMON.filled(places=int(both.sum()), all=all_.shape[1]),)
    shares = yes[:, both] / np.maximum(all_[:, both], 1)
    figures = [
        _weighted(weighted_sum(weights, shares[who], lows[who, both], highs[who, both]), n, notes, about, level)
        for who, n in ((one, all_[one, both].sum()), (base, all_[base, both].sum()))
    ]
    apart = gap(figures[0], figures[1], STANDARDIZED, about, level, notes)
    order = np.sign(shares[one] - shares[base])
    turned = _side(crude, whole=False) * _side(apart, whole=False) < 0
    return Standardized(
        group=figures[0],
        reference=figures[1],
        difference=apart,
        lower=int((order < 0).sum()),
        higher=int((order > 0).sum()),
        level=int((order == 0).sum()),
        reversed=turned,
        sure=_side(crude, whole=True) * _side(apart, whole=True) < 0,
    )


def _weighted(ends: Range, n: float, notes: tuple[Phrase, ...], about: About, level: float) -> Estimate:
    return about.figure(
        point=ends[0],
        low=ends[1],
        high=ends[2],
        n=int(n),
        method=STANDARDIZED,
        kind=Kind.SHARE,
        level=level,
        notes=notes,
    )


def _side(apart: Estimate, *, whole: bool) -> int:
    """-1, 0 or 1: on which side of zero a difference lies; if `whole`, with all its range."""
    low, high = (apart.low, apart.high) if whole else (apart.point, apart.point)
    return int(low > 0) - int(high < 0)
