"""Synthetic control: a twin of the treated area, mixed from areas that were left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from commonbeat.plumb.arrays import frozen
from commonbeat.plumb.checks import number
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import confidence
from commonbeat.plumb.problems.methods import SYNTHETIC_CONTROL
from commonbeat.plumb.problems.panel import panel, treated_areas
from commonbeat.plumb.problems.simplex import simplex_weights
from commonbeat.plumb.problems.verdict import Assessment, Goal, chance, fits
from commonbeat.plumb.terms import Kind, Phrase

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.about import About
    from commonbeat.plumb.result import Estimate

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

LEAST_BEFORE = 8
"""Periods before the start from which a mix can be fitted."""

LEAST_DONORS = 3
"""Areas left alone from which anything can be told."""

SMALLEST_MISS = 1e-3
"""A mix that misses by less, as a share of the mean, is taken to miss by this much: none is perfect."""

NO_WIDTH = 1e-6
"""A range whose half width (in logs) is under this has none but for rounding."""

FEW = Phrase(
    "With {donors} donor areas the smallest p is {p}, so no range at {level}% exists; this one is at {kept}%",
    "Con {donors} áreas donantes la p más pequeña es {p}; no existe un rango al {level} %: este es al {kept} %",
)
LOOSE = Phrase(
    "There are more donor areas than periods before the start, so other mixes fit as well",
    "Hay más áreas donantes que periodos antes del inicio; otras mezclas ajustan igual de bien",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticControl(Assessment):
    """The treated area beside its mixed twin; arrays are read-only.

    `effect`: its sum after the start over the twin's (ratio), the range by how far placebo areas strayed from their
    own twins for how well each fitted before. `avoided`: events that did not happen. `weights`: each donor's name and
    share above zero, largest first. `twin` (periods), `gap` (area less twin). `miss`: how far the mix was off before
    the start (root mean square, a share of the area's mean). `p`: the rank of the area's RMSPE ratio, after over
    before, among placebos; `ratios` (areas, the treated first, then the donors in order) are those ratios.
    """

    avoided: Estimate
    weights: tuple[tuple[str, float], ...]
    twin: Floats
    gap: Floats
    miss: float
    p: float
    ratios: Floats
    LIMITS: ClassVar[Phrase] = Phrase(
        "The twin is a mix chosen to look alike before. It cannot see something else that struck the treated area "
        "alone, and it is wrong where the response also changed the donor areas.",
        "El gemelo es una mezcla elegida para parecerse antes. No ve otra cosa que solo haya ocurrido en el área "
        "tratada, y se equivoca si la respuesta también cambió las áreas donantes.",
    )

    def donors(self, language: str = "en") -> str:
        """What the twin is made of, in words: "48% Seward, 30% Longfellow and 22% others"."""
        named = [f"{share * 100:.0f}% {name}" for name, share in self.weights if share >= 0.005]
        last = " y " if language.startswith("es") else " and "
        return last.join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def synthetic_control(
    counts: ArrayLike,
    treated: ArrayLike,
    start: int,
    *,
    about: About,
    goal: Goal,
    names: Sequence[str] | None = None,
    poor: float = 0.25,
    level: float = 0.95,
) -> SyntheticControl:
    """The effect in area `treated` of `counts` (areas x periods) from period `start` (from 0) on.

    `treated`: its row (from 0), its name, or one true or false for each area, of which exactly one is true.

    The donors' shares, from zero up and adding to one, come nearest to the area before the start; every donor is then
    treated in its turn as a placebo, with the true area left out. The p is the share of all areas whose RMSPE ratio is
    as large. Raises DataError for fewer than 8 periods before, 3 donors, a mix that misses by more than `poor` of the
    area's mean, donors that never stray, and areas where nothing
    happened before or after.
    Source: Abadie, Diamond and Hainmueller, Journal of the American Statistical Association 105 (2010), 493-505;
    Firpo and Possebom, Journal of Causal Inference 6 (2018), 20160026 (ranges from placebos).
    """
    fits(goal, about, Kind.RATIO)
    confidence(level)
    seen, labels = panel("counts", counts, start, names)
    row = _row(treated_areas(treated, labels))
    _fits(seen, labels, start)
    order = [row, *(area for area in range(len(seen)) if area != row)]
    mixed = _mixed(seen[order], start)
    _near(labels[row], mixed.miss, poor)
    reach, kept = _reach(np.abs(mixed.strayed[1:] / mixed.misses[1:]), level)
    if reach * mixed.misses[0] <= NO_WIDTH:
        found = "the donor areas never stray from their own twins, so nothing says how far chance moves an area"
        raise DataError("counts", found, "Find donors that vary, or longer or wider periods")
    donors = len(seen) - 1
    few = () if kept == level else (_few(donors, level, kept),)
    notes = (*few, *((LOOSE,) if donors > start else ()))
    told = _Told(about=about, n=round(float(seen.sum())), level=kept, notes=notes)
    effect = told.ratio(float(mixed.strayed[0]), float(reach * mixed.misses[0]))
    named = sorted(zip([labels[area] for area in order[1:]], mixed.shares, strict=True), key=lambda pair: -pair[1])
    return SyntheticControl(
        effect=effect,
        goal=goal,
        doubts=few,
        avoided=told.avoided(effect, float(seen[row, start:].sum())),
        weights=tuple((name, float(share)) for name, share in named if share > 0),
        twin=frozen(mixed.twin),
        gap=frozen(seen[row] - mixed.twin),
        miss=mixed.miss,
        p=float((mixed.ratios >= mixed.ratios[0] * (1 - 1e-9)).mean()),
        ratios=frozen(mixed.ratios),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mixed:
    """Every area beside its twin, the treated one first.

    `shares` (donors) and `twin` (periods) of the treated one; for all areas `misses` (before, a share of the mean, at
    least the smallest), `ratios` (after over before) and `strayed` (log of the sum after over the twin's).
    """

    shares: Floats
    twin: Floats
    miss: float
    misses: Floats
    ratios: Floats
    strayed: Floats


def _mixed(table: Floats, start: int) -> _Mixed:
    """The twins of all areas of `table` (the treated one first), each donor's mixed from the other donors."""
    donors = table[1:]
    shares = simplex_weights(donors[:, :start].T, table[0, :start])
    twins = np.empty_like(table)
    twins[0] = shares @ donors
    for place in range(len(donors)):
        others = np.delete(donors, place, axis=0)
        twins[place + 1] = simplex_weights(others[:, :start].T, donors[place, :start]) @ others
    means = table[:, :start].mean(axis=1)
    square = (table - twins) ** 2
    before, after = (np.sqrt(part.mean(axis=1)) / means for part in (square[:, :start], square[:, start:]))
    misses = np.maximum(before, SMALLEST_MISS)
    strayed = np.log(table[:, start:].sum(axis=1)) - np.log(twins[:, start:].sum(axis=1))
    return _Mixed(
        shares=shares, twin=twins[0], miss=float(before[0]), misses=misses, ratios=after / misses, strayed=strayed
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Figures of one table at one level."""

    about: About
    n: int
    level: float
    notes: tuple[Phrase, ...]

    def ratio(self, log: float, reach: float) -> Estimate:
        """A ratio from its log and how far it reaches to either side."""
        ends = {"point": log, "low": log - reach, "high": log + reach}
        return self._figure({name: float(np.exp(end)) for name, end in ends.items()}, Kind.RATIO)

    def avoided(self, effect: Estimate, total: float) -> Estimate:
        """Events that did not happen beside the `total` that did."""
        ends = {"point": effect.point, "low": effect.high, "high": effect.low}
        return self._figure({name: total / end - total for name, end in ends.items()}, Kind.DIFFERENCE)

    def _figure(self, ends: dict[str, float], kind: Kind) -> Estimate:
        unit = "" if kind is Kind.RATIO else self.about.unit
        return self.about.figure(
            **ends, n=self.n, method=SYNTHETIC_CONTROL, kind=kind, level=self.level, notes=self.notes, unit=unit
        )


def _reach(strayed: Floats, level: float) -> tuple[float, float]:
    """How far placebos strayed (the order statistic that the permutation test needs), and the level that it keeps."""
    many = len(strayed) + 1
    out = int(np.floor((1 - level) * many + 1e-9))
    line = np.sort(strayed)[::-1]
    return float(line[max(out, 1) - 1]), level if out >= 1 else 1 - 1 / many


def _row(flags: Flags) -> int:
    """The row of the one area that is treated."""
    if (treated := int(flags.sum())) != 1:
        raise DataError(
            "treated", f"it names {treated} of {len(flags)} areas", "Give one, or add up the counts of all that were"
        )
    return int(flags.argmax())


def _fits(seen: Floats, labels: Sequence[str], start: int) -> None:
    """Refuse tables that cannot carry a twin."""
    if len(seen) - 1 < LEAST_DONORS:
        raise DataError("counts", f"there are {len(seen) - 1} donor areas", f"Have at least {LEAST_DONORS}")
    if start < LEAST_BEFORE:
        raise DataError("start", f"there are {start} periods before it", f"Have at least {LEAST_BEFORE}")
    for said, part in (("before", seen[:, :start]), ("after", seen[:, start:])):
        if (empty := part.sum(axis=1) == 0).any():
            name = labels[int(np.flatnonzero(empty)[0])]
            raise DataError("counts", f"nothing happened in {name} {said} the start", "Leave the area out, or merge it")


def _near(name: str, miss: float, poor: float) -> None:
    """Refuse a mix that does not look like the area."""
    if miss > number("poor", poor):
        found = f"no mix of donors looks like {name}: it misses by {miss:.0%} of its mean before the start"
        raise DataError("counts", found, f"Find donors that are more alike (the limit is {poor:.0%}), or wider periods")


def _few(donors: int, level: float, kept: float) -> Phrase:
    """That so few donors can never be sure enough."""
    return FEW.filled(donors=donors, p=chance(1 / (donors + 1)), level=f"{level * 100:g}", kept=f"{kept * 100:.3g}")
