"""Three rings of doubt around one share: chance alone, the weights, and what the silent could have said."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from commonbeat.plumb.about import About
from commonbeat.plumb.arrays import counts, refuse
from commonbeat.plumb.checks import one_of, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.frames import framed
from commonbeat.plumb.interval import normal_quantile
from commonbeat.plumb.numerals import ranged, written
from commonbeat.plumb.result import Estimate, Kind
from commonbeat.plumb.sampling.columns import Floats, weighting
from commonbeat.plumb.sampling.methods import WEIGHTED_WILSON, WORST_CASE
from commonbeat.plumb.sampling.shares import counted_share
from commonbeat.plumb.terms import Method, Phrase

FIRST = Phrase(
    "{point} of the {n} people who answered said yes; chance alone could have made it anywhere from {low} to {high}",
    "El {point} de las {n} personas que respondieron dijo que sí; por puro azar podría haber sido de {low} a {high}",
)
ONLY_YES = Phrase(
    "The only person who answered said yes ({point}); chance alone could have made it anywhere from {low} to {high}",
    "La única persona que respondió dijo que sí ({point}); por puro azar podría haber sido de {low} a {high}",
)
ONLY_NO = Phrase(
    "The only person who answered said no, so it is {point}; chance alone could have made it anywhere from {low} to "
    "{high}",
    "La única persona que respondió dijo que no: es el {point}; por puro azar podría haber sido de {low} a {high}",
)
SECOND = Phrase(
    "Weighted to stand for everybody it is {point} ({low} to {high})",
    "Con pesos para representar a toda la población, es {point} (de {low} a {high})",
)
THIRD = Phrase(
    "{silent} of the {asked} people asked stayed silent: had they all said no, it would be {low}; had they all "
    "said yes, {high}",
    "{silent} de las {asked} personas a quienes se preguntó no respondieron: si todas hubieran dicho que no, sería "
    "{low}; si todas hubieran dicho que sí, {high}",
)
ONE_SILENT = Phrase(
    "1 of the {asked} people asked stayed silent: a no would have made it {low}; a yes, {high}",
    "1 de las {asked} personas a quienes se preguntó no respondió: con un no, sería {low}; con un sí, {high}",
)
NOBODY_SILENT = Phrase("Everybody who was asked answered", "Respondieron todas las personas a quienes se preguntó")
NO_WEIGHTS = Phrase(
    "No weights were given, so each answer counts once", "No se dieron pesos: cada respuesta cuenta una vez"
)
EFFECTIVE = Phrase(
    "Unequal weights make {n} answers worth {effective}", "Con pesos desiguales, {n} respuestas valen por {effective}"
)
EQUAL_WEIGHTS = Phrase(
    "All weights are the same, so each answer counts once",
    "Todos los pesos son iguales: cada respuesta cuenta una vez",
)
ALIKE = 1e-12
"""The part of the largest weight by which weights may differ and still be called the same (rounding); a weight under it
counts as nothing."""
LIMITS = Phrase(
    "The first two ranges hold only if silent people think like those who answered. The third assumes nothing about "
    "them, but takes every answer given as true and everybody asked as drawn fairly.",
    "Los dos primeros rangos solo valen si quienes callan piensan como quienes respondieron. El tercero no supone "
    "nada de ellas, pero toma cada respuesta por cierta y el sorteo por limpio.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The share if all the silent had said no (`low`), and yes (`high`): without a level, for no chance is in it."""

    low: float
    high: float
    yes: int
    answered: int
    asked: int
    method: Method = WORST_CASE

    @property
    def silent(self) -> int:
        """How many were asked and did not answer."""
        return self.asked - self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Rings:
    """One share: unweighted (`sampling`), with its weights' cost (`weighted`), whatever the silent think (`worst`).

    `effective_n`: how many equally weighted answers would have as large a variance (n over the design effect); never
    more than there are.
    """

    sampling: Estimate
    weighted: Estimate
    worst: Bounds
    effective_n: float

    def sentence(self, language: str = "en") -> str:
        """The three rings, one after the other."""
        worst = self.worst
        first = FIRST if worst.answered > 1 else ONLY_YES if worst.yes else ONLY_NO
        parts = [first.said(language, n=written(worst.answered, 0), **_ends(self.sampling, language))]
        if self.weighted.method == WEIGHTED_WILSON:
            parts.append(SECOND.said(language, **_ends(self.weighted, language)))
        if worst.silent:
            low, high = (written(100 * end, 1, language=language, percent=True) for end in (worst.low, worst.high))
            counts = {"silent": written(worst.silent, 0), "asked": written(worst.asked, 0)}
            third = THIRD if worst.silent > 1 else ONE_SILENT
            parts.append(third.said(language, low=low, high=high, **counts))
        else:
            parts.append(NOBODY_SILENT.said(language))
        return framed(" ".join(f"{part}." for part in parts), [self.sampling], language)

    def limits(self, language: str = "en") -> str:
        """What they cannot show."""
        return LIMITS.said(language)


def three_rings(
    yes: ArrayLike | Sequence[bool],
    *,
    asked: int,
    about: About,
    weights: ArrayLike | None = None,
    count: ArrayLike | None = None,
    level: float = 0.95,
) -> Rings:
    """The rings of one share of yes among those who answered, of `asked` people.

    `yes`: 1 (or True) for yes, 0 for no, one a person; or one a cell of equal answer and weight, with `count` people in
    each (yes=[1, 0], count=[436, 30]). `weights`: one a row, over 0.

    Ring 2, where weights differ (else it is ring 1): p = sum(w y) / sum(w), v = sum(w^2 (y - p)^2) / sum(w)^2,
    effective n = p (1 - p) / v (where all answers agree, (sum w)^2 / sum w^2), at most n. Wilson's interval is taken
    at effective n times (n - 1)/n (not where all agree) and (z / t of n - 1 degrees)^2, for v is itself estimated.
    Sources: Wilson (1927); Korn and Graubard (1998); Manski (1989).
    """
    one_of("about", about, About)
    answers = counts("yes", yes)
    refuse("yes", answers, answers > 1, "is neither 0 nor 1", "Write yes as 1 and no as 0; leave the silent out")
    people = np.ones(answers.size) if count is None else counts("count", count, rows=answers.size)
    weight = weighting("weights", weights, rows=answers.size)
    n, said_yes = int(people.sum()), int(people @ answers)
    if n == 0:
        raise DataError("yes", "nobody answered", "Withhold the share: no denominator")
    if whole("asked", asked, least=1) < n:
        raise DataError("asked", f"{n:,} answered and {asked:,} were asked", "Whoever answered was asked")
    sampling = counted_share(said_yes, n, about, level, asked=asked)
    bounds = Bounds(low=said_yes / asked, high=(said_yes + asked - n) / asked, yes=said_yes, answered=n, asked=asked)
    there = people > 0
    part = np.where(there, weight, 0.0) / weight[there].max()
    faint = there & (part < ALIKE)
    refuse("weights", weight, faint, "is as good as nothing beside the largest", "Trim the weights, or mend them")
    if np.ptp(part[there]) <= ALIKE:
        note = NO_WEIGHTS if weights is None else EQUAL_WEIGHTS
        alike = counted_share(said_yes, n, about, level, notes=(note,))
        return Rings(sampling=sampling, weighted=alike, worst=bounds, effective_n=float(n))
    weighted, effective = _weighted(answers, people, part, n, about, level)
    return Rings(sampling=sampling, weighted=weighted, worst=bounds, effective_n=effective)


def _weighted(
    answers: Floats, people: Floats, weight: Floats, n: int, about: About, level: float
) -> tuple[Estimate, float]:
    """The second ring and its effective n (two answers or more)."""
    share = weight / (people @ weight)
    point = min(float((people * share) @ answers), 1.0)
    z, student = normal_quantile(level), float(stdtrit(n - 1, (1 + level) / 2))
    if 0 < point < 1:
        effective = point * (1 - point) / float(people @ (share * (answers - point)) ** 2)
        certain = (n - 1) / n * (z / student) ** 2
    else:
        effective, certain = 1 / float(people @ share**2), (z / student) ** 2
    low, high = wilson_at(point, min(effective * certain, float(n)), z)
    effective = min(effective, float(n))
    worth = EFFECTIVE.filled(n=f"{n:,}", effective=f"{effective:,.0f}")
    figure = about.figure(
        point=point, low=low, high=high, n=n, method=WEIGHTED_WILSON, kind=Kind.SHARE, level=level, notes=(worth,)
    )
    return figure, effective


def wilson_at(point: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's interval of a share `point` of `n` trials, where n need not be whole."""

    def lower(p: float) -> float:
        half = z * z / (2 * n)
        root = float(np.sqrt(p * (1 - p) / n + (z / (2 * n)) ** 2))
        return min(p * p / (p + half + z * root), p)

    return lower(point), max(1 - lower(1 - point), point)


def _ends(figure: Estimate, language: str) -> dict[str, str]:
    point, low, high = ranged(figure.point, figure.low, figure.high, language=language, percent=True)
    return {"point": point, "low": low, "high": high}
