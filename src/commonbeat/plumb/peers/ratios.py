"""How many times the expected: the range of a count over an expected count that is itself not known for sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"

FURTHEST = 100.0
"""The log of how many times too high or too low an expected count is ever taken to be; nobody prints such a ratio."""


def over_expected(
    observed: Floats, ends: tuple[Floats, Floats], expected: Floats, noise: Floats, z: float
) -> tuple[Floats, Floats]:
    """Low and high end of `observed` / `expected` from the range (`ends`) of the one and the noise of the other.

    `noise`: the relative variance of `expected`, whose own range is expected x exp(-+ z sqrt(noise)); `z`: the normal
    quantile of the level. Written without a difference of near equals: a count of 0 and a rough expectation work.
    Source: MOVER-R, of Donner and Zou, Statistical Methods in Medical Research 21 (2012), 347-359; Newcombe,
    Statistical Methods in Medical Research 25 (2016), 1774-1778.
    """
    low, high = ends
    reach = np.exp(np.minimum(z * np.sqrt(noise), FURTHEST))
    least, most = expected / reach, expected * reach
    both = observed * expected
    under = low * (2 * observed - low)
    over = high * (2 * observed - high)
    bottom = under / (both + np.sqrt(np.maximum(both**2 - under * most * (2 * expected - most), 0.0)).clip(1e-300))
    top = both + np.sqrt(np.maximum(both**2 - over * least * (2 * expected - least), 0.0))
    ratio = observed / expected
    return np.minimum(bottom, ratio), np.maximum(top / (least * (2 * expected - least)), ratio)
