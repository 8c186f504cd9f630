"""Multilevel regression and poststratification: a share for every area, also where few or none answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from commonbeat.plumb.about import About
from commonbeat.plumb.areas.cells import AnswerCells, CensusCells, Floats, Whole, same_levels
from commonbeat.plumb.areas.estimates import AreaEstimates
from commonbeat.plumb.areas.laplace import Problem
from commonbeat.plumb.areas.logistic import logistic
from commonbeat.plumb.areas.methods import MRP_LAPLACE
from commonbeat.plumb.areas.model import Layout, MrpModel, laid_out
from commonbeat.plumb.areas.spread import Spread, spread
from commonbeat.plumb.areas.variational import centered
from commonbeat.plumb.arrays import column, refuse
from commonbeat.plumb.checks import number, one_of, whole, words
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import confidence
from commonbeat.plumb.result import Estimate, Kind
from commonbeat.plumb.sealed import Sealed
from commonbeat.plumb.terms import Phrase

POINTS = 40
"""Points at which the SDs of the random terms are held."""
BLOCK = 250
"""Draws that are worked on at a time: few enough to stay in the processor's memory."""
UNSAMPLED = Phrase(
    "Nobody of {levels} ({factor}) answered; their figures come from the model alone",
    "Nadie de {levels} ({factor}) respondió; sus cifras vienen solo del modelo",
)
EMPTY_TOGETHER = Phrase(
    "Nobody answered in {lost} of the {all} combinations of {factors}; there the model alone tells how they differ",
    "Nadie respondió en {lost} de las {all} combinaciones de {factors}; ahí solo el modelo dice en qué se distinguen",
)
ALIKE = Phrase(
    "All who answered of {level} ({factor}) said the same; the model's prior keeps their figure off 0% and 100%",
    "Todas las personas de {level} ({factor}) que respondieron dijeron lo mismo; la información previa del modelo "
    "aleja su cifra de 0% y 100%",
)
ALONE = Phrase(
    "Nobody here answered; the figure comes from the model alone",
    "Nadie respondió aquí; la cifra viene solo del modelo",
)
DEFLATED = Phrase(
    "Answers were counted as fewer than they are, for the weights and clusters of the survey (design effect {deff})",
    "Las respuestas se contaron como menos de las que son, por los pesos y conglomerados de la encuesta (efecto de "
    "diseño {deff})",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MrpFit(Sealed):
    """A fitted model: draws from its posterior, ready to be poststratified by any factor.

    `sds`: posterior mean of the SD of each random term, on the logit scale, by its name ("area", "area x race").
    `effective_points`: how many equal points the integration over the SDs is worth. `notes`: what had to be done.
    `seed`: of the draws.
    """

    cells: AnswerCells
    about: About
    sds: Mapping[str, float]
    effective_points: float
    notes: tuple[Phrase, ...]
    seed: int
    _layout: Layout = field(repr=False)
    _draws: Floats = field(repr=False)
    _variances: Floats = field(repr=False)


def fit_mrp(
    cells: AnswerCells,
    model: MrpModel,
    about: About,
    *,
    deff: ArrayLike = 1.0,
    draws: int = 2000,
    points: int = POINTS,
    seed: int = 0,
) -> MrpFit:
    """The posterior of `model` on `cells`.

    Logistic with random effects. `points` values of their SDs are weighted by Laplace's marginal likelihood; at each
    the effects follow the normal nearest to their posterior (see variational.centered), and `draws` of them are taken
    in proportion to the points' weight.
    `deff`: design effect, one number or one a cell of `cells` (after merging), 1 or more: counts are divided by it.
    `seed`: of the draws; the same one gives the same result. Raises DataError where all answers are alike, where a
    level of a fixed factor was never sampled, and where the fit does not settle.
    Sources: Park, Gelman and Bafumi (2004); Rue, Martino and Chopin (2009); Ormerod and Wand (2012).
    """
    one_of("about", about, About)
    one_of("cells", cells, AnswerCells)
    one_of("model", model, MrpModel)
    draws, points = whole("draws", draws, least=100), whole("points", points, least=1)
    seed = whole("seed", seed, least=0)
    effect = _deff(deff, len(cells.n))
    total, agreed = cells.n.sum(), cells.yes.sum()
    if agreed in (0, total):
        alike = f"all {total:,.0f} answers are {'yes' if agreed else 'no'}"
        raise DataError("yes", alike, "Show one share for all with its Wilson range; no model can part the areas")
    layout = laid_out(model, cells)
    problem = layout.problem(cells, effect)
    found = spread(problem, len(layout.sizes), model.sd_scale, points)
    effects, variances = _drawn(problem, found, draws, np.random.default_rng(seed))
    names = [" x ".join(term) for term in layout.terms]
    return MrpFit(
        cells=cells,
        about=about,
        sds=dict(zip(names, (found.weights @ found.sds).tolist(), strict=True)),
        effective_points=found.effective,
        notes=_notes(cells, layout, effect),
        seed=seed,
        _layout=layout,
        _draws=effects,
        _variances=variances,
    )


def poststratify(fit: MrpFit, census: CensusCells, *, by: str | None = None, level: float = 0.95) -> AreaEstimates:
    """The share of each level of factor `by` (the areas unless told), each census cell weighted by its people.

    Figures are posterior means, ranges the middle `level` of the draws (0.95 unless told). Raises DataError where the
    census lacks a factor of the model or a level of `by` has no people.
    """
    one_of("fit", fit, MrpFit)
    one_of("census", census, CensusCells)
    confidence(level)
    layout = fit._layout
    by = layout.model.area if by is None else words("by", by)
    if by not in fit.cells.levels:
        raise DataError("by", f"the answers have no factor {by!r}", f"Use one of {', '.join(fit.cells.levels)}")
    same_levels(fit.cells, census, {*layout.model.factors, by})
    names = tuple(census.levels[by])
    people = np.asarray(np.bincount(census.codes[by], census.people, minlength=len(names)), dtype=np.float64)
    if np.any(people == 0):
        empty = names[int(np.argmin(people))]
        raise DataError("census", f"nobody lives in {empty!r} ({by})", "Leave that level out")
    shares = _shares(fit, census, by, people)
    overall = (people / people.sum()) @ shares
    shrinkage, own = _leaning(fit, by)
    answered = np.bincount(fit.cells.codes[by], fit.cells.n, minlength=len(names))
    return AreaEstimates(
        by=by,
        areal=by == layout.model.area,
        names=names,
        areas=tuple(
            figure(fit.about, drawn, int(n), level, fit.notes if n else (*fit.notes, ALONE))
            for drawn, n in zip(shares, answered, strict=True)
        ),
        overall=figure(fit.about, overall, int(answered.sum()), level, fit.notes),
        shrinkage=shrinkage,
        seed=fit.seed,
        _own=own,
        _draws=shares,
        _overall=overall,
    )


def mrp(
    cells: AnswerCells,
    census: CensusCells,
    model: MrpModel,
    about: About,
    *,
    level: float = 0.95,
    deff: ArrayLike = 1.0,
    draws: int = 2000,
    seed: int = 0,
) -> AreaEstimates:
    """Fit `model` to `cells` and poststratify to the areas of `census`, in one step; see fit_mrp and poststratify."""
    one_of("about", about, About)
    one_of("census", census, CensusCells)
    confidence(level)
    return poststratify(fit_mrp(cells, model, about, deff=deff, draws=draws, seed=seed), census, level=level)


def figure(about: About, drawn: Floats, n: int, level: float, notes: tuple[Phrase, ...]) -> Estimate:
    """The posterior mean of a share and the middle `level` of its draws."""
    tail = (1 - level) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    point = float(drawn.mean())
    ends = {"low": min(float(low), point), "high": max(float(high), point)}
    return about.figure(point=point, **ends, n=n, method=MRP_LAPLACE, kind=Kind.SHARE, level=level, notes=notes)


def _deff(deff: ArrayLike, rows: int) -> Floats:
    """The design effect of every cell."""
    effect = np.full(rows, number("deff", deff)) if np.ndim(deff) == 0 else column("deff", deff, rows=rows)
    return refuse("deff", effect, effect < 1, "is under 1", "Use 1 where weights and clusters cost nothing")


def _drawn(problem: Problem, found: Spread, draws: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Effects x draws from the mixture over the points, in random order, and draws x terms the variances they have."""
    taken = _shares_out(found.weights, draws)
    effects = [
        centered(problem, mode).draws(rng.standard_normal((len(mode.effects), count)))
        for mode, count in zip(found.modes, taken, strict=True)
        if count
    ]
    order = rng.permutation(draws)
    return np.concatenate(effects, axis=1)[:, order], np.repeat(found.sds**2, taken, axis=0)[order]


def _shares_out(weights: Floats, draws: int) -> Whole:
    """How many of the `draws` fall to each point: in proportion to its weight, rounded so that all are handed out."""
    edges = np.floor(np.cumsum(weights) * draws + 0.5).astype(np.intp)
    edges[-1] = draws
    return np.diff(edges, prepend=0)


def _shares(fit: MrpFit, census: CensusCells, by: str, people: Floats) -> Floats:
    """Levels of `by` x draws: the share of yes among the people of the level."""
    design = fit._layout.design(census)
    codes, rows = census.codes[by], np.arange(len(census.people))
    mixing = csr_array((census.people / people[codes], (codes, rows)), shape=(len(people), len(rows)))
    starts = range(0, fit._draws.shape[1], BLOCK)
    blocks = [np.asarray(mixing @ logistic(design @ fit._draws[:, start : start + BLOCK])) for start in starts]
    return np.concatenate(blocks, axis=1)


def _leaning(fit: MrpFit, by: str) -> tuple[Floats, Floats] | tuple[None, None]:
    """For each level of a random factor: how much of the variance between levels is still open, and its mean effect."""
    layout = fit._layout
    if (by,) not in layout.terms:
        return None, None
    term = layout.terms.index((by,))
    start = layout.start(term)
    effects = fit._draws[start : start + layout.sizes[term]]
    left = effects.var(axis=1) / fit._variances[:, term].mean()
    return np.clip(left, 0, 1), np.asarray(effects.mean(axis=1))


def _notes(cells: AnswerCells, layout: Layout, deff: Floats) -> tuple[Phrase, ...]:
    """What had to be done: levels that nobody answered for, fixed levels that agree, counts made smaller."""
    notes = []
    for (factor,) in (term for term in layout.terms if len(term) == 1 and term[0] != layout.model.area):
        lost = np.bincount(cells.codes[factor], minlength=len(cells.levels[factor])) == 0
        if np.any(lost):
            levels = ", ".join(cells.levels[factor][int(place)] for place in np.flatnonzero(lost))
            notes.append(UNSAMPLED.filled(levels=levels, factor=factor))
    for term in (term for term in layout.terms if len(term) > 1):
        size = layout.sizes[layout.terms.index(term)]
        lost_ones = size - len(np.unique(layout.codes(cells, term)))
        if lost_ones:
            notes.append(EMPTY_TOGETHER.filled(lost=f"{lost_ones:,}", all=f"{size:,}", factors=" x ".join(term)))
    for factor in layout.model.fixed:
        n, yes = (np.bincount(cells.codes[factor], values) for values in (cells.n, cells.yes))
        for place in np.flatnonzero((yes == 0) | (yes == n)):
            notes.append(ALIKE.filled(level=cells.levels[factor][int(place)], factor=factor))
    if np.any(deff > 1):
        mean = cells.n.sum() / (cells.n / deff).sum()
        notes.append(DEFLATED.filled(deff=f"{mean:.2f}"))
    return tuple(notes)
