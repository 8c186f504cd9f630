"""Whether those who answered are like those who were asked: the R-indicator, against an honest sample, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from commonbeat.plumb.about import About
from commonbeat.plumb.checks import whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import normal_quantile, wilson
from commonbeat.plumb.numerals import ranged, written
from commonbeat.plumb.result import Estimate, Kind
from commonbeat.plumb.sampling.columns import Floats, Ints, amounts, levels, refuse, tallies
from commonbeat.plumb.sampling.methods import R_FRAME, R_MARGINS
from commonbeat.plumb.sampling.propensity import Propensity, collapse, linear, logistic
from commonbeat.plumb.sampling.spread import Spread, centered, means_by, most_by_chance, spread
from commonbeat.plumb.terms import WILSON, Method, Phrase

UNLIKE = Phrase(
    "Some groups answered less than chance explains", "Algunos grupos respondieron menos de lo que explica el azar"
)
LIKE = Phrase(
    "We cannot tell the {n} answers from those of an honest random sample",
    "No podemos distinguir las {n} respuestas de las de una muestra aleatoria honesta",
)
SCORE = Phrase(
    ": the R-indicator is {point} of 1 at best (it could be anywhere from {low} to {high}), and an honest random sample "
    "of the same size would score {honest} or more",
    ": el indicador R es {point}, de 1 como máximo (podría estar entre {low} y {high}), y una muestra aleatoria honesta "
    "del mismo tamaño tendría {honest} o más",
)
MISSING = Phrase(" Heard too little: {names}.", " Se escuchó muy poco a: {names}.")
AT_MOST = Phrase(
    " Because of who answered, a share can be off by at most {high} points, as far as these variables can tell.",
    " Por quiénes respondieron, un porcentaje puede desviarse como máximo {high} puntos, hasta donde estas variables dicen.",
)
LIMITS = Phrase(
    "It sees only the variables given: people who answer can differ from silent people of the same group in what they "
    "think. A high score does not prove that the answers are right, and few answers score well by having a wide range.",
    "Solo ve las variables dadas: quienes responden pueden pensar distinto que quienes callan del mismo grupo. "
    "Una puntuación alta no prueba que las respuestas sean correctas, y con pocas respuestas el rango es amplio.",
)
BY_MARGINS = Phrase(
    "Only the population's margins are known: its cells are the answers weighted to them",
    "Solo se conocen los totales de la población: sus celdas son las respuestas ponderadas a ellos",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPart:
    """One level of a variable: its share of the people, its share of the answers, and its part in R.

    `people`: its share among those asked (or in the population, where only margins are known). `partial`: the
    category-level unconditional partial R-indicator, sqrt(share) * (its chance to answer - the mean chance); under zero
    it is heard too little.
    """

    variable: str
    level: str
    people: float
    answers: Estimate
    partial: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class VariablePart:
    """One variable's part in R: on its own (`unconditional`) and beyond all others (`conditional`); 0 at best, 0.5 at worst."""

    variable: str
    unconditional: Estimate
    conditional: Estimate
    levels: tuple[LevelPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Representativeness:
    """The R-indicator with its parts.

    `indicator`: bias-adjusted R = 1 - 2 S with S the standard deviation of the chances to answer; 1 at best.
    `honest`: what an honest random sample of the same size scores or exceeds with a chance of the level (its best is 1).
    `bias`: points by which a share of those who answered can be off at most (S / rate * 50).
    `unadjusted`: R with what chance adds. `standard_error`: of the unadjusted R (delta method; wide near 1).
    """

    indicator: Estimate
    honest: float
    bias: Estimate
    response: Estimate
    variables: tuple[VariablePart, ...]
    unadjusted: float
    standard_error: float

    @property
    def unlike_chance(self) -> bool:
        """True where the indicator lies under what an honest random sample of the same size would score."""
        return self.indicator.point < self.honest

    @property
    def missing(self) -> tuple[LevelPart, ...]:
        """The levels heard too little beyond chance, the worst first."""
        found = (part for variable in self.variables for part in variable.levels if part.partial.high < 0)
        return tuple(sorted(found, key=lambda part: part.partial.point))

    def sentence(self, language: str = "en") -> str:
        """R against an honest sample, who is missing, and how far a share can be off."""
        point, low, high = ranged(self.indicator.point, self.indicator.low, self.indicator.high, language=language)
        found = UNLIKE if self.unlike_chance else LIKE
        said = found.said(language, n=written(self.indicator.n, 0))
        said += SCORE.said(language, point=point, low=low, high=high, honest=written(self.honest, 3)) + "."
        if self.unlike_chance and self.missing:
            named = ", ".join(f"{part.level} ({part.variable})" for part in self.missing[:3])
            said += MISSING.said(language, names=named)
        return said + AT_MOST.said(language, high=written(self.bias.high, 1))

    def limits(self, language: str = "en") -> str:
        """What it cannot show."""
        return LIMITS.said(language)


def representativeness(
    asked: ArrayLike,
    answered: ArrayLike,
    variables: Mapping[str, Sequence[Any]],
    *,
    about: About,
    population: ArrayLike | None = None,
    level: float = 0.95,
) -> Representativeness:
    """R where the frame knows everybody who was asked: grouped logistic propensities on the `variables`' main effects.

    `asked`, `answered`: people in each cell (or 1 and 0 or 1 a person). `variables`: a level for each cell.
    `population`: people in each cell for whom R speaks, where cells were asked at different rates (default: the asked).
    Source: Schouten, Cobben and Bethlehem (2009); bias and error as Shlomo, Skinner and Schouten (2012), with the
    chances' mean taken off.
    """
    coded = levels(variables)
    codes = {name: own for name, (_, own) in coded.items()}
    names = {name: found for name, (found, _) in coded.items()}
    rows = next(iter(codes.values())).size
    tried, gave = tallies("asked", asked, rows=rows), tallies("answered", answered, rows=rows)
    refuse("answered", gave > tried, "has more answers than people asked", "Whoever answered was asked")
    people = tried if population is None else amounts("population", population, rows=rows)
    if not 0 < gave.sum() < tried.sum():
        raise DataError("answered", f"{gave.sum():,.0f} of {tried.sum():,.0f} answered", "There is nothing to compare")
    if people.sum() <= 0:
        raise DataError("population", "there is nobody", "Count the people in each cell")
    _check_levels(codes, names, "asked", tried)
    codes, (tried, gave, people) = collapse(codes, {k: len(v) for k, v in names.items()}, (tried, gave, people))
    fitted = logistic(tried, gave, people, codes, names)
    shares = {name: np.bincount(own, tried) / tried.sum() for name, own in codes.items()}
    return _parts(fitted, codes, names, shares, gave, int(tried.sum()), about, level, R_FRAME)


def representativeness_from_margins(
    answered: ArrayLike,
    variables: Mapping[str, Sequence[Any]],
    margins: Mapping[str, Mapping[str, float]],
    *,
    asked: int,
    about: About,
    level: float = 0.95,
) -> Representativeness:
    """R where only the population's `margins` are known (a census): linear propensities of those who answered.

    `answered`: people in each cell. `margins`: for each variable the people (or share) of each level. `asked`: how many
    were asked, drawn at random. Source: Bianchi and others (2019).
    """
    coded = levels(variables)
    codes = {name: own for name, (_, own) in coded.items()}
    names = {name: found for name, (found, _) in coded.items()}
    gave = tallies("answered", answered, rows=next(iter(codes.values())).size)
    if not 1 < gave.sum() <= whole("asked", asked, least=1):
        raise DataError("answered", f"{gave.sum():,.0f} of {asked:,} answered", "Whoever answered was asked")
    shares = {name: _margin(name, found, margins) for name, found in names.items()}
    _check_levels(codes, names, "answered", gave)
    codes, (gave,) = collapse(codes, {name: len(found) for name, found in names.items()}, (gave,))
    keep = gave > 0
    codes, gave = {name: own[keep] for name, own in codes.items()}, gave[keep]
    fitted = linear(gave, asked, codes, names, shares)
    return _parts(fitted, codes, names, shares, gave, asked, about, level, R_MARGINS, notes=(BY_MARGINS,))


def _check_levels(codes: Mapping[str, Ints], names: Mapping[str, list[str]], argument: str, counts: Floats) -> None:
    """Refuse a variable with one level, and a level of which there is nobody."""
    for name, found in names.items():
        if len(found) < 2:
            raise DataError(name, f"it has one level, '{found[0]}'", "Leave it out: it tells nobody apart")
        empty = np.bincount(codes[name], counts, minlength=len(found)) == 0
        if empty.any():
            raise DataError(name, f"{argument} is zero for '{found[int(np.argmax(empty))]}'", "Merge it with another level")


def _margin(name: str, found: list[str], margins: Mapping[str, Mapping[str, float]]) -> Floats:
    """The population's shares of a variable's levels, which must be those of the answers."""
    given = margins.get(name)
    if given is None:
        raise DataError(f"margins[{name}]", "it is lacking", "Give the people of each level")
    for level in {str(key) for key in given} ^ set(found):
        where = "the answers" if level not in found else "the margins"
        raise DataError(f"margins[{name}]", f"'{level}' is not in {where}", "Name, or merge, levels alike in both")
    people = amounts(f"margins[{name}]", [{str(key): value for key, value in given.items()}[level] for level in found])
    refuse(f"margins[{name}]", people == 0, "is zero", "Merge the level with another")
    return people / people.sum()


def _parts(
    fitted: Propensity,
    codes: Mapping[str, Ints],
    names: Mapping[str, list[str]],
    shares: Mapping[str, Floats],
    gave: Floats,
    asked: int,
    about: About,
    level: float,
    method: Method,
    notes: tuple[Phrase, ...] = (),
) -> Representativeness:
    """The whole result from fitted propensities."""
    n, weight = int(gave.sum()), fitted.weight
    slope = centered(fitted.slope, weight)
    whole_spread = spread(centered(fitted.chance, weight), slope, fitted.covariance, weight, level)
    honest = most_by_chance(centered(fitted.even_slope, weight), fitted.even_covariance, weight, level)
    score = {"n": n, "method": method, "kind": Kind.INDEX, "level": level, "notes": (*notes, *fitted.notes), "unit": ""}
    roots = [float(np.sqrt(value)) for value in (whole_spread.adjusted, whole_spread.low, whole_spread.high)]
    best, high, low = (max(1 - 2 * root, 0.0) for root in roots)
    rate = n / asked
    off = [min(50 * root / rate, 100.0) for root in roots]
    answered_low, answered_high = wilson(n, asked, level)
    value = whole_spread.value
    return Representativeness(
        indicator=about.figure(point=best, low=low, high=high, **score),
        honest=1 - 2 * float(np.sqrt(honest)),
        bias=about.figure(
            **{**score, "kind": Kind.DIFFERENCE, "unit": "points"}, point=off[0], low=off[1], high=off[2]
        ),
        response=about.figure(
            point=rate,
            low=float(answered_low),
            high=float(answered_high),
            n=asked,
            method=WILSON,
            kind=Kind.SHARE,
            level=level,
            numerator=n,
            denominator=asked,
        ),
        variables=tuple(_variable(name, fitted, codes, names[name], shares[name], gave, about, score) for name in codes),
        unadjusted=1 - 2 * float(np.sqrt(value)),
        standard_error=whole_spread.error / float(np.sqrt(value)) if value > 0 else 0.0,
    )


def _variable(
    name: str,
    fitted: Propensity,
    codes: Mapping[str, Ints],
    labels: list[str],
    shares: Floats,
    gave: Floats,
    about: About,
    score: Mapping[str, Any],
) -> VariablePart:
    """One variable's partial indicators, and those of its levels."""
    weight, level, own = fitted.weight, score["level"], codes[name]
    chance, slope = centered(fitted.chance, weight), centered(fitted.slope, weight)
    alone = means_by(chance, weight, own), means_by(slope, weight, own)
    rest = np.zeros(own.size, dtype=np.int64)
    for other in codes.values():
        if other is not own:
            rest = np.unique(rest * (int(other.max()) + 1) + other, return_inverse=True)[1].astype(np.int64)
    beyond = chance - means_by(chance, weight, rest), slope - means_by(slope, weight, rest)
    parts = [
        _root(spread(part[0], part[1], fitted.covariance, weight, level), about, score) for part in (alone, beyond)
    ]
    found = []
    for at, label in enumerate(labels):
        first = int(np.argmax(own == at))
        size = float(np.sqrt(weight[own == at].sum()))
        gradient = size * alone[1][first]
        error = float(np.sqrt(gradient @ fitted.covariance @ gradient))
        found.append(_level(name, label, shares[at], size * alone[0][first], error, gave[own == at].sum(), gave, about, score))
    return VariablePart(variable=name, unconditional=parts[0], conditional=parts[1], levels=tuple(found))


def _root(found: Spread, about: About, score: Mapping[str, Any]) -> Estimate:
    """A spread as a standard deviation."""
    ends = (float(np.sqrt(value)) for value in (found.adjusted, found.low, found.high))
    return about.figure(**dict(zip(("point", "low", "high"), ends, strict=True)), **score)


def _level(
    name: str,
    label: str,
    people: float,
    point: float,
    error: float,
    heard: float,
    gave: Floats,
    about: About,
    score: Mapping[str, Any],
) -> LevelPart:
    """One level's share of the answers and its part in R."""
    total, half = int(gave.sum()), normal_quantile(score["level"]) * error
    low, high = wilson(heard, total, score["level"])
    answers = about.figure(
        point=heard / total,
        low=float(low),
        high=float(high),
        n=total,
        method=WILSON,
        kind=Kind.SHARE,
        level=score["level"],
        numerator=heard,
        denominator=total,
        unit="answers",
    )
    partial = about.figure(point=point, low=point - half, high=min(point + half, 1.0), **score)
    return LevelPart(variable=name, level=label, people=float(people), answers=answers, partial=partial)
