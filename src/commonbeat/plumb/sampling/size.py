"""How many people must answer, and how many to invite, for a share, for a change between waves, or for each area."""

import math
from collections.abc import Mapping
from statistics import NormalDist

from commonbeat.plumb.checks import number, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import normal_quantile
from commonbeat.plumb.sampling.columns import fraction, named
from commonbeat.plumb.sampling.methods import DIFFERENCE_SIZE, SHARE_SIZE
from commonbeat.plumb.sampling.plan import AreaSizes, SampleSize, percent
from commonbeat.plumb.terms import Method, Phrase

SHARE_GOAL = Phrase(
    "To know a share to within {margin} either way ({level} of the time)",
    "Para conocer un porcentaje con un margen de {margin} (en el {level} de los casos)",
)
ONE_POINT = Phrase("1 point", "1 punto")
POINTS = Phrase("{points} points", "{points} puntos")
CHANGE_GOAL = Phrase(
    "To notice a change from {before} to {after} with a chance of {power} (and a {risk} risk of a false alarm)",
    "Para notar un cambio de {before} a {after} con una probabilidad del {power} "
    "(y un riesgo del {risk} de falsa alarma)",
)
ASSUMED_SHARE = Phrase(
    "The share is near {share}; 50% needs the most answers",
    "El porcentaje es de cerca del {share}; el 50 % es el que más respuestas pide",
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

LEAST = 1e-290
MOST = 2.0**53
"""Numbers over this have no next whole number."""


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

    n0 = z^2 x (1 - x) deff / margin^2, then n = n0 / (1 + (n0 - 1) / N), rounded up, where x is the `share` p or the
    farther end of its range (p - margin or p + margin), whichever is nearer to one half: at p this is Cochran's size;
    at an end it is where Wilson's interval of p just reaches that end, which a rare share needs. A town of 3,800
    adults needs 349 for 5 points. Sources: Cochran (1977), section 4.4; Wilson (1927).
    """
    margin, share = fraction("margin", margin), fraction("share", share)
    widest = max(max(at * (1 - at), 0.0) for at in (share - margin, share, share + margin))
    needed = normal_quantile(level) ** 2 * widest / max(margin**2, LEAST)
    points = f"{margin * 100:.4g}"
    within = ONE_POINT if points == "1" else POINTS.filled(points=points)
    assumed = (_filled(ASSUMED_SHARE, share=percent(share)), ASSUMED_RANDOM, ASSUMED_ALIKE)
    return _plan(
        needed,
        goal=_filled(SHARE_GOAL, margin=within, level=percent(level)),
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
        CHANGE_GOAL, before=percent(first), after=percent(second), power=percent(power), risk=percent(1 - level)
    )
    return _plan(
        max(root, 0.0) ** 2 / max((first - second) ** 2, LEAST),
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
    areas = named("populations", populations)
    if not areas:
        raise DataError("populations", "there is no area", "Give each area's number of people")
    by_area = hasattr(response_rate, "items")
    rates = named("response_rate", response_rate) if by_area else dict.fromkeys(areas, response_rate)
    plans = {}
    for name, population in areas.items():
        plans[name] = size_for_share(
            margin,
            population=whole(f"populations[{name}]", population, least=1),
            share=share,
            level=level,
            design_effect=design_effect,
            response_rate=fraction(f"response_rate[{name}]", rates.get(name, math.nan), ceiling=True),
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
    plain, needed = needed, needed * effect
    if needed > (MOST if population is None else 1 / LEAST):
        argument = "design_effect" if plain < needed else "margin" if waves == 1 else "after"
        raise DataError(argument, "it asks for more answers than anybody can count", "Plan for a coarser figure")
    if population is not None:
        needed /= 1 + (needed - 1) / whole("population", population, least=1)
    n = max(math.ceil(round(needed, 9)), 1)
    n = n if population is None else min(n, population)
    if n > MOST * rate:
        raise DataError("response_rate", f"at {rate!r} nobody could invite enough people", "Write 30% as 0.3")
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


def _filled(phrase: Phrase, **parts: Phrase) -> Phrase:
    """`phrase` with its parts filled in, each in its own language."""
    return Phrase(*(phrase.said(code, **{k: v.said(code) for k, v in parts.items()}) for code in ("en", "es")))
