"""Yes of n that vary more than chance alone: beta-binomial shares by assignment with one common spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import betaln, digamma, gammaln, polygamma, xlog1py, xlogy

from commonbeat.plumb.arrays import amounts, counts, refuse
from commonbeat.plumb.checks import number
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import grouped
from commonbeat.plumb.peers.likeness import summed
from commonbeat.plumb.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.groups import Grouping

Floats: TypeAlias = "NDArray[np.float64]"

NARROWEST, WIDEST = 1e-6, 0.999
CLOSE = 1e-12
"""A step under which a share has settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BetaBinomial(Sealed):
    """`share` of each level with its standard error `se` (spread taken as known), both read-only.

    `spread`: the correlation rho of two trials of one row, 0 where the rows vary by chance alone.
    """

    levels: tuple[str, ...]
    share: Floats
    se: Floats
    spread: float
    log_likelihood: float


def beta_binomial(
    assignment: Grouping, successes: ArrayLike, trials: ArrayLike, *, spread: float | None = None
) -> BetaBinomial:
    """Shares by level of `assignment` whose rows vary by n p (1 - p) (1 + (n - 1) rho); rho is `spread`, or fitted.

    `successes` of `trials` (rows; whole numbers, trials above 0). Maximum likelihood: shares by Newton's method kept
    between halving ends, rho along the profile. Raises DataError for a level that no row has, a level in which all or
    none succeed (no finite odds), and successes over trials.
    Source: Williams, Biometrics 31 (1975), 949-952.
    """
    groups = grouped("assignment", assignment)
    levels, place = groups.levels, groups.codes.astype(np.int64)
    many = amounts("trials", counts("trials", trials, rows=len(place)), above_zero=True)
    hits = counts("successes", successes, rows=len(place))
    refuse("successes", hits, hits > many, "is more than the trials of its row", "Swap them, or count again")
    yes, all_ = (summed(place, part, len(levels)) for part in (hits, many))
    parted(levels, yes, all_)

    def fitted(rho: float) -> tuple[Floats, Floats, float]:
        return _shares(place, hits, many, yes / all_, rho)

    if spread is None:
        spread = _best(lambda rho: fitted(rho)[2])
    elif not 0 <= number("spread", spread) < 1:
        raise DataError("spread", f"{spread!r} is no correlation from 0 to 1", "Leave it out to have it fitted")
    share, information, likelihood = fitted(spread)
    return BetaBinomial(
        levels=levels,
        share=share,
        se=1 / np.sqrt(information),
        spread=spread if spread > NARROWEST else 0.0,
        log_likelihood=likelihood,
    )


def parted(levels: tuple[str, ...], yes: Floats, trials: Floats) -> None:
    """Refuse levels without trials, and levels in which all or none succeed."""
    for wrong, said in (
        (trials == 0, "there are no trials at all in {}"),
        (yes == 0, "nothing happened in any row of {}"),
        (yes == trials, "it happened every time in {}"),
    ):
        if wrong.any():
            named = ", ".join(level for level, bad in zip(levels, wrong, strict=True) if bad)
            raise DataError("successes", said.format(named), "Merge the level with another, or leave it out")


def _best(likelihood: Callable[[float], float]) -> float:
    """The spread at the top of the profile, 0 where none beats chance alone."""
    ends = (float(np.log(NARROWEST)), float(np.log(WIDEST)))
    found = minimize_scalar(
        lambda log: -likelihood(float(np.exp(log))), bounds=ends, method="bounded", options={"xatol": 1e-9}
    )
    return float(np.exp(found.x)) if -found.fun > likelihood(0.0) + 1e-9 else 0.0


def _shares(
    place: NDArray[np.int64], hits: Floats, trials: Floats, start: Floats, rho: float
) -> tuple[Floats, Floats, float]:
    """Shares, their information and the log-likelihood at one spread.

    The score falls as the share rises, so its root lies between ends that close in; a Newton step that would leave them
    is replaced by their middle.
    """
    ways = float((gammaln(trials + 1) - gammaln(hits + 1) - gammaln(trials - hits + 1)).sum())
    misses = trials - hits
    if rho <= NARROWEST:
        weight = summed(place, trials, len(start)) / (start * (1 - start))
        return start, weight, ways + float((xlogy(hits, start[place]) + xlog1py(misses, -start[place])).sum())
    size = (1 - rho) / rho
    low, high, share = np.zeros_like(start), np.ones_like(start), start.copy()

    def slopes(at: Floats) -> tuple[Floats, Floats]:
        yes, no = at[place] * size, (1 - at[place]) * size
        score = digamma(hits + yes) - digamma(yes) - digamma(misses + no) + digamma(no)
        bend = polygamma(1, yes) - polygamma(1, hits + yes) + polygamma(1, no) - polygamma(1, misses + no)
        return summed(place, score * size, len(start)), summed(place, bend * size**2, len(start))

    moved = np.ones_like(start)
    while (moved != 0).any():
        score, information = slopes(share)
        low, high = np.where(score > 0, share, low), np.where(score > 0, high, share)
        step = share + score / information
        inside = np.where((step > low) & (step < high), step, (low + high) / 2)
        moved = np.where(np.abs(step - share) < CLOSE, 0.0, inside - share)
        share = share + moved
    yes, no = share[place] * size, (1 - share[place]) * size
    likelihood = ways + float((betaln(hits + yes, misses + no) - betaln(yes, no)).sum())
    return share, slopes(share)[1], likelihood
