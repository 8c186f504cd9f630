"""The outcome test: of searches, how many found something, by group and place, and whether places hide the order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.about import About
from commonbeat.plumb.arrays import counts, refuse
from commonbeat.plumb.checks import one_of
from commonbeat.plumb.disparity.hit_tests import EqualityTest, pooled_test, within_places_test
from commonbeat.plumb.disparity.hit_words import LIMITS, sentences
from commonbeat.plumb.disparity.methods import NEWCOMBE
from commonbeat.plumb.disparity.standardized import Standardized, gap, standardized
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import grouped
from commonbeat.plumb.interval import wilson
from commonbeat.plumb.result import Estimate, Shown
from commonbeat.plumb.terms import WILSON, Kind, Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.groups import Grouping, Groups

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRates:
    """Hit rates by group and place. Figures are in the order of `groups`; comparisons in that of `others`.

    `overall` (groups), `by_place` (groups x places), `differences` (others, less the reference), `standardized`
    (others), `pooled` and `within`: tests that all groups have one hit rate, over all places and within each.
    """

    groups: tuple[str, ...]
    places: tuple[str, ...]
    reference: str
    overall: tuple[Shown, ...]
    by_place: tuple[tuple[Shown, ...], ...]
    differences: tuple[Shown, ...]
    standardized: tuple[Standardized, ...]
    pooled: EqualityTest
    within: EqualityTest

    @property
    def others(self) -> tuple[str, ...]:
        """The groups but the reference."""
        return tuple(group for group in self.groups if group != self.reference)

    def sentence(self, language: str = "en") -> str:
        """What was found for each group, over all places and as if searched in the same places."""
        rates = dict(zip(self.groups, self.overall, strict=True))
        checks = dict(zip(self.others, zip(self.differences, self.standardized, strict=True), strict=True))
        return sentences(rates, checks, self.reference, language)

    def limits(self, language: str = "en") -> str:
        """What it cannot show, infra-marginality first."""
        return LIMITS.said(language)


def hit_rates(
    groups: Grouping,
    places: Grouping,
    hits: ArrayLike,
    searches: ArrayLike | None = None,
    *,
    reference: str,
    about: About,
    level: float = 0.95,
) -> HitRates:
    """Hit rates from cells (or rows: `searches` left out) with a group, a place, hits and searches.

    `groups`, `places`: Groups (their levels in the order of the figures), or labels.
    Cells that name the same group and place are merged. Shares have Wilson's range, differences Newcombe's; a group
    and the reference are standardized to the mix of all searches over the places where both were searched. Places and
    groups without searches are Withheld (no denominator). Raises DataError for rows that cannot be and for no searches.
    Source: Becker, Journal of Political Economy 101 (1993), 385-409; Knowles, Persico and Todd, Journal of
    Political Economy 109 (2001), 203-229.
    """
    one_of("about", about, About)
    who = grouped("groups", groups)
    where = grouped("places", places, rows=len(who))
    names = who.levels
    if reference not in names:
        raise DataError("reference", f"{reference!r} is not one of the groups", f"Groups: {', '.join(names)}")
    yes, all_ = _table(who, where, hits, searches)
    lows, highs = wilson(yes, all_, level)
    base = names.index(reference)
    others = [place for place in range(len(names)) if place != base]
    total, total_hits = all_.sum(axis=1), yes.sum(axis=1)
    ends = wilson(total_hits, total, level)
    overall = tuple(_share(*four, about, level) for four in zip(total_hits, total, *ends, strict=True))
    rows = zip(yes, all_, lows, highs, strict=True)
    pairs = [_difference(overall[one], overall[base], about, level) for one in others]
    return HitRates(
        groups=names,
        places=where.levels,
        reference=reference,
        overall=overall,
        by_place=tuple(tuple(_share(*four, about, level) for four in zip(*row, strict=True)) for row in rows),
        differences=tuple(pairs),
        standardized=tuple(
            standardized((one, base), yes, all_, pair, about, level) for one, pair in zip(others, pairs, strict=True)
        ),
        pooled=pooled_test(yes, all_),
        within=within_places_test(yes, all_),
    )


def _table(who: Groups, where: Groups, hits: ArrayLike, searches: ArrayLike | None) -> tuple[Floats, Floats]:
    """Hits and searches by group and place, from checked cells."""
    many, areas = len(who.levels), len(where.levels)
    all_ = np.ones(len(who)) if searches is None else counts("searches", searches, rows=len(who))
    yes = counts("hits", hits, rows=len(who))
    refuse("hits", yes, yes > all_, "is more than the searches of its row", "Swap them, or count again")
    if not all_.sum():
        raise DataError("searches", "there are none", "Without searches there is no hit rate")
    key, size = who.codes.astype(np.int64) * areas + where.codes, many * areas
    first, second = (np.bincount(key, weights=values, minlength=size).astype(np.float64) for values in (yes, all_))
    return first.reshape(many, areas), second.reshape(many, areas)


def _share(hits: float, searches: float, low: float, high: float, about: About, level: float) -> Shown:
    """One hit rate, or why there is none."""
    if not searches:
        return about.withheld(Reason.NO_DENOMINATOR, Kind.SHARE)
    return about.figure(
        point=hits / searches,
        low=low,
        high=high,
        n=int(searches),
        method=WILSON,
        kind=Kind.SHARE,
        level=level,
        numerator=int(hits),
        denominator=int(searches),
    )


def _difference(one: Shown, other: Shown, about: About, level: float) -> Shown:
    """One hit rate less another, or why there is none."""
    if not isinstance(one, Estimate) or not isinstance(other, Estimate):
        return about.withheld(Reason.NO_DENOMINATOR, Kind.DIFFERENCE)
    return gap(one, other, NEWCOMBE, about, level, ())
