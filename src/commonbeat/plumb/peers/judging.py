"""From expected counts to flags: spread, scores, what is usual, false discovery rate, and the rows of the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.special import pdtr

from commonbeat.plumb.checks import whole
from commonbeat.plumb.interval import confidence, garwood, normal_quantile, wilson
from commonbeat.plumb.peers import methods
from commonbeat.plumb.peers.comparison import LEAST_CHANCE, PeerComparison, PeerRow
from commonbeat.plumb.peers.discovery import Discovery, accepted, discover
from commonbeat.plumb.peers.null import Null, empirical_null
from commonbeat.plumb.peers.odds import Odds
from commonbeat.plumb.peers.predictive import Predictive, fitted_spread, scores
from commonbeat.plumb.peers.rates import Rates
from commonbeat.plumb.peers.ratios import over_expected
from commonbeat.plumb.result import Kind, Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonbeat.plumb.about import About
    from commonbeat.plumb.peers.likeness import Expectation
    from commonbeat.plumb.peers.matching import Match
    from commonbeat.plumb.result import Estimate, Method, Phrase

Floats: TypeAlias = "NDArray[np.float64]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How to judge: accepted share of wrong flags (`rate`), `level` of the ranges, `fewest` officers to learn from."""

    rate: float
    level: float
    fewest: int

    def __post_init__(self) -> None:
        """Check every part now, so that a comparison does not fail at its end."""
        accepted(self.rate)
        confidence(self.level)
        whole("fewest_officers", self.fewest, least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is known of the officers who could be compared, one entry each."""

    spread: float
    null: Null
    p: Floats
    score: Floats
    found: Discovery
    usual: tuple[Floats, Floats]
    times: tuple[Floats, Floats]


def judged(seen: Expectation, trials: Floats | None, rule: Rule) -> Judged:
    """Scores, flags and ranges of counts (or, with `trials`, of yes of n) beside what is expected."""
    kind: Predictive = Rates() if trials is None else Odds(trials)
    spread = fitted_spread(kind, seen.observed, seen.expected, seen.noise)
    spreads = kind.widened(seen.expected, spread, seen.noise)
    low, high = scores(kind, seen.observed, seen.expected, spreads)
    null = empirical_null(low, high, fewest=rule.fewest)
    p = (null.over(low) + null.over(high)) / 2
    if trials is None:
        own = garwood(seen.observed, rule.level)
    else:
        least, most = wilson(seen.observed, trials, rule.level)
        own = (least * trials, most * trials)
    times = over_expected(seen.observed, own, seen.expected, seen.noise, normal_quantile(rule.level))
    return Judged(
        spread=spread,
        null=null,
        p=p,
        score=_middle(low, high),
        found=discover(p, rate=rule.rate, level=rule.level),
        usual=kind.ends(seen.expected, spreads, rule.level),
        times=times,
    )


def compared(
    labels: tuple[str, ...],
    seen: Expectation,
    trials: Floats | None,
    reasons: tuple[Phrase | None, ...],
    matches: tuple[Match | None, ...],
    method: Method,
    rule: Rule,
    about: About,
) -> PeerComparison:
    """The comparison; officers with a reason are not compared. All but `labels` by officer, in the same order."""
    there = np.array([reason is None for reason in reasons])
    some = judged(seen.only(there), None if trials is None else trials[there], rule)
    place = np.cumsum(there) - 1
    rows = tuple(
        _row(labels[i], i, int(place[i]), seen, trials, some, method, rule, about, matches[i])
        if there[i]
        else _unmatched(labels[i], i, seen, trials, reasons[i], matches[i], about)
        for i in range(len(labels))
    )
    spaced = []
    for part in (some.score, some.p, some.found.tail):
        whole = np.full(len(labels), np.nan)
        whole[there] = part
        spaced.append(whole)
    return PeerComparison(
        rows=rows,
        rate=rule.rate,
        expected_wrong=_wrong(some, rule, about),
        null=some.null,
        spread=some.spread,
        score=spaced[0],
        p=spaced[1],
        tail=spaced[2],
    )


def _middle(low: Floats, high: Floats) -> Floats:
    """The score of the middle of the space, finite for a count of 0."""
    from_end = np.where(np.isfinite(low), low, high - 1.0)
    return np.where(np.isfinite(high), (from_end + np.where(np.isfinite(high), high, 0.0)) / 2, from_end)


def _row(
    label: str,
    i: int,
    at: int,
    seen: Expectation,
    trials: Floats | None,
    some: Judged,
    method: Method,
    rule: Rule,
    about: About,
    match: Match | None,
) -> PeerRow:
    """One officer beside like work (`i` among all, `at` among those compared)."""
    return PeerRow(
        officer=label,
        observed=int(seen.observed[i]),
        trials=None if trials is None else int(trials[i]),
        expected=_expected(seen, i, some, at, method, rule, about),
        ratio=_ratio(seen, i, some, at, rule, about),
        chance_wrong=_chance(some, at, rule, about),
        flagged=bool(some.found.flagged[at]),
        score=float(some.score[at]),
        match=match,
    )


def _expected(seen: Expectation, i: int, some: Judged, at: int, method: Method, rule: Rule, about: About) -> Estimate:
    """What like work brings, with the range that holds most like officers."""
    expected = float(seen.expected[i])
    return about.figure(
        point=expected,
        low=min(float(some.usual[0][at]), expected),
        high=max(float(some.usual[1][at]), expected),
        n=round(float(seen.behind[i])),
        method=method,
        kind=Kind.TOTAL,
        level=rule.level,
        notes=(methods.LEFT_OUT,),
    )


def _ratio(seen: Expectation, i: int, some: Judged, at: int, rule: Rule, about: About) -> Estimate:
    """The officer's count over the expected one."""
    count, expected = float(seen.observed[i]), float(seen.expected[i])
    return about.figure(
        point=count / expected,
        low=float(some.times[0][at]),
        high=float(some.times[1][at]),
        n=int(count),
        method=methods.OVER_EXPECTED,
        kind=Kind.RATIO,
        level=rule.level,
        unit="",
        numerator=count,
        denominator=expected,
        notes=(methods.OWN_PACE,),
    )


def _chance(some: Judged, at: int, rule: Rule, about: About) -> Estimate:
    """The chance that a flag of this officer would be wrong."""
    found = some.found
    return about.figure(
        point=max(float(found.chance[at]), LEAST_CHANCE),
        low=max(float(found.low[at]), LEAST_CHANCE),
        high=max(float(found.high[at]), LEAST_CHANCE),
        n=len(found.chance),
        method=methods.LOCAL_FALSE,
        kind=Kind.CHANCE,
        level=rule.level,
        unit="officers",
        notes=(some.null.note, methods.ALL_LIKE, methods.THINLY, methods.NO_LESS),
    )


def _unmatched(
    label: str,
    i: int,
    seen: Expectation,
    trials: Floats | None,
    reason: Phrase | None,
    match: Match | None,
    about: About,
) -> PeerRow:
    """An officer of whom only the count is said, and why it is not compared."""
    hidden = {kind: about.withheld(Reason.TOO_FEW, kind) for kind in (Kind.TOTAL, Kind.RATIO, Kind.CHANCE)}
    return PeerRow(
        officer=label,
        observed=int(seen.observed[i]),
        trials=None if trials is None else int(trials[i]),
        expected=hidden[Kind.TOTAL],
        ratio=hidden[Kind.RATIO],
        chance_wrong=hidden[Kind.CHANCE],
        flagged=False,
        score=float("nan"),
        reason=reason,
        match=match,
    )


def _wrong(some: Judged, rule: Rule, about: About) -> Estimate:
    """How many of the flags may be wrong: their chances added up, and the range of a Poisson count with that mean."""
    flagged = some.found.flagged
    many = int(flagged.sum())
    mean = float(np.maximum(some.found.chance[flagged], LEAST_CHANCE).sum())
    upto = pdtr(np.arange(many + 1), mean)
    tail = (1 - rule.level) / 2
    low, high = (min(int((upto < chance).sum()), many) for chance in (tail, 1 - tail))
    return about.figure(
        point=mean,
        low=min(low, mean),
        high=max(high, mean),
        n=many,
        method=methods.FALSE_FLAGS,
        kind=Kind.TOTAL,
        level=rule.level,
        unit="flags",
        notes=(some.null.note, methods.ALL_LIKE),
    )
