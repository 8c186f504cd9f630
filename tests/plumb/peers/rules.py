"""Many made-up departments judged by a rule, and how often its flags were wrong: shared by tests and long proofs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from scipy.special import expit, logit, ndtr

from commonbeat.plumb import About, Window
from commonbeat.plumb.fit import matrix, poisson
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.peers import compare_counts, compare_shares, discover, internal_benchmark
from commonbeat.plumb.peers.likeness import collapsed, left_out
from commonbeat.plumb.peers.predictive import scores
from commonbeat.plumb.peers.rates import Rates

ABOUT = About(window=Window.year(2025), as_of=date(2026, 1, 5), unit="events", synthetic=True)


@dataclass
class Tally:
    """What became of many departments' flags."""

    departments: int = 0
    flags: int = 0
    wrong: int = 0
    unlike: int = 0
    shares: float = 0.0
    stated: float = 0.0

    @property
    def false_share(self) -> float:
        """Wrong flags among all flags."""
        return self.wrong / max(self.flags, 1)

    @property
    def mean_share(self) -> float:
        """The mean over departments of the share of wrong flags (0 where none is flagged): the false discovery rate."""
        return self.shares / self.departments

    @property
    def power(self) -> float:
        """Officers flagged among those who are unlike their peers."""
        return (self.flags - self.wrong) / max(self.unlike, 1)

    def __str__(self) -> str:
        """One line of figures."""
        return (
            f"{self.departments} departments: {self.flags} flags, {self.wrong} wrong ({self.false_share:.1%}; mean of "
            f"departments {self.mean_share:.1%}); stated {self.stated / max(self.flags, 1):.1%}; found {self.power:.0%}"
        )


def tally(made: Iterable[Any], rule: Callable[[Any], tuple[np.ndarray, float]]) -> Tally:
    """`rule` gives flags, and how many of them it says may be wrong."""
    total = Tally()
    for one in made:
        flagged, stated = rule(one)
        wrong = int((flagged & ~one.unlike).sum())
        total.departments += 1
        total.flags += int(flagged.sum())
        total.wrong += wrong
        total.unlike += int(one.unlike.sum())
        total.shares += wrong / max(int(flagged.sum()), 1)
        total.stated += stated
    return total


def told(found):
    return np.array([row.flagged for row in found.rows]), found.expected_wrong.point


def by_peers(town):
    return told(compare_counts(town.officers, town.assignments, town.events, town.hours, about=ABOUT))


def by_benchmark(town):
    return told(internal_benchmark(town.officers, town.features, town.searches, town.stops, about=ABOUT))


def by_shares(town):
    return told(compare_shares(town.officers, town.assignments, town.events, town.hours, about=ABOUT))


def by_poisson(town):
    """The same expected counts and the same false discovery rate, as if nothing but chance set officers apart."""
    cells = collapsed(town.officers, town.assignments, town.events, town.hours)
    design = matrix(assignment=Groups(codes=cells.assignment, levels=cells.assignments))
    fit = poisson(design, cells.events, exposure=cells.size)
    seen = left_out(cells, np.ones_like(fit.fitted), bounded=False)
    low, high = scores(Rates(), seen.observed, seen.expected, seen.noise)
    return discover((ndtr(-low) + ndtr(-high)) / 2, rate=0.1).flagged, 0.0


def by_three_a_year(town):
    """Whoever has three or more in the year is flagged, whatever his work."""
    cells = collapsed(town.officers, town.assignments, town.events, town.hours)
    return cells.by_officer(cells.events) >= 3, 0.0


def by_model_alone(town):
    """The same comparison without learning what is usual from the officers."""
    return told(
        compare_counts(town.officers, town.assignments, town.events, town.hours, about=ABOUT, fewest_officers=10**6)
    )


@dataclass
class Searches:
    """Yes of n by officer and assignment, the truth beside it."""

    officers: Groups
    assignments: Groups
    events: np.ndarray
    hours: np.ndarray
    unlike: np.ndarray


def searches(seed, officers=250, share=0.05, times=2.5, rho=0.02, log_odds=0.0):
    """Officers whose shares of searches differ by a beta of correlation rho; a few search `times` as often.

    `log_odds` above 0: they differ by a normal of log-odds with that standard deviation instead; `times` is then odds.
    """
    draw = np.random.default_rng(seed)
    place = np.arange(officers) % 8
    usual = np.linspace(0.05, 0.2, 8)[place]
    unlike = np.zeros(officers, dtype=bool)
    unlike[draw.choice(officers, round(share * officers), replace=False)] = True
    mean = usual * np.where(unlike, times, 1.0)
    size = (1 - rho) / rho
    stops = draw.integers(100, 400, officers)
    if log_odds:
        share_ = expit(logit(usual) + log_odds * draw.standard_normal(officers) + np.where(unlike, np.log(times), 0))
    else:
        share_ = draw.beta(mean * size, (1 - mean) * size)
    return Searches(
        officers=Groups(codes=np.arange(officers), levels=[str(number) for number in range(officers)]),
        assignments=Groups(codes=place, levels=[f"Assignment {number}" for number in range(8)]),
        events=draw.binomial(stops, share_),
        hours=stops,
        unlike=unlike,
    )


def uneven_searches(seed, officers=300, assignments=12, log_odds=0.5):
    """Nobody is unlike the others; each works in two assignments, and the trials of officers differ thirtyfold.

    Log-odds of officers are normal around about 5%, with the standard deviation `log_odds`.
    """
    draw = np.random.default_rng(seed)
    who = np.tile(np.arange(officers), 2)
    place = np.r_[np.arange(officers) % assignments, (np.arange(officers) + 1) % assignments]
    stops = 1 + draw.poisson(60 * 10 ** draw.uniform(-1, 0.5, 2 * officers))
    own = logit(0.05) + np.linspace(-1, 1, assignments)[place] + (log_odds * draw.standard_normal(officers))[who]
    return Searches(
        officers=Groups(codes=who, levels=[str(number) for number in range(officers)]),
        assignments=Groups(codes=place, levels=[f"Assignment {number}" for number in range(assignments)]),
        events=draw.binomial(stops, expit(own)),
        hours=stops,
        unlike=np.zeros(officers, dtype=bool),
    )
