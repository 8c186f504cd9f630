"""How many people must answer, and how many to invite, for a share, for a change between waves, or for each area."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

from commonbeat.plumb.checks import number, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import normal_quantile
from commonbeat.plumb.numerals import written
from commonbeat.plumb.sampling.columns import fraction
from commonbeat.plumb.sampling.methods import DIFFERENCE_SIZE, SHARE_SIZE
from commonbeat.plumb.terms import Method, Phrase

OF_ALL = Phrase(" of the {population} people", " de las {population} personas")
MUST = Phrase("{goal}, {n}{of} must answer{each}", "{goal}, deben responder {n}{of}{each}")
EACH = Phrase(" in each wave", " en cada ola")
INVITE = Phrase(
    "; if {rate} of those invited answer, invite {invite}",
    "; si responde el {rate} de quienes se invita, invite a {invite}",
)
SHORTFALL = Phrase(
    "; that cannot be reached: if {rate} answer, asking everybody brings only {reached} answers",
    "; eso no se puede alcanzar: si responde el {rate}, preguntar a todas solo trae {reached} respuestas",
)
SHARE_GOAL = Phrase(
    "To know a share to within {margin} points either way ({level} of the time)",
    "Para conocer un porcentaje con un margen de {margin} puntos (en el {level} de los casos)",
)
CHANGE_GOAL = Phrase(
    "To notice a change from {before} to {after} with a chance of {power} (and a {risk} risk of a false alarm)",
    "Para notar un cambio de {before} a {after} con una probabilidad del {power} "
    "(y un riesgo del {risk} de falsa alarma)",
)
ASSUMED_SHARE = Phrase(
    "The share is near {share}; 50% needs the most answers",
    "El porcentaje es de cerca del {share}; el 50 % pide más respuestas",
)
ASSUMED_RANDOM = Phrase("People are drawn at random", "Las personas se eligen al azar")
ASSUMED_ALIKE = Phrase(
    "Those who answer are like those who do not; more answers do not repair it if they are not",
    "Quienes responden se parecen a quienes no; si no es así, más respuestas no lo arreglan",
)
ASSUMED_EFFECT = Phrase(
    "Weights and clusters make the sample worth 1/{effect} of its number",
    "Los pesos y conglomerados hacen que la muestra valga 1/{effect} de su número",
)
ASSUMED_WAVES = Phrase(
    "Each wave asks a new sample of the same size", "Cada ola pregunta a una muestra nueva del mismo tamaño"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSize:
    """A plan: how many answers are needed (`n`, in each of `waves`) and how many people to `invite` for them.

    `population`: people who could be asked, or None where it is so large that it does not matter.
    `response_rate`: the share of those invited who will answer, as expected. `design_effect`: by how much weights and
    clusters inflate the variance. `reachable`: False where even asking everybody would bring fewer than `n` answers.
    """

    n: int
    invite: int
    waves: int
    population: int | None
    level: float
    design_effect: float
    response_rate: float
    reachable: bool
    goal: Phrase
    assumptions: tuple[Phrase, ...]
    method: Method

    def sentence(self, language: str = "en") -> str:
        """The plan in one sentence."""
        rate = _percent(self.response_rate).said(language)
        of = OF_ALL.said(language, population=written(self.population, 0)) if self.population else ""
        said = MUST.said(
            language,
            goal=self.goal.said(language),
            n=written(self.n, 0),
            of=of,
            each=EACH.said(language) if self.waves > 1 else "",
        )
        if not self.reachable:
            reached = written(math.floor(self.invite * self.response_rate), 0)
            return said + SHORTFALL.said(language, rate=rate, reached=reached) + "."
        if self.invite > self.n:
            said += INVITE.said(language, rate=rate, invite=written(self.invite, 0))
        return said + "."

    def assumed(self, language: str = "en") -> tuple[str, ...]:
        """What the plan takes for granted, a sentence each."""
        return tuple(f"{phrase.said(language)}." for phrase in self.assumptions)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSizes:
    """A plan for each area, by name; `n` and `invite` are their totals."""

    areas: Mapping[str, SampleSize]
    n: int
    invite: int

    @property
    def out_of_reach(self) -> tuple[str, ...]:
        """The areas too small for the plan at the expected response rate."""
        return tuple(name for name, plan in self.areas.items() if not plan.reachable)

    def sentence(self, language: str = "en") -> str:
        """The totals in one sentence, with the areas that cannot reach theirs."""
        parts = {"areas": len(self.areas), "n": written(self.n, 0), "invite": written(self.invite, 0)}
        said = AREAS_TOTAL.said(language, **parts)
        if self.out_of_reach:
            said += AREAS_SHORT.said(language, names=", ".join(self.out_of_reach))
        return said + "."


AREAS_TOTAL = Phrase(
    "The {areas} areas need {n} answers together; invite {invite} people",
    "Las {areas} zonas necesitan {n} respuestas en total; invite a {invite} personas",
)
AREAS_SHORT = Phrase("; too small to reach theirs: {names}", "; demasiado pequeñas para alcanzar las suyas: {names}")


def size_for_share(
    margin: float,
    *,
    population: int | None = None,
    share: float = 0.5,
    level: float = 0.95,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
) -> SampleSize:
    """Answers needed so that a share's range reaches `margin` (0.05 is 5 points) to either side.

    n0 = z^2 p (1 - p) deff / margin^2, then n = n0 / (1 + (n0 - 1) / N), rounded up. A town of 3,800 adults needs 349
    for 5 points. Source: Cochran (1977), sections 4.4 and 4.5.
    """
    margin, share = fraction("margin", margin), fraction("share", share)
    needed = normal_quantile(level) ** 2 * share * (1 - share) / margin**2
    points = f"{margin * 100:.4g}"
    assumed = (_filled(ASSUMED_SHARE, share=_percent(share)), ASSUMED_RANDOM, ASSUMED_ALIKE)
    return _plan(
        needed,
        goal=_filled(SHARE_GOAL, margin=Phrase(points, points), level=_percent(level)),
        assumptions=assumed,
        method=SHARE_SIZE,
        population=population,
        level=level,
        design_effect=design_effect,
        response_rate=response_rate,
    )


def size_for_difference(
    before: float,
    after: float,
    *,
    power: float = 0.8,
    level: float = 0.95,
    population: int | None = None,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
) -> SampleSize:
    """Answers needed in each of two waves so that a change from `before` to `after` is noticed with chance `power`.

    n = (z_a sqrt(2 m (1 - m)) + z_b sqrt(p1 (1 - p1) + p2 (1 - p2)))^2 / (p1 - p2)^2 with m the mean of both shares,
    z_a the two-sided normal quantile of `level` and z_b that of `power`; no continuity correction. From 60% to 65%
    needs 1,471 a wave. Source: Fleiss, Levin and Paik (2003), chapter 4; R's power.prop.test.
    """
    first, second = fraction("before", before), fraction("after", after)
    if first == second:
        raise DataError(
            "after", "it is the same as before, so there is no change to notice", "Give the change that matters"
        )
    power = fraction("power", power)
    middle = (first + second) / 2
    each = first * (1 - first) + second * (1 - second)
    root = normal_quantile(level) * math.sqrt(2 * middle * (1 - middle)) + NormalDist().inv_cdf(power) * math.sqrt(each)
    goal = _filled(
        CHANGE_GOAL, before=_percent(first), after=_percent(second), power=_percent(power), risk=_percent(1 - level)
    )
    return _plan(
        max(root, 0.0) ** 2 / (first - second) ** 2,
        goal=goal,
        assumptions=(ASSUMED_WAVES, ASSUMED_RANDOM, ASSUMED_ALIKE),
        method=DIFFERENCE_SIZE,
        population=population,
        level=level,
        design_effect=design_effect,
        response_rate=response_rate,
        waves=2,
    )


def size_by_area(
    populations: Mapping[str, int],
    margin: float,
    *,
    share: float = 0.5,
    level: float = 0.95,
    design_effect: float = 1.0,
    response_rate: float | Mapping[str, float] = 1.0,
) -> AreaSizes:
    """`size_for_share` for each area of `populations`; `response_rate` may differ by area."""
    if not populations:
        raise DataError("populations", "there is no area", "Give each area's number of people")
    plans = {}
    for name, population in populations.items():
        rate = response_rate.get(name, math.nan) if isinstance(response_rate, Mapping) else response_rate
        plans[name] = size_for_share(
            margin,
            population=whole(f"populations[{name}]", population, least=1),
            share=share,
            level=level,
            design_effect=design_effect,
            response_rate=fraction(f"response_rate[{name}]", rate, ceiling=True),
        )
    total = sum(plan.n for plan in plans.values())
    return AreaSizes(areas=plans, n=total, invite=sum(plan.invite for plan in plans.values()))


def _plan(
    needed: float,
    *,
    goal: Phrase,
    assumptions: tuple[Phrase, ...],
    method: Method,
    population: int | None,
    level: float,
    design_effect: float,
    response_rate: float,
    waves: int = 1,
) -> SampleSize:
    """The plan for `needed` answers of an endless population without design effect."""
    effect = number("design_effect", design_effect)
    if effect <= 0:
        raise DataError("design_effect", f"{design_effect!r} is not over zero", "A simple random sample has 1")
    rate = fraction("response_rate", response_rate, ceiling=True)
    needed *= effect
    if population is not None:
        needed /= 1 + (needed - 1) / whole("population", population, least=1)
    n = max(math.ceil(round(needed, 9)), 1)
    n = n if population is None else min(n, population)
    invite = math.ceil(round(n / rate, 9))
    reachable = population is None or invite <= population
    if effect != 1:
        assumptions = (*assumptions, ASSUMED_EFFECT.filled(effect=f"{effect:.3g}"))
    return SampleSize(
        n=n,
        invite=invite if population is None else min(invite, population),
        waves=waves,
        population=population,
        level=level,
        design_effect=effect,
        response_rate=rate,
        reachable=reachable,
        goal=goal,
        assumptions=assumptions,
        method=method,
    )


def _percent(value: float) -> Phrase:
    """A chosen share in words: no range, for nobody measured it."""
    digits = f"{value * 100:.4g}"
    return Phrase(f"{digits}%", f"{digits}\u00a0%")


def _filled(phrase: Phrase, **parts: Phrase) -> Phrase:
    """`phrase` with its parts filled in, each in its own language."""
    return Phrase(*(phrase.said(code, **{k: v.said(code) for k, v in parts.items()}) for code in ("en", "es")))
