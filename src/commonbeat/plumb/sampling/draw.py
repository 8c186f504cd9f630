"""Drawing a sample that anybody can draw again: simple, stratified, or systematic with probability by size."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from commonbeat.plumb.arrays import amounts, refuse
from commonbeat.plumb.checks import one_of, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Grouping, grouped, spelled
from commonbeat.plumb.numerals import written
from commonbeat.plumb.sampling.allocation import Allocation
from commonbeat.plumb.sampling.columns import Floats, Ints
from commonbeat.plumb.sampling.methods import SIMPLE_DRAW, STRATIFIED_DRAW, SYSTEMATIC_DRAW
from commonbeat.plumb.sealed import Sealed
from commonbeat.plumb.terms import Method, Phrase

SAID = Phrase(
    "{n} of {units} were drawn by lot ({method}); with the seed {seed} anybody can draw the same ones again",
    "Se sortearon {n} de {units} ({method}); con la semilla {seed} cualquiera puede repetir el sorteo",
)
SAID_ONE = Phrase(
    "1 of {units} was drawn by lot ({method}); with the seed {seed} anybody can draw the same one again",
    "Se sorteó 1 de {units} ({method}); con la semilla {seed} cualquiera puede repetir el sorteo",
)
OVERSAMPLED = Phrase(
    ". Drawn more often than others, so that their answers weigh less: {names}",
    ". Se eligieron más a menudo que otros, por lo que sus respuestas pesan menos: {names}",
)
CERTAIN = Phrase(". Sure to be drawn by their size: {certain}", ". Seguras de entrar por su tamaño: {certain}")
UNIFORM_BITS = 52
LIMITS = Phrase(
    "A fair draw is not a fair answer: it gives the chance of being asked, not of answering. People who are not on the "
    "list can never be drawn.",
    "Un sorteo limpio no da respuestas parejas: dice la probabilidad de ser preguntado, no la de responder. Quien no "
    "está en la lista nunca puede salir sorteado.",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draw(Sealed):
    """Who was drawn: rows of the frame in order (`chosen`), the chance each had, and the base weight (1 / chance).

    `frame_probability`: the chance of every row of the frame, drawn or not. `units`: rows of the frame. `seed`: the
    start of numpy's PCG64 generator, whose raw 64-bit numbers alone decide, so that the draw can be repeated in any
    version. `certain`: rows whose chance is 1 by their size. `oversampled`: strata drawn more often than the whole,
    with how many times as often.
    """

    chosen: Ints
    probability: Floats
    weight: Floats
    frame_probability: Floats
    units: int
    seed: int
    certain: int
    oversampled: Mapping[str, float]
    method: Method

    @property
    def n(self) -> int:
        """How many were drawn."""
        return int(self.chosen.size)

    def sentence(self, language: str = "en") -> str:
        """How the sample was drawn, in one sentence or two."""
        said = (SAID_ONE if self.n == 1 else SAID).said(
            language,
            n=written(self.n, 0),
            units=written(self.units, 0),
            method=self.method.name(language),
            seed=self.seed,
        )
        if self.oversampled:
            names = ", ".join(f"{name} (×{factor:.2g})" for name, factor in self.oversampled.items())
            said += OVERSAMPLED.said(language, names=names)
        if self.certain:
            said += CERTAIN.said(language, certain=written(self.certain, 0))
        return said + "."

    def limits(self, language: str = "en") -> str:
        """What it cannot show."""
        return LIMITS.said(language)


def draw_simple(units: int, n: int, *, seed: int | None = None) -> Draw:
    """`n` of `units` rows, every set of `n` equally likely.

    Without a `seed` a fresh one is drawn and recorded: nobody may foresee who is drawn, so that there is no fixed one.
    """
    units, n = whole("units", units, least=1), whole("n", n, least=1)
    if n > units:
        raise DataError("n", f"{n:,} is more than the {units:,} there are", "Ask everybody")
    seed = _seed(seed)
    chosen = np.argsort(_keys(seed, units), kind="stable")[:n]
    return _drawn(chosen, np.full(units, n / units), seed, SIMPLE_DRAW)


def draw_stratified(strata: Grouping, allocation: Allocation, *, seed: int | None = None) -> Draw:
    """From each stratum as many rows as the `allocation` says, every set equally likely within it.

    `strata`: the stratum of each row of the frame, as Groups or labels, compared with the allocation's as text (2 is
    "2"). Raises DataError that names the stratum whose rows differ from the allocation's people, or of which nobody
    would be drawn. Without a `seed` a fresh one is drawn and recorded, so that nobody can foresee who is drawn.
    """
    groups = grouped("strata", strata).occurring()
    codes, sizes = groups.codes, np.bincount(groups.codes)
    found = dict(zip(groups.levels, sizes.tolist(), strict=True))
    one_of("allocation", allocation, Allocation)
    planned = {spelled(name): people for name, people in allocation.people.items()}
    drawn = {spelled(name): count for name, count in allocation.drawn.items()}
    for name in {**found, **planned}:
        rows, people = found.get(name, 0), planned.get(name, 0)
        if rows != people:
            problem = f"the frame has {rows:,} rows of it, and the allocation {people:,} people"
            raise DataError(f"strata[{name}]", problem, "Allocate over this very frame")
        if not drawn[name]:
            raise DataError(f"strata[{name}]", "nobody of it would be drawn", "Allocate with a least number of 1 or 2")
    seed = _seed(seed)
    take = np.array([drawn[name] for name in found])
    order = np.lexsort((_keys(seed, codes.size), codes))
    place = np.arange(codes.size) - (np.cumsum(sizes) - sizes)[codes[order]]
    chosen = order[place < take[codes[order]]]
    return _drawn(chosen, (take / sizes)[codes], seed, STRATIFIED_DRAW, oversampled=allocation.oversampled)


def draw_pps(size: ArrayLike, n: int, *, seed: int | None = None) -> Draw:
    """`n` rows with a chance in proportion to `size`, at equal steps down the frame from a random start.

    `size`: one number over zero a row of the frame, in the frame's order (an order by area spreads the draw over
    areas). Rows larger than a step are sure to be drawn; the rest share what is left. Without a `seed` a fresh one is
    drawn and recorded, so that nobody can foresee who is drawn. Source: Madow (1949).
    """
    measure = amounts("size", size, above_zero=True)
    n = whole("n", n, least=1)
    if n > measure.size:
        raise DataError("n", f"{n:,} is more than the {measure.size:,} there are", "Ask everybody")
    chance = _chances(measure, n)
    refuse("size", measure, chance == 0, "is so small beside others that it could never be drawn", "Draw those apart")
    seed = _seed(seed)
    start = ((int(_keys(seed, 1)[0]) >> (64 - UNIFORM_BITS)) + 0.5) / 2**UNIFORM_BITS
    certain = chance >= 1
    left = n - int(certain.sum())
    steps = np.minimum(np.cumsum(np.where(certain, 0.0, chance)), left)
    steps[np.flatnonzero(~certain)[-1:]] = left
    passed = np.floor(np.maximum.accumulate(steps) - start).astype(np.int64)
    before = np.concatenate([[np.int64(-1)], passed[:-1]])
    chosen = np.flatnonzero(certain | (passed > before))
    return _drawn(chosen, chance, seed, SYSTEMATIC_DRAW, certain=int(certain.sum()))


def _chances(measure: Floats, n: int) -> Floats:
    """n * size / sum, at most 1; what the certain rows leave goes to the others, until nobody is over 1.

    Sizes are first brought near 1 by a power of two, which changes no digit, so that no sum runs over or to nothing.
    """
    certain = np.zeros(measure.size, dtype=bool)
    while True:
        rest = n - int(certain.sum())
        left = np.where(certain, 0.0, measure)
        left = np.ldexp(left, -int(np.frexp(left.max())[1]))
        chance = np.where(certain, 1.0, rest * left / max(left.sum(), np.finfo(float).tiny))
        over = ~certain & (chance >= 1)
        if not over.any():
            return np.asarray(chance)
        certain |= over


def _seed(seed: int | None) -> int:
    """The seed given, or a fresh one of 64 bits."""
    return secrets.randbits(64) if seed is None else whole("seed", seed, least=0)


def _keys(seed: int, rows: int) -> Any:
    """One random 64-bit number a row: the raw stream of PCG64, which numpy keeps the same in every version."""
    return np.random.PCG64(seed).random_raw(rows)


def _drawn(
    chosen: Ints,
    chance: Floats,
    seed: int,
    method: Method,
    *,
    certain: int = 0,
    oversampled: Mapping[str, float] | None = None,
) -> Draw:
    chosen = np.sort(chosen).astype(np.int64)
    return Draw(
        chosen=chosen,
        probability=chance[chosen],
        weight=1 / chance[chosen],
        frame_probability=chance,
        units=int(chance.size),
        seed=seed,
        certain=certain,
        oversampled=oversampled or {},
        method=method,
    )
