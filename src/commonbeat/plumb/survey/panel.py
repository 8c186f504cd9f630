"""Panels: how far chance moves a difference between two waves that asked some of the same people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonbeat.plumb.errors import DataError
from commonbeat.plumb.survey.columns import Codes, Floats, added
from commonbeat.plumb.survey.design import Design
from commonbeat.plumb.survey.linearization import deviations

ROUNDED = 1e-13
"""A variance that is smaller than this part of that of independent waves is rounding, hence zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Standard errors and degrees of freedom of differences (labels,), and how many units were in both waves."""

    errors: Floats
    degrees: Floats
    both: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """The units of both waves: the stratum of each, and where the units and strata of each wave are among them."""

    stratum_of: Codes
    strata: int
    places: tuple[Codes, Codes]
    homes: tuple[Codes, Codes]

    def spread(self, wave: int, values: Floats) -> Floats:
        """`values` of a wave's strata, over all strata (0 elsewhere)."""
        every = np.zeros(self.strata)
        every[self.homes[wave]] = values
        return every


def paired(union: Union, designs: tuple[Design, Design], parts: tuple[Floats, Floats], degrees: Floats) -> Paired:
    """The error of a difference from what each unit adds to either wave: `parts` (units of the wave, labels).

    `degrees` (2, labels): those of each wave. Each wave counts the squares of its units' deviations from the means of
    its own strata, and units of both waves the product of their two deviations (Kish 1965). Where the population is
    known, of N units in a stratum n1 and n2 were asked, m of them in both waves; then the squares count by
    1 - m n / (N max(n1, n2)) and the products by 1 - min(n1, n2) / N. With the same people twice this is the usual
    1 - n / N; with fewer in common it takes off too little, never too much, and nothing where nobody is in both.
    Degrees of freedom: Satterthwaite's, from those of one wave only and those of both.
    """
    moved = [np.zeros((len(union.stratum_of), len(degrees[0]))) for _ in designs]
    for design, part, place, move in zip(designs, parts, union.places, moved, strict=True):
        stage = design.stages[0]
        assert stage.stratum_of is not None  # noqa: S101 - united has refused it
        times = np.sqrt(np.where(stage.counts > 1, stage.counts / np.maximum(stage.counts - 1, 1), 1.0))
        move[place] = times[stage.stratum_of][:, None] * deviations(part, stage, stage.stratum_of)
    inside = np.zeros((2, len(union.stratum_of)), dtype=bool)
    for wave, place in enumerate(union.places):
        inside[wave, place] = True
    both = inside.all(axis=0)
    first, second, product = _kept(designs, union, added(union.stratum_of[both], None, union.strata))
    squares = (
        product * (moved[1] - moved[0]) ** 2 + (first - product) * moved[0] ** 2 + (second - product) * moved[1] ** 2
    )
    shares = np.array([[(inside[w] & ~both).sum() / inside[w].sum()] for w in (0, 1)])
    free = np.concatenate([degrees * shares, degrees.min(axis=0)[None] * both.sum() / inside.sum(axis=1).min()])
    variances = np.array([squares[part].sum(axis=0) for part in (inside[0] & ~both, inside[1] & ~both, both)])
    apart = (moved[0] ** 2 + moved[1] ** 2).sum(axis=0)
    variances = np.where(variances.sum(axis=0) > ROUNDED * apart, variances, 0.0)
    return Paired(
        errors=np.sqrt(variances.sum(axis=0)),
        degrees=satterthwaite(variances, np.maximum(free, 1.0)),
        both=int(both.sum()),
    )


def satterthwaite(variances: Floats, degrees: Floats) -> Floats:
    """Degrees of freedom of a sum of independent `variances` (parts, labels) with `degrees` each.

    All of them together where every variance is zero. Source: Satterthwaite, Biometrics Bulletin 2 (1946), 110-114.
    """
    share = (variances**2 / degrees).sum(axis=0)
    found = variances.sum(axis=0) ** 2 / np.where(share > 0, share, 1.0)
    return np.asarray(np.where(share > 0, found, degrees.sum(axis=0)))


def _kept(designs: tuple[Design, Design], union: Union, both: Floats) -> tuple[Floats, Floats, Floats]:
    """What squares of either wave and products count, for each unit (units, 1); `both` (strata,): units in both."""
    counts = [union.spread(w, design.stages[0].counts) for w, design in enumerate(designs)]
    sizes = [design.stages[0].population for design in designs]
    if sizes[0] is None or sizes[1] is None:
        one = np.ones((len(union.stratum_of), 1))
        return one, one, one
    people = np.maximum(union.spread(0, sizes[0]), union.spread(1, sizes[1]))
    most, least = np.maximum(*counts), np.minimum(*counts)
    kept = (*(1 - both * count / (most * people) for count in counts), 1 - np.where(both > 0, least, 0.0) / people)
    first, second, product = (one[union.stratum_of][:, None] for one in kept)
    return first, second, product


def united(designs: tuple[Design, Design]) -> Union:
    """The clusters of both waves together; refuses designs without, with a second stage, and a change of stratum."""
    known: dict[str, str] = {}
    for design in designs:
        stage = design.stages[0]
        if design.cluster_labels is None or stage.stratum_of is None:
            raise DataError("panel", "a design has no clusters", "Give the person or address as the cluster")
        if len(design.stages) > 1:
            problem = "a design has a second stage, and a panel follows its clusters only"
            raise DataError("panel", problem, "Leave out population and cluster_population: the range is then wider")
        strata = [design.stratum_labels[i] for i in stage.stratum_of]
        for label, stratum in zip(design.cluster_labels, strata, strict=True):
            if known.setdefault(label, stratum) != stratum:
                problem = f"cluster {label} moved from stratum {known[label]} to {stratum}"
                raise DataError("panel", problem, "Keep the stratum from which it was drawn")
    names, strata_of = np.array(sorted(known)), np.array([known[name] for name in sorted(known)])
    levels, codes = np.unique(strata_of, return_inverse=True)
    places = tuple(np.searchsorted(names, design.cluster_labels or ()) for design in designs)
    homes = tuple(np.searchsorted(levels, design.stratum_labels) for design in designs)
    return Union(stratum_of=codes, strata=len(levels), places=_two(places), homes=_two(homes))


def _two(pair: tuple[NDArray[np.intp], ...]) -> tuple[Codes, Codes]:
    first, second = pair
    return first, second
