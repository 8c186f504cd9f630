"""How well the items of a scale agree: alpha with Feldt's interval, omega with a bootstrap, item by item."""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtri

from commonbeat.plumb.about import About
from commonbeat.plumb.interval import confidence, normal_quantile
from commonbeat.plumb.result import Estimate, Kind
from commonbeat.plumb.sampling.columns import Floats
from commonbeat.plumb.sampling.factor import omega, one_factor
from commonbeat.plumb.sampling.methods import FELDT, FISHER_Z, OMEGA
from commonbeat.plumb.sealed import Sealed
from commonbeat.plumb.terms import Phrase

ROOM = 4_000_000
"""Numbers that one batch of bootstrap samples may hold."""
SETTLED = 1e-8
SINGULAR = 1e-10
REPLICATES_USED = Phrase(
    "{used} of {all} bootstrap samples gave a factor", "{used} de {all} muestras bootstrap dieron un factor"
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Factor(Sealed):
    """One common factor: omega, each item's loading (in its own units), the part of its variance that is its own."""

    omega: Estimate
    loading: Floats
    unique: Floats


def covariance(patterns: Floats, counts: Floats) -> Floats:
    """The covariance of `patterns` (rows, items) given `counts` times: (..., rows) gives (..., items, items)."""
    items = patterns.shape[1]
    total = counts.sum(axis=-1)
    centered = patterns - patterns.mean(axis=0)
    mean = counts @ centered / total[..., None]
    pairs = (centered[:, :, None] * centered[:, None, :]).reshape(-1, items * items)
    products = (counts @ pairs).reshape(*counts.shape[:-1], items, items)
    around = products - total[..., None, None] * mean[..., :, None] * mean[..., None, :]
    return np.asarray(around / (total - 1)[..., None, None])


def alpha(between: Floats) -> float:
    """Cronbach's alpha of a covariance matrix: k / (k - 1) * (1 - sum of variances / variance of the sum).

    It is 1 at most; where items are copies of each other, rounding could carry it past that.
    """
    items = between.shape[0]
    return min(float(items / (items - 1) * (1 - np.trace(between) / between.sum())), 1.0)


def feldt(point: float, n: int, items: int, level: float) -> tuple[float, float]:
    """Ends of alpha's interval: (1 - true alpha) / (1 - alpha) is F with n - 1 and (n - 1)(k - 1) degrees.

    Source: Feldt (1965).
    """
    tail = (1 - confidence(level)) / 2
    first, second = n - 1, (n - 1) * (items - 1)
    return 1 - (1 - point) * float(fdtri(first, second, 1 - tail)), 1 - (1 - point) * float(fdtri(first, second, tail))


def alpha_figure(between: Floats, n: int, about: About, level: float) -> Estimate:
    """Alpha as an Estimate; n is the people who answered every item."""
    point, items = alpha(between), between.shape[0]
    low, high = feldt(point, n, items, level)
    return about.figure(
        point=point,
        low=min(low, point),
        high=max(high, point),
        n=n,
        method=FELDT,
        kind=Kind.INDEX,
        level=level,
        unit="",
    )


def item_rest(between: Floats, item: int, n: int, about: About, level: float) -> Estimate:
    """The correlation of one item with the sum of all others, with Fisher's z interval (n of 4 or more)."""
    rest = between.sum() - 2 * between[item].sum() + between[item, item]
    shared = between[item].sum() - between[item, item]
    point = float(np.clip(shared / np.sqrt(between[item, item] * rest), -1, 1)) if rest > 0 else 0.0
    half = normal_quantile(level) / np.sqrt(n - 3)
    middle = np.arctanh(np.clip(point, -1 + 1e-15, 1 - 1e-15))
    low, high = np.tanh(middle - half), np.tanh(middle + half)
    return about.figure(
        point=point,
        low=min(low, point),
        high=max(high, point),
        n=n,
        method=FISHER_Z,
        kind=Kind.INDEX,
        level=level,
        unit="",
    )


def factor_figure(
    patterns: Floats, counts: Floats, about: About, level: float, *, replicates: int, seed: int
) -> Factor | None:
    """The one factor, omega with its percentile bootstrap interval; None where the factor cannot be found.

    People are drawn again by a multinomial over the answer patterns, so that rows are never touched.
    """
    between = covariance(patterns, counts)
    if np.linalg.eigvalsh(between)[0] <= SINGULAR * np.trace(between):
        return None
    loading, unique, _, drop = one_factor(between[None])
    drawn = _resampled(patterns, counts, replicates, seed)
    if drop[0] > SETTLED or drawn.size < replicates / 2:
        return None
    point, tail = float(omega(loading, unique)[0]), (1 - confidence(level)) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    notes = [REPLICATES_USED.filled(used=drawn.size, all=replicates)] if drawn.size < replicates else []
    figure = about.figure(
        point=point,
        low=min(float(low), point),
        high=max(float(high), point),
        n=int(counts.sum()),
        method=OMEGA,
        kind=Kind.INDEX,
        level=level,
        notes=notes,
        unit="",
    )
    return Factor(omega=figure, loading=loading[0], unique=unique[0] / np.diagonal(between))


def _resampled(patterns: Floats, counts: Floats, replicates: int, seed: int) -> Floats:
    """Omega of every bootstrap sample in which a factor was found."""
    generator = np.random.Generator(np.random.PCG64(seed))
    n = int(counts.sum())
    found = [np.empty(0)]
    batch = max(ROOM // counts.size, 1)
    for start in range(0, replicates, batch):
        again = generator.multinomial(n, counts / n, size=min(batch, replicates - start)).astype(np.float64)
        between = covariance(patterns, again)
        values = np.linalg.eigvalsh(between)
        usable = between[values[:, 0] > SINGULAR * values.sum(axis=1)]
        loading, unique, _, drop = one_factor(usable)
        found.append(omega(loading, unique)[drop <= SETTLED])
    return np.concatenate(found)
