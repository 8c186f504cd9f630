"""Officers beside others in the same assignments: counts over hours or stops, and yes of n."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from commonbeat.plumb.about import About
from commonbeat.plumb.arrays import amounts, counts, refuse
from commonbeat.plumb.checks import one_of, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.fit import matrix, negative_binomial
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.peers.betabinomial import beta_binomial
from commonbeat.plumb.peers.judging import Rule, compared
from commonbeat.plumb.peers.likeness import collapsed, enough_peers, left_out
from commonbeat.plumb.peers.methods import LIKE_COUNT, LIKE_SHARE
from commonbeat.plumb.peers.null import FEWEST

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from commonbeat.plumb.groups import Grouping
    from commonbeat.plumb.peers.comparison import PeerComparison

FEWEST_PEERS = 5
"""Others in an assignment under whom nothing can be expected of an officer there."""


def compare_counts(
    officers: Grouping,
    assignments: Grouping,
    events: ArrayLike,
    exposure: ArrayLike,
    *,
    about: About,
    rate: float = 0.1,
    level: float = 0.95,
    fewest_peers: int = FEWEST_PEERS,
    fewest_officers: int = FEWEST,
) -> PeerComparison:
    """Each officer's events beside what the same hours in the same assignments bring to others.

    Rows are cells or records, `officers` and `assignments` Groups or labels; those of one officer in one assignment are
    added up. `events` (whole numbers) over `exposure` (hours, stops: above 0); `about.unit` names the events. `rate`:
    accepted share of wrong flags. The rate of an assignment comes from all others there (weights of the negative
    binomial); the spread of the log rates of officers (normal) from all officers' totals; what is usual from their
    middle where there are `fewest_officers`. Only counts above the expected can be flagged.
    Raises DataError for an assignment with fewer than `fewest_peers` others or in which at most one officer had any
    event (both named), for a row without exposure, and for counts that are all zero.
    """
    one_of("about", about, About)
    rule = Rule(rate=rate, level=level, fewest=fewest_officers)
    seen = counts("events", events)
    hours = amounts("exposure", exposure, rows=len(seen), above_zero=True)
    if not seen.any():
        raise DataError("events", "they are all zero", "There is nobody to tell apart: say the count and its range")
    cells = collapsed(officers, assignments, seen, hours)
    enough_peers(cells, whole("fewest_peers", fewest_peers, least=1))
    design = matrix(assignment=Groups(cells.assignment, cells.assignments))
    fit = negative_binomial(design, cells.events, exposure=cells.size)
    expected = left_out(cells, 1 / (1 + fit.spread * fit.fitted), bounded=False)
    nobody = (None,) * len(cells.officers)
    return compared(cells.officers, expected, None, nobody, nobody, LIKE_COUNT, rule, about)


def compare_shares(
    officers: Grouping,
    assignments: Grouping,
    successes: ArrayLike,
    trials: ArrayLike,
    *,
    about: About,
    rate: float = 0.1,
    level: float = 0.95,
    fewest_peers: int = FEWEST_PEERS,
    fewest_officers: int = FEWEST,
) -> PeerComparison:
    """Each officer's yes of n (searches of stops) beside what as many trials in the same assignments bring to others.

    As `compare_counts`, with the weights of the beta-binomial (one correlation for all, a share for each assignment)
    and a normal of the officers' log-odds. `about.unit` names the successes. An officer's total is taken as yes of n at
    the mean share, which is a little too wide where his assignments differ. Raises DataError also for assignments in
    which it always happened.
    """
    one_of("about", about, About)
    rule = Rule(rate=rate, level=level, fewest=fewest_officers)
    all_ = amounts("trials", counts("trials", trials), above_zero=True)
    hits = counts("successes", successes, rows=len(all_))
    refuse("successes", hits, hits > all_, "is more than the trials of its row", "Swap them, or count again")
    if not hits.any():
        raise DataError("successes", "they are all zero", "There is nobody to tell apart: say the share and its range")
    cells = collapsed(officers, assignments, hits, all_)
    enough_peers(cells, whole("fewest_peers", fewest_peers, least=1))
    _not_always(cells.assignments, cells.by_assignment(np.where(cells.size > cells.events, 1.0, 0.0)))
    fit = beta_binomial(Groups(cells.assignment, cells.assignments), cells.events, cells.size)
    expected = left_out(cells, 1 / (1 + (cells.size - 1) * fit.spread), bounded=True)
    nobody = (None,) * len(cells.officers)
    trials_ = cells.by_officer(cells.size)
    return compared(cells.officers, expected, trials_, nobody, nobody, LIKE_SHARE, rule, about)


def _not_always(levels: tuple[str, ...], officers: ArrayLike) -> None:
    """Refuse assignments in which all but one officer (or all) always had a yes."""
    if (few := np.asarray(officers) < 2).any():
        named = ", ".join(level for level, bad in zip(levels, few, strict=True) if bad)
        said = f"for all but at most one officer it happened every time in {named}"
        raise DataError("assignments", said, "Merge it with an assignment of like work, or leave it out")
