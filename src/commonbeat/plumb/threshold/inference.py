"""Draws from both models by NUTS, and what they say; nothing is said where the chains have not met."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtri

from commonbeat.plumb.about import About
from commonbeat.plumb.arrays import numbers
from commonbeat.plumb.checks import named, number, one_of, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import confidence
from commonbeat.plumb.terms import Kind, Method, Phrase
from commonbeat.plumb.threshold.methods import BETA, DISCRIMINANT
from commonbeat.plumb.threshold.models import GLOBAL, beta_rates, discriminant_rates, model
from commonbeat.plumb.threshold.result import ModelAnswer, ThresholdTest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.result import Estimate

    Floats = NDArray[np.float64]

GATE = 1.01
"""The most that R-hat may be, of ranks and of distances from the middle, each chain cut in two.

Source: Vehtari and others, Bayesian Analysis 16 (2021), 667-718.
"""

MOST_DIVERGENT = 0.02
"""The largest share of draws at which the sampler may lose its way."""

RATES: dict[str, tuple[Method, Any]] = {"beta": (BETA, beta_rates), "discriminant": (DISCRIMINANT, discriminant_rates)}
FEW = Phrase(
    "In {many} places and groups nobody was searched; there the threshold leans on the other places",
    "En {many} lugares y grupos no se cateó a nadie; allí el umbral se apoya en los demás lugares",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How to draw: `draws` and `warmup` of each of `chains`, from a `seed` that the result keeps.

    `acceptance` (0 to 1): nearer to 1 means smaller, surer steps. The chains run side by side on one core.
    """

    seed: int = 0
    draws: int = 1500
    warmup: int = 1000
    chains: int = 4
    acceptance: float = 0.95

    def __post_init__(self) -> None:
        """Refuse what cannot show whether chains have met."""
        whole("seed", self.seed, least=0)
        whole("draws", self.draws, least=50)
        whole("warmup", self.warmup, least=50)
        whole("chains", self.chains, least=2)
        if not 0.5 <= number("acceptance", self.acceptance) < 1:
            raise DataError("acceptance", f"{self.acceptance} is not from 0.5 to under 1", "Leave it at 0.95")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Checked counts of places x groups."""

    stops: Floats
    searches: Floats
    hits: Floats


def threshold_test(
    *,
    stops: ArrayLike,
    searches: ArrayLike,
    hits: ArrayLike,
    places: Sequence[str],
    groups: Sequence[str],
    about: About,
    sampling: Sampling = Sampling(),
    level: float = 0.95,
) -> ThresholdTest:
    """At which chance of a find people of each group are searched, by both models.

    `stops`, `searches`, `hits`: whole numbers, one row a place (beat, neighborhood), one column a group; each search is
    one of the stops and each hit one of the searches. The first group is what the others are set against. A group's
    threshold is the mean over places, weighted by all stops there. Raises DataError for counts that cannot be, for
    fewer than three places, for a group without a search or without a search that failed, where the chains of a model
    have not met (R-hat over 1.01), and where numpyro is not installed.
    """
    one_of("about", about, About)
    one_of("sampling", sampling, Sampling)
    confidence(level)
    spots, sides = named("places", places), named("groups", groups)
    cells = _checked(stops, searches, hits, spots, sides)
    if importlib.util.find_spec("numpyro") is None:
        raise DataError("numpyro", "the sampler is not installed", "Install it: pip install 'commonbeat[bayes]'")
    bare = int((cells.searches == 0).sum())
    notes = (FEW.filled(many=bare),) if bare else ()
    answers = tuple(
        _answer(method, _draw(rates, cells, sampling), cells, sides, about, level, notes)
        for method, rates in RATES.values()
    )
    return ThresholdTest(groups=sides, answers=answers, seed=sampling.seed, about=about)


def _checked(
    stops: ArrayLike, searches: ArrayLike, hits: ArrayLike, places: tuple[str, ...], groups: tuple[str, ...]
) -> Cells:
    """The three tables, of one shape, each within the one before; with enough in them to say something."""
    shape = (len(places), len(groups))
    tables: dict[str, Floats] = {}
    bound, most = np.full(shape, np.inf), ""
    for name, given in (("stops", stops), ("searches", searches), ("hits", hits)):
        table = numbers(name, given)
        if table.shape != shape:
            raise DataError(name, f"it is {table.shape}, not places x groups {shape}", "Give one row a place")
        wrong = ~np.isfinite(table) | (table < 0) | (table != np.floor(table)) | (table > bound)
        if wrong.any():
            row, place = (int(part) for part in np.argwhere(wrong)[0])
            at = f"{table[row, place]:g} at {places[row]}, {groups[place]}"
            raise DataError(name, f"{at} is no whole number from 0 up{most}", "Count again")
        tables[name], bound, most = table, table, f" to the {name} there"
    if shape[0] < 3 or shape[1] < 2:
        raise DataError(
            "places, groups", f"there are {shape[0]} and {shape[1]}", "It takes three places and two groups"
        )
    for place, group in enumerate(groups):
        found, tried = tables["hits"][:, place].sum(), tables["searches"][:, place].sum()
        if found in (0, tried):
            what = "no search" if not tried else "no search that found something" if not found else "no search in vain"
            raise DataError("hits", f"{group} has {what}", "Leave the group out: nothing can be said of its threshold")
    return Cells(**tables)


def _draw(rates: Any, cells: Cells, sampling: Sampling) -> dict[str, Floats]:
    """Draws of thresholds and rates (draws x places x groups), if the chains have met."""
    import jax  # noqa: PLC0415 - of the [bayes] extra
    from numpyro import enable_x64  # noqa: PLC0415 - of the [bayes] extra
    from numpyro.infer import MCMC, NUTS, init_to_median  # noqa: PLC0415 - of the [bayes] extra

    enable_x64()
    kernel = NUTS(
        partial(model, rates),
        target_accept_prob=sampling.acceptance,
        dense_mass=[GLOBAL],
        init_strategy=init_to_median(num_samples=50),
    )
    chains = MCMC(
        kernel,
        num_warmup=sampling.warmup,
        num_samples=sampling.draws,
        num_chains=sampling.chains,
        chain_method="vectorized",
        progress_bar=False,
    )
    key = jax.random.PRNGKey(sampling.seed)
    chains.run(key, cells.stops, cells.searches, cells.hits, extra_fields=("diverging",))
    drawn = {name: np.asarray(part) for name, part in chains.get_samples(group_by_chain=True).items()}
    value = let_through(drawn, float(np.mean(chains.get_extra_fields()["diverging"])))
    flat = {name: part.reshape(-1, *part.shape[2:]) for name, part in drawn.items()}
    return {name: flat[name] for name in ("threshold", "searched", "found")} | {"r_hat": np.array(value)}


def let_through(drawn: dict[str, Floats], lost: float) -> float:
    """The worst R-hat of all parameters (each chains x draws x ...), if it and the `lost` share of draws are small.

    Raises DataError where the chains have not met, or where the sampler lost its way too often.
    """
    if lost > MOST_DIVERGENT:
        problem = f"the sampler lost its way in {lost:.1%} of draws (at most {MOST_DIVERGENT:.0%} is let through)"
        raise DataError("sampling", problem, "Ask for an acceptance nearer to 1, such as 0.99")
    worst = {name: max(_split_r_hat(part), _split_r_hat(_folded(part))) for name, part in drawn.items()}
    name, value = max(worst.items(), key=lambda pair: pair[1] if np.isfinite(pair[1]) else np.inf)
    if not value <= GATE:
        problem = f"the chains have not met (R-hat {value:.3f} of {name}; at most {GATE} is let through)"
        raise DataError("sampling", problem, "Ask for more warmup and draws, or for places with more searches")
    return value


def _folded(part: Floats) -> Floats:
    """How far each draw lies from the middle: chains of unlike width differ in this."""
    return np.abs(part - np.median(part, axis=(0, 1), keepdims=True))


def _ranks(values: Floats) -> Floats:
    """The rank of each value from 1 up; those that are equal share theirs."""
    _, which, many = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(many) - (many - 1) / 2)[which], dtype=np.float64)


def _split_r_hat(part: Floats) -> float:
    """The worst R-hat of draws (chains x draws x ...), by their ranks made normal, each chain cut in two."""
    chains, draws = part.shape[0], part.shape[1] // 2 * 2
    halves = part[:, :draws].reshape(2 * chains, draws // 2, -1)
    if not np.isfinite(halves).all():
        return float("nan")
    flat = halves.reshape(-1, halves.shape[-1])
    ranks = np.apply_along_axis(_ranks, 0, flat)
    normal = ndtri((ranks - 0.375) / (len(flat) + 0.25)).reshape(halves.shape)
    within = normal.var(axis=1, ddof=1).mean(axis=0)
    between = normal.mean(axis=1).var(axis=0, ddof=1)
    moved = np.ptp(flat, axis=0) > 0
    pooled = (draws // 2 - 1) / (draws // 2) + between[moved] / np.maximum(within[moved], 1e-300)
    return float(np.sqrt(pooled.max(initial=1.0)))


def _answer(
    method: Method,
    drawn: dict[str, Floats],
    cells: Cells,
    groups: tuple[str, ...],
    about: About,
    level: float,
    notes: tuple[Phrase, ...],
) -> ModelAnswer:
    """What one model says: each group's threshold, its difference from the first group's, and how well it fits."""
    weight = cells.stops.sum(axis=1)
    bars = np.einsum("dpg,p->dg", drawn["threshold"], weight / weight.sum())
    many = [int(total) for total in cells.stops.sum(axis=0)]
    tails = [(1 - level) / 2, 0.5, (1 + level) / 2]

    def figure(values: Floats, kind: Kind, n: int, **parts: Any) -> Estimate:
        low, point, high = np.quantile(values, tails)
        return about.figure(
            point=point, low=low, high=high, n=n, method=method, kind=kind, level=level, notes=notes, **parts
        )

    return ModelAnswer(
        method=method,
        thresholds={
            group: figure(bars[:, place], Kind.SHARE, many[place], unit="") for place, group in enumerate(groups)
        },
        differences={
            group: figure((bars[:, place] - bars[:, 0]) * 100, Kind.DIFFERENCE, many[place] + many[0], unit="points")
            for place, group in enumerate(groups)
            if place
        },
        r_hat=float(drawn["r_hat"]),
        off_searches=_off(drawn["searched"], cells.searches, cells.stops),
        off_hits=_off(drawn["found"], cells.hits, cells.searches),
    )


def _off(drawn: Floats, hits: Floats, trials: Floats) -> float:
    """How far the fitted rates lie from those seen: root mean square over cells, weighted by trials (0 to 1)."""
    seen = trials > 0
    gap = drawn.mean(axis=0)[seen] - hits[seen] / trials[seen]
    return float(np.sqrt(np.average(gap**2, weights=trials[seen])))
