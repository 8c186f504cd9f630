"""Medians and other quantiles of a survey, by domain, with Woodruff's range or one from bootstrap replicates."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.about import About
from commonbeat.plumb.checks import number
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.result import Kind
from commonbeat.plumb.survey.columns import By, Codes, Floats
from commonbeat.plumb.survey.design import Design
from commonbeat.plumb.survey.estimates import estimates, t_range
from commonbeat.plumb.survey.methods import WOODRUFF
from commonbeat.plumb.survey.ranges import Ends, t_ends, t_quantile, wilson_ends
from commonbeat.plumb.survey.replicates import Replicates
from commonbeat.plumb.survey.results import Estimates
from commonbeat.plumb.survey.statistics import Measured, Ratio, alike, asked, measure, replicated
from commonbeat.plumb.terms import Phrase

ROUNDING = 1e-12
"""A sum of weights that misses its mark by less than this part counts as having reached it."""
AT_THE_END = Phrase(
    "The range reaches past the answers, so it ends at the smallest or largest of them",
    "El rango va más allá de las respuestas, así que termina en la menor o la mayor de ellas",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantile:
    """The smallest value of each domain at or below which the part `at` (domains,) of the weight lies.

    `order` (n,): rows that belong to a domain, sorted by domain and value; `ends` (domains + 1,): where each begins.
    """

    values: Floats
    at: Floats
    order: NDArray[np.intp]
    ends: NDArray[np.intp]

    @classmethod
    def of(cls, values: Floats, domain: Codes, domains: int, at: float) -> "Quantile":
        """Sort once; replicates and ends of ranges use the same order."""
        order = np.lexsort((values, domain))[int(np.sum(domain < 0)) :]
        ends = np.searchsorted(domain[order], np.arange(domains + 1))
        return cls(values=values, at=np.full(domains, at), order=order, ends=ends)

    def points(self, weights: Floats) -> Floats:
        """Quantiles (domains,); NaN where a domain has no weight."""
        sums = np.concatenate([[0.0], np.cumsum(weights[self.order])])
        begin, end = sums[self.ends[:-1]], sums[self.ends[1:]]
        goal = begin + (end - begin) * np.clip(self.at, 0.0, 1.0)
        place = np.searchsorted(sums[1:], goal - ROUNDING * sums[-1])
        inside = np.clip(place, self.ends[:-1], np.maximum(self.ends[1:] - 1, self.ends[:-1]))
        empty = end <= begin
        row = self.order[np.where(empty, 0, inside)]
        return np.where(empty, np.nan, self.values[row])


def quantile(
    sample: Design | Replicates,
    values: ArrayLike,
    at: float,
    *,
    about: About,
    unit: str = "",
    by: By = None,
    level: float = 0.95,
    skip_missing: bool = False,
) -> Estimates:
    """The quantile `at` (0.5: the median) of `values` (n,): the smallest value that part of the people do not exceed.

    Woodruff's range: the t range of the share at or below the quantile, read back from the weighted distribution; its
    standard error is half its width over t. Where that share has no error of its own (as where the quantile is the
    largest answer), Wilson's range at the effective number of answers or clusters takes its place; past the largest
    answer the range ends at it, with a note.
    With bootstrap Replicates the error comes from them, and the range is t; a domain whose replicates all give one
    number is left out (TOO_FEW). The jackknife is refused, since it is not consistent for quantiles. `unit`, domains,
    degrees of freedom and missing answers as in `mean`.
    Source: Woodruff (1952); Francisco and Fuller, Annals of Statistics 19 (1991), 454-469.
    """
    if not 0 < number("at", at) < 1:
        raise DataError("at", f"{at:g} is not between 0 and 1", "Write the median as 0.5")
    (y,), domains, notes = asked(sample, {"values": values}, by, skip_missing)
    if domains.codes.max() < 0:
        raise DataError(domains.name, "nobody in it answered", "Withhold the figures: too few")
    count = len(domains.levels)
    sought = Quantile.of(y, domains.codes, count, at)
    if isinstance(sample, Replicates):
        if sample.scheme != "bootstrap":
            raise DataError("sample", "the jackknife is wrong for quantiles", "Use the bootstrap, or the design itself")
        found = replicated(sample, sought.points, domains).spread(domains)
        return estimates(
            found, domains, t_range(found, level), about, Kind.MEAN, sample.method, level, notes, unit=unit
        )
    found, ends, past = _woodruff(sample, sought, domains, at, level)
    extra = [(AT_THE_END,) if past[i] else () for i in found.kept]
    return estimates(found, domains, ends, about, Kind.MEAN, WOODRUFF, level, notes, extra, unit)


def _woodruff(
    sample: Design, sought: Quantile, domains: Groups, at: float, level: float
) -> tuple[Measured, Ends, NDArray[np.bool_]]:
    """Quantiles with standard errors, the ends of the kept domains, and where the range ran past the answers."""
    points, count = sought.points(sample.weights), len(domains.levels)
    below = np.where((domains.codes >= 0) & (sought.values <= points[domains.codes]), 1.0, 0.0)
    found = measure(sample, Ratio(top=below, bottom=None, domain=domains.codes, domains=count), domains)
    free = np.maximum(found.degrees, 1)
    shares = t_ends(found.points, found.errors, free, level)
    largest = found.silent & (found.points >= 1 - ROUNDING)
    spare = wilson_ends(np.where(largest, at, found.points), alike(sample, domains, found.silent), free, level)
    least, most = (np.where(found.silent, one, other) for one, other in zip(spare, shares, strict=True))
    most = np.where(largest, 1.0, most)
    low, high = (replace(sought, at=end).points(sample.weights) for end in (least, most))
    low, high = np.minimum(low, points), np.maximum(high, points)
    errors = (high - low) / (2 * t_quantile(free, level))
    past = (least < 0) | (most > 1) | largest
    return replace(found, points=points, errors=errors), (low[found.kept], high[found.kept]), past
