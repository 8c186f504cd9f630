"""Displacement: what fell where the response was, what moved next door, and what is left on balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

import numpy as np

from commonbeat.plumb.arrays import amounts, counts
from commonbeat.plumb.checks import number
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import confidence, normal_quantile
from commonbeat.plumb.numerals import ranged
from commonbeat.plumb.problems.methods import DISPLACEMENT_DIFFERENCE, DISPLACEMENT_QUOTIENT, TOTAL_NET_EFFECT
from commonbeat.plumb.problems.verdict import Assessment, Goal, fits
from commonbeat.plumb.result import Estimate, Withheld
from commonbeat.plumb.terms import Kind, Phrase, Reason

if TYPE_CHECKING:
    from commonbeat.plumb.about import About
    from commonbeat.plumb.result import Shown
    from commonbeat.plumb.terms import Method

Pair: TypeAlias = tuple[float, float]

ALONE = Phrase(
    "There is no comparison area, so this is only before and after: anything else may have done it",
    "No hay área de comparación; solo es un antes y un después: cualquier otra cosa pudo causarlo",
)
RING_ALONE = Phrase(
    "The ring around has no comparison area: its whole change is counted as moved",
    "El anillo alrededor no tiene área de comparación: todo su cambio se cuenta como desplazado",
)
NO_RING = Phrase("Nobody looked at the places around", "Nadie miró los lugares de alrededor")
SMALL = Phrase(
    "Some counts are under 10, so the range is rough", "Algunos conteos son menores de 10; el rango es aproximado"
)
SPREAD = Phrase(
    "for each event less in the area than at the comparison's pace there was {point} less around it "
    "(range {low} to {high}; below zero they moved)",
    "por cada hecho menos en el área que al ritmo de la comparación hubo {point} menos alrededor "
    "(rango de {low} a {high}; bajo cero se desplazaron)",
)
MOVED = Phrase(
    "for each event less in the area than at the comparison's pace there was {point} more around it "
    "(range {low} to {high}; below zero less too)",
    "por cada hecho menos en el área que al ritmo de la comparación hubo {point} más alrededor "
    "(rango de {low} a {high}; bajo cero, también menos)",
)
UNSURE = Phrase(
    "the area's own fall is not sure, so what moved is no share of it",
    "la baja de la propia área no es segura, así que lo desplazado no es parte de ella",
)
UNMATCHED = Phrase(
    "the comparison area had no events before or none after, so it cannot be told what share moved",
    "el área de comparación no tuvo hechos antes o no los tuvo después; no se puede decir qué parte se desplazó",
)
PER_UNIT = Phrase(
    "Change and goal are per unit of time (the periods are {before} and {after} units long)",
    "El cambio y la meta son por unidad de tiempo (los periodos duran {before} y {after} unidades)",
)
TWICE = Phrase(
    "Area and ring were given the same comparison: it is taken as one area, whose chance counts twice over",
    "El área y el anillo tienen la misma comparación: se toma como una sola área, cuyo azar cuenta doble",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Displacement(Assessment):
    """The balance of a response and its surroundings.

    `effect`: the weighted displacement difference (change in the number, ring included, less the comparison's;
    below zero: fewer). `local`: the area's own part. `moved`: the ring's part (above zero: events moved there), None
    without a ring. `quotient`: the weighted displacement quotient (above 0 the good spread, below 0 events moved,
    below -1 more moved than fell; falls are told from the comparison's pace), withheld where the area's own is not sure
    or the comparison has no events, None without ring or comparison. `total_net`: events avoided in area and ring by
    the comparison's ratio over the whole time after, None without a comparison that has any.
    """

    local: Estimate
    moved: Estimate | None
    quotient: Shown | None
    total_net: Estimate | None
    LIMITS: ClassVar[Phrase] = Phrase(
        "This sees only the ring that was drawn. It cannot see events that moved further, to another hour or into "
        "another kind. It trusts that the comparison area would have changed by as many events as the treated one.",
        "Esto solo ve el anillo que se trazó. No ve los hechos que se fueron más lejos, a otra hora o a otro tipo. "
        "Confía en que el área de comparación habría cambiado en tantos hechos como el área tratada.",
    )

    def _said(self, language: str) -> str:
        """The verdict and, where a ring was drawn, what moved."""
        said = Assessment._said(self, language)
        if self.quotient is None:
            return said
        if isinstance(self.quotient, Withheld):
            reason = UNMATCHED if self.total_net is None else UNSURE
            return f"{said} {_capital(reason.said(language))}."
        ends = self.quotient.point, self.quotient.low, self.quotient.high
        frame = SPREAD
        if self.quotient.point < 0:
            frame, ends = MOVED, (-ends[0], -ends[2], -ends[1])
        point, low, high = ranged(*ends, language=language)
        return f"{said} {_capital(frame.said(language, point=point, low=low, high=high))}."


def displacement(
    treated: Sequence[float],
    *,
    about: About,
    goal: Goal,
    control: Sequence[float] | None = None,
    ring: Sequence[float] | None = None,
    ring_control: Sequence[float] | None = None,
    lengths: Pair = (1.0, 1.0),
    dispersion: float = 1.0,
    level: float = 0.95,
) -> Displacement:
    """What the response did in its area and in the `ring` around it; each a pair of counts (before, after).

    `control`, `ring_control`: comparison areas of each. Without `control` no verdict but "cannot tell" is given;
    without `ring_control` the ring's change is taken as it is, with a note. `lengths`: of the two periods, in one
    unit; changes are then per unit, and so is the goal they are held against. `dispersion`: the counts' variance over
    the Poisson's (1 or more). The difference's variance is the sum of all counts (over squared lengths) times
    `dispersion`; a `ring_control` of the same counts as `control` is taken as the same area, whose chance counts fully
    in both. Raises DataError where nothing happened at all.
    Source: Wheeler and Ratcliffe, Crime Science 7 (2018), 11; Bowers and Johnson (2003); Guerette (2009).
    """
    fits(goal, about, Kind.DIFFERENCE)
    confidence(level)
    if number("dispersion", dispersion) < 1:
        raise DataError("dispersion", f"{dispersion} is under 1", "Counts vary at least as chance alone makes them")
    before, after = _lengths(lengths)
    own, other = _pair("treated", treated), _pair("control", control)
    around, other_around = _pair("ring", ring), _pair("ring_control", ring_control)
    if own is None:
        raise DataError("treated", "it is missing", "Give the counts before and after")
    if around is None and other_around is not None:
        raise DataError("ring_control", "there is no ring to compare it with", "Give the ring, or leave it out")
    pairs = [pair for pair in (own, other, around, other_around) if pair is not None]
    if not any(map(sum, pairs)):
        raise DataError("treated", "nothing happened in any area", "Look at a longer time, or a wider area")
    twice = other is not None and other == other_around
    notes = [RING_ALONE] if around is not None and other_around is None else []
    notes += [NO_RING] if around is None else []
    notes += [SMALL] if min(min(pair) for pair in pairs) < 10 else []
    notes += [TWICE] if twice else []
    each = () if before == after == 1 else (PER_UNIT.filled(before=f"{before:g}", after=f"{after:g}"),)
    told = _Told(about=about, pairs=pairs, level=level, dispersion=dispersion, notes=(*each, *notes), twice=twice)
    return Displacement(
        effect=told.change((own, other, around, other_around), before, after),
        goal=goal,
        doubts=() if other is not None else (ALONE,),
        remarks=each,
        local=told.change((own, other), before, after),
        moved=None if around is None else told.change((around, other_around), before, after),
        quotient=None if around is None or other is None else told.quotient(own, other, around),
        total_net=None if other is None or min(other) == 0 else told.total_net(own, other, around or (0.0, 0.0)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The figures of one table of counts."""

    about: About
    pairs: list[Pair]
    level: float
    dispersion: float
    notes: tuple[Phrase, ...]
    twice: bool

    def change(self, pairs: Sequence[Pair | None], before: float, after: float) -> Estimate:
        """The change of every first of two less that of its comparison, with the sum of counts as variance.

        One comparison area given for both pulls twice at the difference: four times its counts instead of two.
        """
        value = variance = 0.0
        for place, pair in enumerate(pairs):
            if pair is not None:
                value += (-1) ** place * (pair[1] / after - pair[0] / before)
                again = 2 if self.twice and len(pairs) > 2 and place % 2 else 1
                variance += again * (pair[1] / after**2 + pair[0] / before**2)
        return self._figure(value, variance, DISPLACEMENT_DIFFERENCE)

    def total_net(self, own: Pair, other: Pair, around: Pair) -> Estimate:
        """What would have happened in area and ring at the comparison's ratio, less what did."""
        ratio, start, end = other[1] / other[0], own[0] + around[0], own[1] + around[1]
        variance = end + ratio**2 * start + (ratio * start) ** 2 * (1 / other[0] + 1 / other[1])
        return self._figure(ratio * start - end, variance, TOTAL_NET_EFFECT)

    def quotient(self, own: Pair, other: Pair, around: Pair) -> Shown:
        """The ring's change over the area's, both as shares of the comparison, between Fieller's ends."""
        if min(other) == 0:
            return self.about.withheld(Reason.NO_DENOMINATOR, Kind.MEAN)
        (b0, b1), (a0, a1), (c0, c1) = around, own, other
        top, bottom = b1 / c1 - b0 / c0, a1 / c1 - a0 / c0
        z2 = normal_quantile(self.level) ** 2 * self.dispersion
        spread_top = sum(b / c**2 + b**2 / c**3 for b, c in ((b0, c0), (b1, c1)))
        spread_bottom = sum(a / c**2 + a**2 / c**3 for a, c in ((a0, c0), (a1, c1)))
        both = a1 * b1 / c1**3 + a0 * b0 / c0**3
        lead, middle, rest = bottom**2 - z2 * spread_bottom, top * bottom - z2 * both, top**2 - z2 * spread_top
        if bottom >= 0 or lead <= 0:
            return self.about.withheld(Reason.NO_DENOMINATOR, Kind.MEAN)
        reach = float(np.sqrt(max(middle**2 - lead * rest, 0.0)))
        return self.about.figure(
            point=top / bottom,
            low=(middle - reach) / lead,
            high=(middle + reach) / lead,
            n=self._n,
            method=DISPLACEMENT_QUOTIENT,
            kind=Kind.MEAN,
            level=self.level,
            notes=self.notes,
            unit="",
        )

    @property
    def _n(self) -> int:
        return round(sum(sum(pair) for pair in (self.pairs[:-1] if self.twice else self.pairs)))

    def _figure(self, value: float, variance: float, method: Method) -> Estimate:
        reach = normal_quantile(self.level) * float(np.sqrt(variance * self.dispersion))
        return self.about.figure(
            point=value,
            low=value - reach,
            high=value + reach,
            n=self._n,
            method=method,
            kind=Kind.DIFFERENCE,
            level=self.level,
            notes=self.notes,
        )


def _pair(argument: str, values: Sequence[float] | None) -> Pair | None:
    """Counts before and after, or None where there are none."""
    if values is None:
        return None
    before, after = counts(argument, values, rows=2)
    return float(before), float(after)


def _lengths(values: Pair) -> Pair:
    """The two periods' lengths, above zero."""
    before, after = amounts("lengths", values, rows=2, above_zero=True)
    return float(before), float(after)


def _capital(text: str) -> str:
    """The same words as a sentence's beginning."""
    return text[:1].upper() + text[1:]
