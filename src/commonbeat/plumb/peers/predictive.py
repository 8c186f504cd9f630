"""What like work would bring by chance: negative binomial and beta-binomial tails, ranges and spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import betainc, betaln, gammainc, gammaincc, gammaln, ndtri, xlog1py, xlogy

if TYPE_CHECKING:
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"

NARROWEST = 1e-6
"""A spread under which counts vary as good as by chance alone."""

WIDEST, ALL_ALIKE = 1e2, 0.99
CHUNK = 2_000_000
"""How many chances of single outcomes are held at once."""


class Predictive(Protocol):
    """How the counts of officers in like work vary, each around what is expected."""

    def widened(self, expected: Floats, spread: float, noise: Floats) -> Floats:
        """Each officer's spread with the relative variance (`noise`) of the expected count worked in."""

    def likelihood(self, observed: Floats, expected: Floats, spreads: Floats) -> float:
        """The log-likelihood of all officers."""

    def below(self, limit: Floats, expected: Floats, spreads: Floats) -> tuple[Floats, Floats]:
        """The chance of `limit` or fewer, and of more (each to full precision)."""

    def ends(self, expected: Floats, spreads: Floats, level: float) -> tuple[Floats, Floats]:
        """The counts between which an officer in like work stays with the chance `level`."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts over an exposure: negative binomial, variance mean + spread mean^2 (Poisson where spread is 0)."""

    def widened(self, expected: Floats, spread: float, noise: Floats) -> Floats:
        """The spread plus the noise: both multiply the mean."""
        return spread + noise

    def likelihood(self, observed: Floats, expected: Floats, spreads: Floats) -> float:
        """The log-likelihood (a Poisson's where the spread is as good as 0)."""
        size = 1 / np.maximum(spreads, NARROWEST)
        wide = gammaln(observed + size) - gammaln(size) + size * np.log(size / (size + expected))
        wide += xlogy(observed, expected / (size + expected))
        plain = xlogy(observed, expected) - expected
        return float((np.where(spreads > NARROWEST, wide, plain) - gammaln(observed + 1)).sum())

    def below(self, limit: Floats, expected: Floats, spreads: Floats) -> tuple[Floats, Floats]:
        """By the incomplete beta and gamma functions; -1 or fewer never happens."""
        k = np.maximum(limit, 0.0)
        size = 1 / np.maximum(spreads, NARROWEST)
        share = size / (size + expected)
        wide = spreads > NARROWEST
        upto = np.where(wide, betainc(size, k + 1, share), gammaincc(k + 1, expected))
        over = np.where(wide, betainc(k + 1, size, expected / (size + expected)), gammainc(k + 1, expected))
        return np.where(limit < 0, 0.0, upto), np.where(limit < 0, 1.0, over)

    def ends(self, expected: Floats, spreads: Floats, level: float) -> tuple[Floats, Floats]:
        """By halving between counts that are surely too low and too high."""
        return self._quantile(expected, spreads, (1 - level) / 2), self._quantile(expected, spreads, (1 + level) / 2)

    def _quantile(self, expected: Floats, spreads: Floats, chance: float) -> Floats:
        low, high = np.full(len(expected), -1.0), np.ceil(expected + 1) * 2
        while (short := self.below(high, expected, spreads)[0] < chance).any():
            high = np.where(short, high * 2, high)
        while (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            enough = self.below(middle, expected, spreads)[0] >= chance
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        return high


@dataclass(frozen=True, slots=True)
class Shares:
    """Yes of `trials` (one per officer): beta-binomial, variance n p (1 - p) (1 + (n - 1) rho).

    rho is the spread, common to all officers (Williams, Applied Statistics 31 (1982), 144-148, model II).
    """

    trials: Floats

    def widened(self, expected: Floats, spread: float, noise: Floats) -> Floats:
        """The spread that gives the variance of n trials plus that of what is expected."""
        share = expected / self.trials
        more = noise * share / (1 - share) * self.trials / np.maximum(self.trials - 1, 1)
        return np.minimum(spread + more, ALL_ALIKE)

    def likelihood(self, observed: Floats, expected: Floats, spreads: Floats) -> float:
        """The log-likelihood (a binomial's where the spread is as good as 0)."""
        return float(_log_chance(observed, self.trials, expected / self.trials, spreads).sum())

    def below(self, limit: Floats, expected: Floats, spreads: Floats) -> tuple[Floats, Floats]:
        """By adding up the chances of single outcomes, from either side."""
        found = np.empty((2, len(limit)))
        for some, outcomes, starts, chances in self._outcomes(expected, spreads):
            many = np.diff(np.r_[starts, len(outcomes)])
            inside = outcomes <= np.repeat(limit[some], many)
            found[0, some] = np.add.reduceat(np.where(inside, chances, 0.0), starts)
            found[1, some] = np.add.reduceat(np.where(inside, 0.0, chances), starts)
        return np.minimum(found[0], 1.0), np.minimum(found[1], 1.0)

    def ends(self, expected: Floats, spreads: Floats, level: float) -> tuple[Floats, Floats]:
        """The first outcomes at which the chances, added up, pass either tail."""
        found = np.empty((2, len(expected)))
        for some, outcomes, starts, chances in self._outcomes(expected, spreads):
            many = np.diff(np.r_[starts, len(outcomes)])
            upto = np.cumsum(chances)
            upto -= np.repeat(upto[starts] - chances[starts], many)
            for end, chance in enumerate(((1 - level) / 2, (1 + level) / 2)):
                found[end, some] = np.add.reduceat((upto < chance - 1e-12) * 1.0, starts)
        return found[0], np.minimum(found[1], self.trials)

    def _outcomes(self, expected: Floats, spreads: Floats) -> list[tuple[slice, Floats, NDArray[np.int64], Floats]]:
        """All outcomes 0 to n of some officers at a time, where each officer's start, and their chances."""
        many = self.trials.astype(np.int64) + 1
        cuts = np.flatnonzero(np.diff(np.cumsum(many) // CHUNK)) + 1
        parts = []
        for first, last in zip([0, *cuts], [*cuts, len(many)], strict=True):
            some = slice(int(first), int(last))
            starts = np.cumsum(many[some]) - many[some]
            outcomes = np.arange(many[some].sum()) - np.repeat(starts, many[some]) * 1.0
            given = (np.repeat(part[some], many[some]) for part in (self.trials, expected / self.trials, spreads))
            parts.append((some, outcomes, starts, np.exp(_log_chance(outcomes, *given))))
        return parts


def _log_chance(hits: Floats, trials: Floats, share: Floats, spreads: Floats) -> Floats:
    """The log of the chance of `hits` of `trials`."""
    size = (1 - spreads) / np.maximum(spreads, NARROWEST)
    yes, no = share * size, (1 - share) * size
    wide = betaln(hits + yes, trials - hits + no) - betaln(yes, no)
    plain = xlogy(hits, share) + xlog1py(trials - hits, -share)
    ways = gammaln(trials + 1) - gammaln(hits + 1) - gammaln(trials - hits + 1)
    return np.asarray(ways + np.where(spreads > NARROWEST, wide, plain))


def fitted_spread(kind: Predictive, observed: Floats, expected: Floats, noise: Floats) -> float:
    """The spread between officers under which counts that were left out are likeliest; 0 where chance is enough.

    Each officer's count is set against what the others make one expect (predictive likelihood), so that the many rates
    that are fitted do not make the spread look smaller than it is.
    """

    def missing(log_spread: float) -> float:
        return -kind.likelihood(observed, expected, kind.widened(expected, float(np.exp(log_spread)), noise))

    ends = (float(np.log(NARROWEST)), float(np.log(WIDEST)))
    found = minimize_scalar(missing, bounds=ends, method="bounded", options={"xatol": 1e-8})
    flat = kind.likelihood(observed, expected, kind.widened(expected, 0.0, noise))
    return float(np.exp(found.x)) if -found.fun > flat + 1e-9 else 0.0


def scores(kind: Predictive, observed: Floats, expected: Floats, spreads: Floats) -> tuple[Floats, Floats]:
    """Between which normal scores each count lies: that of the chance of fewer, and of the chance of so many or fewer.

    A whole count fills the space between the two; taking the whole space, not a random point in it, keeps the scores
    of counts free of chance. Source: Czado, Gneiting and Held, Biometrics 65 (2009), 1254-1261.
    """
    low, high = (_normal(*kind.below(limit, expected, spreads)) for limit in (observed - 1, observed))
    return low, high


def _normal(upto: Floats, over: Floats) -> Floats:
    """The normal score with `upto` below and `over` above, from whichever is smaller."""
    return np.where(upto < over, ndtri(np.minimum(upto, 0.5)), -ndtri(np.minimum(over, 0.5)))
