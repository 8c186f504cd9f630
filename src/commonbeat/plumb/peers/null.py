"""What is usual among the officers themselves: centre and spread of their scores, learned from the middle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.optimize import brentq, root
from scipy.special import ndtr, ndtri

from commonbeat.plumb.arrays import numbers, refuse, same_length
from commonbeat.plumb.checks import number, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.peers.methods import LEARNED, NO_MIDDLE, THEORETICAL
from commonbeat.plumb.sealed import Sealed

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from commonbeat.plumb.terms import Phrase

Floats: TypeAlias = "NDArray[np.float64]"

FEWEST = 200
"""Officers under which the spread of the middle cannot be learned well enough."""

NODES = 15
"""Points each way at which centre and spread are tried."""

REACH = 2.0
"""How many usual spreads on either side of the median count as the middle."""

NARROW, WIDE = 0.4, 4.0
"""A learned spread outside these is no spread of a middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Null(Sealed):
    """How scores of officers like their peers lie: normal around `centre` with `spread`.

    `share`: how much of all officers such a bell would hold (over 1 is chance). `empirical`: learned from the officers,
    else the model's own (0 and 1); `note` says which and why. `cov` (2 x 2): that of centre and log spread.
    """

    centre: float
    spread: float
    share: float
    empirical: bool
    note: Phrase
    cov: Floats = field(default_factory=lambda: np.zeros((2, 2)))

    def over(self, scores: ArrayLike) -> Floats:
        """The chance of a score as high or higher, averaged over what centre and spread may be (Gauss-Hermite)."""
        given = numbers("scores", scores)
        nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
        values, vectors = np.linalg.eigh(self.cov)
        root_ = vectors * np.sqrt(np.maximum(values, 0.0))
        pairs = np.stack(np.meshgrid(nodes, nodes, indexing="ij")).reshape(2, -1)
        shift, stretch = root_ @ pairs
        centres, spreads = self.centre + shift, self.spread * np.exp(stretch)
        heavy = np.outer(weights, weights).ravel() / weights.sum() ** 2
        return np.asarray(ndtr(-(given[..., None] - centres) / spreads) @ heavy)


def empirical_null(
    low: ArrayLike, high: ArrayLike | None = None, *, fewest: int = FEWEST, reach: float = REACH
) -> Null:
    """Centre and spread of the scores that lie in the middle, by maximum likelihood of a normal cut at both ends.

    `low`, `high` (n): normal scores between which each officer's count lies (`high` left out: the scores are exact).
    The middle is the median and `reach` times the spread that the quartiles tell on either side. With fewer than
    `fewest` officers, or where the middle tells no spread, the model's own centre 0 and spread 1 are kept, and the note
    says so. Raises DataError for scores that are missing, no numbers or turned round.
    Source: Efron, Journal of the American Statistical Association 99 (2004), 96-104.
    """
    bottom, top = _ends(low, low if high is None else high)
    many = len(bottom)
    if number("reach", reach) <= 0:
        raise DataError("reach", f"{reach!r} is not above zero", "The middle reaches about 2 usual spreads")
    if many < max(whole("fewest", fewest, least=0), 1):
        return Null(centre=0, spread=1, share=1, empirical=False, note=THEORETICAL.filled(many=many, least=fewest))
    quarter, median, three = (_quantile(bottom, top, share) for share in (0.25, 0.5, 0.75))
    usual = (three - quarter) / (2 * ndtri(0.75))
    left, right = median - reach * usual, median + reach * usual
    inside, first, second = _moments(bottom, top, left, right)
    if usual < NARROW or inside == 0:
        return Null(centre=0, spread=1, share=1, empirical=False, note=NO_MIDDLE)
    found = _cut_normal(first / inside, second / inside, left, right, (median, usual))
    if found is None:
        return Null(centre=0, spread=1, share=1, empirical=False, note=NO_MIDDLE)
    centre, spread = found
    held = ndtr((right - centre) / spread) - ndtr((left - centre) / spread)
    cov = _uncertainty(centre, spread, left, right, inside)
    return Null(centre=centre, spread=spread, share=inside / many / float(held), empirical=True, note=LEARNED, cov=cov)


def _ends(low: ArrayLike, high: ArrayLike) -> tuple[Floats, Floats]:
    bottom, top = numbers("low", low), numbers("high", high)
    for argument, ends in (("low", bottom), ("high", top)):
        if ends.ndim != 1:
            raise DataError(argument, f"it has {ends.ndim} dimensions", "Give one column")
    same_length("high", top, len(bottom))
    refuse("low", bottom, np.isnan(bottom), "is missing", "Leave such officers out")
    refuse("high", top, ~(top >= bottom), "is below the low end", "Give the score of so many or fewer")
    return bottom, top


def _share_below(bottom: Floats, top: Floats, at: float) -> Floats:
    """How much of each officer's space lies at or below a score."""
    width = ndtr(top) - ndtr(bottom)
    thick = width > 1e-12
    part = (ndtr(at) - ndtr(bottom)) / np.where(thick, width, 1.0)
    return np.where(thick, np.clip(part, 0.0, 1.0), (top <= at) * 1.0)


def _quantile(bottom: Floats, top: Floats, share: float) -> float:
    """The score at or below which `share` of all officers' space lies (exact scores: the middle of the step)."""
    if (ndtr(top) - ndtr(bottom) <= 1e-12).all():
        return float(np.quantile(top, share))
    ends = (-38.0, 38.0)
    return float(brentq(lambda at: _share_below(bottom, top, at).mean() - share, *ends, xtol=1e-10))


def _moments(bottom: Floats, top: Floats, left: float, right: float) -> tuple[float, float, float]:
    """Officers inside the middle, and the sums of their scores and of the squares, each over the whole space."""
    width = ndtr(top) - ndtr(bottom)
    thick = width > 1e-12
    a, b = np.clip(bottom, left, right), np.clip(top, left, right)
    height_a, height_b = (np.exp(-(end**2) / 2) / np.sqrt(2 * np.pi) for end in (a, b))
    mass = ndtr(b) - ndtr(a)
    over = np.where(thick, width, 1.0)
    exact = ~thick & (top >= left) & (top <= right)
    middle = np.where(exact, top, 0.0)
    inside = np.where(thick, mass / over, exact * 1.0)
    first = np.where(thick, (height_a - height_b) / over, middle)
    second = np.where(thick, (mass + a * height_a - b * height_b) / over, middle**2)
    return float(inside.sum()), float(first.sum()), float(second.sum())


def _cut_normal(
    mean: float, square: float, left: float, right: float, start: tuple[float, float]
) -> tuple[float, float] | None:
    """Centre and spread of the normal that, cut at both ends, has this mean and mean square; None where none has."""

    def missing(at: Floats) -> list[float]:
        centre, spread = float(at[0]), float(np.exp(at[1]))
        a, b = (left - centre) / spread, (right - centre) / spread
        mass = float(ndtr(b) - ndtr(a)) or 1e-300
        height_a, height_b = (float(np.exp(-(end**2) / 2) / np.sqrt(2 * np.pi)) for end in (a, b))
        shift = (height_a - height_b) / mass
        wide = 1 + (a * height_a - b * height_b) / mass
        return [
            centre + spread * shift - mean,
            centre**2 + 2 * centre * spread * shift + spread**2 * wide - square,
        ]

    with np.errstate(over="ignore", invalid="ignore"):
        found = root(missing, [start[0], np.log(start[1])], tol=1e-12)
    centre, spread = float(found.x[0]), float(np.exp(np.clip(found.x[1], -50, 50)))
    fair = bool(found.success) and left < centre < right and NARROW <= spread <= WIDE
    return (centre, spread) if fair else None


def _uncertainty(centre: float, spread: float, left: float, right: float, inside: float) -> Floats:
    """The covariance (2 x 2) of centre and log spread: the inverse information of `inside` cut normal scores."""
    a, b = (left - centre) / spread, (right - centre) / spread
    mass = float(ndtr(b) - ndtr(a))
    height_a, height_b = (float(np.exp(-(end**2) / 2) / np.sqrt(2 * np.pi)) for end in (a, b))
    moments = [1.0, (height_a - height_b) / mass]
    for power in (2, 3, 4):
        edge = (a ** (power - 1) * height_a - b ** (power - 1) * height_b) / mass
        moments.append((power - 1) * moments[power - 2] + edge)
    across = (moments[3] - moments[1] * moments[2]) / spread
    information = np.array(
        [[(moments[2] - moments[1] ** 2) / spread**2, across], [across, moments[4] - moments[2] ** 2]]
    )
    return np.asarray(np.linalg.inv(information * inside))
