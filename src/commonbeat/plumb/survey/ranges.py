"""Ranges from a point, its standard error and its degrees of freedom: t, logit, Wilson at the effective n."""

from typing import TypeAlias

import numpy as np
from scipy.special import expit, logit, stdtrit

from commonbeat.plumb.interval import confidence, normal_quantile
from commonbeat.plumb.survey.columns import Floats

Ends: TypeAlias = tuple[Floats, Floats]


def t_quantile(degrees: Floats, level: float) -> Floats:
    """How many standard errors lie on either side, for each number of degrees of freedom (over 0)."""
    return np.asarray(stdtrit(degrees, (1 + confidence(level)) / 2), dtype=np.float64)


def t_ends(point: Floats, error: Floats, degrees: Floats, level: float) -> Ends:
    """Point plus and minus t standard errors."""
    half = t_quantile(degrees, level) * error
    return point - half, point + half


def logit_ends(share: Floats, error: Floats, degrees: Floats, level: float) -> Ends:
    """The t range of the log odds, turned back into shares; for shares between 0 and 1."""
    half = t_quantile(degrees, level) * error / (share * (1 - share))
    middle = logit(share)
    return np.minimum(expit(middle - half), share), np.maximum(expit(middle + half), share)


def wilson_ends(share: Floats, trials: Floats, degrees: Floats, level: float) -> Ends:
    """Wilson's range of `share` at `trials` effective trials, fewer where there are few degrees of freedom.

    Trials count by the square of z over t, as in Korn and Graubard (1998), who have the exact interval and, in place of
    z, the t of all answers less one.
    """
    z = normal_quantile(level)
    n = trials * (z / t_quantile(degrees, level)) ** 2
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2) / (1 + z * z / n)
    return np.clip(middle - half, 0.0, share), np.clip(middle + half, share, 1.0)
