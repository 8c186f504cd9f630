"""Made-up cities in which it is known at which chance of a find people of each group are searched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit

from commonbeat.plumb.arrays import column, refuse
from commonbeat.plumb.checks import whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Table = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedSearches(Sealed):
    """Counts of places x groups and the truth behind them: each group's mean threshold, weighted by stops (0 to 1)."""

    stops: Table
    searches: Table
    hits: Table
    thresholds: NDArray[np.float64]


def simulate_searches(
    seed: int, *, places: int, thresholds: Sequence[float], stops: tuple[int, int] = (300, 1500)
) -> SimulatedSearches:
    """A seeded city: in each place from `stops[0]` to `stops[1]` - 1 stops of each group.

    Each person's chance of carrying something comes from a beta distribution of the place and group; whoever lies
    above the bar of place and group is searched. Bars scatter around the group's threshold by 0.15 in log-odds.
    Raises DataError for a seed, places, thresholds (between 0 and 1) or stops that cannot be.
    """
    whole("seed", seed, least=0)
    whole("places", places, least=1)
    bar = column("thresholds", thresholds)
    refuse("thresholds", bar, (bar <= 0) | (bar >= 1), "is not between 0 and 1", "Write 20% as 0.2")
    least, most = (whole("stops", end, least=1) for end in column("stops", stops, rows=2).astype(int))
    if most <= least:
        raise DataError(
            "stops", f"from {least} to {most} there is no number", "Give the fewest, then one over the most"
        )
    draw = np.random.default_rng(seed)
    groups = len(bar)
    seen = draw.integers(least, most, (places, groups))
    base = expit(np.linspace(-1.6, -1.3, groups) + draw.normal(0, 0.3, (places, 1)))
    total = np.exp(1.2 + draw.normal(0, 0.2, (places, 1)))
    bars = expit(logit(bar) + draw.normal(0, 0.15, (places, groups)))
    searches, hits = np.zeros((places, groups), dtype=np.int64), np.zeros((places, groups), dtype=np.int64)
    for place, group in np.ndindex(places, groups):
        mean, size = base[place, group], total[place, 0]
        chance = draw.beta(mean * size, (1 - mean) * size, seen[place, group])
        searched = chance[chance >= bars[place, group]]
        searches[place, group], hits[place, group] = len(searched), draw.binomial(1, searched).sum()
    return SimulatedSearches(
        stops=seen,
        searches=searches,
        hits=hits,
        thresholds=seen.sum(axis=1) @ bars / seen.sum(),
    )
