"""How many of the flags are wrong: Benjamini and Hochberg's rule, and the chance of each flag being wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import isotonic_regression
from scipy.special import gammaincinv

from commonbeat.plumb.arrays import amounts, refuse
from commonbeat.plumb.checks import number
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import confidence
from commonbeat.plumb.sealed import Sealed

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery(Sealed):
    """One entry per test (n), read-only: `flagged`; `tail` (the false discovery rate if all as far out are flagged);
    `chance` that a flag of this one is wrong (local), from `low` to `high`.
    """

    flagged: NDArray[np.bool_]
    tail: Floats
    chance: Floats
    low: Floats
    high: Floats


def adjusted(p: ArrayLike) -> Floats:
    """Benjamini and Hochberg's adjusted p (n): the least false discovery rate at which each is flagged.

    Raises DataError for a p that is missing or not from 0 to 1.
    Source: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995), 289-300.
    """
    chances = _chances(p)
    order = np.argsort(-chances, kind="stable")
    many = len(chances)
    tail = np.empty(many)
    tail[order] = np.minimum.accumulate(chances[order] * many / np.arange(many, 0, -1))
    return np.minimum(tail, 1.0)


def local_chance(p: ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """The chance (n) that each is no more than chance, with its low and high end.

    How thickly p's lie near each one is set against how thickly chance alone would lay them (evenly); small p's can
    only lie thicker. Nobody is taken to be unusual beforehand. Range and figure (its median) are those of a waiting
    time for the p's in the step on which it stands: wide where one officer stands alone. The steps are chosen by the
    same p's, which makes the chances of flags a little too low: of normal scores whose spread is known, 10 to 15% of
    flags were wrong where 7 to 9% was said, and the 95% range held the true figure in 86 to 91%.
    Source: Grenander's estimate as in Strimmer, BMC Bioinformatics 9 (2008), 303.
    """
    chances = _chances(p)
    confidence(level)
    order = np.argsort(chances, kind="stable")
    gaps = np.diff(chances[order], prepend=0.0)
    blocks = isotonic_regression(gaps).blocks
    sizes = np.diff(blocks)
    step = np.repeat(np.add.reduceat(gaps, blocks[:-1]), sizes) * len(chances)
    held = np.repeat(sizes, sizes).astype(np.float64)
    point = np.minimum(np.maximum.accumulate(step / gammaincinv(held, 0.5)), 1.0)
    low, high = (np.minimum(step / gammaincinv(held, end), 1.0) for end in ((1 + level) / 2, (1 - level) / 2))
    found = np.empty((3, len(chances)))
    found[:, order] = [point, low, np.maximum(high, point)]
    return found[0], found[1], found[2]


def discover(p: ArrayLike, *, rate: float = 0.1, level: float = 0.95) -> Discovery:
    """Flags (n) of which no more than the share `rate` is wrong on average, and the chance of each being wrong.

    `p` (n): one-sided tail chances. Raises DataError for a p or rate that is not from 0 to 1.
    """
    accepted(rate)
    tail = adjusted(p)
    chance, low, high = local_chance(p, level=level)
    return Discovery(flagged=tail <= rate, tail=tail, chance=chance, low=low, high=high)


def accepted(rate: float) -> None:
    """Refuse an accepted share of wrong flags that does not lie between 0 and 1."""
    if not 0 < number("rate", rate) < 1:
        raise DataError("rate", f"{rate!r} is not between 0 and 1", "Write 10% as 0.1")


def _chances(p: ArrayLike) -> Floats:
    chances = amounts("p", p)
    if not len(chances):
        raise DataError("p", "there are none", "Give one chance per officer")
    return refuse("p", chances, chances > 1, "is over 1", "Give chances from 0 to 1")
