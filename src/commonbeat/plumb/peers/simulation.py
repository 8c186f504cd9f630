"""Made-up departments whose truth is known: to try a rule on, and to see how often it is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from commonbeat.plumb.checks import whole
from commonbeat.plumb.fit.arrays import frozen
from commonbeat.plumb.fit.matrix import Factor

if TYPE_CHECKING:
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """Rows of one officer in one assignment, and the truth: which officers are `unlike` their peers."""

    officers: Factor
    assignments: Factor
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
) -> Department:
    """A department in which a `share` of the officers has `times` the rate of like work.

    Each of `officers` works in two of the `assignments`, whose rates lie up to five times apart around `usual` events
    an officer. All officers differ for reasons that nobody wrote down (gamma, variance `spread`): those are no fault.
    """
    draw = np.random.default_rng(seed)
    many, works = whole("officers", officers, least=2), whole("assignments", assignments, least=2)
    first = np.arange(many) % works
    second = (first + draw.integers(1, works, many)) % works
    who, what = np.tile(np.arange(many), 2), np.r_[first, second]
    hours = np.round(draw.uniform(300, 1300, 2 * many))
    rate = usual / 1600 * np.exp(np.linspace(-0.8, 0.8, works))
    unlike = np.zeros(many, dtype=bool)
    unlike[draw.choice(many, round(share * many), replace=False)] = True
    pace = draw.gamma(1 / spread, spread, many) if spread > 0 else np.ones(many)
    pace = pace * np.where(unlike, times, 1.0)
    return Department(
        officers=Factor(codes=who, levels=[f"Officer {place + 1}" for place in range(many)]),
        assignments=Factor(codes=what, levels=[f"Assignment {place + 1}" for place in range(works)]),
        events=frozen(draw.poisson(hours * rate[what] * pace[who]).astype(np.float64)),
        hours=frozen(hours),
        unlike=frozen(unlike),
    )
