"""From wave to wave: the difference of shares in points, with its own standard error; new words break the line."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.about import About
from commonbeat.plumb.arrays import frozen
from commonbeat.plumb.checks import one_of, words
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.result import Estimate, Kind, Reason, Window
from commonbeat.plumb.survey.columns import By, Floats, numbers
from commonbeat.plumb.survey.design import Design
from commonbeat.plumb.survey.differences import WaveDifference, WaveDifferences
from commonbeat.plumb.survey.estimates import share
from commonbeat.plumb.survey.linearization import unit_totals
from commonbeat.plumb.survey.methods import DIFFERENCE
from commonbeat.plumb.survey.panel import paired, satterthwaite, united
from commonbeat.plumb.survey.ranges import t_quantile
from commonbeat.plumb.survey.results import Estimates
from commonbeat.plumb.survey.statistics import Ratio, asked
from commonbeat.plumb.terms import Phrase

ONE_ALIKE = Phrase(
    "In one wave all gave the same answer, so the range joins the ranges of both waves (Newcombe 1998)",
    "En una ronda todos dieron la misma respuesta, así que el rango une los de ambas rondas (Newcombe 1998)",
)
BOTH_ALIKE = Phrase(
    "In each of the waves all gave the same answer, so the range joins the ranges of both (Newcombe 1998)",
    "En cada ronda todos dieron la misma respuesta, así que el rango une los de ambas (Newcombe 1998)",
)
NO_SPREAD = Phrase(
    "The answers do not differ enough to give a standard error, so the range joins the ranges of both waves "
    "(Newcombe 1998)",
    "Las respuestas no difieren lo bastante para dar un error estándar, así que el rango une los de ambas rondas "
    "(Newcombe 1998)",
)
PANEL = Phrase(
    "{both} units were asked in both waves, and the range takes this into account",
    "A {both} unidades se les preguntó en ambas rondas, y el rango lo tiene en cuenta",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wave:
    """One wave of a question: who answered what to which words.

    `hits` (n,): 1 or 0, NaN for no answer (left out, with a note). `wording`: the question and its answers as asked.
    `by`: the domains, as in `share`. In a panel `design` has the person (or address) as its cluster. Where the design
    knows the population, a panel's range counts it as far as the same people were asked (see `panel.paired`).
    """

    design: Design
    hits: ArrayLike
    wording: str
    about: About
    by: By = None

    def __post_init__(self) -> None:
        """Check the words and keep the answers; the rest is checked when it is compared."""
        one_of("design", self.design, Design)
        one_of("about", self.about, About)
        words("wording", self.wording, empty=False)
        object.__setattr__(self, "hits", frozen(numbers("hits", self.hits).copy()))


def wave_difference(before: Wave, after: Wave, *, panel: bool = False, level: float = 0.95) -> WaveDifferences:
    """How many points the share of `after` lies above that of `before`, by domain, with a t range.

    Independent waves: the variances add, with the degrees of freedom of Satterthwaite (1946). `panel`: waves with the
    same clusters; what a cluster adds to both is kept together (Kish 1965), so that the correlation counts. Where a
    wave or the difference has no error of its own (all gave one answer), the range joins those of both waves (Newcombe,
    Statistics in Medicine 17 (1998), 873-890), with a note.
    Raises DataError where the words differ (the line is broken: no difference can be had), where the second wave is
    not later than the first, or where no label is in both.
    """
    _same_line(before, after)
    shares = [_shares(wave, level) for wave in (before, after)]
    labels = [label for label in shares[0] if label in shares[1]]
    if not labels:
        raise DataError("by", "no group has a figure in both waves", "Give both waves the same groups")
    errors, free, notes = _errors((before, after), shares, labels, panel)
    moved, low, high, joined = _ends(shares, labels, errors, t_quantile(free, level) * errors)
    about = _about(before, after)
    differences = {}
    for i, label in enumerate(labels):
        earlier, later = shares[0][label], shares[1][label]
        told = (*earlier.notes, *later.notes, *notes, *((_joined(earlier, later),) if joined[i] else ()))
        figure = about.figure(
            point=100 * moved[i],
            low=100 * low[i],
            high=100 * high[i],
            n=earlier.n + later.n,
            method=DIFFERENCE,
            kind=Kind.DIFFERENCE,
            level=level,
            notes=dict.fromkeys(told),
        )
        z = float(moved[i] / errors[i]) if errors[i] > 0 and not joined[i] else float("nan")
        differences[label] = WaveDifference(difference=figure, before=earlier, after=later, z=z)
    return WaveDifferences(differences=differences, left_out=_left_out(shares))


def _about(before: Wave, after: Wave) -> About:
    """What a difference is about: the days from the first wave to the second, in points."""
    first, second = before.about, after.about
    return About(
        window=Window(start=min(first.window.start, second.window.start), end=second.window.end),
        as_of=max(first.as_of, second.as_of),
        unit="points",
        synthetic=first.synthetic or second.synthetic,
    )


def _same_line(before: Wave, after: Wave) -> None:
    """Refuse waves that were asked in other words, or that come in the wrong order."""
    asked_then, asked_now = (" ".join(wave.wording.split()) for wave in (before, after))
    if asked_then != asked_now:
        problem = f"it was {asked_then!r} and became {asked_now!r}, so the line is broken"
        raise DataError("wording", problem, "Begin a new line with the later wave; show both, and no difference")
    if after.about.window.end < before.about.window.end:
        raise DataError("after", "it ended before the wave before it", "Swap the two waves")
    if after.about.window == before.about.window:
        raise DataError("after", "it has the same days as the wave before it", "Give each wave the days of its own")


def _shares(wave: Wave, level: float) -> Estimates:
    return share(wave.design, wave.hits, about=wave.about, by=wave.by, level=level, skip_missing=True)


def _left_out(shares: list[Estimates]) -> dict[str, Reason]:
    """Labels that one wave lacks, with its reason; one that it has never heard of has nobody."""
    reasons = dict(shares[0].left_out) | dict(shares[1].left_out)
    for one, other in (shares, shares[::-1]):
        reasons |= {label: Reason.NO_DENOMINATOR for label in one if label not in other and label not in reasons}
    return reasons


def _errors(
    waves: tuple[Wave, Wave], shares: list[Estimates], labels: list[str], panel: bool
) -> tuple[Floats, Floats, tuple[Phrase, ...]]:
    """Standard errors of the differences, as shares, their degrees of freedom, and what was done."""
    degrees = np.array([[one.degrees[label] for label in labels] for one in shares])
    if not panel:
        squared = np.array([[one.standard_errors[label] for label in labels] for one in shares]) ** 2
        return np.sqrt(squared.sum(axis=0)), satterthwaite(squared, degrees), ()
    before, after = waves
    designs = before.design, after.design
    union = united(designs)
    found = paired(union, designs, (_parts(before, labels), _parts(after, labels)), degrees)
    return found.errors, found.degrees, (PANEL.filled(both=f"{found.both:,}"),)


def _parts(wave: Wave, labels: list[str]) -> Floats:
    """What each cluster adds to the shares of a wave (units, labels)."""
    (y,), domains, _ = asked(wave.design, {"hits": wave.hits}, wave.by, True)
    form = Ratio(top=y, bottom=None, domain=domains.codes, domains=len(domains.levels))
    scores = form.scores(wave.design.weights, form.points(wave.design.weights))
    totals = unit_totals(wave.design, wave.design.stages[0], scores)
    return totals[:, [domains.levels.index(label) for label in labels]]


def _joined(earlier: Estimate, later: Estimate) -> Phrase:
    """Why the ranges of two waves were joined."""
    alike = sum(one.point in (0.0, 1.0) for one in (earlier, later))
    return (NO_SPREAD, ONE_ALIKE, BOTH_ALIKE)[alike]


def _ends(
    shares: list[Estimates], labels: list[str], errors: Floats, half: Floats
) -> tuple[Floats, Floats, Floats, NDArray[np.bool_]]:
    """Differences of shares, their ends (`half` a width away), and where they join the ranges of both waves instead.

    A wave whose share has a range but no error has it from Wilson; of a share without any width chance moves nothing.
    """
    first, second = (
        np.array([[one[label].low, one[label].point, one[label].high] for label in labels]).T for one in shares
    )
    wide = [one[2] > one[0] for one in (first, second)]
    still = [np.array([one.standard_errors[label] == 0 for label in labels]) for one in shares]
    joined = (still[0] & wide[0]) | (still[1] & wide[1]) | ((errors == 0) & (wide[0] | wide[1]))
    moved = second[1] - first[1]
    down = np.hypot(second[1] - second[0], first[2] - first[1])
    up = np.hypot(second[2] - second[1], first[1] - first[0])
    return moved, moved - np.where(joined, down, half), moved + np.where(joined, up, half), joined
