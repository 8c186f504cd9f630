"""Replicate weights: the survey again and again with units left out or drawn anew, to see how far a figure moves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from commonbeat.plumb.arrays import frozen
from commonbeat.plumb.checks import one_of, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.survey.columns import Codes, Floats
from commonbeat.plumb.survey.design import Design
from commonbeat.plumb.survey.methods import BOOTSTRAP, JACKKNIFE
from commonbeat.plumb.terms import Method

MOST = 20_000_000
"""Entries of the largest table of factors (units by replicates) that is made."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replicates:
    """A design with replicate weights: give it to `mean`, `share`, ... in place of the design.

    `factors` (units, replicates): what each first-stage unit counts. `scales` (replicates,): what each squared
    deviation counts. `unit` (n,): the unit of each row. `degrees`: at most so many degrees of freedom.
    `refit`: fit the weights to their margins anew in every replicate. `seed`: of the draws (None: nothing is drawn).
    """

    design: Design
    scheme: Literal["JK1", "JKn", "bootstrap"]
    method: Method
    unit: Codes
    factors: Floats
    scales: Floats
    degrees: int
    refit: bool
    seed: int | None = None

    def __len__(self) -> int:
        """How many replicates."""
        return len(self.scales)

    def weights(self, replicate: int) -> Floats:
        """The weights of one replicate (n,), fitted again where asked."""
        factor = self.factors[self.unit, replicate]
        fit = self.design.calibration
        if fit is None or not self.refit:
            return np.asarray(self.design.weights * factor)
        start = fit.start * factor
        try:
            ratio, _, _ = fit.fit(fit.cells, fit.cells.sums(start))
        except DataError as error:
            raise DataError("replicates", f"in replicate {replicate}: {error.problem}", error.remedy) from error
        return np.where(start == 0, 0.0, start * ratio[fit.cells.of_row])

    def variances(self, points: Callable[[Floats], Floats], center: Floats) -> Floats:
        """Scaled squared deviations of the replicates' `points` from `center` (domains,), added up.

        NaN for a domain that a replicate leaves without a figure.
        """
        spread = np.zeros(len(center))
        for replicate, scale in enumerate(self.scales):
            spread += scale * (points(self.weights(replicate)) - center) ** 2
        return spread


def jackknife(design: Design, *, refit: bool = True) -> Replicates:
    """The delete-one-unit jackknife: JK1 for one stratum, JKn for several; population sizes count.

    One replicate per first-stage unit: for many people without clusters use `bootstrap`, or form random groups.
    Raises DataError for a stratum with one unit and for a second stage. Source: Wolter (2007), chapter 4.
    """
    unit, stratum_of = _units(design)
    stage = design.stages[0]
    count = len(stratum_of)
    _room(count, count)
    sizes = stage.counts[stratum_of]
    same = stratum_of[:, None] == stratum_of[None, :]
    factors = np.where(same, (sizes / (sizes - 1))[None, :], 1.0)
    np.fill_diagonal(factors, 0.0)
    left = stage.scale[stratum_of] * (sizes - 1) / sizes
    return Replicates(
        design=design,
        scheme="JK1" if len(stage.counts) == 1 else "JKn",
        method=JACKKNIFE,
        unit=unit,
        factors=frozen(factors),
        scales=frozen(left * (sizes - 1) / sizes),
        degrees=count - len(stage.counts),
        refit=refit,
    )


def bootstrap(design: Design, *, replicates: int = 200, refit: bool = True, seed: int = 0) -> Replicates:
    """The rescaling bootstrap: in each stratum one unit fewer than there are is drawn with replacement.

    A unit drawn k times counts 1 - r + r k n / (n - 1), with r the root of (1 - sampling fraction). The same seed gives
    the same replicates. Raises DataError for a stratum with one unit and for a second stage.
    Source: Rao and Wu (1988), with m = n - 1.
    """
    whole("replicates", replicates, least=2)
    seed = whole("seed", seed, least=0)
    unit, stratum_of = _units(design)
    stage = design.stages[0]
    _room(len(stratum_of), replicates)
    random = np.random.default_rng(seed)
    factors = np.empty((len(stratum_of), replicates))
    for stratum, size in enumerate(stage.counts.astype(int)):
        members = np.flatnonzero(stratum_of == stratum)
        times = random.multinomial(size - 1, np.full(size, 1 / size), size=replicates).T
        root = np.sqrt(stage.scale[stratum] * (size - 1) / size)
        factors[members] = 1 - root + root * times * size / (size - 1)
    return Replicates(
        design=design,
        scheme="bootstrap",
        method=BOOTSTRAP,
        unit=unit,
        factors=frozen(factors),
        scales=frozen(np.full(replicates, 1 / replicates)),
        degrees=min(len(stratum_of) - len(stage.counts), replicates - 1),
        refit=refit,
        seed=seed,
    )


def _units(design: Design) -> tuple[Codes, Codes]:
    """The first-stage unit of each row and the stratum of each unit; two at least in every stratum, and one stage."""
    one_of("design", design, Design)
    stage = design.stages[0]
    if len(design.stages) > 1:
        problem = "people were drawn inside its clusters, and replicates of the clusters leave that out"
        raise DataError("design", problem, "Give the design itself: its linearized error counts both stages")
    if np.any(stage.counts < 2):
        label = design.stratum_labels[int(np.argmax(stage.counts < 2))]
        raise DataError("strata", f"stratum {label} has one unit, which cannot be left out", "Join it with one like it")
    if stage.units is None or stage.stratum_of is None:
        return frozen(np.arange(len(design))), stage.strata
    return stage.units, stage.stratum_of


def _room(units: int, replicates: int) -> None:
    """Refuse tables that would fill the memory."""
    if units * replicates > MOST:
        problem = f"{units:,} units in {replicates:,} replicates need too much memory"
        raise DataError("replicates", problem, "Use fewer replicates, or form clusters (random groups) first")
