"""Other officers' stops made to look like one officer's: weights by raking, and how well they match."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from commonbeat.plumb.arrays import frozen
from commonbeat.plumb.numerals import written
from commonbeat.plumb.peers import words
from commonbeat.plumb.terms import Phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"

MOST_SWEEPS = 2000
CLOSE = 1e-12

UNBALANCED = 0.1
"""Standardised difference of a level over which a match is refused.

Source: Austin, Statistics in Medicine 28 (2009), 3083-3107.
"""

MOST_ALONE = 0.1
"""Share of an officer's stops at pairs of levels (a place at an hour) that nobody else has, over which we refuse."""

FEWEST_OTHERS = 5
"""Effective number of other officers under which a match is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Cells of like stops: `indicator` (cells x levels) of each level of each feature, and of each
    pair of levels of each two features (`pairs`: one block for each two features)."""

    names: tuple[str, ...]
    indicator: Floats
    features: tuple[slice, ...]
    pairs: tuple[Floats, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One level: its share of the officer's stops, of all others' stops, and of these once weighted.

    `before`, `after`: the standardised differences (in standard deviations of a yes-no column).
    """

    level: str
    officer: float
    others: float
    weighted: float
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How well the weighted stops of others look like one officer's.

    `table`: a line for each level. `before`, `after`: the largest standardised difference of any level.
    `crossed`: the largest of any pair of levels of two features (time at a place), which the weights do not force.
    `alone`: the share of own stops at pairs that nobody else has. `stops`, `officers`: how many the weighted stops are
    worth (effective numbers, Kish), and how many different officers.
    """

    table: tuple[Balance, ...]
    before: float
    after: float
    crossed: float
    alone: float
    stops: float
    officers: float

    def sentence(self, language: str = "en") -> str:
        """How good the match is, in words."""
        numbers = {"stops": self.stops, "officers": self.officers}
        whole = {name: written(value, 0, language=language) for name, value in numbers.items()}
        ends = {name: f"{value:.2f}" for name, value in (("before", self.before), ("after", self.after))}
        return f"{words.MATCH.said(language, **whole, **ends)}."

    def refused(self) -> Phrase | None:
        """Why nobody is like this officer, None where the match will do."""
        lost = [line.level for line in self.table if line.officer > 0 and line.others == 0]
        if lost:
            return words.NO_OTHERS.filled(places=", ".join(lost))
        if self.after > UNBALANCED:
            worst = max(self.table, key=lambda line: abs(line.after))
            return words.UNLIKE.filled(difference=f"{self.after:.2f}", place=worst.level)
        if self.alone > MOST_ALONE:
            return _shared(words.ALONE, f"{self.alone * 100:.0f}")
        if self.officers < FEWEST_OTHERS:
            many = f"{self.officers:.0f}"
            return words.ONE_OTHER if many == "1" else words.FEW_OTHERS.filled(officers=many)
        return None


def _shared(phrase: Phrase, percent: str) -> Phrase:
    """`phrase` with a share written as each language writes it."""
    english, spanish = phrase.filled(share=f"{percent}%"), phrase.filled(share=f"{percent}\u00a0%")
    return Phrase(english.en, spanish.es)


def layout(features: dict[str, tuple[NDArray[np.int64], tuple[str, ...]]]) -> Layout:
    """The cells' columns, from each feature's level number in each cell and its level names."""
    names, blocks, places, start = [], [], [], 0
    for name, (numbers, levels) in features.items():
        names += [f"{name}: {level}" for level in levels]
        blocks.append(np.equal.outer(numbers, np.arange(len(levels))) * 1.0)
        places.append(slice(start, start := start + len(levels)))
    pairs = []
    for (first, _), (second, more) in combinations(features.values(), 2):
        keys, place = np.unique(first * len(more) + second, return_inverse=True)
        pairs.append(np.equal.outer(place, np.arange(len(keys))) * 1.0)
    return Layout(
        names=tuple(names),
        indicator=np.hstack(blocks),
        features=tuple(places),
        pairs=tuple(pairs),
    )


def raked(stops: Floats, cells: Layout) -> Floats:
    """For each officer, how much a stop of another officer in each cell counts (officers x cells).

    `stops` (officers x cells); weighted, the others' add to 1. They are raked until each level holds the share that it
    holds of the officer's.
    These weights are those of a log-linear model of the odds that a stop is that officer's (a propensity score),
    fitted so that it balances (entropy balancing). Where a level has no others, or the levels cannot be reached, the
    margins stay apart: the match tells so.
    Sources: Ridgeway and MacDonald, Journal of the American Statistical Association 104 (2009), 661-668; Hainmueller,
    Political Analysis 20 (2012), 25-46.
    """
    others = stops.sum(axis=0) - stops
    aim = stops / stops.sum(axis=1, keepdims=True) @ cells.indicator
    weight = np.where(others > 0, 1 / others.sum(axis=1, keepdims=True), 0.0)
    for _ in range(MOST_SWEEPS):
        furthest = 0.0
        for place in cells.features:
            columns = cells.indicator[:, place]
            held = (weight * others) @ columns
            factor = np.where(held > 0, aim[:, place] / np.where(held > 0, held, 1.0), 0.0)
            furthest = max(furthest, float(np.abs(held - aim[:, place]).max()))
            weight = weight * (factor @ columns.T)
        if furthest < CLOSE:
            break
    total = (weight * others).sum(axis=1, keepdims=True)
    return np.asarray(frozen(weight / np.where(total > 0, total, 1.0)))


def matches(stops: Floats, weight: Floats, cells: Layout) -> tuple[Match, ...]:
    """How well each officer's weights (officers x cells) make the others' `stops` look like the officer's."""
    others = stops.sum(axis=0) - stops
    held = weight * others
    own = stops / stops.sum(axis=1, keepdims=True)
    rest = others / others.sum(axis=1, keepdims=True)
    levels = [part @ cells.indicator for part in (own, rest, held)]
    before, after = (_standardised(levels[0], part, levels[1]) for part in levels[1:])
    crossed, alone = np.zeros(len(stops)), np.zeros(len(stops))
    for pair in cells.pairs:
        shares = [part @ pair for part in (own, rest, held)]
        apart = _standardised(shares[0], shares[2], shares[1])
        crossed = np.maximum(crossed, np.abs(apart).max(axis=1))
        alone = np.maximum(alone, np.where(shares[1] > 0, 0.0, shares[0]).sum(axis=1))
    worth = held.sum(axis=1) ** 2 / np.maximum((weight**2 * others).sum(axis=1), 1e-300)
    by_officer = weight @ stops.T
    np.fill_diagonal(by_officer, 0.0)
    people = by_officer.sum(axis=1) ** 2 / np.maximum((by_officer**2).sum(axis=1), 1e-300)
    return tuple(
        Match(
            table=tuple(
                Balance(
                    level=cells.names[j],
                    officer=float(levels[0][i, j]),
                    others=float(levels[1][i, j]),
                    weighted=float(levels[2][i, j]),
                    before=float(before[i, j]),
                    after=float(after[i, j]),
                )
                for j in range(len(cells.names))
            ),
            before=float(np.abs(before[i]).max()),
            after=float(np.abs(after[i]).max()),
            crossed=float(crossed[i]),
            alone=float(alone[i]),
            stops=float(worth[i]),
            officers=float(people[i]),
        )
        for i in range(len(stops))
    )


def _standardised(own: Floats, theirs: Floats, all_others: Floats) -> Floats:
    """Differences of shares in standard deviations (own and the unweighted others', pooled)."""
    spread = np.sqrt((own * (1 - own) + all_others * (1 - all_others)).clip(0.0) / 2)
    same = np.abs(own - theirs) < 1e-9
    return np.where(spread > 1e-9, (own - theirs) / np.maximum(spread, 1e-9), np.where(same, 0.0, np.inf))
