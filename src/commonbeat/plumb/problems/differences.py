"""Difference in differences: did treated areas change otherwise than areas that were left alone?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from commonbeat.plumb.checks import whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import confidence
from commonbeat.plumb.problems.methods import PERMUTATION
from commonbeat.plumb.problems.panel import panel, treated_areas
from commonbeat.plumb.problems.permutation import Choices, Comparison, choices
from commonbeat.plumb.problems.verdict import Assessment, Goal, chance, fits
from commonbeat.plumb.terms import Kind, Phrase

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.about import About
    from commonbeat.plumb.result import Estimate

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

LEAST_AREAS = 3
"""Untreated areas needed for any range at all."""

LEAST_TREND = 4
"""Periods before the start from which a trend can be read."""

FEW = Phrase(
    "With {areas} comparison areas the smallest p is {p}, so no range at {level}% exists; this one is at {kept}%",
    "Con {areas} áreas de comparación la p más pequeña es {p}; no existe un rango al {level} %: este es al {kept} %",
)
DRIFTED = Phrase(
    "Before the start the areas already moved apart (p = {p}), so they are no fair comparison",
    "Antes del inicio las áreas ya se separaban (p = {p}), así que no son una comparación justa",
)
UNTESTED = Phrase(
    "There are too few periods before the start to see whether the areas moved alike",
    "Hay muy pocos periodos antes del inicio para ver si las áreas se movían igual",
)
HALF = Phrase(
    "Half an event was added to every area's counts, because an area had none",
    "Se sumó medio hecho a los conteos de cada área, porque un área no tuvo ninguno",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceInDifferences(Assessment):
    """How the treated areas changed, set against the others.

    `effect`: a treated area's change over that of the others (ratio; each area counts alike). `difference`: the same
    as events a period and area, in means. `avoided`: what would have happened in all treated areas had each changed by
    the factor of all other areas' events together, less what did. `before_trend`: how the areas drifted apart before
    the start (ratio a period; None with under 4 periods), `before_p` its p.
    `p`: two-sided, over `ways` choices of the treated areas (all if `exact`, else drawn by `seed`); `least_p` is the
    smallest that could come out (2 / `ways` where half the areas are treated: the other half is always a tie).
    """

    difference: Estimate
    avoided: Estimate
    before_trend: Estimate | None
    before_p: float | None
    p: float
    least_p: float
    ways: int
    exact: bool
    seed: int
    LIMITS: ClassVar[Phrase] = Phrase(
        "This trusts that without the response all areas would have changed alike. It cannot see something else that "
        "struck the treated areas alone, and it is wrong where the response also moved events into the others.",
        "Esto confía en que, sin la respuesta, todas las áreas habrían cambiado igual. No ve otra cosa que solo haya "
        "ocurrido en las áreas tratadas, y se equivoca si la respuesta llevó hechos a las otras áreas.",
    )


def difference_in_differences(
    counts: ArrayLike,
    treated: ArrayLike,
    start: int,
    *,
    about: About,
    goal: Goal,
    names: Sequence[str] | None = None,
    draws: int = 9_999,
    seed: int = 0,
    level: float = 0.95,
) -> DifferenceInDifferences:
    """The effect in the `treated` areas of `counts` (areas x periods) from period `start` (from 0) on.

    `treated`: one true or false for each area, or the treated ones alone by row (from 0) or by name.
    All ways to choose as many areas are gone through up to 20,000, else `draws` of them by `seed`, which changes
    nothing where all are. The range holds the effects that this permutation test does not refuse. Raises DataError for
    fewer than 3 untreated areas, no treated ones, no period before or after, no events in treated or other areas.
    Source: Rosenbaum, Observational Studies, 2nd edition (Springer 2002), chapter 2; Abadie, Diamond and Hainmueller
    (2010) for single treated areas.
    """
    fits(goal, about, Kind.RATIO)
    confidence(level)
    seen, labels = panel("counts", counts, start, names)
    flags = treated_areas(treated, labels)
    _fits(flags, seen)
    ways = choices(flags, whole("draws", draws, least=100), whole("seed", seed, least=0))
    before, after = seen[:, :start], seen[:, start:]
    lift = 0.5 if not (before.any(axis=1).all() and after.any(axis=1).all()) else 0.0
    change = np.log((after.sum(axis=1) + lift) / after.shape[1]) - np.log((before.sum(axis=1) + lift) / start)
    ratio = ways.compare(change)
    trend = None if start < LEAST_TREND else ways.compare(_slopes(np.log(before + 0.5)))
    kept = ratio.ends(level)[2]
    few = () if kept == level else (_few(int((~flags).sum()), ways.least_p, level, kept),)
    notes = (*few, *((HALF,) if lift else ()))
    told = _Told(about=about, n=round(float(seen.sum())), level=level, notes=notes)
    effect = told.ratio(ratio)
    doubts = (UNTESTED,) if trend is None else (DRIFTED.filled(p=chance(trend.p)),) if trend.p <= 1 - level else ()
    return DifferenceInDifferences(
        effect=effect,
        goal=goal,
        doubts=(*few, *doubts),
        difference=told.difference(ways.compare(after.mean(axis=1) - before.mean(axis=1))),
        avoided=told.avoided(ways, before.mean(axis=1), after.mean(axis=1), after.shape[1], 0.5 / start),
        before_trend=None if trend is None else told.ratio(trend),
        before_p=None if trend is None else trend.p,
        p=ratio.p,
        least_p=ways.least_p,
        ways=len(ways.chosen),
        exact=ways.exact,
        seed=seed,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Comparisons told as Estimates of the same data."""

    about: About
    n: int
    level: float
    notes: tuple[Phrase, ...]

    def ratio(self, found: Comparison) -> Estimate:
        """A difference of logs as a ratio."""
        low, high, kept = found.ends(self.level)
        ends = {"point": found.value, "low": low, "high": high}
        return self._figure({name: float(np.exp(end)) for name, end in ends.items()}, Kind.RATIO, kept)

    def difference(self, found: Comparison) -> Estimate:
        """A difference of means as it is."""
        low, high, kept = found.ends(self.level)
        return self._figure({"point": found.value, "low": low, "high": high}, Kind.DIFFERENCE, kept)

    def avoided(self, ways: Choices, before: Floats, after: Floats, periods: int, least: float) -> Estimate:
        """Events that did not happen in the treated areas in `periods`: means (areas) a period `before` and `after`.

        Changes weighted by the events before: so the treated areas' factor of change is that of their sums, less that
        of the others' sums. Areas without events before weigh as the `least`.
        """
        weights = np.maximum(before, least)
        found = ways.compare(after / weights, weights)
        low, high, kept = found.ends(self.level)
        scale = -periods * float(weights[ways.chosen[0]].sum())
        ends = {"point": scale * found.value, "low": scale * high, "high": scale * low}
        return self._figure(ends, Kind.DIFFERENCE, kept)

    def _figure(self, ends: dict[str, float], kind: Kind, kept: float) -> Estimate:
        unit = "" if kind is Kind.RATIO else self.about.unit
        return self.about.figure(
            **ends, n=self.n, method=PERMUTATION, kind=kind, level=kept, notes=self.notes, unit=unit
        )


def _fits(flags: Flags, seen: Floats) -> None:
    """Refuse areas (flagged as treated or not) that cannot be compared."""
    if not flags.any():
        raise DataError("treated", "no area is treated", "Give at least one")
    if (others := int((~flags).sum())) < LEAST_AREAS:
        raise DataError("treated", f"{others} areas are left to compare with", f"Have at least {LEAST_AREAS}")
    for said, part in (("treated", seen[flags]), ("other", seen[~flags])):
        if not part.any():
            raise DataError("counts", f"nothing happened in any {said} area", "Look at a longer time, or wider areas")


def _slopes(logs: Floats) -> Floats:
    """The slope of each row (areas x periods) by least squares."""
    time = np.arange(logs.shape[1]) - (logs.shape[1] - 1) / 2
    return np.asarray(logs @ time / (time @ time))


def _few(areas: int, least: float, level: float, kept: float) -> Phrase:
    """That so few areas can never be sure enough."""
    return FEW.filled(areas=areas, p=chance(least), level=f"{level * 100:g}", kept=f"{kept * 100:.3g}")
