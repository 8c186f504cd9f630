"""What officers with the same assignments would bring: expected counts from all others, the officer left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import grouped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from commonbeat.plumb.groups import Grouping

Floats: TypeAlias = "NDArray[np.float64]"
Whole: TypeAlias = "NDArray[np.int64]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """One row for each officer and assignment that go together: what happened (`events`) in how much work (`size`)."""

    officer: Whole
    assignment: Whole
    events: Floats
    size: Floats
    officers: tuple[str, ...]
    assignments: tuple[str, ...]

    def by_officer(self, values: Floats) -> Floats:
        """`values` (cells) added up for each officer."""
        return summed(self.officer, values, len(self.officers))

    def by_assignment(self, values: Floats) -> Floats:
        """`values` (cells) added up for each assignment."""
        return summed(self.assignment, values, len(self.assignments))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """For each officer: events `observed`, `expected`, `behind` the latter, and its relative variance (`noise`)."""

    observed: Floats
    expected: Floats
    noise: Floats
    behind: Floats

    def only(self, some: NDArray[np.bool_]) -> Expectation:
        """The same for some officers."""
        parts = (self.observed, self.expected, self.noise, self.behind)
        observed, expected, noise, behind = (part[some] for part in parts)
        return Expectation(observed=observed, expected=expected, noise=noise, behind=behind)


def summed(place: Whole, values: Floats, levels: int) -> Floats:
    """`values` (rows) added up for each level number in `place`."""
    return np.bincount(place, values, minlength=levels).astype(np.float64)


def numbered(argument: str, given: Grouping, rows: int) -> tuple[tuple[str, ...], Whole]:
    """The names of the levels and the level number of each row. Raises DataError for a row without a level."""
    groups = grouped(argument, given, rows=rows)
    return groups.levels, groups.codes.astype(np.int64)


def collapsed(officers: Grouping, assignments: Grouping, events: Floats, size: Floats) -> Cells:
    """Rows that share officer and assignment added up. Raises DataError for an officer or assignment without rows."""
    names, who = numbered("officers", officers, len(events))
    works, what = numbered("assignments", assignments, len(events))
    _all_there("officers", names, who)
    _all_there("assignments", works, what)
    keys, place = np.unique(who * len(works) + what, return_inverse=True)
    return Cells(
        officer=keys // len(works),
        assignment=keys % len(works),
        events=summed(place, events, len(keys)),
        size=summed(place, size, len(keys)),
        officers=names,
        assignments=works,
    )


def _all_there(argument: str, levels: Sequence[str], found: Whole) -> None:
    if len(lost := np.flatnonzero(np.bincount(found, minlength=len(levels)) == 0)):
        named = ", ".join(levels[place] for place in lost[:5])
        raise DataError(argument, f"no row has {named}", "Leave the level out")


def enough_peers(cells: Cells, fewest: int) -> None:
    """Refuse assignments with fewer than `fewest` others for each officer, and such in which only one had any event."""
    many = cells.by_assignment(np.ones_like(cells.events))
    _refused(cells, many < fewest + 1, f"fewer than {fewest + 1} officers worked in {{}}")
    _refused(cells, cells.by_assignment(cells.events) == 0, "nothing happened in {}")
    _refused(
        cells, cells.by_assignment(np.where(cells.events > 0, 1.0, 0.0)) < 2, "only one officer had any event in {}"
    )


def _refused(cells: Cells, wrong: NDArray[np.bool_], said: str) -> None:
    if wrong.any():
        named = ", ".join(level for level, bad in zip(cells.assignments, wrong, strict=True) if bad)
        raise DataError("assignments", said.format(named), "Merge it with an assignment of like work, or leave it out")


def left_out(cells: Cells, weight: Floats, *, bounded: bool) -> Expectation:
    """What all others make one expect of each officer, by rates of each assignment without the officer's own rows.

    `weight` (cells): how much a unit of a cell's work tells, 1 / (1 + spread x what the model has expected): the
    weights of the negative binomial's score, or of the beta-binomial's (Williams 1982). They come from the fit to all;
    any weights that do not look at the events leave the rate unbiased. `bounded`: the rate is a share.
    The variance is that of the model or that of whole officers' residuals, whichever is larger: another officer's rows
    in several assignments rise and fall together.
    """
    worth, seen = weight * cells.size, weight * cells.events
    others = cells.by_assignment(worth)[cells.assignment] - worth
    rate = (cells.by_assignment(seen)[cells.assignment] - seen) / others
    variance = rate * (1 - rate if bounded else 1) / others
    expected = cells.by_officer(cells.size * rate)
    behind = cells.by_assignment(cells.events)[cells.assignment] - cells.events
    return Expectation(
        observed=cells.by_officer(cells.events),
        expected=expected,
        noise=np.maximum(cells.by_officer(cells.size**2 * variance), _together(cells, worth, seen)) / expected**2,
        behind=cells.by_officer(behind),
    )


def _together(cells: Cells, worth: Floats, seen: Floats) -> Floats:
    """For each officer, the variance of what is expected, from what each other officer's residuals add up to.

    Each residual is set free of its own pull on the rate (HC2: MacKinnon and White, Journal of Econometrics 29 (1985),
    305-325). An officer who is the only other has no residual.
    """
    many = len(cells.officers)
    pulls = np.zeros((many, many))
    order = np.argsort(cells.assignment, kind="stable")
    for here in np.split(order, np.cumsum(np.bincount(cells.assignment))[:-1]):
        who = cells.officer[here]
        others = worth[here].sum() - worth[here]
        rate = (seen[here].sum() - seen[here]) / others
        apart = seen[here] - np.outer(rate, worth[here])
        free = 1 - worth[here] / others[:, None]
        np.fill_diagonal(apart, 0.0)
        pull = np.where(free > 1e-9, apart / np.sqrt(np.maximum(free, 1e-9)), 0.0)
        pulls[np.ix_(who, who)] += (cells.size[here] / others)[:, None] * pull
    return np.asarray((pulls**2).sum(axis=1))
