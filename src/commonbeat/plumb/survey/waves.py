"""From wave to wave: the difference of shares in points, with its own standard error; new words break the line."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.about import About
from commonbeat.plumb.checks import one_of, words
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.result import Kind, Reason, Window
from commonbeat.plumb.survey.columns import Codes, Floats, Groups
from commonbeat.plumb.survey.design import Design
from commonbeat.plumb.survey.differences import WaveDifference, WaveDifferences
from commonbeat.plumb.survey.estimates import share
from commonbeat.plumb.survey.linearization import squares, unit_totals
from commonbeat.plumb.survey.methods import DIFFERENCE
from commonbeat.plumb.survey.ranges import t_quantile
from commonbeat.plumb.survey.results import Estimates
from commonbeat.plumb.survey.statistics import Ratio, asked
from commonbeat.plumb.terms import Phrase

JOINED = Phrase(
    "In one wave all gave the same answer, so the range joins the Wilson ranges of both (Newcombe 1998)",
    "En una ronda todos dieron la misma respuesta, así que el rango une los de Wilson de ambas (Newcombe 1998)",
)
PANEL = Phrase(
    "{both} units were asked in both waves, and the range takes this into account",
    "{both} unidades respondieron en ambas rondas, y el rango lo tiene en cuenta",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wave:
    """One wave of a question: who answered what to which words.

    `hits` (n,): 1 or 0, NaN for no answer (left out, with a note). `wording`: the question and its answers as asked.
    `by`: the domains, as in `share`. In a panel `design` has the person (or address) as its cluster.
    """

    design: Design
    hits: ArrayLike
    wording: str
    about: About
    by: Groups | Sequence[Groups] | None = None

    def __post_init__(self) -> None:
        """Check the words; the rest is checked when it is compared."""
        one_of("design", self.design, Design)
        one_of("about", self.about, About)
        words("wording", self.wording, empty=False)


def wave_difference(before: Wave, after: Wave, *, panel: bool = False, level: float = 0.95) -> WaveDifferences:
    """How many points the share of `after` lies above that of `before`, by domain, with a t range.

    Independent waves: the variances add. `panel`: waves with the same clusters; what a cluster adds to both is kept
    together (Kish 1965), so that the correlation counts. Where all gave one answer in a wave, the range joins the
    Wilson ranges (Newcombe, Statistics in Medicine 17 (1998), 873-890), with a note.
    Raises DataError where the words differ (the line is broken: no difference can be had), where the second wave ended
    before the first, or where no label is in both.
    """
    _same_line(before, after)
    shares = [_shares(wave, level) for wave in (before, after)]
    labels = [label for label in shares[0] if label in shares[1]]
    if not labels:
        raise DataError("by", "no group has a figure in both waves", "Give both waves the same groups")
    errors, both = _errors(before, after, shares, labels, panel)
    degrees = np.array([[one.degrees[label] for label in labels] for one in shares])
    free = degrees.max(axis=0) if panel else degrees.sum(axis=0)
    moved, low, high, joined = _ends(shares, labels, t_quantile(free, level) * errors)
    notes = (PANEL.filled(both=f"{both:,}"),) if panel else ()
    about = _about(before, after)
    differences = {}
    for i, label in enumerate(labels):
        earlier, later = shares[0][label], shares[1][label]
        told = (*earlier.notes, *later.notes, *notes, *((JOINED,) if joined[i] else ()))
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
        z = float(moved[i] / errors[i]) if errors[i] > 0 else float("nan")
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


def _shares(wave: Wave, level: float) -> Estimates:
    return share(wave.design, wave.hits, about=wave.about, by=wave.by, level=level, skip_missing=True)


def _left_out(shares: list[Estimates]) -> dict[str, Reason]:
    """Labels that one wave lacks, with its reason; one that it has never heard of has nobody."""
    reasons = dict(shares[0].left_out) | dict(shares[1].left_out)
    for one, other in (shares, shares[::-1]):
        reasons |= {label: Reason.NO_DENOMINATOR for label in one if label not in other and label not in reasons}
    return reasons


def _errors(before: Wave, after: Wave, shares: list[Estimates], labels: list[str], panel: bool) -> tuple[Floats, int]:
    """Standard errors of the differences, as shares; for a panel also how many units were in both waves."""
    if not panel:
        squared = sum(np.array([one.standard_errors[label] for label in labels]) ** 2 for one in shares)
        return np.sqrt(squared), 0
    names, strata, places = _together([before.design, after.design])
    both = Design(
        weights=np.ones(len(names)), strata=strata, population=after.design.population, lonely=after.design.lonely
    )
    totals = np.zeros((len(names), len(labels)))
    for wave, place, sign in zip((before, after), places, (-1.0, 1.0), strict=True):
        totals[place] += sign * _parts(wave, labels)
    stage = both.stages[0]
    return np.sqrt(squares(totals, stage, stage.strata)), len(places[0]) + len(places[1]) - len(names)


def _together(designs: list[Design]) -> tuple[NDArray[np.str_], NDArray[np.str_], list[Codes]]:
    """The clusters of both waves, their strata, and where those of each wave are among them."""
    known: dict[str, str] = {}
    for design in designs:
        stage = design.stages[0]
        if design.cluster_labels is None or stage.stratum_of is None:
            raise DataError("panel", "a design has no clusters", "Give the person or address as the cluster")
        strata = [design.stratum_labels[i] for i in stage.stratum_of]
        for label, stratum in zip(design.cluster_labels, strata, strict=True):
            if known.setdefault(label, stratum) != stratum:
                problem = f"cluster {label} moved from stratum {known[label]} to {stratum}"
                raise DataError("panel", problem, "Keep the stratum from which it was drawn")
    names = np.array(sorted(known))
    places = [np.searchsorted(names, design.cluster_labels or ()) for design in designs]
    return names, np.array([known[name] for name in names]), places


def _parts(wave: Wave, labels: list[str]) -> Floats:
    """What each cluster adds to the shares of a wave (units, labels)."""
    (y,), domains, _ = asked(wave.design, {"hits": wave.hits}, wave.by, True)
    form = Ratio(top=y, bottom=None, domain=domains.codes, domains=len(domains.levels))
    scores = form.scores(wave.design.weights, form.points(wave.design.weights))
    totals = unit_totals(wave.design, wave.design.stages[0], scores)
    return totals[:, [domains.levels.index(label) for label in labels]]


def _ends(shares: list[Estimates], labels: list[str], half: Floats) -> tuple[Floats, Floats, Floats, NDArray[np.bool_]]:
    """Differences of shares, their ends (`half` a width away), and where they join two Wilson ranges instead."""
    found = [[one[label] for label in labels] for one in shares]
    first, second = (np.array([(one.low, one.point, one.high) for one in wave]).T for wave in found)
    moved = second[1] - first[1]
    joined = np.isin(first[1], (0.0, 1.0)) | np.isin(second[1], (0.0, 1.0))
    down = np.hypot(second[1] - second[0], first[2] - first[1])
    up = np.hypot(second[2] - second[1], first[1] - first[0])
    return moved, moved - np.where(joined, down, half), moved + np.where(joined, up, half), joined
