"""The one model of light and dark: odds of a hit in daylight against darkness at the same time of the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from commonbeat.plumb.about import About
from commonbeat.plumb.checks import one_of, whole
from commonbeat.plumb.disparity.methods import VEIL
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.fit import NaturalSpline, binomial, matrix
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.interval import confidence, wilson
from commonbeat.plumb.terms import WILSON, Kind, Phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonbeat.plumb.disparity.evenings import DarkCells
    from commonbeat.plumb.fit import Fit
    from commonbeat.plumb.result import Estimate

    Floats = NDArray[np.float64]

FEW_DAYS = 40
"""Under so many days in light or in dark, errors clustered by day are known to come out too small."""

NO_SPREAD = 1e-6
"""A clustered error under so much of the model's own is nothing but the rounding of sums that are 0."""

LEAST_DAYS = 3
"""Under so many days on one side nothing can be said of how days of that side differ: the model takes up their mood."""

BENT_LESS = Phrase(
    "The clock's times are too few for a curve of {asked} parts, so it has {df}",
    "Las horas son muy pocas para una curva de {asked} partes, así que tiene {df}",
)
ONE_SIDED = Phrase(
    "Left out, as all their stops there ended alike: {places}",
    "Se dejaron fuera, porque allí todas las paradas resultaron iguales: {places}",
)
SHORT = Phrase(
    "Only {light} days with stops in daylight and {dark} in darkness, so the range may be too narrow",
    "Solo {light} días con paradas con luz y {dark} a oscuras, así que el rango puede ser demasiado estrecho",
)
ALL_ALIKE = Phrase(
    "Days differ so little that the range is the model's own, as if all stops were independent",
    "Los días difieren tan poco que el rango es el del modelo, como si todas las paradas fueran independientes",
)
NOT_ALIKE = Phrase(
    "Not set against the same time of the clock",
    "No se comparó con la misma hora del reloj",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LightAndDark:
    """What the model says: `ratio`, the odds of a hit in daylight over those in darkness at the same clock time.

    `in_light`, `in_dark`: the plain shares of hits among all stops, which no clock adjusts. `left_out`: places that the
    ratio leaves out, as all their stops ended alike. `days`: clusters of the range; `light_days`, `dark_days`: those
    with stops on each side. `df`: parts of the spline. `dispersion`: Pearson's, 1 where cells vary as the model says.
    """

    ratio: Estimate
    in_light: Estimate
    in_dark: Estimate
    left_out: tuple[str, ...]
    days: int
    light_days: int
    dark_days: int
    df: int
    dispersion: float


def compared(cells: DarkCells, *, about: About, df: int, level: float) -> LightAndDark:
    """Fit hits on dark, a natural spline of the clock (`df`), place and change of the clock, clustered by day.

    Standard error: sums of scores by day, times d / (d - 1), d being the fewer of the days with stops in daylight and
    of those with stops in darkness; range by Student's t with d - 1.
    Raises DataError where no clock time is seen both in light and in dark, for fewer than three days on either side,
    for days outside the window of `about`, and where one side has no finite odds.
    """
    _within(cells, about)
    size = len(cells.clock)
    stops = np.bincount(cells.cell, weights=cells.stops, minlength=size).astype(np.float64)
    hits = np.bincount(cells.cell, weights=cells.hits, minlength=size).astype(np.float64)
    alive, lost = _mixed(cells, hits, stops)
    days, *sides = _days(cells, stops, alive)
    _finite(cells, hits, stops, alive)
    fit, curve, notes = _fitted(cells, hits, stops, alive, whole("df", df, least=1))
    error, alike = _error(cells, fit, stops, alive, min(sides))
    place = fit.matrix.place("dark")
    half = error * float(stdtrit(min(sides) - 1, (1 + confidence(level)) / 2))
    middle = -float(fit.coef[place])
    point, low, high = (float(np.exp(end)) for end in (middle, middle - half, middle + half))
    notes = [ONE_SIDED.filled(places=", ".join(lost))] * bool(lost) + notes + [ALL_ALIKE] * alike
    notes += [SHORT.filled(light=sides[0], dark=sides[1])] * (min(sides) < FEW_DAYS)
    n = int(stops[alive].sum())
    ratio = about.figure(
        point=point, low=low, high=high, n=n, method=VEIL, kind=Kind.RATIO, level=level, notes=notes, unit=""
    )
    shares = [_share(hits[cells.dark == side].sum(), stops[cells.dark == side].sum(), about, level) for side in (0, 1)]
    return LightAndDark(
        ratio=ratio,
        in_light=shares[0],
        in_dark=shares[1],
        left_out=lost,
        days=days,
        light_days=sides[0],
        dark_days=sides[1],
        df=curve,
        dispersion=fit.dispersion,
    )


def _within(cells: DarkCells, about: About) -> None:
    """Refuse cells of days that the window of the figure does not cover."""
    one_of("about", about, About)
    start, end = about.window.start.toordinal(), about.window.end.toordinal()
    for wrong in (one for one in (int(cells.day.min()), int(cells.day.max())) if not start <= one <= end):
        found = f"there are stops on {date.fromordinal(wrong)}, outside {about.window}"
        raise DataError("about", found, "Give the window of these stops, or only stops of that window")


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


def _mixed(cells: DarkCells, hits: Floats, stops: Floats) -> tuple[NDArray[np.bool_], tuple[str, ...]]:
    """Cells of places with both outcomes, and the other places: where all ended alike, no level is finite."""
    many = len(cells.places)
    all_, yes = (np.bincount(cells.place, weights=values, minlength=many) for values in (stops, hits))
    if yes.sum() in (0, all_.sum()):
        raise DataError("hits", "all stops have the same outcome", "There is nothing to compare: give counts")
    flat = (all_ > 0) & ((yes == 0) | (yes == all_))
    if flat[all_ > 0].all():
        raise DataError("hits", "in every place all stops ended alike", "Join places, so that some hold both outcomes")
    return ~flat[cells.place], tuple(cells.places[place] for place in np.flatnonzero(flat))


def _days(cells: DarkCells, stops: Floats, alive: NDArray[np.bool_]) -> tuple[int, int, int]:
    """On how many days there are stops: of all, in light, in dark.

    Refuses hours of which none is seen both in light and in dark, and too few days on a side.
    """
    at = np.unique(cells.clock, return_inverse=True)[1]
    seen = [np.bincount(at, weights=stops * alive * (cells.dark == side)) > 0 for side in (0, 1)]
    if not (seen[0] & seen[1]).any():
        raise DataError("days", "no time of the clock is seen both in light and in dark", "Give stops of more seasons")
    side = np.where(alive, cells.dark, 2)[cells.cell]
    key = (cells.day - int(cells.day.min())) * 3 + side
    there = np.bincount(key, minlength=3 * (int(key.max()) // 3 + 1)).reshape(-1, 3)[:, :2] > 0
    many, light, night = (int(np.count_nonzero(one)) for one in (there.any(axis=1), there[:, 0], there[:, 1]))
    for name, few in (("daylight", light), ("darkness", night)):
        if few < LEAST_DAYS:
            found = f"there are stops in {name} on {few} day{'s' * (few > 1)} only"
            raise DataError(
                "days", found, f"Give {LEAST_DAYS} days or more of each, or nothing can be said of their spread"
            )
    return many, light, night


def _finite(cells: DarkCells, hits: Floats, stops: Floats, alive: NDArray[np.bool_]) -> None:
    """Refuse a side on which all stops ended alike: its odds are 0 or without end."""
    for side, name in ((0, "daylight"), (1, "darkness")):
        here = alive & (cells.dark == side)
        yes, all_ = int(hits[here].sum()), int(stops[here].sum())
        if yes in (0, all_):
            found = f"{yes:,} of {all_:,} stops in {name} are of the group"
            raise DataError("hits", found, "Give more stops, or a larger group: such odds have no range")


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
    columns: dict[str, NDArray[np.float64] | Groups] = {"dark": cells.dark[alive].astype(np.float64)}
    columns |= {} if curve is None else {"clock": curve.basis(clock)}
    parted = {
        "place": Groups(cells.place[alive], cells.places).occurring(),
        "change": Groups(cells.change[alive], range(int(cells.change.max()) + 1)).occurring(),
    }
    columns |= {name: groups for name, groups in parted.items() if len(groups.levels) > 1}
    fit = binomial(matrix(intercept=True, **columns), hits[alive], stops[alive])
    return fit, parts, [] if parts == df else [BENT_LESS.filled(asked=df, df=parts)]


def _error(cells: DarkCells, fit: Fit, stops: Floats, alive: NDArray[np.bool_], days: int) -> tuple[float, bool]:
    """The standard error of the coefficient of dark, by sums of its influence over each day.

    Where days are few and came out alike by luck, these sums are too small: then it is the model's own, which is told.
    """
    place = fit.matrix.place("dark")
    chance, lever = np.zeros(len(alive)), np.zeros(len(alive))
    chance[alive] = fit.fitted / stops[alive]
    lever[alive] = fit.matrix.values @ fit.cov[place]
    pull = (cells.hits - cells.stops * chance[cells.cell]) * lever[cells.cell]
    sums = np.bincount(cells.day - int(cells.day.min()), weights=pull)
    error, plain = float(np.sqrt((sums**2).sum() * days / (days - 1))), float(np.sqrt(fit.cov[place, place]))
    least = plain * (1.0 if days < FEW_DAYS else NO_SPREAD)
    return (plain, True) if error < least else (error, False)
