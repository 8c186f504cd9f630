"""Means, totals, ratios and shares of a survey, for everybody or by domain, each with its design-based range."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from commonbeat.plumb.about import About
from commonbeat.plumb.checks import one_of
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.result import Kind, Method
from commonbeat.plumb.survey.columns import By, Floats
from commonbeat.plumb.survey.design import Design
from commonbeat.plumb.survey.methods import LINEARIZED, LOGIT, WILSON_EFFECTIVE
from commonbeat.plumb.survey.ranges import Ends, logit_ends, t_ends, wilson_ends
from commonbeat.plumb.survey.replicates import Replicates
from commonbeat.plumb.survey.results import Estimates
from commonbeat.plumb.survey.statistics import Measured, Ratio, Total, alike, asked, design_of, measure
from commonbeat.plumb.terms import Phrase

ONE_ANSWER = Phrase(
    "All in the group gave the same answer, so the range is Wilson's at the effective number of answers",
    "Todo el grupo dio la misma respuesta, así que el rango es el de Wilson con el número efectivo de respuestas",
)
NO_SPREAD = Phrase(
    "In every part of the sample all gave the same answer, so the range is Wilson's at the effective number of answers",
    "En cada parte de la muestra todos respondieron lo mismo, así que el rango es el de Wilson con el número efectivo "
    "de respuestas",
)
FIXED = Phrase(
    "The known totals alone give this figure, so its range has no width",
    "Los totales conocidos bastan para dar esta cifra, así que su rango no tiene anchura",
)


def mean(
    sample: Design | Replicates,
    values: ArrayLike,
    *,
    about: About,
    unit: str = "",
    by: By = None,
    level: float = 0.95,
    skip_missing: bool = False,
) -> Estimates:
    """Weighted mean of `values` (n,) for everybody or in each domain of `by`, with a t range.

    `unit`: what the values are in (a plural noun). `by`: one column of groups (or of plain labels) or several Groups,
    which are crossed; rows outside a domain still count for its error.
    Degrees of freedom: first-stage units less strata with rows in the domain. With weights fitted to margins the error
    is that of the residuals; with Replicates it comes from them. A NaN raises DataError naming the row, or is left out
    with `skip_missing`. A domain in which all gave one number is left out (TOO_FEW), unless everybody was asked or the
    margins fix the figure: nothing then says how far chance moves it.
    Source: Binder (1983); Särndal, Swensson and Wretman, Model Assisted Survey Sampling (Springer 1992).
    """
    (y,), domains, notes = asked(sample, {"values": values}, by, skip_missing)
    form = Ratio(top=y, bottom=None, domain=domains.codes, domains=len(domains.levels))
    found = measure(sample, form, domains).spread(domains)
    return estimates(found, domains, t_range(found, level), about, Kind.MEAN, how(sample), level, notes, unit=unit)


def total(
    sample: Design | Replicates,
    values: ArrayLike,
    *,
    about: About,
    unit: str = "",
    by: By = None,
    level: float = 0.95,
    skip_missing: bool = False,
) -> Estimates:
    """Total of `values` (n,) over the population, with a t range; else as `mean`. Weights must add up to people."""
    (y,), domains, notes = asked(sample, {"values": values}, by, skip_missing)
    form = Total(values=y, domain=domains.codes, domains=len(domains.levels))
    found = measure(sample, form, domains).spread(domains)
    return estimates(found, domains, t_range(found, level), about, Kind.TOTAL, how(sample), level, notes, unit=unit)


def ratio(
    sample: Design | Replicates,
    values: ArrayLike,
    over: ArrayLike,
    *,
    about: About,
    unit: str = "",
    by: By = None,
    level: float = 0.95,
    skip_missing: bool = False,
) -> Estimates:
    """Total of `values` over total of `over` (n,), both of amounts from 0 up, with a t range cut at 0; else as `mean`.

    A domain in which `over` adds up to nothing is left out (NO_DENOMINATOR).
    """
    (y, x), domains, notes = asked(sample, {"values": values, "over": over}, by, skip_missing)
    for name, column in (("values", y), ("over", x)):
        if column.min() < 0:
            raise DataError(name, f"row {int(np.argmin(column))} is below zero", "A ratio is of amounts; use mean")
    form = Ratio(top=y, bottom=x, domain=domains.codes, domains=len(domains.levels))
    found = measure(sample, form, domains).spread(domains)
    low, high = t_range(found, level)
    ends = np.maximum(low, 0.0), high
    return estimates(found, domains, ends, about, Kind.RATIO, how(sample), level, notes, unit=unit)


def share(
    sample: Design | Replicates,
    hits: ArrayLike,
    *,
    about: About,
    by: By = None,
    level: float = 0.95,
    interval: Literal["logit", "wilson"] = "logit",
    skip_missing: bool = False,
) -> Estimates:
    """Share of people with `hits` (n,) of 1 among those with 0 or 1; else as `mean`.

    `interval`: "logit" (t range of the log odds) or "wilson" (at the effective number of answers: share x (1 - share)
    over the variance). Where all or none hit, or all in every stratum alike, the variance says nothing: the range is
    then Wilson's at the effective number of answers, or of clusters where these are fewer, with a note; of no width
    where everybody was asked, or (with a note) where the margins alone give the share.
    Source: Korn and Graubard (1998, 1999); Wilson (1927).
    """
    if interval not in ("logit", "wilson"):
        raise DataError("interval", f"{interval!r} is not known", 'Say "logit" or "wilson"')
    (y,), domains, notes = asked(sample, {"hits": hits}, by, skip_missing)
    if np.any((y != 0) & (y != 1)):
        raise DataError(
            "hits", f"row {int(np.argmax((y != 0) & (y != 1)))} is neither 0 nor 1", "Code no as 0, yes as 1"
        )
    found = measure(sample, Ratio(top=y, bottom=None, domain=domains.codes, domains=len(domains.levels)), domains)
    low, high = share_range(found, alike(design_of(sample), domains, found.silent)[found.kept], level, interval)
    method = LOGIT if interval == "logit" else WILSON_EFFECTIVE
    silent = found.silent[found.kept]
    methods = [WILSON_EFFECTIVE if one else method for one in silent]
    return estimates(found, domains, (low, high), about, Kind.SHARE, methods, level, notes, _said(found))


def _said(found: Measured) -> list[tuple[Phrase, ...]]:
    """What is to be said of each kept share that has an error of zero, if anything."""
    notes: list[tuple[Phrase, ...]] = []
    for i in found.kept:
        if found.silent[i]:
            notes.append((NO_SPREAD,) if 0 < found.points[i] < 1 else (ONE_ANSWER,))
        else:
            notes.append((FIXED,) if found.fixed[i] else ())
    return notes


def share_range(found: Measured, trials: Floats, level: float, interval: str) -> Ends:
    """Ends of the kept shares; `trials`: effective number of answers where the error says nothing."""
    p, error, free = (column[found.kept] for column in (found.points, found.errors, found.degrees))
    silent, still = found.silent[found.kept], error == 0
    p = np.clip(p, 0.0, 1.0)
    safe = np.where(still, 0.5, p)
    wilson = wilson_ends(p, np.where(still, trials, safe * (1 - safe) / np.where(still, 1.0, error) ** 2), free, level)
    ends = wilson if interval == "wilson" else logit_ends(safe, error, free, level)
    low, high = (np.where(silent, one, np.where(still, p, other)) for one, other in zip(wilson, ends, strict=True))
    return low, high


def t_range(found: Measured, level: float) -> Ends:
    """t ranges of the kept domains."""
    return t_ends(found.points[found.kept], found.errors[found.kept], found.degrees[found.kept], level)


def how(sample: Design | Replicates) -> Method:
    """The method of a sample's standard errors."""
    return sample.method if isinstance(sample, Replicates) else LINEARIZED


def estimates(
    found: Measured,
    domains: Groups,
    ends: Ends,
    about: About,
    kind: Kind,
    method: Method | list[Method],
    level: float,
    notes: tuple[Phrase, ...],
    extra: Sequence[tuple[Phrase, ...]] = (),
    unit: str | None = None,
) -> Estimates:
    """Estimates of the kept domains; `ends`, `method` and `extra` notes in their order; `unit` of the data if None."""
    one_of("about", about, About)
    figures, errors, free = {}, {}, {}
    for place, i in enumerate(found.kept):
        label = domains.levels[i]
        point = min(max(found.points[i], 0.0), 1.0) if kind is Kind.SHARE else found.points[i]
        figures[label] = about.figure(
            point=point,
            low=ends[0][place],
            high=ends[1][place],
            n=int(found.rows[i]),
            method=method[place] if isinstance(method, list) else method,
            kind=kind,
            level=level,
            notes=(*notes, *(extra[place] if extra else ())),
            unit=about.unit if unit is None else unit,
        )
        errors[label], free[label] = float(found.errors[i]), float(found.degrees[i])
    return Estimates(figures=figures, standard_errors=errors, degrees=free, left_out=found.left_out)
