"""The one model of light and dark: odds of a hit in daylight against darkness at the same time of the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from commonbeat.plumb.checks import whole
from commonbeat.plumb.disparity.methods import VEIL
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.fit import Factor, NaturalSpline, binomial, matrix
from commonbeat.plumb.interval import confidence, wilson
from commonbeat.plumb.terms import WILSON, Kind, Phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonbeat.plumb.about import About
    from commonbeat.plumb.disparity.evenings import DarkCells
    from commonbeat.plumb.fit import Fit
    from commonbeat.plumb.result import Estimate

    Floats = NDArray[np.float64]

FEW_DAYS = 40
"""Under so many days, errors clustered by day are known to come out too small."""

BENT_LESS = Phrase(
    "The clock's times are too few for a curve of {asked} parts, so it has {df}",
    "Las horas son muy pocas para una curva de {asked} partes, así que tiene {df}",
)
ONE_SIDED = Phrase(
    "Left out, as all their stops there ended alike: {places}",
    "Se dejaron fuera, porque allí todas las paradas resultaron iguales: {places}",
)
SHORT = Phrase(
    "Only {days} days, so the range may be too narrow",
    "Solo {days} días, así que el rango puede ser demasiado estrecho",
)
NOT_ALIKE = Phrase(
    "Not set against the same time of the clock",
    "No se comparó con la misma hora del reloj",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LightAndDark:
    """What the model says: `ratio`, the odds of a hit in daylight over those in darkness at the same clock time.

    `in_light`, `in_dark`: the plain shares of hits, which no clock adjusts. `days`: clusters of the range.
    `df`: parts of the spline. `dispersion`: Pearson's, 1 where cells vary as the model says.
    """

    ratio: Estimate
    in_light: Estimate
    in_dark: Estimate
    days: int
    df: int
    dispersion: float


def compared(cells: DarkCells, *, about: About, df: int, level: float) -> LightAndDark:
    """Fit hits on dark, a natural spline of the clock (`df`), place and change of the clock, clustered by day.

    Standard error: sums of scores by day, times days / (days - 1); range by Student's t with days - 1.
    Raises DataError where no clock time is seen both in light and in dark, and where there are fewer than two days.
    """
    size = len(cells.clock)
    stops = np.bincount(cells.cell, weights=cells.stops, minlength=size).astype(np.float64)
    hits = np.bincount(cells.cell, weights=cells.hits, minlength=size).astype(np.float64)
    alive, notes = _mixed(cells, hits, stops)
    days = _days(cells, stops, alive)
    fit, curve, bent = _fitted(cells, hits, stops, alive, whole("df", df, least=1))
    error = _error(cells, fit, stops, alive, days)
    if days < FEW_DAYS:
        notes.append(SHORT.filled(days=days))
    place = fit.matrix.place("dark")
    half = error * float(stdtrit(days - 1, (1 + confidence(level)) / 2))
    middle = -float(fit.coef[place])
    point, low, high = (float(np.exp(end)) for end in (middle, middle - half, middle + half))
    n = int(stops[alive].sum())
    ratio = about.figure(
        point=point, low=low, high=high, n=n, method=VEIL, kind=Kind.RATIO, level=level, notes=notes + bent, unit=""
    )
    shares = [_share(hits[side].sum(), stops[side].sum(), about, level) for side in _sides(cells, alive)]
    return LightAndDark(
        ratio=ratio, in_light=shares[0], in_dark=shares[1], days=days, df=curve, dispersion=fit.dispersion
    )


def _sides(cells: DarkCells, alive: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return alive & (cells.dark == 0), alive & (cells.dark == 1)


def _share(hits: float, stops: float, about: About, level: float) -> Estimate:
    """A plain share with Wilson's range."""
    low, high = wilson(hits, stops, level)
    return about.figure(
        point=hits / stops,
        low=float(low),
        high=float(high),
        n=int(stops),
        method=WILSON,
        kind=Kind.SHARE,
        level=level,
        notes=[NOT_ALIKE],
        numerator=int(hits),
        denominator=int(stops),
    )


def _mixed(cells: DarkCells, hits: Floats, stops: Floats) -> tuple[NDArray[np.bool_], list[Phrase]]:
    """Cells of places with both outcomes: a place where all ended alike says nothing, and has no finite level."""
    many = len(cells.places)
    all_, yes = (np.bincount(cells.place, weights=values, minlength=many) for values in (stops, hits))
    if yes.sum() in (0, all_.sum()):
        raise DataError("hits", "all stops have the same outcome", "There is nothing to compare: give counts")
    flat = (all_ > 0) & ((yes == 0) | (yes == all_))
    lost = ", ".join(cells.places[place] for place in np.flatnonzero(flat))
    return ~flat[cells.place], [ONE_SIDED.filled(places=lost)] if lost else []


def _days(cells: DarkCells, stops: Floats, alive: NDArray[np.bool_]) -> int:
    """On how many days there are stops; refuses one day, and hours of which none is seen both in light and in dark."""
    at = np.unique(cells.clock, return_inverse=True)[1]
    seen = [np.bincount(at, weights=stops * alive * (cells.dark == side)) > 0 for side in (0, 1)]
    if not (seen[0] & seen[1]).any():
        raise DataError("days", "no time of the clock is seen both in light and in dark", "Give stops of more seasons")
    used = alive[cells.cell]
    days = int(np.count_nonzero(np.bincount(cells.day - int(cells.day.min()), weights=used)))
    if days < 2:
        raise DataError(
            "days", f"there are stops on {days} day", "Without two days nothing can be said of their spread"
        )
    return days


def _fitted(
    cells: DarkCells, hits: Floats, stops: Floats, alive: NDArray[np.bool_], df: int
) -> tuple[Fit, int, list[Phrase]]:
    """The fit of the cells that are `alive`, the parts of its curve, and a note where they are fewer than `df`."""
    clock = cells.clock[alive].astype(np.float64)
    curve, parts = None, min(df, len(np.unique(clock)) - 1)
    while curve is None and parts > 0:
        try:
            curve = NaturalSpline.of(clock, parts, stops[alive])
        except DataError:
            parts -= 1
    columns: dict[str, NDArray[np.float64] | Factor] = {"dark": cells.dark[alive].astype(np.float64)}
    columns |= {} if curve is None else {"clock": curve.basis(clock)}
    columns |= _factor("place", cells.place[alive], cells.places)
    columns |= _factor("change", cells.change[alive], [str(one) for one in range(int(cells.change.max()) + 1)])
    fit = binomial(matrix(intercept=True, **columns), hits[alive], stops[alive])
    return fit, parts, [] if parts == df else [BENT_LESS.filled(asked=df, df=parts)]


def _factor(name: str, codes: NDArray[np.int64], levels: list[str] | tuple[str, ...]) -> dict[str, Factor]:
    """A factor of the levels that occur; nothing where there is one level."""
    found, numbers = np.unique(codes, return_inverse=True)
    if len(found) < 2:
        return {}
    return {name: Factor(codes=numbers, levels=[levels[one] for one in found])}


def _error(cells: DarkCells, fit: Fit, stops: Floats, alive: NDArray[np.bool_], days: int) -> float:
    """The standard error of the coefficient of dark, by sums of its influence over each day."""
    place = fit.matrix.place("dark")
    chance, lever = np.zeros(len(alive)), np.zeros(len(alive))
    chance[alive] = fit.fitted / stops[alive]
    lever[alive] = fit.matrix.values @ fit.cov[place]
    pull = (cells.hits - cells.stops * chance[cells.cell]) * lever[cells.cell]
    sums = np.bincount(cells.day - int(cells.day.min()), weights=pull)
    return float(np.sqrt((sums**2).sum() * days / (days - 1)))
