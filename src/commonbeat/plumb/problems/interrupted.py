"""Interrupted time series: did the count fall when the response began, beyond trend, season and chance?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, get_args

import numpy as np
from scipy.special import chdtrc

from commonbeat.plumb.arrays import column, counts
from commonbeat.plumb.checks import whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.fit import newey_west
from commonbeat.plumb.interval import confidence
from commonbeat.plumb.problems.memory import Memory, autocorrelations, memory, usual_lags
from commonbeat.plumb.problems.methods import SERIES, SERIES_NEWEY_WEST
from commonbeat.plumb.problems.series import LEVEL, SLOPE, Line, Season, count_line, normal_line, plan
from commonbeat.plumb.problems.spread import Spread
from commonbeat.plumb.problems.verdict import Assessment, Goal, fits
from commonbeat.plumb.terms import Kind, Phrase

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.about import About
    from commonbeat.plumb.fit import Matrix
    from commonbeat.plumb.result import Estimate

    Floats = NDArray[np.float64]

Family: TypeAlias = Literal["poisson", "normal"]
Errors: TypeAlias = Literal["memory", "newey_west"]

SHORTER = Phrase(
    "Newey-West errors of {lags} lags; in short series they are too narrow",
    "errores de Newey-West con {lags} rezagos; en series cortas son demasiado estrechos",
)


STRONG = Phrase(
    "Each period hangs strongly on the one before (correlation {lag_one}), so the range may be too narrow",
    "Cada periodo depende mucho del anterior (correlación {lag_one}), así que el rango puede ser demasiado estrecho",
)
HANGS_ON = 0.5
"""A correlation of neighbors beyond which short series keep their level less well (docs/methods has the figures)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptedSeries(Assessment):
    """What changed when the response began; arrays (n periods) are read-only.

    `effect`: all that was expected after the start over what was expected without the response (a ratio).
    `avoided`: events that did not happen, in all (below zero: events more). `level_change`: the step at the start;
    `slope_change`: the change a period from then on (ratios; a normal line's are differences), None if not fitted.
    `p`: two-sided, of no effect. `autocorrelation` (lags 1 up, of the standardized residuals), `ljung_box` (its p),
    `memory` (correlation of neighbors as fitted; None under Newey-West), `dispersion`, `lags` looked back.
    """

    avoided: Estimate
    level_change: Estimate
    slope_change: Estimate | None
    p: float
    expected: Floats
    without: Floats
    autocorrelation: Floats
    ljung_box: float
    memory: float | None
    dispersion: float
    lags: int
    LIMITS: ClassVar[Phrase] = Phrase(
        "This compares one place with its own past. Whatever else began at the same time looks the same as the "
        "response. It cannot see a change in how events are reported or recorded, nor events that moved elsewhere.",
        "Esto compara un lugar con su propio pasado. Cualquier otra cosa que empezó al mismo tiempo se ve igual que "
        "la respuesta. No ve un cambio en cómo se reportan o registran los hechos, ni los que se fueron a otra parte.",
    )


def interrupted_series(
    series: ArrayLike,
    start: int,
    *,
    about: About,
    goal: Goal,
    slope: bool = True,
    season: Season | None = None,
    control: ArrayLike | None = None,
    exposure: ArrayLike | None = None,
    family: Family = "poisson",
    errors: Errors = "memory",
    lags: int | None = None,
    level: float = 0.95,
) -> InterruptedSeries:
    """The change in a `series` (n counts, one a period) from period `start` on (the response's first, from 0).

    `control`: a series above zero of a like place without the response, whose log joins the line. `exposure`: days,
    hours or people of each period. `family` "normal" takes any measure by least squares. `errors`: "memory" weighs
    how much carries on from period to period by restricted likelihood (holds its level in short series);
    "newey_west" looks back over `lags`, else 4 (n / 100)^(2/9), with t's range and n / (n - p).
    Raises DataError for fewer than 8 periods before, 8 after (3 if not `slope`), seasons of under two cycles, over
    400 periods with memory, and lines that cannot be fitted.
    """
    fits(goal, about, Kind.RATIO)
    confidence(level)
    _known(family=(family, Family), errors=(errors, Errors))
    seen = column("series", series)
    design = plan(len(seen), start, slope=slope, season=season, control=control)
    line = _line(design, seen, start, exposure, family)
    _varies(line, seen)
    back = usual_lags(len(seen)) if lags is None else whole("lags", lags, least=0)
    kept = memory(line.columns, line.residual) if errors == "memory" else None
    n = round(float(seen.sum())) if family == "poisson" else len(seen)
    figures = _Figures(about=about, line=line, start=start, level=level, lags=back, kept=kept, n=n, family=family)
    width = figures.spread(line.tilts[0] - line.tilts[1])
    log_ratio = float(np.log(line.expected[start:].sum() / line.without[start:].sum()))
    effect = figures.told(log_ratio, width, Kind.RATIO)
    still, box = _diagnosed(line.residual)
    return InterruptedSeries(
        effect=effect,
        goal=goal,
        avoided=figures.avoided(effect),
        level_change=figures.change(LEVEL),
        slope_change=figures.change(SLOPE) if slope else None,
        p=width.p(log_ratio),
        expected=line.expected,
        without=line.without,
        autocorrelation=still,
        ljung_box=box,
        memory=None if kept is None else kept.lag_one,
        dispersion=line.dispersion,
        lags=back,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """The figures of one line, all told with the same errors (`kept`, or Newey-West's where it is None)."""

    about: About
    line: Line
    start: int
    level: float
    lags: int
    kept: Memory | None
    n: int
    family: Family

    def spread(self, direction: Floats) -> Spread:
        """The spread of the coefficients' sum along `direction` (p)."""
        line = self.line
        if self.kept is not None:
            return self.kept.spread(line.contrast(direction))
        n, p = line.columns.shape
        robust = newey_west(line.columns * line.residual[:, None], line.bread, self.lags) * n / (n - p)
        error = np.sqrt(np.array([max(float(direction @ robust @ direction), 0.0)]))
        return Spread(errors=error, weights=np.ones(1), freedom=n - p)

    def told(self, value: float, spread: Spread, kind: Kind) -> Estimate:
        """A figure from its log (a ratio) or from itself (a difference)."""
        reach = spread.half(self.level)
        low, point, high = (value - reach, value, value + reach)
        if kind is Kind.RATIO:
            low, point, high = (float(np.exp(end)) for end in (low, point, high))
        return self._figure(point, low, high, kind)

    def change(self, name: str) -> Estimate:
        """How the step or the slope changed."""
        place = self.line.design.place(name)
        kind = Kind.RATIO if self.family == "poisson" else Kind.DIFFERENCE
        spread = self.spread(np.eye(len(self.line.coef))[place])
        return self.told(float(self.line.coef[place]), spread, kind)

    def avoided(self, effect: Estimate) -> Estimate:
        """What did not happen after the start, from the ratio of what did to what would have."""
        total = float(self.line.expected[self.start :].sum())
        point, low, high = (total / end - total for end in (effect.point, effect.high, effect.low))
        return self._figure(point, low, high, Kind.DIFFERENCE)

    def _notes(self) -> tuple[Phrase, ...]:
        if self.kept is None:
            return (SHORTER.filled(lags=self.lags),)
        return (STRONG.filled(lag_one=f"{self.kept.lag_one:.2f}"),) if self.kept.lag_one > HANGS_ON else ()

    def _figure(self, point: float, low: float, high: float, kind: Kind) -> Estimate:
        return self.about.figure(
            point=point,
            low=low,
            high=high,
            n=self.n,
            method=SERIES_NEWEY_WEST if self.kept is None else SERIES,
            kind=kind,
            level=self.level,
            notes=self._notes(),
            unit="" if kind is Kind.RATIO else self.about.unit,
        )


def _known(**words: tuple[str, object]) -> None:
    """Refuse a word that names no way of doing it; each comes with the Literal of those that do."""
    for argument, (value, names) in words.items():
        if value not in get_args(names):
            raise DataError(argument, f"{value!r} is unknown", f"Take one of {', '.join(get_args(names))}")


def _line(design: Matrix, seen: Floats, start: int, exposure: ArrayLike | None, family: Family) -> Line:
    """The line of counts, or of any measure."""
    if family == "poisson":
        return count_line(design, counts("series", seen), start, exposure)
    if exposure is not None:
        raise DataError("exposure", "a normal line has none", "Divide the series by it, or fit counts")
    return normal_line(design, seen, start)


def _varies(line: Line, seen: Floats) -> None:
    """Refuse a line that passes through every period: nothing is left to tell how sure it is."""
    if line.residual @ line.residual <= 1e-18 * (seen @ seen):
        raise DataError("series", "the line passes through every period exactly", "Look at how the series was made")


def _diagnosed(residual: Floats) -> tuple[Floats, float]:
    """Autocorrelations of the residual (n) at lags 1 to n / 5, ten at most, and the p of Ljung and Box.

    Source: Ljung and Box, Biometrika 65 (1978), 297-303.
    """
    n = len(residual)
    most = min(10, n // 5)
    found = autocorrelations(residual, most)
    box = n * (n + 2) * float((found**2 / (n - np.arange(1, most + 1))).sum())
    return found, float(chdtrc(most, box))
