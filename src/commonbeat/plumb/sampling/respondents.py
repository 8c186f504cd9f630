"""Whether those who answered are like those who were asked: the R-indicator, against an honest sample, part by part."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from commonbeat.plumb.about import About
from commonbeat.plumb.arrays import amounts, counts, refuse
from commonbeat.plumb.checks import one_of, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Grouping, spelled
from commonbeat.plumb.interval import normal_quantile
from commonbeat.plumb.result import Estimate, Kind
from commonbeat.plumb.sampling.columns import Floats, Ints, named, named_groups
from commonbeat.plumb.sampling.indicator import LevelPart, Representativeness, VariablePart
from commonbeat.plumb.sampling.methods import R_FRAME, R_MARGINS
from commonbeat.plumb.sampling.propensity import Propensity, collapse, linear, logistic
from commonbeat.plumb.sampling.shares import counted_share
from commonbeat.plumb.sampling.spread import Spread, centered, means_by, most_by_chance, spread
from commonbeat.plumb.terms import Method, Phrase

BY_MARGINS = Phrase(
    "Only the population's margins are known: its cells are the answers weighted to them",
    "Solo se conocen los totales de la población: sus celdas son las respuestas ponderadas a ellos",
)
OVER_ASKED = Phrase(
    "More of '{level}' ({variable}) answered than their share of those asked: by luck, or the margins are wrong",
    "De '{level}' ({variable}) respondieron más de los que tocaban entre quienes fueron invitados: por azar, o los "
    "totales están mal",
)
LUCK = 4
"""Standard errors by which a level may have been drawn more often than its share before its margin is refused."""


def representativeness(
    asked: ArrayLike,
    answered: ArrayLike,
    variables: Mapping[str, Grouping],
    *,
    about: About,
    population: ArrayLike | None = None,
    level: float = 0.95,
) -> Representativeness:
    """R where the frame knows everybody who was asked: grouped logistic propensities on the `variables`' main effects.

    `asked`, `answered`: people in each cell (or 1 and 0 or 1 a person). `variables`: a level for each cell, as Groups
    or labels. `population`: people in each cell for whom R speaks, where cells were asked at different rates (default:
    the asked).
    Source: Schouten, Cobben and Bethlehem (2009); bias and error as Shlomo, Skinner and Schouten (2012), with the
    chances' mean taken off.
    """
    one_of("about", about, About)
    codes, names = _coded(variables)
    rows = next(iter(codes.values())).size
    tried, gave = counts("asked", asked, rows=rows), counts("answered", answered, rows=rows)
    refuse("answered", gave, gave > tried, "is more than were asked", "Whoever answered was asked")
    people = tried if population is None else amounts("population", population, rows=rows)
    if not 0 < gave.sum() < tried.sum():
        raise DataError("answered", f"{gave.sum():,.0f} of {tried.sum():,.0f} answered", "There is nothing to compare")
    _check_levels(codes, names, "asked", tried)
    _check_levels(codes, names, "population", people)
    codes, (tried, gave, people) = collapse(codes, {k: len(v) for k, v in names.items()}, (tried, gave, people))
    fitted = logistic(tried, gave, people, codes, names)
    shares = {name: np.bincount(own, tried) / tried.sum() for name, own in codes.items()}
    return _parts(fitted, codes, names, shares, gave, int(tried.sum()), about, level, R_FRAME)


def representativeness_from_margins(
    asked: int,
    answered: ArrayLike,
    variables: Mapping[str, Grouping],
    margins: Mapping[str, Mapping[str, float]],
    *,
    about: About,
    level: float = 0.95,
) -> Representativeness:
    """R where only the population's `margins` are known (a census): linear propensities of those who answered.

    `asked`: how many were asked in all, drawn at random. `answered`: people in each cell. `margins`: for each variable
    the people (or share) of each level. Raises DataError where more of a level answered than can have been asked.
    Source: Bianchi and others (2019).
    """
    one_of("about", about, About)
    codes, names = _coded(variables)
    gave = counts("answered", answered, rows=next(iter(codes.values())).size)
    asked = whole("asked", asked, least=1)
    if not 1 < gave.sum() <= asked:
        raise DataError("answered", f"{gave.sum():,.0f} of {asked:,} answered", "Whoever answered was asked")
    margins = named("margins", margins)
    for name in margins:
        if name not in names:
            raise DataError(
                f"margins[{name}]", "the answers do not have it", "Give its level for each cell, or drop it"
            )
    shares = {name: _margin(name, found, margins) for name, found in names.items()}
    _check_levels(codes, names, "answered", gave)
    codes, (gave,) = collapse(codes, {name: len(found) for name, found in names.items()}, (gave,))
    keep = gave > 0
    codes, gave = {name: own[keep] for name, own in codes.items()}, gave[keep]
    notes = (BY_MARGINS, *_over_asked(asked, gave, codes, names, shares))
    fitted = linear(gave, asked, codes, names, shares)
    return _parts(fitted, codes, names, shares, gave, asked, about, level, R_MARGINS, notes=notes)


def _coded(variables: Mapping[str, Grouping]) -> tuple[dict[str, Ints], dict[str, list[str]]]:
    """The level number of each cell, and the names of the levels, by variable."""
    groups = named_groups(variables)
    codes = {name: one.codes.astype(np.int64) for name, one in groups.items()}
    return codes, {name: list(one.levels) for name, one in groups.items()}


def _check_levels(codes: Mapping[str, Ints], names: Mapping[str, list[str]], argument: str, heads: Floats) -> None:
    """Refuse a variable with one level, and a level of which there is nobody."""
    for name, found in names.items():
        if len(found) < 2:
            raise DataError(name, f"it has one level, '{found[0]}'", "Leave it out: it tells nobody apart")
        empty = np.bincount(codes[name], heads, minlength=len(found)) == 0
        if empty.any():
            raise DataError(
                name, f"{argument} is zero for '{found[int(np.argmax(empty))]}'", "Merge it with another level"
            )


def _margin(name: str, found: list[str], margins: Mapping[str, Mapping[str, float]]) -> Floats:
    """The population's shares of a variable's levels, which must be those of the answers."""
    if name not in margins:
        raise DataError(f"margins[{name}]", "it is lacking", "Give the people of each level")
    by_name = {spelled(key): value for key, value in named(f"margins[{name}]", margins[name]).items()}
    for level in sorted(set(by_name) ^ set(found)):
        where = "the answers" if level not in found else "the margins"
        raise DataError(f"margins[{name}]", f"'{level}' is not in {where}", "Name, or merge, levels alike in both")
    people = amounts(f"margins[{name}]", [by_name[level] for level in found], above_zero=True)
    return np.asarray(people / people.sum())


def _over_asked(
    asked: int, gave: Floats, codes: Mapping[str, Ints], names: Mapping[str, list[str]], shares: Mapping[str, Floats]
) -> tuple[Phrase, ...]:
    """Refuse a level of which more answered than can have been asked; a note where luck in who was asked explains it.

    The implied chance to answer of a level is its answers / (asked * share), and no chance is over 1. Of a random
    sample, asked * share people are of the level, give or take sqrt(asked * share * (1 - share)).
    """
    notes = []
    for name, share in shares.items():
        heard, expected = np.bincount(codes[name], gave, minlength=share.size), asked * share
        for at in np.flatnonzero(heard > expected * (1 + 1e-9)):
            label, most = names[name][at], expected[at] + LUCK * np.sqrt(expected[at] * (1 - share[at]))
            if heard[at] > most:
                problem = f"{heard[at]:,.0f} of '{label}' answered, more than can have been asked ({expected[at]:,.0f})"
                raise DataError(f"margins[{name}]", problem, "See that the margins are of the people asked")
            notes.append(OVER_ASKED.filled(level=label, variable=name))
    return tuple(notes)


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
    told = (*notes, *fitted.notes)
    score: dict[str, Any] = {"n": n, "method": method, "kind": Kind.INDEX, "level": level, "notes": told, "unit": ""}
    roots = [float(np.sqrt(value)) for value in (whole_spread.adjusted, whole_spread.low, whole_spread.high)]
    best, high, low = (max(1 - 2 * root, 0.0) for root in roots)
    value = whole_spread.value
    return Representativeness(
        indicator=about.figure(point=best, low=low, high=high, **score),
        honest=1 - 2 * float(np.sqrt(honest)),
        bias=_bias(roots, float(weight @ fitted.chance), about, score),
        response=counted_share(n, asked, about, level),
        variables=tuple(
            _variable(name, fitted, codes, names[name], shares[name], gave, about, score) for name in codes
        ),
        unadjusted=1 - 2 * float(np.sqrt(value)),
        standard_error=whole_spread.error / float(np.sqrt(value)) if value > 0 else 0.0,
    )


def _bias(roots: Sequence[float], rate: float, about: About, score: Mapping[str, Any]) -> Estimate:
    """The points by which a share can be off: 50 S over the mean chance `rate` of the people for whom R speaks."""
    point, low, high = (min(50 * root / rate, 100.0) for root in roots)
    return about.figure(**{**score, "kind": Kind.DIFFERENCE, "unit": "points"}, point=point, low=low, high=high)


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
        found.append(
            _level(name, label, shares[at], size * alone[0][first], error, gave[own == at].sum(), gave, about, score)
        )
    return VariablePart(variable=name, unconditional=parts[0], conditional=parts[1], levels=tuple(found))


def _root(found: Spread, about: About, score: Mapping[str, Any]) -> Estimate:
    """A spread as a standard deviation, which for chances is one half at most."""
    point, low, high = (min(float(np.sqrt(value)), 0.5) for value in (found.adjusted, found.low, found.high))
    return about.figure(point=point, low=low, high=high, **score)


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
    """One level's share of the answers and its part in R (a linear chance may go past 1, its part may not)."""
    point = min(point, 1.0)
    total, half = int(gave.sum()), normal_quantile(score["level"]) * error
    answers = counted_share(heard, total, about, score["level"], unit="answers")
    partial = about.figure(point=point, low=point - half, high=min(point + half, 1.0), **score)
    return LevelPart(variable=name, level=label, people=float(people), answers=answers, partial=partial)
