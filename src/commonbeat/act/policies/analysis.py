"""Numbers of training: how far scores changed between before and after, with the range of a paired comparison."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from math import sqrt
from statistics import fmean, stdev

from commonbeat.plumb import About, Kind, Method, Phrase, Reason, Shown

PAIRED_T = Method(
    key="paired_t",
    name_en="paired t range",
    name_es="rango t pareado",
    source="Student, Biometrika 6 (1908), 1-25",
)
BEFORE_AND_AFTER = Phrase(
    "Nobody else was scored twice beside them, so the change may have other causes than the session",
    "No se evaluó dos veces a nadie más, así que el cambio puede tener otras causas que la sesión",
)


@dataclass(frozen=True, slots=True)
class Scores:
    """Of a group scored twice: how many, their means, the standard deviation of their changes (None: not known)."""

    people: int
    before: float
    after: float
    spread: float | None


def of_pairs(pairs: Iterable[tuple[float, float]]) -> Scores:
    """The group that these pairs are, two or more; the pairs themselves are not kept."""
    rows = list(pairs)
    changes = [after - before for before, after in rows]
    return Scores(
        people=len(rows),
        before=fmean(before for before, _after in rows),
        after=fmean(after for _before, after in rows),
        spread=stdev(changes),
    )


def together(groups: Iterable[Scores]) -> Scores | None:
    """Several groups as one; None where there is none. Where the spread of one is not known, that of all is not."""
    rows = list(groups)
    people = sum(one.people for one in rows)
    if not people:
        return None
    before = sum(one.people * one.before for one in rows) / people
    after = sum(one.people * one.after for one in rows) / people
    spreads = [(one, one.spread) for one in rows if one.spread is not None]
    if len(spreads) < len(rows) or people < 2:
        return Scores(people, before, after, None)
    change = after - before
    squares = sum((one.people - 1) * s * s + one.people * (one.after - one.before - change) ** 2 for one, s in spreads)
    return Scores(people, before, after, sqrt(squares / (people - 1)))


def mean_change(scores: Scores | None, *, minimum: int, about: About) -> Shown:
    """The mean change of the people scored twice with its t range.

    Withheld under `minimum` people, where the spread of the changes is not known or is nothing.
    """
    if scores is None:
        return about.withheld(Reason.NOT_COLLECTED, Kind.DIFFERENCE)
    if scores.people < max(minimum, 2):
        return about.withheld(Reason.TOO_FEW, Kind.DIFFERENCE, n_hint=max(minimum, 2))
    if not scores.spread:
        return about.withheld(Reason.NOT_RECORDED, Kind.DIFFERENCE)
    change = scores.after - scores.before
    half = _quantile(scores.people - 1) * scores.spread / sqrt(scores.people)
    return about.figure(
        point=change,
        low=change - half,
        high=change + half,
        n=scores.people,
        method=PAIRED_T,
        kind=Kind.DIFFERENCE,
        notes=(BEFORE_AND_AFTER,),
    )


def _quantile(degrees: int) -> float:
    """How many standard errors lie on either side, by Student's t at 95%."""
    numpy, ranges = import_module("numpy"), import_module("commonbeat.plumb.survey.ranges")  # many pages need neither
    return float(ranges.t_quantile(numpy.array([float(degrees)]), 0.95)[0])
