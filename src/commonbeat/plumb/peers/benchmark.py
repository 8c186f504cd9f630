"""The internal benchmark: an officer's stops beside stops of others weighted to the same time, place and kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from commonbeat.plumb.about import About
from commonbeat.plumb.arrays import amounts, counts, refuse
from commonbeat.plumb.checks import one_of
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import grouped
from commonbeat.plumb.peers.expectation import expectation, outcome_model
from commonbeat.plumb.peers.judging import Rule, compared
from commonbeat.plumb.peers.likeness import numbered, summed
from commonbeat.plumb.peers.matching import layout, matches, raked
from commonbeat.plumb.peers.methods import MATCHED_SHARE
from commonbeat.plumb.peers.null import FEWEST

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.groups import Grouping, Groups
    from commonbeat.plumb.peers.comparison import PeerComparison

Floats: TypeAlias = "NDArray[np.float64]"


def internal_benchmark(
    officers: Grouping,
    features: Mapping[str, Grouping],
    outcomes: ArrayLike,
    stops: ArrayLike,
    *,
    about: About,
    rate: float = 0.1,
    level: float = 0.95,
    fewest_officers: int = FEWEST,
) -> PeerComparison:
    """Each officer's outcomes (searches, say) beside what like stops bring when other officers make them.

    Rows are cells or records: `outcomes` of `stops` (whole numbers, stops above 0). `officers`: Groups or labels, and
    so is each of the `features` that make stops alike (hour, place, kind); `about.unit` names the outcomes. For each
    officer the others' stops are weighted until every level of every feature holds the officer's share; a logistic
    model of the outcome mends what the weights leave. The comparison is right if either is (doubly robust). An officer
    whose stops nobody else's can be made to look like is not compared, and the row says why; `match` holds the balance
    table.
    Memory grows with officers x cells of features. Raises DataError for fewer than two officers, no features, outcomes
    that are all or none, and where a level parts the outcome (separation: merge it).
    Source: Ridgeway and MacDonald, Journal of the American Statistical Association 104 (2009), 661-668.
    """
    one_of("about", about, About)
    rule = Rule(rate=rate, level=level, fewest=fewest_officers)
    all_ = amounts("stops", counts("stops", stops), above_zero=True)
    hits = counts("outcomes", outcomes, rows=len(all_))
    refuse("outcomes", hits, hits > all_, "is more than the stops of its row", "Swap them, or count again")
    names, who = numbered("officers", officers, len(all_))
    _several(names, who)
    kinds = _kinds(features, len(all_))
    numbers, cell = _cells(kinds)
    made, seen = (_table(who, cell, part, len(names)) for part in (all_, hits))
    cells = layout({name: (numbers[name], kind.levels) for name, kind in kinds.items()})
    weight = raked(made, cells)
    found = matches(made, weight, cells)
    refused = [one.refused() for one in found]
    some = _shared(made, cells.indicator)
    model = outcome_model(made[:, some], seen[:, some], cells, some)
    there = np.array([reason is None for reason in refused])
    expected, unsaid = expectation(made[:, some], seen[:, some], weight[:, some], model, there)
    expected = replace(expected, observed=seen.sum(axis=1))
    reasons = [first or second for first, second in zip(refused, unsaid, strict=True)]
    if all(reasons):
        raise DataError("features", "no officer's stops are like others'", "Use fewer or wider levels")
    return compared(names, expected, made.sum(axis=1), tuple(reasons), found, MATCHED_SHARE, rule, about)


def _several(names: tuple[str, ...], who: NDArray[np.int64]) -> None:
    """Refuse fewer than two officers, and such without stops."""
    lost = np.flatnonzero(np.bincount(who, minlength=len(names)) == 0)
    if lost.size or len(names) < 2:
        said = f"no row has {names[lost[0]]}" if lost.size else "there is only one"
        raise DataError("officers", said, "Give two officers or more, each with stops")


def _kinds(features: Mapping[str, Grouping], rows: int) -> dict[str, Groups]:
    """The features, checked."""
    one_of("features", features, Mapping)
    if not features:
        raise DataError("features", "there are none", "Name what makes stops alike: hour, place, kind")
    return {name: grouped(name, given, rows=rows) for name, given in features.items()}


def _cells(kinds: dict[str, Groups]) -> tuple[dict[str, NDArray[np.int64]], NDArray[np.int64]]:
    """The level of each feature in each cell, and the cell of each row."""
    columns = np.stack([kind.codes.astype(np.int64) for kind in kinds.values()], axis=1)
    found, cell = np.unique(columns, axis=0, return_inverse=True)
    return dict(zip(kinds, found.T, strict=True)), cell.ravel()


def _table(who: NDArray[np.int64], cell: NDArray[np.int64], values: Floats, officers: int) -> Floats:
    """`values` added up by officer and cell (officers x cells)."""
    many = int(cell.max()) + 1
    return summed(who * many + cell, values, officers * many).reshape(officers, many)


def _shared(made: Floats, indicator: Floats) -> NDArray[np.bool_]:
    """The cells of which every level is held by two officers or more.

    The others hold nothing for anybody but the one officer, who is refused; in the outcome model they would part it.
    """
    some = made.sum(axis=0) > 0
    while some.any():
        holders = ((made * some) @ indicator > 0).sum(axis=0)
        fewer = some & ~(indicator @ (holders == 1) > 0)
        if (fewer == some).all():
            return np.asarray(some)
        some = fewer
    raise DataError("features", "no officer's stops are like others'", "Use fewer or wider levels")
