"""Near repeats: does one event make another near by and soon after more likely than chance?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.about import About
from commonbeat.plumb.arrays import column, frozen
from commonbeat.plumb.checks import one_of, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.frames import closing, in_percent, settles
from commonbeat.plumb.interval import confidence
from commonbeat.plumb.numerals import ranged
from commonbeat.plumb.problems.methods import KNOX
from commonbeat.plumb.problems.moments import days_apart
from commonbeat.plumb.problems.places import Pairs, close_pairs, edges, on_map
from commonbeat.plumb.problems.verdict import chance
from commonbeat.plumb.result import Withheld
from commonbeat.plumb.terms import MADE_UP, Kind, Phrase, Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.result import Shown

    Floats = NDArray[np.float64]

LEAST_EXPECTED = 5
"""Pairs that chance must give in a band before its ratio is shown."""

FIRST = Phrase(
    "within {meters} meters and {days} days there were {point} times as many pairs of events as chance gives "
    "(range {low} to {high})",
    "a menos de {meters} metros y {days} días hubo {point} veces los pares de hechos que da el azar "
    "(rango de {low} a {high})",
)
TOO_FEW = Phrase(
    "within {meters} meters and {days} days chance gives too few pairs of events to say how many times more there were",
    "a menos de {meters} metros y {days} días el azar da muy pocos pares de hechos para decir cuántas veces más hubo",
)
BAND = Phrase(
    "between {near} and {meters} meters and between {soon} and {days} days apart there were {point} times as many "
    "pairs of events as chance gives (range {low} to {high})",
    "entre {near} y {meters} metros y entre {soon} y {days} días de distancia hubo {point} veces los pares de hechos "
    "que da el azar (rango de {low} a {high})",
)
BAND_TOO_FEW = Phrase(
    "between {near} and {meters} meters and between {soon} and {days} days apart chance gives too few pairs of events "
    "to say how many times more there were",
    "entre {near} y {meters} metros y entre {soon} y {days} días de distancia el azar da muy pocos pares de hechos "
    "para decir cuántas veces más hubo",
)
FIXED = Phrase(
    "within {meters} meters and {days} days, however the times are shuffled, there are as many pairs of events",
    "a menos de {meters} metros y {days} días, como sea que se barajen los tiempos, hay igual número de pares "
    "de hechos",
)
BAND_FIXED = Phrase(
    "between {near} and {meters} meters and between {soon} and {days} days apart, however the times are shuffled, "
    "there are as many pairs of events",
    "entre {near} y {meters} metros y entre {soon} y {days} días de distancia, como sea que se barajen los tiempos, "
    "hay igual número de pares de hechos",
)
SEEN = Phrase("Events repeat near by", "Los hechos se repiten cerca")
FARTHER = Phrase(
    "Events repeat, but not so that the nearest and soonest band stands out",
    "Los hechos se repiten, pero no de modo que sobresalga la franja más cercana y más pronta",
)
AT_SUCH_A_LEVEL = Phrase(
    "We cannot tell at a level of {level} whether events repeat near by",
    "A un nivel del {level} no podemos saber si los hechos se repiten cerca",
)
UNSEEN = Phrase("We cannot tell whether events repeat near by", "No podemos saber si los hechos se repiten cerca")
STANDING = Phrase(
    "{bands} of {all} bands stand out after allowing for looking at all of them (smallest p {p})",
    "Sobresalen {bands} de {all} franjas, aun teniendo en cuenta que se miraron todas (p más pequeña: {p})",
)
CHANCE_RANGE = Phrase(
    "The range says how far chance alone moves the count of pairs it is set against",
    "El rango dice cuánto mueve el puro azar el número de pares con que se compara",
)
LIMITS = Phrase(
    "This cannot say that the same people did it, nor why. Shuffling the times trusts that places kept their share of "
    "events all along; where one area grew busier and another calmer, that alone looks like near repeats. Events "
    "whose time is guessed blur the bands.",
    "Esto no puede decir que fueron las mismas personas, ni por qué. Barajar los tiempos confía en que cada lugar "
    "tuvo siempre su parte de los hechos; si una zona se volvió más activa y otra más tranquila, eso solo ya parece "
    "repetición cercana. Los hechos con hora supuesta difuminan las franjas.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearRepeats:
    """Pairs of events by bands of distance and time; arrays (distances x times) are read-only.

    `ratios`: observed pairs over those that chance gives, withheld where chance gives under 5, and
    where no shuffle changes them (NO_DENOMINATOR: as where all events lie in one time band). `observed`,
    `expected` (mean of the shuffles). `p`: one-sided, of so many pairs by chance; `adjusted`: the same, allowing for
    all bands at once. `distances` (meters), `times` (days): upper ends, each band from the last one's end.
    """

    ratios: tuple[tuple[Shown, ...], ...]
    observed: NDArray[np.int64]
    expected: Floats
    p: Floats
    adjusted: Floats
    distances: tuple[float, ...]
    times: tuple[float, ...]
    events: int
    permutations: int
    seed: int
    level: float
    synthetic: bool

    @property
    def standing_out(self) -> int:
        """How many bands have more pairs than chance gives, allowing for all bands, at one less the level."""
        return int((self.adjusted <= 1 - self.level).sum())

    def sentence(self, language: str = "en") -> str:
        """Whether events repeat near by, the band that says so, and how many bands stand out.

        The band told is the nearest and soonest; where only others stand out, the one of these with the smallest p.
        """
        answer, row, place = self._told()
        told = self.ratios[row][place]
        first = row == place == 0
        parts = {
            "meters": f"{self.distances[row]:,g}",
            "days": f"{self.times[place]:g}",
            "near": f"{(0.0, *self.distances)[row]:,g}",
            "soon": f"{(0.0, *self.times)[place]:g}",
        }
        if isinstance(told, Withheld):
            fixed = told.reason is Reason.NO_DENOMINATOR
            near, far = (FIXED, BAND_FIXED) if fixed else (TOO_FEW, BAND_TOO_FEW)
            found = (near if first else far).said(language, **parts)
        else:
            point, low, high = ranged(told.point, told.low, told.high, language=language)
            found = (FIRST if first else BAND).said(language, point=point, low=low, high=high, **parts)
        smallest = chance(float(self.adjusted.min()))
        bands = STANDING.said(language, bands=self.standing_out, all=self.adjusted.size, p=smallest)
        said = answer.said(language, level=in_percent(self.level, language))
        made_up = MADE_UP.said(language) if self.synthetic else ""
        return f"{made_up}{said}: {found}. {bands}.{closing([self.level], language)}"

    def _told(self) -> tuple[Phrase, int, int]:
        """The answer, and the place of the band that carries it."""
        if not settles(self.level):
            return AT_SUCH_A_LEVEL, 0, 0
        if not self.standing_out:
            return UNSEEN, 0, 0
        if self.adjusted[0, 0] <= 1 - self.level:
            return SEEN, 0, 0
        row, place = np.unravel_index(int(self.adjusted.argmin()), self.adjusted.shape)
        return FARTHER, int(row), int(place)

    def limits(self, language: str = "en") -> str:
        """What the method cannot show."""
        return LIMITS.said(language)


def near_repeats(
    x: ArrayLike,
    y: ArrayLike,
    days: ArrayLike,
    *,
    distances: ArrayLike,
    times: ArrayLike,
    about: About,
    degrees: bool = False,
    permutations: int = 999,
    seed: int = 0,
    level: float = 0.95,
) -> NearRepeats:
    """Knox's test of events at `x`, `y` (meters; longitude and latitude if `degrees`) and `days`.

    `days`: numbers of days from any start, or dates or times (datetime64, pandas, datetime without a time zone).
    `distances` (meters) and `times` (days) are the bands' upper ends. The days are shuffled among the places
    `permutations` times (99 at least) by `seed` (every figure hangs on the draws, so the result keeps it), which keeps
    where and when events happen and breaks only what ties the two. p is (1 + shuffles as far out) / (1 + shuffles); the
    adjusted one sets each band's count, in its own standard deviations, against the farthest out of all bands of each
    shuffle. Raises DataError for fewer than two events and for bands that do not rise.
    Source: Knox, Applied Statistics 13 (1964), 25-30; Westfall and Young, Resampling-Based Multiple Testing
    (Wiley 1993).
    """
    confidence(level)
    one_of("about", about, About)
    when = days_apart("days", days)
    if (count := len(when)) < 2:
        raise DataError("days", f"there are {count} events", "Pairs need two at least")
    east, north = _places(x, y, degrees, count)
    far, late = edges("distances", distances), edges("times", times)
    rng = np.random.default_rng(seed := whole("seed", seed, least=0))
    pairs = close_pairs(east, north, far)
    observed = _table(when, pairs, late)
    turns = range(whole("permutations", permutations, least=99))
    shuffles = np.array([_table(rng.permutation(when), pairs, late) for _turn in turns])
    p, adjusted = _chances(observed, shuffles)
    ratios = tuple(
        tuple(_ratio(about, observed[row, place], shuffles[:, row, place], level) for place in range(len(late)))
        for row in range(len(far))
    )
    return NearRepeats(
        ratios=ratios,
        observed=frozen(observed),
        expected=frozen(shuffles.mean(axis=0)),
        p=frozen(p),
        adjusted=frozen(adjusted),
        distances=tuple(map(float, far)),
        times=tuple(map(float, late)),
        events=count,
        permutations=permutations,
        seed=seed,
        level=level,
        synthetic=about.synthetic,
    )


def _places(x: ArrayLike, y: ArrayLike, degrees: bool, count: int) -> tuple[Floats, Floats]:
    """Meters east and north of each of `count` events."""
    east, north = on_map(x, y) if degrees else (column("x", x), column("y", y))
    return column("x", east, rows=count), column("y", north, rows=count)


def _table(when: Floats, pairs: Pairs, late: Floats) -> NDArray[np.int64]:
    """Pairs by distance band and time band (bands x bands)."""
    apart = np.abs(when[pairs.one] - when[pairs.two])
    bands = [apart[start:end] for start, end in zip(pairs.starts[:-1], pairs.starts[1:], strict=True)]
    upto = np.array([[np.count_nonzero(band <= end) for end in late] for band in bands], dtype=np.int64)
    return np.diff(upto, axis=1, prepend=0)


def _chances(observed: NDArray[np.int64], shuffles: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Each band's p, and the same allowing for all bands at once."""
    many = len(shuffles) + 1
    p = (1 + (shuffles >= observed).sum(axis=0)) / many
    spread = shuffles.std(axis=0)
    scale = np.where(spread > 0, spread, np.inf)
    farthest = ((shuffles - shuffles.mean(axis=0)) / scale).max(axis=(1, 2))
    out = (observed - shuffles.mean(axis=0)) / scale
    adjusted = (1 + (farthest[:, None, None] >= out - 1e-9).sum(axis=0)) / many
    return p, np.maximum(adjusted, p)


def _ratio(about: About, observed: np.int64, shuffled: NDArray[np.int64], level: float) -> Shown:
    """Observed pairs over chance's, with the range of what chance gives."""
    mean = float(shuffled.mean())
    few, many = np.quantile(shuffled, ((1 - level) / 2, (1 + level) / 2), method="closest_observation")
    if mean < LEAST_EXPECTED or few == 0 or observed == 0:
        return about.withheld(Reason.TOO_FEW, Kind.RATIO, n_hint=LEAST_EXPECTED)
    if few == many:
        return about.withheld(Reason.NO_DENOMINATOR, Kind.RATIO)
    return about.figure(
        point=observed / mean,
        low=observed / max(many, mean),
        high=observed / min(few, mean),
        n=int(observed),
        method=KNOX,
        kind=Kind.RATIO,
        level=level,
        notes=(CHANCE_RANGE,),
        unit="",
    )
