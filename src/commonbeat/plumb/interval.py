"""Ranges for shares, counts and rates (Wilson, exact Poisson), one figure or whole columns."""

from collections.abc import Collection
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from commonbeat.plumb.about import About
from commonbeat.plumb.checks import number, one_of, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.result import POISSON_EXACT, WILSON, Estimate, Kind, Phrase

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Ends = tuple[NDArray[np.float64], NDArray[np.float64]]


def share(
    successes: int,
    trials: int,
    *,
    about: About,
    level: float = 0.95,
    unit: str | None = None,
    notes: Collection[Phrase] = (),
    asked: int | None = None,
) -> Estimate:
    """The share `successes / trials` with its Wilson range; `unit` names the trials ("stops"; None: as `about` does).

    n is `trials`, which must be 1 or more. Where the trials are answers, `asked` says how many people were asked.
    """
    one_of("about", about, About)
    trials = whole("trials", trials, least=0)
    if trials == 0:
        raise DataError("trials", "there were none, so there is no share", "Withhold it: no denominator")
    successes = whole("successes", successes, least=0)
    if successes > trials:
        raise DataError("successes", f"{successes:,} of {trials:,} is more than all", "Swap them, or use a rate")
    low, high = wilson(successes, trials, level)
    return about.figure(
        point=successes / trials,
        low=float(low),
        high=float(high),
        n=trials,
        level=level,
        method=WILSON,
        kind=Kind.SHARE,
        unit=about.unit if unit is None else unit,
        numerator=successes,
        denominator=trials,
        notes=notes,
        asked=asked,
    )


def count(
    events: int, *, about: About, level: float = 0.95, unit: str | None = None, notes: Collection[Phrase] = ()
) -> Estimate:
    """How often it happened, with the exact Poisson range for the long-run number in such a window.

    n is `events`; `unit` names them ("stops"; None: as `about` does).
    """
    one_of("about", about, About)
    events = whole("events", events, least=0)
    low, high = garwood(events, level)
    return about.figure(
        point=events,
        low=float(low),
        high=float(high),
        n=events,
        level=level,
        method=POISSON_EXACT,
        kind=Kind.COUNT,
        unit=about.unit if unit is None else unit,
        numerator=events,
        notes=notes,
    )


def rate(
    events: int,
    exposure: float,
    *,
    per: int,
    unit: str,
    about: About,
    level: float = 0.95,
    notes: Collection[Phrase] = (),
) -> Estimate:
    """Events per `per` of `unit` ("residents", whatever one record of `about` is), with the exact Poisson range.

    `exposure` (how many residents, hours, stops) is over 0 and taken as known. n is `events`.
    """
    one_of("about", about, About)
    events = whole("events", events, least=0)
    per = whole("per", per, least=1)
    if number("exposure", exposure) <= 0:
        raise DataError("exposure", f"{exposure!r} is nothing to divide by", "Withhold it: no denominator")
    low, high = garwood(events, level)
    factor = per / float(exposure)
    return about.figure(
        point=events * factor,
        low=float(low) * factor,
        high=float(high) * factor,
        n=events,
        level=level,
        method=POISSON_EXACT,
        kind=Kind.RATE,
        per=per,
        unit=unit,
        numerator=events,
        denominator=exposure,
        notes=notes,
    )


def normal_quantile(level: float) -> float:
    """How many standard errors lie on either side of a figure at `level` (1.96 at 0.95)."""
    return NormalDist().inv_cdf((1 + confidence(level)) / 2)


def wilson(k: "ArrayLike", n: "ArrayLike", level: float = 0.95) -> "Ends":
    """Low and high ends of Wilson's score interval for `k` of `n`, elementwise (arrays that broadcast).

    Each end is a root of (x - p)^2 = z^2 x (1 - x) / n, written without a difference of near equals, so that it holds
    for any n and is exactly 0 at k = 0 and exactly 1 at k = n. Nothing tried (n = 0) gives 0 to 1.
    Source: Wilson (1927).
    """
    import numpy as np  # noqa: PLC0415 - heavy, so loaded at first use

    hits, trials = counts("k", k), counts("n", n)
    if np.any(hits > trials):
        raise DataError("k", "somewhere there are more hits than trials", "Swap k and n, or use rates")
    z = normal_quantile(level)
    safe = np.where(trials == 0, 1.0, trials)

    def lower(p: Any, q: Any) -> Any:
        half = z * z / (2 * safe)
        return np.minimum(p * p / (p + half + z * np.sqrt(p * q / safe + (z / (2 * safe)) ** 2)), p)

    p, q = hits / safe, (trials - hits) / safe
    low, high = lower(p, q), np.maximum(1 - lower(q, p), p)
    return low, np.where(trials == 0, 1.0, high)


def garwood(k: "ArrayLike", level: float = 0.95) -> "Ends":
    """Low and high ends of the exact interval for a Poisson mean after `k` events, elementwise.

    The ends are gamma quantiles: low of shape k at (1 - level) / 2 (0 at k = 0), high of shape k + 1 at the other tail.
    Source: Garwood (1936).
    """
    import numpy as np  # noqa: PLC0415 - heavy, so loaded at first use
    from scipy.special import gammainccinv, gammaincinv  # noqa: PLC0415 - heavy, so loaded at first use

    events = counts("k", k)
    tail = (1 - confidence(level)) / 2
    low = np.where(events == 0, 0.0, gammaincinv(np.maximum(events, 1), tail))
    return low, np.asarray(gammainccinv(events + 1, tail))


def counts(argument: str, values: "ArrayLike") -> "NDArray[np.float64]":
    """`values` as an array of whole numbers of zero or more (floats, exact up to 2^53)."""
    import numpy as np  # noqa: PLC0415 - heavy, so loaded at first use

    array = np.asarray(values, dtype=np.float64)
    if not np.all(np.isfinite(array)) or np.any(array < 0) or np.any(array != np.floor(array)):
        raise DataError(argument, "not every entry is a whole number from 0 up", "Count again; drop missing rows first")
    return array


def confidence(level: float) -> float:
    """`level`, which must lie between 0 and 1."""
    if not 0 < number("level", level) < 1:
        raise DataError("level", f"{level} is not between 0 and 1", "Write 95% as 0.95")
    return level
