"""How the people were drawn: strata, clusters, weights and how many there are in all."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike

from commonbeat.plumb.checks import number
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.survey.columns import OVERALL, Codes, Floats, coded, frozen, positive
from commonbeat.plumb.terms import Phrase

if TYPE_CHECKING:
    from commonbeat.plumb.survey.weights import Weights

LONELY = Phrase(
    "{count} strata with one unit each were compared with the mean of all units",
    "{count} estratos con una sola unidad se compararon con la media de todas las unidades",
)
ONE_LONELY = Phrase(
    "One stratum with a single unit was compared with the mean of all units",
    "Un estrato con una sola unidad se comparó con la media de todas las unidades",
)
Population = Mapping[str, float] | float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stage:
    """One stage of the draw: rows in units in strata.

    `strata` (n,): the stratum of each row. `units` (n,): the unit of each row; None where each row is a unit.
    `stratum_of` (units,): the stratum of each unit, None with `units`. `counts` (strata,): units drawn in each.
    `scale` (strata,): what a squared deviation counts: (1 - fraction drawn) x n / (n - 1), and 1 - fraction at n = 1.
    `lonely` (strata,): one unit drawn of more.
    """

    strata: Codes
    units: Codes | None
    stratum_of: Codes | None
    counts: Floats
    scale: Floats
    lonely: np.ndarray[tuple[int], np.dtype[np.bool_]]

    @property
    def drawn(self) -> int:
        """How many units were drawn."""
        return int(self.counts.sum())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Design:
    """Who was drawn, how, and with which weights; arrays of one entry per respondent, checked and then read-only.

    `weights` (n,): how many people each respondent stands for, over 0 (base weights).
    `strata` (n,): label of the stratum, None for one stratum. `clusters` (n,): label of the first-stage unit (PSU: a
    block, a household), None where each row is one. A cluster lies in one stratum.
    `population`: how many first-stage units there are in all (clusters, or people without clusters): a number, or one
    per stratum; None draws as if with replacement. `cluster_population`: where people were drawn inside the clusters,
    how many there are in each; needs `clusters` and `population`, and adds the variance of the second stage.
    `lonely`: a stratum with one unit is compared with the mean of all units ("adjust", noted) or refused ("error").
    Raises DataError naming the row, cluster or stratum. Source: Cochran, Sampling Techniques (3rd ed. 1977), chapters
    5 and 11; the fallback is that of Stata's singleunit(centered) and of R's survey.lonely.psu="adjust".
    """

    weights: Floats
    strata: ArrayLike | None = None
    clusters: ArrayLike | None = None
    population: Population = None
    cluster_population: Mapping[str, float] | None = None
    lonely: Literal["adjust", "error"] = "adjust"
    stages: tuple[Stage, ...] = field(init=False)
    stratum_labels: tuple[str, ...] = field(init=False)
    cluster_labels: tuple[str, ...] | None = field(init=False)
    weighting: Weights | None = field(init=False, default=None)
    notes: tuple[Phrase, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Check the columns against each other and work out the stages."""
        if self.lonely not in ("adjust", "error"):
            raise DataError("lonely", f"{self.lonely!r} is not known", 'Say "adjust" or "error"')
        w = positive("weights", self.weights)
        object.__setattr__(self, "weights", w)
        strata, labels = _column("strata", self.strata, len(w)) or (np.zeros(len(w), dtype=np.int64), (OVERALL,))
        clusters = _column("clusters", self.clusters, len(w))
        object.__setattr__(self, "stratum_labels", labels)
        object.__setattr__(self, "cluster_labels", clusters[1] if clusters else None)
        first = _first(strata, labels, clusters, _known(self.population, labels))
        stages: tuple[Stage, ...] = (first,)
        if self.cluster_population is not None:
            stages += (_second(first, clusters, self.cluster_population, _known(self.population, labels)),)
        alone = [label for label, lonely in zip(labels, first.lonely, strict=True) if lonely]
        if alone and (self.lonely == "error" or first.drawn == 1):
            problem = f"stratum {alone[0]} has one unit, so nothing says how much its units differ"
            raise DataError("strata", problem, "Join it with a stratum like it, or allow lonely='adjust'")
        object.__setattr__(self, "stages", stages)
        object.__setattr__(self, "notes", _notes(len(alone)))

    def __len__(self) -> int:
        """How many respondents."""
        return len(self.weights)

    def weighted(self, weighting: Weights) -> Design:
        """The same draw with the weights of `rake`, `calibrate` or `trim`; standard errors then know of the margins."""
        if len(weighting.values) != len(self):
            problem = f"there are {len(weighting.values):,} weights for {len(self):,} rows"
            raise DataError("weighting", problem, "Weight the rows of this design")
        drawn = self.notes if self.weighting is None else self.notes[: len(self.notes) - len(self.weighting.notes)]
        other = copy(self)
        object.__setattr__(other, "weights", weighting.values)
        object.__setattr__(other, "weighting", weighting)
        object.__setattr__(other, "notes", (*drawn, *weighting.notes))
        return other


def _notes(alone: int) -> tuple[Phrase, ...]:
    if not alone:
        return ()
    return (ONE_LONELY if alone == 1 else LONELY.filled(count=alone),)


def _column(argument: str, labels: ArrayLike | None, rows: int) -> tuple[Codes, tuple[str, ...]] | None:
    """Codes and levels of a column that has a label in every row."""
    if labels is None:
        return None
    codes, levels = coded(argument, labels)
    if len(codes) != rows:
        raise DataError(argument, f"it has {len(codes):,} rows, the weights {rows:,}", "Give one label per row")
    if codes.min() < 0:
        raise DataError(argument, f"row {int(np.argmin(codes))} has none", "Find its label, or leave the row out")
    frozen(codes)
    return codes, levels


def _known(population: Population, labels: tuple[str, ...]) -> Floats | None:
    """How many units there are in each stratum, in the order of `labels`."""
    if population is None:
        return None
    if not isinstance(population, Mapping):
        if len(labels) > 1:
            raise DataError("population", "there is one number for several strata", "Give one per stratum")
        return np.array([number("population", population)])
    given = {str(label): size for label, size in population.items()}
    lacking = [label for label in labels if label not in given]
    if lacking:
        raise DataError("population", f"it does not say how many there are in {lacking[0]}", "Add it")
    return np.array([number(f"population of {label}", given[label]) for label in labels])


def _first(
    strata: Codes, labels: tuple[str, ...], clusters: tuple[Codes, tuple[str, ...]] | None, known: Floats | None
) -> Stage:
    """The first stage: clusters in strata, or rows in strata."""
    if clusters is None:
        counts = np.bincount(strata, minlength=len(labels)).astype(np.float64)
        return _stage(strata, None, None, counts, known, labels)
    codes, names = clusters
    stratum_of = np.zeros(len(names), dtype=np.int64)
    stratum_of[codes] = strata
    torn = stratum_of[codes] != strata
    if torn.any():
        row = int(np.argmax(torn))
        cluster, other = codes[row], labels[strata[row]]
        problem = f"cluster {names[cluster]} lies in the strata {labels[stratum_of[cluster]]} and {other}"
        raise DataError("clusters", problem, "Give every cluster a label of its own")
    counts = np.bincount(stratum_of, minlength=len(labels)).astype(np.float64)
    return _stage(strata, codes, stratum_of, counts, known, labels)


def _second(
    first: Stage,
    clusters: tuple[Codes, tuple[str, ...]] | None,
    population: Mapping[str, float],
    known: Floats | None,
) -> Stage:
    """The second stage: rows in clusters; its variance counts by the share of the clusters that were drawn."""
    if clusters is None or known is None or first.stratum_of is None:
        raise DataError("cluster_population", "clusters or their population are missing", "Give both, or neither")
    codes, names = clusters
    counts = np.bincount(codes, minlength=len(names)).astype(np.float64)
    drawn = (first.counts / known)[first.stratum_of]
    return _stage(codes, None, None, counts, _known(population, names), names, drawn)


def _stage(
    strata: Codes,
    units: Codes | None,
    stratum_of: Codes | None,
    counts: Floats,
    known: Floats | None,
    labels: tuple[str, ...],
    factor: Floats | float = 1.0,
) -> Stage:
    """A stage with its scale; refuses fewer units in the population than were drawn."""
    left = np.ones(len(counts))
    if known is not None:
        if np.any(known < counts):
            i = int(np.argmax(known < counts))
            problem = f"{labels[i]} has {known[i]:,.0f} units in all, and {counts[i]:,.0f} were drawn"
            raise DataError("population", problem, "Give the size of the population, not of the sample")
        left = 1 - counts / known
    scale = factor * left * np.where(counts > 1, counts / np.maximum(counts - 1, 1), 1.0)
    lonely = (counts == 1) & (left > 0)
    return Stage(strata=strata, units=units, stratum_of=stratum_of, counts=counts, scale=scale, lonely=lonely)
