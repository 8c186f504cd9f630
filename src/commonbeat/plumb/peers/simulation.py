"""Made-up departments whose truth is known: to try a rule on, and to see how often it is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.special import expit

from commonbeat.plumb.checks import amount, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"

MOST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Department(Sealed):
    """Rows of one officer in one assignment, and the truth: which officers are `unlike` their peers."""

    officers: Groups
    assignments: Groups
    events: Floats
    hours: Floats
    unlike: NDArray[np.bool_]


def department(
    seed: int,
    *,
    officers: int = 300,
    assignments: int = 12,
    share: float = 0.05,
    times: float = 4.0,
    spread: float = 0.2,
    usual: float = 8.0,
    log_normal: bool = False,
) -> Department:
    """A department in which a `share` of the officers has `times` the rate of like work.

    Each of `officers` works in two of the `assignments`, whose rates lie up to five times apart around `usual` events
    an officer. All officers differ for reasons that nobody wrote down (gamma, variance `spread`; `log_normal`: mean 1
    and that variance of the log): those are no fault. Raises DataError for a `share` over 1 and amounts below zero.
    """
    draw = np.random.default_rng(whole("seed", seed, least=0))
    many, works = whole("officers", officers, least=2), whole("assignments", assignments, least=2)
    _amounts(times=times, spread=spread, usual=usual)
    first = np.arange(many) % works
    second = (first + draw.integers(1, works, many)) % works
    who, what = np.tile(np.arange(many), 2), np.r_[first, second]
    hours = np.round(draw.uniform(300, 1300, 2 * many))
    rate = usual / 1600 * np.exp(np.linspace(-0.8, 0.8, works))
    unlike = _unlike(draw, many, share)
    pace = _pace(draw, many, spread, log_normal=log_normal) * np.where(unlike, times, 1.0)
    return Department(
        officers=Groups(who, [f"Officer {place + 1}" for place in range(many)]),
        assignments=Groups(what, [f"Assignment {place + 1}" for place in range(works)]),
        events=draw.poisson(hours * rate[what] * pace[who]).astype(np.float64),
        hours=hours,
        unlike=unlike,
    )


def _amounts(**given: float) -> None:
    """Refuse what is no number, below zero, or beyond anything that happens."""
    for name, value in given.items():
        if amount(name, value) > MOST:
            raise DataError(name, f"{value!r} is more than any department has", f"Give at most {MOST:,}")


def _unlike(draw: np.random.Generator, many: int, share: float) -> NDArray[np.bool_]:
    """Who is unlike the others: a `share` of `many`, drawn by lot."""
    if amount("share", share) > 1:
        raise DataError("share", f"{share!r} is more than all", "Write 5% as 0.05")
    found = np.zeros(many, dtype=bool)
    found[draw.choice(many, round(share * many), replace=False)] = True
    return found


def _pace(draw: np.random.Generator, many: int, spread: float, *, log_normal: bool) -> Floats:
    """How many times the usual each officer does, for reasons that nobody wrote down."""
    if log_normal:
        return np.asarray(np.exp(np.sqrt(spread) * draw.standard_normal(many) - spread / 2))
    return draw.gamma(1 / spread, spread, many) if spread > 0 else np.ones(many)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patrol(Sealed):
    """Cells of one officer's stops at an `hour`, a `place`, of a `kind`, and the truth: who is `unlike` the others."""

    officers: Groups
    features: Mapping[str, Groups]
    searches: Floats
    stops: Floats
    unlike: NDArray[np.bool_]


def patrol(
    seed: int, *, officers: int = 250, share: float = 0.05, times: float = 3.0, spread: float = 0.3, stops: int = 250
) -> Patrol:
    """Stops of officers who work different hours and places, where the odds of a search differ for that alone.

    A `share` of the officers has `times` the odds of a search that others have in the same stops; the odds of all
    differ (log-normal, standard deviation `spread`) for reasons that nobody wrote down. About `stops` stops each.
    Raises DataError as `department` does.
    """
    draw = np.random.default_rng(whole("seed", seed, least=0))
    officers, stops = whole("officers", officers, least=2), whole("stops", stops, least=1)
    _amounts(times=times, spread=spread)
    hours, places, kinds = (np.arange(size) for size in (4, 5, 3))
    shift, beat = draw.integers(0, 4, officers), draw.integers(0, 5, officers)
    by_hour = np.exp(-1.2 * np.abs(hours - shift[:, None]))
    by_place = np.exp(-1.0 * np.abs(places - beat[:, None]))
    by_kind = draw.dirichlet([6, 3, 2], officers)
    pull = by_hour[:, :, None, None] * by_place[:, None, :, None] * by_kind[:, None, None, :]
    pull /= pull.sum(axis=(1, 2, 3), keepdims=True)
    made = draw.poisson(pull * stops)
    log_odds = -3.2 + 0.35 * hours[:, None, None] + 0.25 * places[:, None] + 0.3 * kinds
    unlike = _unlike(draw, officers, share)
    own = spread * draw.standard_normal(officers) + np.where(unlike, np.log(max(times, 1e-300)), 0.0)
    seen = draw.binomial(made, expit(log_odds + own[:, None, None, None]))
    who, hour, place, kind = np.nonzero(made)
    return Patrol(
        officers=Groups(who, [f"Officer {number + 1}" for number in range(officers)]),
        features={
            "hour": Groups(hour, ["morning", "afternoon", "evening", "night"]),
            "place": Groups(place, ["north", "east", "south", "west", "center"]),
            "kind": Groups(kind, ["traffic", "call", "person"]),
        },
        searches=seen[who, hour, place, kind].astype(np.float64),
        stops=made[who, hour, place, kind].astype(np.float64),
        unlike=unlike,
    )
