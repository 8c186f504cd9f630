"""How the people were drawn: strata, clusters, weights and how many there are in all."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from commonbeat.plumb.arrays import frozen
from commonbeat.plumb.checks import number, one_of
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Grouping, grouped, spelled
from commonbeat.plumb.survey.columns import OVERALL, Codes, Floats, positive
from commonbeat.plumb.survey.weights import Calibration, Weights
from commonbeat.plumb.terms import Phrase

LONELY = Phrase(
    "{count} strata with one unit each were compared with the mean of all units",
    "{count} estratos con una sola unidad se compararon con la media de todas las unidades",
)
ONE_LONELY = Phrase(
    "One stratum with a single unit was compared with the mean of all units",
    "Un estrato con una sola unidad se comparó con la media de todas las unidades",
)
LONELY_CLUSTERS = Phrase(
    "{count} clusters in which one of several people was asked were compared with the mean of all people",
    "{count} conglomerados con una sola persona encuestada se compararon con la media de todas las personas",
)
ONE_LONELY_CLUSTER = Phrase(
    "One cluster in which one of several people was asked was compared with the mean of all people",
    "Un conglomerado con una sola persona encuestada se comparó con la media de todas las personas",
)
ALIKE = 1e-9
"""How far the ratios of two sets of weights may differ, relative to them, if they are to count as the same weights."""
Population = Mapping[str, float] | float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stage:
    """One stage of the draw: rows in units in strata.

    `strata` (n,): the stratum of each row. `units` (n,): the unit of each row; None where each row is a unit.
    `stratum_of` (units,): the stratum of each unit, None with `units`. `counts` (strata,): units drawn in each.
    `scale` (strata,): what a squared deviation counts: (1 - fraction drawn) x n / (n - 1), and 1 - fraction at n = 1.
    `lonely` (strata,): one unit drawn of more. `population` (strata,): units that there are, None where not known.
    """

    strata: Codes
    units: Codes | None
    stratum_of: Codes | None
    counts: Floats
    scale: Floats
    lonely: np.ndarray[tuple[int], np.dtype[np.bool_]]
    population: Floats | None

    @property
    def drawn(self) -> int:
        """How many units were drawn."""
        return int(self.counts.sum())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Design:
    """Who was drawn, how, and with which weights; arrays of one entry per respondent, checked and then read-only.

    `weights` (n,): how many people each respondent stands for, over 0 (base weights).
    `strata` (n,): Groups or labels of the stratum, None for one stratum. `clusters` (n,): those of the first-stage unit
    (PSU: a block, a household), None where each row is one. A cluster lies in one stratum.
    `population`: how many first-stage units there are in all (clusters, or people without clusters): a number, or one
    per stratum; None draws as if with replacement. `cluster_population`: where people were drawn inside the clusters,
    how many there are in each; needs `clusters` and `population`, and adds the variance of the second stage.
    `lonely`: a stratum with one unit (and a cluster in which one of several people was drawn) is compared with the
    mean of all units ("adjust", noted) or refused ("error"). `base` (n,): the weights of the draw, also after
    `weighted`.
    Raises DataError naming the row, cluster or stratum. Source: Cochran, Sampling Techniques, 3rd edition (Wiley 1977),
    chapters 5 and 11; the fallback is that of Stata's singleunit(centered) and of R's survey.lonely.psu="adjust".
    """

    weights: Floats
    strata: Grouping | None = None
    clusters: Grouping | None = None
    population: Population = None
    cluster_population: Mapping[str, float] | None = None
    lonely: Literal["adjust", "error"] = "adjust"
    base: Floats = field(init=False)
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
        object.__setattr__(self, "base", w)
        strata, labels = _column("strata", self.strata, len(w)) or (
            frozen(np.zeros(len(w), dtype=np.int64)),
            (OVERALL,),
        )
        clusters = _column("clusters", self.clusters, len(w))
        object.__setattr__(self, "stratum_labels", labels)
        object.__setattr__(self, "cluster_labels", clusters[1] if clusters else None)
        first = _first(strata, labels, clusters, _known(self.population, labels))
        stages: tuple[Stage, ...] = (first,)
        if self.cluster_population is not None:
            stages += (_second(first, clusters, self.cluster_population),)
        if self.lonely == "error" or first.drawn == 1:
            _refuse_lonely(stages, labels, clusters[1] if clusters else ())
        object.__setattr__(self, "stages", stages)
        object.__setattr__(self, "notes", _notes(stages))

    def __len__(self) -> int:
        """How many respondents."""
        return len(self.weights)

    @property
    def calibration(self) -> Calibration | None:
        """The fit to known totals that the weights meet; None where they were never fitted or no longer meet it."""
        return self.weighting.calibration if self.weighting is not None and self.weighting.holds else None

    def weighted(self, weighting: Weights) -> Design:
        """The same draw with the weights of `rake`, `calibrate` or `trim`; standard errors then know of the margins.

        Raises DataError where they did not begin with the weights of the draw, up to a factor: those would be lost.
        """
        one_of("weighting", weighting, Weights)
        if len(weighting.values) != len(self):
            problem = f"there are {len(weighting.values):,} weights for {len(self):,} rows"
            raise DataError("weighting", problem, "Weight the rows of this design")
        times = weighting.base / self.base
        if times.max() > times.min() * (1 + ALIKE):
            row = int(np.argmax(np.abs(times / times[0] - 1)))
            problem = f"they began with other weights than the draw's (rows 0 and {row} have another ratio)"
            raise DataError("weighting", problem, "Say base= with the weights of the design when you make them")
        drawn = self.notes if self.weighting is None else self.notes[: len(self.notes) - len(self.weighting.notes)]
        other = copy(self)
        object.__setattr__(other, "weights", weighting.values)
        object.__setattr__(other, "weighting", weighting)
        object.__setattr__(other, "notes", (*drawn, *weighting.notes))
        return other


def _refuse_lonely(stages: tuple[Stage, ...], strata: tuple[str, ...], clusters: tuple[str, ...]) -> None:
    """Refuse a stratum with one unit, and a cluster with one person, of several."""
    if np.any(stages[0].lonely):
        problem = (
            f"stratum {strata[int(np.argmax(stages[0].lonely))]} has one unit, so nothing says how its units differ"
        )
        raise DataError("strata", problem, "Join it with a stratum like it, or allow lonely='adjust'")
    if np.any(stages[-1].lonely):
        problem = f"in cluster {clusters[int(np.argmax(stages[-1].lonely))]} one of several people was drawn"
        raise DataError("clusters", problem, "Join it with a cluster like it, or allow lonely='adjust'")


def _notes(stages: tuple[Stage, ...]) -> tuple[Phrase, ...]:
    """What was done about lonely units, stage by stage."""
    notes = []
    for stage, one, several in zip(stages, (ONE_LONELY, ONE_LONELY_CLUSTER), (LONELY, LONELY_CLUSTERS), strict=False):
        alone = int(stage.lonely.sum())
        if alone:
            notes.append(one if alone == 1 else several.filled(count=f"{alone:,}"))
    return tuple(notes)


def _column(argument: str, given: Grouping | None, rows: int) -> tuple[Codes, tuple[str, ...]] | None:
    """Codes and those levels that occur of a column that has a level in every row."""
    if given is None:
        return None
    groups = grouped(argument, given, rows=rows).occurring()
    return frozen(groups.codes.astype(np.int64)), groups.levels


def _known(population: Population, labels: tuple[str, ...]) -> Floats | None:
    """How many units there are in each stratum, in the order of `labels`."""
    if population is None:
        return None
    pairs = getattr(population, "items", None)
    if pairs is None:
        if len(labels) > 1:
            raise DataError("population", "there is one number for several strata", "Give one per stratum")
        return frozen(np.array([number("population", population)]))
    given = {spelled(label): size for label, size in pairs()}
    lacking = [label for label in labels if label not in given]
    if lacking:
        raise DataError("population", f"it does not say how many there are in {lacking[0]}", "Add it")
    return frozen(np.array([number(f"population of {label}", given[label]) for label in labels]))


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
    return _stage(strata, codes, frozen(stratum_of), counts, known, labels)


def _second(
    first: Stage,
    clusters: tuple[Codes, tuple[str, ...]] | None,
    population: Mapping[str, float],
) -> Stage:
    """The second stage: rows in clusters; its variance counts by the share of the clusters that were drawn."""
    if clusters is None or first.population is None or first.stratum_of is None:
        raise DataError("cluster_population", "clusters or their population are missing", "Give both, or neither")
    codes, names = clusters
    counts = np.bincount(codes, minlength=len(names)).astype(np.float64)
    drawn = (first.counts / first.population)[first.stratum_of]
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
    return Stage(
        strata=strata,
        units=units,
        stratum_of=stratum_of,
        counts=frozen(counts),
        scale=frozen(scale),
        lonely=frozen(lonely),
        population=known,
    )
