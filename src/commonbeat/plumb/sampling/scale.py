"""Scales of several items: whether the items belong together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from commonbeat.plumb.about import About
from commonbeat.plumb.checks import one_of, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.frames import framed
from commonbeat.plumb.numerals import ranged, written
from commonbeat.plumb.result import Estimate
from commonbeat.plumb.sampling.agreement import Factor, alpha_figure, covariance, factor_figure, item_rest
from commonbeat.plumb.sampling.answers import patterns, turned
from commonbeat.plumb.sampling.columns import Floats
from commonbeat.plumb.sampling.factor import LEAST_UNIQUE
from commonbeat.plumb.terms import Phrase

ENOUGH = 0.7
"""Where a scale is called good enough to compare groups: a convention (Nunnally 1978), not a law."""
FEWEST = 4
AGREE = Phrase(
    "The {items} items agree well enough to be one score",
    "Las {items} preguntas concuerdan lo suficiente para formar una sola puntuación",
)
DISAGREE = Phrase(
    "The {items} items agree too little to be one score",
    "Las {items} preguntas concuerdan muy poco para formar una sola puntuación",
)
UNSURE = Phrase(
    "We cannot tell whether the {items} items agree well enough to be one score",
    "No podemos saber si las {items} preguntas concuerdan lo suficiente para formar una sola puntuación",
)
ALPHA_SAID = Phrase(
    ": alpha is {point} of 1 at best ({n} people answered all items); it could be anywhere from {low} to {high}",
    ": el alfa es {point}, de 1 como máximo ({n} personas respondieron todo); podría estar entre {low} y {high}",
)
LIMITS = Phrase(
    "Items can agree and still not ask what we think they ask. Only people who answered every item count here, and "
    "weights are not used.",
    "Las preguntas pueden concordar y aun así no medir lo que creemos. Aquí solo cuentan quienes respondieron todas, y "
    "no se usan pesos.",
)
TWO_ITEMS = Phrase(
    "With fewer than three items alpha says little, and omega cannot be had",
    "Con menos de tres preguntas el alfa dice poco y no se puede calcular el omega",
)
AGAINST = Phrase(
    "'{item}' goes against the others: perhaps it must be reversed",
    "'{item}' va en contra de las demás: quizá hay que invertirla",
)
ASTRAY = Phrase(
    "We cannot tell whether '{item}' goes with the others at all", "No podemos saber si '{item}' va con las demás"
)
NO_FACTOR = Phrase(
    "No single factor could be found, so there is no omega", "No se pudo hallar un solo factor, así que no hay omega"
)
HEYWOOD = Phrase(
    "'{item}' has no variance of its own left (a Heywood case): distrust omega",
    "'{item}' no conserva varianza propia (caso de Heywood): desconfíe del omega",
)
INCOMPLETE = Phrase(
    "Not counted here, for an item was left out: {count}", "No se cuentan aquí, por omitir alguna pregunta: {count}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: its correlation with the sum of all others, alpha without it, and its part in the one factor.

    `alpha_without` is None for a scale of two. `loading` (in the item's units) and `own` (the part of its variance that
    the factor does not carry) are None where no factor was found.
    """

    name: str
    item_rest: Estimate
    alpha_without: Estimate | None
    loading: float | None
    own: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Whether the items of a scale belong together; `omega` is None where it cannot be had, `warnings` say why."""

    alpha: Estimate
    omega: Estimate | None
    items: tuple[Item, ...]
    warnings: tuple[Phrase, ...]
    seed: int
    replicates: int

    def sentence(self, language: str = "en") -> str:
        """What alpha's whole range says, in one sentence, and the warnings after it."""
        found = AGREE if self.alpha.low >= ENOUGH else DISAGREE if self.alpha.high < ENOUGH else UNSURE
        point, low, high = ranged(self.alpha.point, self.alpha.low, self.alpha.high, language=language)
        said = found.said(language, items=len(self.items))
        said += ALPHA_SAID.said(language, point=point, n=written(self.alpha.n, 0), low=low, high=high)
        whole = " ".join(f"{part}." for part in (said, *(one.said(language) for one in self.warnings)))
        return framed(whole, [self.alpha], language)

    def limits(self, language: str = "en") -> str:
        """What it cannot show."""
        return LIMITS.said(language)


def reliability(
    answers: ArrayLike,
    *,
    about: About,
    items: Sequence[str],
    lowest: float = 1,
    highest: float = 5,
    reverse: Collection[str] = (),
    level: float = 0.95,
    seed: int = 0,
    replicates: int = 1000,
) -> Reliability:
    """Alpha, omega and each item, from the people who answered every item (4 or more); arguments as `score_scale`.

    Omega's interval is a percentile bootstrap of `replicates` samples from `seed`. Sources: Cronbach (1951), Feldt
    (1965), McDonald (1999).
    """
    one_of("about", about, About)
    table = turned(answers, items, lowest, highest, reverse)
    replicates, seed = whole("replicates", replicates, least=100), whole("seed", seed, least=0)
    complete = table[np.isfinite(table).all(axis=1)]
    n, size = complete.shape
    if n < FEWEST:
        raise DataError("answers", f"{n} people answered every item", "Reliability needs four; leave an item out")
    different, counts = patterns(complete)
    between = covariance(different, counts)
    for at, name in enumerate(items):
        if np.all(different[:, at] == different[0, at]):
            raise DataError(f"items[{name}]", "everybody gave the same answer to it", "Leave it out")
    if between.sum() <= 1e-12 * np.trace(between):
        raise DataError("items", "the sum of the items is the same for everybody", "See which must be reversed")
    factor = factor_figure(different, counts, about, level, replicates=replicates, seed=seed) if size > 2 else None
    rows = tuple(_item(at, name, n, between, factor, about, level) for at, name in enumerate(items))
    return Reliability(
        alpha=alpha_figure(between, n, about, level),
        omega=factor.omega if factor else None,
        items=rows,
        warnings=_warnings(rows, factor, table.shape[0] - n),
        seed=seed,
        replicates=replicates,
    )


def _item(
    at: int,
    name: str,
    n: int,
    between: Floats,
    factor: Factor | None,
    about: About,
    level: float,
) -> Item:
    size = between.shape[0]
    others = np.delete(np.delete(between, at, axis=0), at, axis=1)
    has_sum = size > 2 and others.sum() > 1e-12 * np.trace(others)
    return Item(
        name=name,
        item_rest=item_rest(between, at, n, about, level),
        alpha_without=alpha_figure(others, n, about, level) if has_sum else None,
        loading=float(factor.loading[at]) if factor else None,
        own=float(factor.unique[at]) if factor else None,
    )


def _warnings(rows: tuple[Item, ...], factor: Factor | None, dropped: int) -> tuple[Phrase, ...]:
    """What a reader must know before trusting the figures."""
    found = [AGAINST.filled(item=row.name) for row in rows if row.item_rest.high < 0]
    found += [ASTRAY.filled(item=row.name) for row in rows if row.item_rest.low <= 0 <= row.item_rest.high]
    if len(rows) < 3:
        found.append(TWO_ITEMS)
    elif factor is None:
        found.append(NO_FACTOR)
    found += [HEYWOOD.filled(item=row.name) for row in rows if row.own is not None and row.own <= LEAST_UNIQUE * 1.01]
    if dropped:
        found.append(INCOMPLETE.filled(count=f"{dropped:,}"))
    return tuple(found)
