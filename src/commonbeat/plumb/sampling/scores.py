"""Scores of a scale: one a person, and their weighted mean."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from commonbeat.plumb.about import About
from commonbeat.plumb.checks import one_of
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.frames import framed
from commonbeat.plumb.interval import confidence
from commonbeat.plumb.numerals import ranged, written
from commonbeat.plumb.result import Estimate, Kind
from commonbeat.plumb.sampling.answers import turned
from commonbeat.plumb.sampling.columns import Floats, weighting
from commonbeat.plumb.sampling.methods import WEIGHTED_MEAN
from commonbeat.plumb.sealed import Sealed
from commonbeat.plumb.terms import Phrase

MEAN_SAID = Phrase(
    "The mean score is {point} on a scale from {lowest} to {highest} ({scored} people)",
    "La puntuación media es {point} en una escala de {lowest} a {highest} ({scored} personas)",
)
RANGE_SAID = Phrase("; it could be anywhere from {low} to {high}", "; podría estar entre {low} y {high}")
ALL_ALIKE = Phrase(
    "Everybody has the same score, so we cannot tell how far the mean could be off",
    "Todas las personas tienen la misma puntuación, así que no podemos saber cuánto podría desviarse la media",
)
TOO_FEW = "A mean's range needs two"
UNSCORED = Phrase(
    ". Without a score, for fewer than half of the items were answered: {count}",
    ". Sin puntuación, por responder menos de la mitad de las preguntas: {count}",
)
LIMITS = Phrase(
    "A mean hides how scores differ from person to person. Its range takes people as drawn one by one and says nothing "
    "of those who did not answer; whether the items ask what we think they ask is another question.",
    "La media oculta cuánto difieren las personas entre sí. Su rango supone personas elegidas una por una y no dice "
    "nada de quienes no respondieron; si las preguntas miden lo que creemos es otra cuestión.",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScaleScores(Sealed):
    """Each person's score (`scores`, a row each; NaN where too few items were answered) and the weighted mean."""

    mean: Estimate
    scores: Floats
    scored: int
    unscored: int
    lowest: float
    highest: float

    def sentence(self, language: str = "en") -> str:
        """The mean score in one sentence."""
        point, low, high = ranged(self.mean.point, self.mean.low, self.mean.high, language=language)
        ends = {"lowest": f"{self.lowest:g}", "highest": f"{self.highest:g}", "scored": written(self.scored, 0)}
        said = MEAN_SAID.said(language, point=point, **ends)
        alike = ALL_ALIKE in self.mean.notes
        said += f". {ALL_ALIKE.said(language)}" if alike else RANGE_SAID.said(language, low=low, high=high)
        said += UNSCORED.said(language, count=written(self.unscored, 0)) if self.unscored else ""
        return framed(f"{said}.", [self.mean], language)

    def limits(self, language: str = "en") -> str:
        """What it cannot show."""
        return LIMITS.said(language)


def score_scale(
    answers: ArrayLike,
    *,
    about: About,
    items: Sequence[str],
    lowest: float = 1,
    highest: float = 5,
    reverse: Collection[str] = (),
    weights: ArrayLike | None = None,
    level: float = 0.95,
) -> ScaleScores:
    """One score a person and their weighted mean.

    `answers`: rows are people, columns `items` (picked by name from a data frame); NaN where not answered; from
    `lowest` to `highest`. Items of `reverse` are turned (lowest + highest - answer). A person's score is the mean of
    the answered items where at least half are answered. The mean's standard error is linearized for unequal `weights`
    (persons drawn independently; for strata and clusters hand the scores to a survey design), its interval Student's
    with n - 1 degrees. Where all scores are the same, a note says that the range cannot be told.
    """
    one_of("about", about, About)
    table = turned(answers, items, lowest, highest, reverse)
    weight = weighting("weights", weights, rows=table.shape[0])
    answered = np.isfinite(table).sum(axis=1)
    has_score = 2 * answered >= table.shape[1]
    scores = np.full(table.shape[0], np.nan)
    scores[has_score] = np.nansum(table[has_score], axis=1) / answered[has_score]
    if has_score.sum() < 2:
        raise DataError("answers", f"{has_score.sum()} people answered at least half of the items", TOO_FEW)
    return ScaleScores(
        mean=_mean(scores[has_score], weight[has_score], lowest, highest, about, level),
        scores=scores,
        scored=int(has_score.sum()),
        unscored=int((~has_score).sum()),
        lowest=float(lowest),
        highest=float(highest),
    )


def _mean(scores: Floats, weight: Floats, lowest: float, highest: float, about: About, level: float) -> Estimate:
    """The weighted mean of two scores or more with its range, held on the scale."""
    n, share = scores.size, weight / weight.sum()
    alike = bool(np.all(scores == scores[0]))
    mean = float(scores[0]) if alike else float(share @ scores)
    error = float(np.sqrt(n / (n - 1) * (share**2 @ (scores - mean) ** 2)))
    half = float(stdtrit(n - 1, (1 + confidence(level)) / 2)) * error
    return about.figure(
        point=mean,
        low=max(mean - half, min(mean, lowest)),
        high=min(mean + half, max(mean, highest)),
        n=n,
        method=WEIGHTED_MEAN,
        kind=Kind.MEAN,
        level=level,
        notes=(ALL_ALIKE,) if alike else (),
        unit="points",
    )
