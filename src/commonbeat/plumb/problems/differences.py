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
from commonbeat.plumb.problems.permutation import SAME, Comparison, Ends, choices
from commonbeat.plumb.problems.verdict import Assessment, Goal, chance, fits
from commonbeat.plumb.terms import Kind, Phrase, Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.about import About
    from commonbeat.plumb.result import Estimate, Shown

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

LEAST_AREAS = 3
"""Untreated areas needed for any range at all."""

LEAST_EVENTS = 2
"""Events that most comparison areas must have had if chance is to move them about as much as the treated ones."""

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
STILL = Phrase(
    "Before the start the areas hardly varied, so nobody can see whether they moved alike",
    "Antes del inicio las áreas casi no variaron; no se puede ver si se movían igual",
)
SPARSE = Phrase(
    "Most comparison areas had fewer than {least} events, so chance may move them less than the treated ones",
    "La mayoría de las áreas de comparación tuvo menos de {least} hechos; el azar puede moverlas menos que a las "
    "tratadas",
)
LOWER = Phrase(
    "Too few choices of areas had events before, so this range is at {kept}%",
    "Muy pocas elecciones de áreas tuvieron hechos antes; este rango es al {kept} %",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceInDifferences(Assessment):
    """How the treated areas changed, set against the others.

    `effect`: a treated area's change over that of the others (ratio; each area counts alike). `difference`: the same
    as events a period and area, in means. `avoided`: what would have happened in all treated areas had each changed by
    the factor of all other areas' events together, less what did. Either is withheld where it has no range: the other
    areas all differ by the same number, or treated or other areas had no events before. `before_trend`: how the areas
    drifted apart before the start (ratio a period; None with under 4 periods, or where they stood still), `before_p`
    its p.
    `p`: two-sided, over `ways` choices of the treated areas (all if `exact`, else drawn by `seed`); `least_p` is the
    smallest that could come out (2 / `ways` where half the areas are treated: the other half is always a tie).
    """

    difference: Shown
    avoided: Shown
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
    fewer than 3 untreated areas, no treated ones, no period before or after, no events in treated or other areas, and
    where over half of the untreated areas changed by the same factor (most often none: they had no events), since
    areas that stand still cannot say how far chance moves one that does not.
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
    change, lift = _changes(before, after)
    ratio = ways.compare(change)
    if (ends := ratio.ends(level)) is None or _stand_still(change[~flags]):
        raise _frozen(change[~flags], seen[~flags])
    few = () if ends.level == level else (_few(int((~flags).sum()), ways.least_p, level, ends.level),)
    told = _Told(about=about, n=round(float(seen.sum())), level=level, kept=ends.level, notes=(*few, *lift))
    drift = None if start < LEAST_TREND else ways.compare(_slopes(np.log(before + 0.5)))
    drifted = None if drift is None else drift.ends(level)
    trend = None if drift is None or drifted is None else (told.ratio(drift.value, drifted), drift.p)
    return DifferenceInDifferences(
        effect=told.ratio(ratio.value, ends),
        goal=goal,
        doubts=(*few, *_sparse(seen[~flags]), *_doubts(start, None if trend is None else trend[1], level)),
        difference=told.difference(ways.compare(after.mean(axis=1) - before.mean(axis=1))),
        avoided=told.avoided(ways.compare_factors(before.sum(axis=1), after.sum(axis=1)), before[flags].sum()),
        before_trend=trend and trend[0],
        before_p=trend and trend[1],
        p=ratio.p,
        least_p=ways.least_p,
        ways=len(ways.chosen),
        exact=ways.exact,
        seed=seed,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Comparisons told as Estimates of the same data; `kept`: the level of the ratio's range, which `notes` explain."""

    about: About
    n: int
    level: float
    kept: float
    notes: tuple[Phrase, ...]

    def ratio(self, value: float, ends: Ends) -> Estimate:
        """A difference of logs as a ratio."""
        point, low, high = (float(np.exp(one)) for one in (value, ends.low, ends.high))
        return self._figure(point, low, high, Kind.RATIO, ends.level)

    def difference(self, found: Comparison) -> Shown:
        """A difference of means as it is."""
        if (ends := found.ends(self.level)) is None:
            return self.about.withheld(Reason.TOO_FEW, Kind.DIFFERENCE)
        return self._figure(found.value, ends.low, ends.high, Kind.DIFFERENCE, ends.level)

    def avoided(self, found: Comparison | None, before: float) -> Shown:
        """Events that did not happen in the treated areas, which had so many `before`: factors of change times these.

        So the treated areas' factor of change is that of their sums, less that of the others' sums.
        """
        if found is None:
            return self.about.withheld(Reason.NO_DENOMINATOR, Kind.DIFFERENCE)
        if (ends := found.ends(self.level)) is None:
            return self.about.withheld(Reason.TOO_FEW, Kind.DIFFERENCE)
        point, low, high = (-float(before) * one for one in (found.value, ends.high, ends.low))
        return self._figure(point, low, high, Kind.DIFFERENCE, ends.level)

    def _figure(self, point: float, low: float, high: float, kind: Kind, kept: float) -> Estimate:
        lower = () if kept in (self.level, self.kept) else (LOWER.filled(kept=f"{kept * 100:.3g}"),)
        return self.about.figure(
            point=point,
            low=low,
            high=high,
            n=self.n,
            method=PERMUTATION,
            kind=kind,
            level=kept,
            notes=(*self.notes, *lower),
            unit="" if kind is Kind.RATIO else self.about.unit,
        )


def _changes(before: Floats, after: Floats) -> tuple[Floats, tuple[Phrase, ...]]:
    """The log of each area's change (periods alike), and a note where half an event was added to have one."""
    full = before.any(axis=1).all() and after.any(axis=1).all()
    lift = 0.0 if full else 0.5
    rates = ((part.sum(axis=1) + lift) / part.shape[1] for part in (before, after))
    first, then = map(np.log, rates)
    return then - first, () if full else (HALF,)


def _alike(change: Floats) -> int:
    """How many of the areas changed by the same factor, at most."""
    rising = np.sort(change)
    return int((np.searchsorted(rising, rising + SAME, side="right") - np.arange(len(rising))).max())


def _stand_still(change: Floats) -> bool:
    """Whether over half of the areas changed by the same factor."""
    return 2 * _alike(change) > len(change)


def _frozen(change: Floats, seen: Floats) -> DataError:
    """That the comparison areas do not vary as an area does that chance moves."""
    found = (
        f"{_alike(change)} of {len(change)} comparison areas changed by the very same factor "
        f"({int((~seen.any(axis=1)).sum())} had no events at all), so nothing says how far chance moves an area"
    )
    return DataError("counts", found, "Join small areas until most of them differ, or look at a longer time")


def _sparse(seen: Floats) -> tuple[Phrase, ...]:
    """That most comparison areas had hardly any events."""
    return (SPARSE.filled(least=LEAST_EVENTS),) if np.median(seen.sum(axis=1)) < LEAST_EVENTS else ()


def _doubts(start: int, trend_p: float | None, level: float) -> tuple[Phrase, ...]:
    """What the periods before the start make doubtful."""
    if trend_p is None:
        return (UNTESTED if start < LEAST_TREND else STILL,)
    return (DRIFTED.filled(p=chance(trend_p)),) if trend_p <= 1 - level else ()


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
