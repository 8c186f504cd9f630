"""What can be asked of weighted answers, by domain: ratios (and so means and shares) and totals, with their scores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.errors import DataError
from commonbeat.plumb.result import Reason
from commonbeat.plumb.survey.columns import Codes, Floats, Groups, added, crossed, numbers
from commonbeat.plumb.survey.design import Design
from commonbeat.plumb.survey.linearization import Scores, degrees, variances
from commonbeat.plumb.survey.replicates import Replicates
from commonbeat.plumb.terms import Phrase

REPLICATED = Phrase(
    "The standard error comes from {count} replicates ({scheme})",
    "El error estándar proviene de {count} réplicas ({scheme})",
)
SKIPPED = Phrase("{count} rows without an answer were left out", "Se dejaron fuera {count} filas sin respuesta")


class Statistic(Protocol):
    """A figure of each domain as a function of the weights, and how each row moves it."""

    def points(self, weights: Floats) -> Floats:
        """The figure of each domain (domains,); NaN where it cannot be had."""

    def scores(self, weights: Floats, points: Floats) -> Scores:
        """Linear forms whose variance is that of the points to first order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Weighted sum of `top` over that of `bottom` in each domain; a mean where `bottom` is None (ones)."""

    top: Floats
    bottom: Floats | None
    domain: Codes
    domains: int

    def _sums(self, values: Floats) -> Floats:
        inside = self.domain >= 0
        return added(self.domain[inside], values[inside], self.domains)

    def _bottom(self, weights: Floats) -> Floats:
        return weights if self.bottom is None else weights * self.bottom

    def points(self, weights: Floats) -> Floats:
        """Ratios (domains,); NaN where the bottom is zero."""
        top, bottom = self._sums(weights * self.top), self._sums(self._bottom(weights))
        return _parted(top, bottom)

    def scores(self, weights: Floats, points: Floats) -> Scores:
        """Weight times (top - ratio x bottom) over the domain's bottom."""
        bottom = self._bottom(weights)
        size = self._sums(bottom)
        known = np.where(np.isnan(points), 0.0, points)
        part = np.divide(1.0, size, out=np.zeros(self.domains), where=size != 0)
        values = (weights * self.top - known[self.domain] * bottom) * part[self.domain]
        values[self.domain < 0] = 0.0
        return Scores(values=values, domain=self.domain, domains=self.domains)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Weighted sum of `values` in each domain."""

    values: Floats
    domain: Codes
    domains: int

    def points(self, weights: Floats) -> Floats:
        """Totals (domains,)."""
        inside = self.domain >= 0
        return added(self.domain[inside], (weights * self.values)[inside], self.domains)

    def scores(self, weights: Floats, points: Floats) -> Scores:
        """Weight times value."""
        values = np.where(self.domain >= 0, weights * self.values, 0.0)
        return Scores(values=values, domain=self.domain, domains=self.domains)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Points with standard errors, degrees of freedom and rows of each domain, and why some have no figure."""

    points: Floats
    errors: Floats
    degrees: Floats
    rows: NDArray[np.int64]
    kept: NDArray[np.intp]
    left_out: dict[str, Reason]


def design_of(sample: Design | Replicates) -> Design:
    """The design of a sample, with replicate weights or without."""
    return sample.design if isinstance(sample, Replicates) else sample


def asked(
    sample: Design | Replicates,
    columns: dict[str, ArrayLike],
    by: Groups | Sequence[Groups] | None,
    skip_missing: bool,
) -> tuple[list[Floats], Groups, tuple[Phrase, ...]]:
    """Columns and domains of one question, rows without an answer taken out of every domain, and what was done."""
    design = design_of(sample)
    domains = crossed(by, len(design))
    arrays = [numbers(name, values, len(design)) for name, values in columns.items()]
    missing = np.isnan(sum(arrays, np.zeros(len(design))))
    notes = design.notes
    if isinstance(sample, Replicates):
        notes += (REPLICATED.filled(count=f"{len(sample):,}", scheme=sample.scheme),)
    if not missing.any():
        return arrays, domains, notes
    if not skip_missing:
        name, row = next(
            (name, int(np.argmax(np.isnan(a)))) for name, a in zip(columns, arrays, strict=True) if np.isnan(a).any()
        )
        raise DataError(name, f"row {row} has no answer", "Say skip_missing=True, and it is left out with a note")
    note = SKIPPED.filled(count=f"{int(missing.sum()):,}")
    return [np.where(missing, 0.0, a) for a in arrays], domains.only(~missing), (*notes, note)


def kish(weights: Floats, domains: Groups) -> Floats:
    """How many evenly weighted people each domain's respondents count for by their weights alone (NaN for nobody)."""
    inside = domains.codes >= 0
    codes, w, count = domains.codes[inside], weights[inside], len(domains.levels)
    return _parted(added(codes, w, count) ** 2, added(codes, w * w, count))


def _parted(top: Floats, bottom: Floats) -> Floats:
    """Top over bottom; NaN where there is nothing to divide by."""
    parts = np.full(len(top), np.nan)
    np.divide(top, bottom, out=parts, where=bottom != 0)
    return parts


def measure(sample: Design | Replicates, statistic: Statistic, domains: Groups) -> Measured:
    """Points and standard errors, linearized or from replicate weights."""
    if isinstance(sample, Replicates):
        return replicated(sample, statistic.points, domains)
    points = statistic.points(sample.weights)
    errors = np.sqrt(variances(sample, statistic.scores(sample.weights, points)))
    return _judged(sample, points, errors, domains, np.inf)


def replicated(sample: Replicates, points_of: Callable[[Floats], Floats], domains: Groups) -> Measured:
    """Points and standard errors from replicate weights, for any figure that is a function of the weights."""
    points = points_of(sample.design.weights)
    return _judged(sample.design, points, np.sqrt(sample.variances(points_of, points)), domains, sample.degrees)


def _judged(design: Design, points: Floats, errors: Floats, domains: Groups, most: float) -> Measured:
    """Rows and degrees of freedom of each domain (`most` at most), and which have a figure that can be shown."""
    count = len(domains.levels)
    rows = np.bincount(domains.codes[domains.codes >= 0], minlength=count)
    free = np.minimum(degrees(design, domains.codes, count), most)
    left_out = {}
    for i in np.flatnonzero((rows == 0) | (free < 1) | ~np.isfinite(points) | ~np.isfinite(errors)):
        nothing = rows[i] == 0 or np.isnan(points[i])
        left_out[domains.levels[i]] = Reason.NO_DENOMINATOR if nothing else Reason.TOO_FEW
    kept = np.array([i for i, level in enumerate(domains.levels) if level not in left_out], dtype=np.intp)
    if not len(kept):
        raise DataError(domains.name, "no group of it has two sampled units", "Withhold the figures: too few")
    return Measured(points=points, errors=errors, degrees=free, rows=rows, kept=kept, left_out=left_out)
