"""The line that a series follows: trend, season and comparison, with and without the response."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.arrays import amounts, column, counts, frozen
from commonbeat.plumb.checks import one_of, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.fit import Matrix, matrix, poisson
from commonbeat.plumb.groups import Groups

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

LEAST = 8
"""Periods needed before the response, and after it where its slope may change.

Source: Penfold and Zhang, Academic Pediatrics 13 (2013), S38-S44.
"""

LEAST_AFTER = 3
"""Periods needed after the response where only the level may change."""

LEVEL, SLOPE = "level", "slope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """What comes back every `cycle` periods (12 months): `harmonics` waves, or (None) a level for each place in it."""

    cycle: int = 12
    harmonics: int | None = 2

    def __post_init__(self) -> None:
        """Refuse waves that a cycle cannot hold."""
        whole("season.cycle", self.cycle, least=2)
        if self.harmonics is not None and 2 * whole("season.harmonics", self.harmonics, least=1) >= self.cycle:
            raise DataError("season.harmonics", f"{self.harmonics} waves in {self.cycle}", "Use None for each place")

    def part(self, n: int) -> Groups | Floats:
        """The columns of n periods."""
        if n < 2 * self.cycle:
            raise DataError("season", f"{n} periods are not two cycles of {self.cycle}", "Leave the season out")
        if self.harmonics is None:
            return Groups(np.arange(n) % self.cycle, range(1, self.cycle + 1))
        turn = 2 * np.pi * np.outer(np.arange(n), np.arange(1, self.harmonics + 1)) / self.cycle
        return np.hstack([np.cos(turn), np.sin(turn)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fitted line of n periods; all arrays are read-only.

    `coef` (p), `expected` (n) with the response and `without` it, `columns` (n x p) and `residual` (n) in equal
    variance, `bread` (p x p), `dispersion` (Pearson's chi-square over its freedom; a normal line's variance).
    `tilts` (2 x p): how the logs of the two sums after the start, with and without, move with the coefficients.
    """

    design: Matrix
    coef: Floats
    expected: Floats
    without: Floats
    columns: Floats
    residual: Floats
    bread: Floats
    dispersion: float
    tilts: Floats

    def contrast(self, direction: Floats) -> Floats:
        """What each residual (n) counts for in the coefficients' sum along `direction` (p)."""
        return np.asarray(self.columns @ (self.bread @ direction))


def plan(n: int, start: int, *, slope: bool, season: Season | None, control: ArrayLike | None) -> Matrix:
    """The columns of the line: trend, season, comparison, the step at `start` and its change of slope."""
    whole("start", start, least=0)
    enough_periods(n, start, slope=slope)
    time = np.arange(n)
    after = (time >= start) * 1.0
    parts: dict[str, ArrayLike | Groups] = {"trend": (time - start) / n}
    if season is not None:
        one_of("season", season, Season)
        parts["season"] = season.part(n)
    if control is not None:
        other = amounts("control", control, rows=n, above_zero=True)
        parts["control"] = np.log(other) - np.log(other).mean()
    parts[LEVEL] = after
    if slope:
        parts[SLOPE] = after * (time - start)
    design = matrix(intercept=True, **parts)
    if n - len(design.names) < LEAST:
        found = f"{n} periods leave {n - len(design.names)} beyond the {len(design.names)} columns"
        raise DataError("series", found, f"Have {LEAST} to spare: use fewer waves, or a longer series")
    return design


def enough_periods(n: int, start: int, *, slope: bool) -> None:
    """Refuse a series that is too short before or after its start."""
    least = LEAST if slope else LEAST_AFTER
    if start < LEAST:
        raise DataError("start", f"there are {start} periods before it", f"Have at least {LEAST}")
    if n - start < least:
        remedy = f"Have at least {least}" + (f", or leave the slope alone ({LEAST_AFTER} are enough)" if slope else "")
        raise DataError("start", f"there are {max(n - start, 0)} periods from it on", remedy)


def count_line(design: Matrix, events: ArrayLike, start: int, exposure: ArrayLike | None) -> Line:
    """The log-linear line of counts (n), over a known `exposure`; variances grow with the mean."""
    if not counts("series", events, rows=len(design.values))[start:].any():
        raise DataError("series", "nothing happened after the start", "Say the count and its range instead")
    fit = poisson(design, events, exposure=exposure)
    still = before(design)
    without = fit.fitted * np.exp((still - design.values) @ fit.coef)
    root = np.sqrt(fit.fitted)
    tilts = [
        mean[start:] @ block[start:] / mean[start:].sum()
        for mean, block in ((fit.fitted, design.values), (without, still))
    ]
    return Line(
        design=design,
        coef=fit.coef,
        expected=fit.fitted,
        without=frozen(without),
        columns=frozen(design.values * root[:, None]),
        residual=frozen(fit.residual / root),
        bread=fit.cov,
        dispersion=fit.dispersion,
        tilts=frozen(np.array(tilts)),
    )


def normal_line(design: Matrix, values: ArrayLike, start: int) -> Line:
    """The straight line of any measure above zero (n), by least squares; variances are alike."""
    seen, x, still = column("series", values, rows=len(design.values)), design.values, before(design)
    bread = np.linalg.inv(x.T @ x)
    coef = np.linalg.lstsq(x, seen, rcond=None)[0]
    expected, without = x @ coef, still @ coef
    sums = expected[start:].sum(), without[start:].sum()
    if min(sums) <= 0:
        raise DataError("series", "the line falls below zero after the start", "Use counts, or leave the slope alone")
    residual = seen - expected
    tilts = [block[start:].sum(axis=0) / total for block, total in zip((x, still), sums, strict=True)]
    return Line(
        design=design,
        coef=frozen(coef),
        expected=frozen(expected),
        without=frozen(without),
        columns=x,
        residual=frozen(residual),
        bread=frozen(bread),
        dispersion=float(residual @ residual) / (len(seen) - len(coef)),
        tilts=frozen(np.array(tilts)),
    )


def before(design: Matrix) -> Floats:
    """The columns as they would be had nothing been done."""
    still = design.values.copy()
    for name in {LEVEL, SLOPE} & set(design.names):
        still[:, design.place(name)] = 0.0
    return still
