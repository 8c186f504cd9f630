"""The result of a comparison with like officers: one row for each, and what can be said of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from commonbeat.plumb.checks import spoken
from commonbeat.plumb.frames import closing, framed
from commonbeat.plumb.numerals import BEYOND, ranged, written
from commonbeat.plumb.peers import words
from commonbeat.plumb.result import Estimate
from commonbeat.plumb.sealed import Sealed
from commonbeat.plumb.terms import MADE_UP
from commonbeat.plumb.wording import UNITS_ES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonbeat.plumb.peers.matching import Match
    from commonbeat.plumb.peers.null import Null
    from commonbeat.plumb.result import Phrase, Shown

Floats: TypeAlias = "NDArray[np.float64]"

MOST_TIMES = 1000.0
"""No count is said to be more times the expected: the expected one is then hardly known at all."""

LEAST_CHANCE = 0.001
"""No chance of being wrong is said to be less: no model is right so far out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRow:
    """One officer beside like work.

    `observed`: the events (a full count), of `trials` where they are yes of n. `expected`: what like work brings, with
    the range that holds most like officers. `ratio`: observed over expected. `flagged`: to be talked over.
    `chance_wrong`: the chance that a flag here would be wrong. The three are Withheld where nobody is like
    the officer; then `reason` says why. `score`: the normal score of the count (NaN where withheld). `match`: how well
    other officers' stops could be made to look like the officer's (internal benchmark only).
    """

    officer: str
    observed: int
    trials: int | None
    expected: Shown
    ratio: Shown
    chance_wrong: Shown
    flagged: bool
    score: float
    reason: Phrase | None = None
    match: Match | None = None

    def sentence(self, language: str = "en") -> str:
        """What a supervisor reads of this officer."""
        expected, ratio, chance = self.expected, self.ratio, self.chance_wrong
        if not (isinstance(expected, Estimate) and isinstance(ratio, Estimate) and isinstance(chance, Estimate)):
            said = self.reason.said(language) if self.reason else ""
            return words.NO_MATCH.said(language, who=self.officer, reason=f"{said}.")
        told = [self._seen(expected, language)]
        point, low, high = _times(ratio, language)
        told.append(words.TIMES.said(language, ratio=point, low=low, high=high))
        if self.flagged:
            told += [_flag(chance, language), words.SHOWS.said(language)]
        else:
            fewer = self.observed < expected.low
            told.append((words.FEWER if fewer else words.NO_FLAG).said(language))
        return framed(" ".join(f"{one}." for one in told), [expected, ratio, chance], language)

    def _seen(self, expected: Estimate, language: str) -> str:
        low, high = (written(end, 0, language=language) for end in (expected.low, expected.high))
        given = {
            "who": self.officer,
            "observed": written(self.observed, 0, language=language),
            "unit": unit(expected.unit, language, self.observed),
            "low": low,
            "high": high,
            "expected": written(expected.point, 1, language=language),
        }
        if self.trials is None:
            return words.SEEN.said(language, **given)
        return words.SEEN_OF.said(language, trials=written(self.trials, 0, language=language), **given)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerComparison(Sealed):
    """All officers beside like work, in the order of the given levels. Nothing of it is for the public.

    `rate`: the share of wrong flags that the rule accepts. `expected_wrong`: how many of the flags may be wrong.
    `null`: what is usual among the officers. Diagnostics: `spread` between officers beyond chance (variance of the
    log rates, or of the log-odds); `score`, `p` (one-sided) and `tail` (adjusted p), one entry
    an officer, read-only, NaN for those who could not be compared.
    """

    rows: tuple[PeerRow, ...]
    rate: float
    expected_wrong: Estimate
    null: Null
    spread: float
    score: Floats
    p: Floats
    tail: Floats

    @property
    def flags(self) -> tuple[PeerRow, ...]:
        """The flagged rows, least likely to be wrong first."""
        order = np.argsort(np.where(np.isnan(self.p), 2.0, self.p), kind="stable")
        return tuple(self.rows[place] for place in order if self.rows[place].flagged)

    @property
    def unmatched(self) -> tuple[PeerRow, ...]:
        """The rows of officers whom nobody is like enough."""
        return tuple(row for row in self.rows if row.reason is not None)

    def sentence(self, language: str = "en") -> str:
        """How many are flagged, and how many of the flags may be wrong."""
        flagged, alone = len(self.flags), len(self.unmatched)
        given = {"flagged": f"{flagged:,}", "officers": f"{len(self.rows) - alone:,}"}
        wrong = self.expected_wrong
        if flagged == 1:
            told = [words.ONE.said(language, **given)]
        elif flagged:
            ends = {"low": f"{wrong.low:.0f}", "high": f"{wrong.high:.0f}"}
            told = [words.ALL.said(language, wrong=written(wrong.point, 1, language=language), **ends, **given)]
        else:
            told = [words.NONE.said(language, **given)]
        if flagged:
            told.append(words.SHOWS.said(language))
        if alone:
            told.append(words.UNMATCHED.said(language, unmatched=f"{alone:,}"))
        said = (MADE_UP.said(language) if wrong.synthetic else "") + " ".join(f"{one}." for one in told)
        return said + (closing([wrong.level], language) if flagged > 1 else "")

    def limits(self, language: str = "en") -> str:
        """What a flag, or none, cannot show; and what it must not be used for."""
        return " ".join(phrase.said(language) for phrase in words.LIMITS)


def _times(ratio: Estimate, language: str) -> list[str]:
    """How many times the expected; beyond `MOST_TIMES`, or one in so many, only that."""
    least = 1 / MOST_TIMES
    given = (ratio.point, ratio.low, ratio.high)
    point, low, high = (0.0 if value < least else min(value, MOST_TIMES) for value in given)
    told = ranged(point, low, high, language=language, ratio=True)
    under, over = BEYOND[spoken(language)]
    return [
        f"{under}{least}" if 0 < value < least else f"{over}{MOST_TIMES:,.0f}" if value > MOST_TIMES else text
        for value, text in zip(given, told, strict=True)
    ]


def _flag(chance: Estimate, language: str) -> str:
    """How sure a flag is; nothing under `LEAST_CHANCE` is said as a figure."""
    point, low, high = ranged(chance.point, chance.low, chance.high, language=language, percent=True)
    if chance.high <= LEAST_CHANCE:
        return words.SURE_FLAG.said(language)
    if chance.point <= LEAST_CHANCE:
        return words.NEARLY_SURE.said(language, high=high)
    low = words.LEAST.said(language) if chance.low <= LEAST_CHANCE else low
    return words.FLAG.said(language, chance=point, low=low, high=high)


def unit(name: str, language: str, many: int) -> str:
    """What is counted, in the reader's language where plumb knows the word; "event" where `many` is 1."""
    if not name or name == words.EVENTS.en:
        return (words.EVENT if many == 1 else words.EVENTS).said(language)
    return UNITS_ES.get(name, name) if spoken(language) == "es" else name
