"""What can be asked of weighted answers, by domain: ratios (and so means and shares) and totals, with their scores."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.result import Reason
from commonbeat.plumb.survey.columns import By, Codes, Floats, added, crossed, numbers
from commonbeat.plumb.survey.design import Design
from commonbeat.plumb.survey.linearization import Scores, counted, degrees, explained, variances
from commonbeat.plumb.survey.replicates import Replicates
from commonbeat.plumb.terms import Phrase

REPLICATED = Phrase(
    "The standard error comes from {count} replicates ({scheme})",
    "El error estándar proviene de {count} réplicas ({scheme})",
)
SKIPPED = Phrase("{count} rows without an answer were left out", "Se dejaron fuera {count} filas sin respuesta")
ROUNDED = 1e-10
"""What differs from a figure by less than this part of it does not differ."""


class Statistic(Protocol):
    """A figure of each domain as a function of the weights, and how each row moves it."""

    def points(self, weights: Floats) -> Floats:
        """The figure of each domain (domains,); NaN where it cannot be had."""

    def scores(self, weights: Floats, points: Floats) -> Scores:
        """Linear forms whose variance is that of the points to first order."""

    def moves(self, points: Floats) -> NDArray[np.bool_]:
        """Rows (n,) that would move the figure of their domain if they counted more; of one number for all, none do."""

    @property
    def columns(self) -> tuple[Floats, ...]:
        """The columns that are added up."""


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

    def moves(self, points: Floats) -> NDArray[np.bool_]:
        """Rows whose top is not the domain's ratio times their bottom."""
        likely = points[self.domain] * (1.0 if self.bottom is None else self.bottom)
        return np.asarray(np.abs(self.top - likely) > ROUNDED * (np.abs(self.top) + np.abs(likely)))

    @property
    def columns(self) -> tuple[Floats, ...]:
        """Top and bottom."""
        return (self.top,) if self.bottom is None else (self.top, self.bottom)


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

    def moves(self, points: Floats) -> NDArray[np.bool_]:
        """Rows whose value is not zero."""
        return np.asarray(self.values != 0)

    @property
    def columns(self) -> tuple[Floats, ...]:
        """The values."""
        return (self.values,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Points with standard errors, degrees of freedom and rows of each domain, and why some have no figure.

    `fixed` (domains,): the known totals alone give the figure, so its error is zero. `silent` (domains,): the error is
    zero since answers do not differ, which says nothing; not where everybody was asked or the figure is fixed.
    """

    points: Floats
    errors: Floats
    degrees: Floats
    rows: NDArray[np.int64]
    kept: NDArray[np.intp]
    left_out: dict[str, Reason]
    silent: NDArray[np.bool_]
    fixed: NDArray[np.bool_]

    def spread(self, domains: Groups) -> "Measured":
        """The same without the domains whose error says nothing (TOO_FEW): for figures that have no other range."""
        odd = [domains.levels[i] for i in self.kept if self.silent[i]]
        if not odd:
            return self
        kept = self.kept[~self.silent[self.kept]]
        if not len(kept):
            problem = "all who were asked gave the same answer, so nothing says how much the others differ"
            raise DataError(domains.name, problem, "Withhold the figures, or give the share of those who say so")
        return replace(self, kept=kept, left_out=self.left_out | dict.fromkeys(odd, Reason.TOO_FEW))


def design_of(sample: Design | Replicates) -> Design:
    """The design of a sample, with replicate weights or without."""
    return sample.design if isinstance(sample, Replicates) else sample


def asked(
    sample: Design | Replicates,
    columns: dict[str, ArrayLike],
    by: By,
    skip_missing: bool,
) -> tuple[list[Floats], Groups, tuple[Phrase, ...]]:
    """Columns and domains of one question, rows without an answer taken out of every domain, and what was done."""
    _is_sample(sample)
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


def _is_sample(sample: object) -> None:
    """Refuse what no survey's figures can be had from."""
    if not isinstance(sample, Design | Replicates):
        found = f"it is no Design and no Replicates but a {type(sample).__name__}"
        raise DataError("sample", found, "Give the design first, then the answers")


def alike(design: Design, domains: Groups, which: NDArray[np.bool_]) -> Floats:
    """How many independent answers those of a domain count for, where all are alike: by weights and clusters alone.

    Kish's effective number of the rows or, where it is smaller, of the clusters; NaN for domains not in `which`
    (domains,). People of one cluster who all agree may agree because they are of one cluster.
    """
    inside = np.flatnonzero((domains.codes >= 0) & which[domains.codes])
    codes, w, count = domains.codes[inside], design.weights[inside], len(domains.levels)
    people = added(codes, w, count)
    found = _parted(people**2, added(codes, w * w, count))
    units = design.stages[0].units
    if units is None:
        return found
    keys, place = np.unique(units[inside].astype(np.int64) * count + codes, return_inverse=True)
    clusters = added(keys % count, added(place, w, len(keys)) ** 2, count)
    return np.fmin(found, _parted(people**2, clusters))


def _parted(top: Floats, bottom: Floats) -> Floats:
    """Top over bottom; NaN where there is nothing to divide by."""
    parts = np.full(len(top), np.nan)
    np.divide(top, bottom, out=parts, where=bottom != 0)
    return parts


def measure(sample: Design | Replicates, statistic: Statistic, domains: Groups) -> Measured:
    """Points and standard errors, linearized or from replicate weights."""
    if isinstance(sample, Replicates):
        design, most = sample.design, float(sample.degrees)
        points, errors = _replicated(sample, statistic.points)
    else:
        design, most = sample, np.inf
        points = statistic.points(design.weights)
        errors = np.sqrt(variances(design, statistic.scores(design.weights, points)))
    still = errors <= ROUNDED * np.abs(points)
    if not still.any():
        return _judged(design, points, errors, domains, most)
    inside = domains.codes >= 0
    moves = statistic.moves(points)[inside].astype(np.float64)
    moved = added(domains.codes[inside], moves, len(domains.levels)) > 0
    found = _judged(design, points, np.where(still & ~moved, 0.0, errors), domains, most)
    if all(explained(design, column) for column in statistic.columns):
        return replace(found, silent=found.silent & ~moved, fixed=moved & (found.errors == 0))
    return found


def replicated(sample: Replicates, points_of: Callable[[Floats], Floats], domains: Groups) -> Measured:
    """Points and standard errors from replicate weights, for any figure that is a function of the weights."""
    return _judged(sample.design, *_replicated(sample, points_of), domains, sample.degrees)


def _replicated(sample: Replicates, points_of: Callable[[Floats], Floats]) -> tuple[Floats, Floats]:
    points = points_of(sample.design.weights)
    errors = np.sqrt(sample.variances(points_of, points))
    return points, np.where(errors <= ROUNDED * np.abs(points), 0.0, errors)


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
        problem = "in no group of it were two units of one stratum drawn" if rows.any() else "nobody in it answered"
        raise DataError(domains.name, problem, "Withhold the figures: too few")
    silent = (errors == 0) & ~counted(design, domains.codes, count)
    return Measured(
        points=points,
        errors=errors,
        degrees=free,
        rows=rows,
        kept=kept,
        left_out=left_out,
        silent=silent,
        fixed=np.zeros(count, dtype=bool),
    )
