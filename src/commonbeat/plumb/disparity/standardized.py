"""Hit rates as if two groups had been searched in the same places, and whether places turn their order around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.disparity.frames import with_article
from commonbeat.plumb.disparity.methods import STANDARDIZED
from commonbeat.plumb.disparity.ratios import difference, weighted_share
from commonbeat.plumb.interval import wilson
from commonbeat.plumb.numerals import written
from commonbeat.plumb.result import Estimate, Shown
from commonbeat.plumb.terms import Kind, Method, Phrase, Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonbeat.plumb.about import About

    Floats = NDArray[np.float64]
    Range = tuple[float, float, float]

COMMON = {
    False: Phrase(
        "Weighted by all searches of the {places} places (of {all}) where both groups were searched, which hold "
        "{share} of their searches",
        "Ponderado por todos los cateos de los {places} lugares (de {all}) donde se cateó a ambos grupos, que reúnen "
        "{share} de sus cateos",
    ),
    True: Phrase(
        "Only one place (of {all}) is one where both groups were searched; it holds {share} of their searches",
        "Solo un lugar (de {all}) es uno donde se cateó a ambos grupos; reúne {share} de sus cateos",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standardized:
    """A group and the reference as if both had been searched in the same places: hit rates and their difference.

    `common`: the share of the searches of both that lie in places where both were searched; all rests on these.
    Also Simpson's check: `lower`, `higher`, `level`: in how many places the group's hit rate is under, over and at the
    reference's. `reversed`: the order over all places together is not the order within places; `sure`: no difference
    could be chance alone, and the order of the common places together is turned as well, so that it comes from where
    people were searched.
    """

    group: Shown
    reference: Shown
    difference: Shown
    common: float
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
    pair: tuple[int, int], yes: Floats, all_: Floats, crude: Shown, about: About, level: float
) -> Standardized:
    """A group and the reference (`pair`) over the places where both were searched, weighted by all searches there.

    `yes`, `all_`: hits and searches, groups x places. `crude`: their difference over all places together.
    """
    both = (all_[pair[0]] > 0) & (all_[pair[1]] > 0)
    if not both.any() or not isinstance(crude, Estimate):
        return _nothing(about)
    weights = all_[:, both].sum(axis=0)
    weights = weights / weights.sum()
    mine, theirs = yes[np.ix_(pair, both)], all_[np.ix_(pair, both)]
    common = float(theirs.sum() / all_[list(pair)].sum())
    notes = (_common(int(both.sum()), all_.shape[1], common),)
    ends = (weighted_share(weights, hits, searches, level) for hits, searches in zip(mine, theirs, strict=True))
    figures = [_weighted(one, n, notes, about, level) for one, n in zip(ends, theirs.sum(axis=1), strict=True)]
    apart = gap(figures[0], figures[1], STANDARDIZED, about, level, notes)
    order = np.sign(mine[0] * theirs[1] - mine[1] * theirs[0])
    side = _side(apart.low, apart.high)
    turned = [_side(crude.low, crude.high) * side, _side(*_together(mine, theirs, level)) * side]
    return Standardized(
        group=figures[0],
        reference=figures[1],
        difference=apart,
        common=common,
        lower=int((order < 0).sum()),
        higher=int((order > 0).sum()),
        level=int((order == 0).sum()),
        reversed=crude.point * apart.point < 0,
        sure=max(turned) < 0,
    )


def _nothing(about: About) -> Standardized:
    """What is said where the two were searched in no place alike."""
    gone, none = (about.withheld(Reason.NO_DENOMINATOR, kind) for kind in (Kind.SHARE, Kind.DIFFERENCE))
    return Standardized(
        group=gone,
        reference=gone,
        difference=none,
        common=0.0,
        lower=0,
        higher=0,
        level=0,
        reversed=False,
        sure=False,
    )


def _common(places: int, every: int, share: float) -> Phrase:
    """The note that tells on which places it rests."""
    said = {
        language: with_article(written(share * 100, 1, language=language, percent=True), language)
        for language in ("en", "es")
    }
    frame = COMMON[places == 1]
    return Phrase(*(frame.said(language, places=places, all=every, share=one) for language, one in said.items()))


def _together(hits: Floats, searches: Floats, level: float) -> tuple[float, float]:
    """The ends of the plain difference over all these places together (both arrays: the two groups x places)."""
    yes, all_ = hits.sum(axis=1), searches.sum(axis=1)
    lows, highs = wilson(yes, all_, level)
    one, other = (
        (float(k / n), float(low), float(high)) for k, n, low, high in zip(yes, all_, lows, highs, strict=True)
    )
    return difference(one, other)[1:]


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


def _side(low: float, high: float) -> int:
    """-1, 0 or 1: on which side of zero a range lies."""
    return int(low > 0) - int(high < 0)
