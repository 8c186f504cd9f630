"""The R-indicator as a result: how alike those who answered and those who were asked are, part by part."""

import math
from dataclasses import dataclass

from commonbeat.plumb.frames import framed
from commonbeat.plumb.numerals import MOST_DECIMALS, decimals, written
from commonbeat.plumb.result import Estimate
from commonbeat.plumb.terms import Phrase

UNLIKE = Phrase(
    "Some groups answered less than chance explains", "Algunos grupos respondieron menos de lo que explica el azar"
)
LIKE = Phrase(
    "We cannot tell the {n} answers from those of an honest random sample",
    "No podemos distinguir las {n} respuestas de las de una muestra aleatoria honesta",
)
LIKE_ONE = Phrase(
    "We cannot tell the only answer from one of an honest random sample",
    "No podemos distinguir la única respuesta de una de una muestra aleatoria honesta",
)
SCORE = Phrase(
    ". The score for this, R, is {point}, where 1 is best; it could be anywhere from {low} to {high}. An honest random "
    "sample of the same size would nearly always score {honest} or more",
    ". La nota para esto, R, es {point}, y 1 es lo mejor; podría estar entre {low} y {high}. Una muestra aleatoria "
    "honesta del mismo tamaño tendría casi siempre {honest} o más",
)
MISSING = Phrase(" Heard too little: {names}.", " Se escuchó muy poco a: {names}.")
AT_MOST = Phrase(
    " Because of who answered, a share can be off by at most {high} points, as far as these variables can tell.",
    " Debido a quiénes respondieron, un porcentaje puede desviarse como máximo {high} puntos, hasta donde dicen estas "
    "variables.",
)
LIMITS = Phrase(
    "It sees only the variables given: people who answer can differ from silent people of the same group in what they "
    "think. A high score does not prove that the answers are right. With few answers the range is wide.",
    "Solo ve las variables dadas: quienes responden pueden pensar distinto que quienes callan del mismo grupo. "
    "Una puntuación alta no prueba que las respuestas sean correctas, y con pocas respuestas el rango es amplio.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPart:
    """One level of a variable: its share of the people, its share of the answers, and its part in R.

    `people`: its share among those asked (or in the population, where only margins are known). `partial`: the
    category-level unconditional partial R-indicator, sqrt(share) * (its chance to answer - the mean chance), share and
    mean being those of the people for whom R speaks; under zero it is heard too little.
    """

    variable: str
    level: str
    people: float
    answers: Estimate
    partial: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class VariablePart:
    """One variable's part in R, alone (`unconditional`) and beyond all others (`conditional`); 0 at best."""

    variable: str
    unconditional: Estimate
    conditional: Estimate
    levels: tuple[LevelPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Representativeness:
    """The R-indicator with its parts.

    `indicator`: bias-adjusted R = 1 - 2 S with S the standard deviation of the chances to answer; 1 at best.
    `honest`: what an honest random sample of the same size reaches with a chance of the level (its best is 1).
    `bias`: points by which a share of those who answered can be off at most: 50 S over the mean chance to answer of the
    people for whom R speaks.
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
        given = self.indicator.point, self.indicator.low, self.indicator.high
        places = self._places()
        point, low, high = (written(value, places, language=language) for value in given)
        mark = written(_down(self.honest, places), places, language=language)
        found = UNLIKE if self.unlike_chance else LIKE_ONE if self.indicator.n == 1 else LIKE
        said = found.said(language, n=written(self.indicator.n, 0))
        said += SCORE.said(language, point=point, low=low, high=high, honest=mark) + "."
        if self.unlike_chance and self.missing:
            named = ", ".join(f"{part.level} ({part.variable})" for part in self.missing[:3])
            said += MISSING.said(language, names=named)
        said += AT_MOST.said(language, high=written(self.bias.high, 1))
        return framed(said, [self.indicator, self.bias], language)

    def _places(self) -> int:
        """The decimals that R's range can carry, and more while R, found too low, is printed as high as its mark."""
        point = self.indicator.point
        places = decimals(point, self.indicator.low, self.indicator.high)
        while self.unlike_chance and places < MOST_DECIMALS and round(point, places) >= _down(self.honest, places):
            places += 1
        return places

    def limits(self, language: str = "en") -> str:
        """What it cannot show."""
        return LIMITS.said(language)


def _down(value: float, places: int) -> float:
    """`value` rounded down, for nothing that reaches a mark is printed as under it."""
    return math.floor(value * 10.0**places + 1e-9) / 10.0**places
