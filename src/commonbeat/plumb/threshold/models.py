"""What each model makes of a threshold: how often people are searched, and how often something is found then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Rates = Callable[[Any, Any, Any], tuple[Any, Any]]
    """Base rate, second parameter and threshold (all places x groups) to log search rate and hit rate."""

REACH, NODES = 4.2, 81
"""The double-exponential rule: how far out its nodes lie, and how many there are.

Held against the incomplete beta function, for base rates under 0.9: the log of the search rate to 1e-5 for second
parameters of 1 to 50, to 4e-2 for 0.3 and 100, which the priors hardly allow.
"""

GLOBAL = ("base_group", "second_group", "bar_group")
"""The parameters that pull at each other most: the sampler learns their covariance."""

SCATTER = (-1.4, 0.6)
"""Places differ by a log-normal spread of about 0.25 (0.08 to 0.8) in log-odds or logs."""


def nodes() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Log-odds of the nodes on 0 to 1, and the logs of their weights.

    Source: Takahasi and Mori, Publications of the Research Institute for Mathematical Sciences 9 (1974), 721-741.
    """
    steps = np.linspace(-REACH, REACH, NODES)
    odds = np.pi * np.sinh(steps)
    slope = np.log(np.pi * np.cosh(steps)) - np.logaddexp(0, odds) - np.logaddexp(0, -odds)
    return odds, slope + np.log(steps[1] - steps[0])


def beta_rates(base: Any, total: Any, threshold: Any) -> tuple[Any, Any]:
    """The rates where the chance of a find is Beta(base x total, (1 - base) x total) among those stopped.

    The tail above the threshold is integrated, since its slope in the two parameters has no closed form.
    """
    import jax.numpy as jnp  # noqa: PLC0415 - of the [bayes] extra
    from jax.scipy.special import betaln  # noqa: PLC0415 - of the [bayes] extra

    odds, weights = (jnp.asarray(part) for part in nodes())
    a, b = (base * total)[..., None], ((1 - base) * total)[..., None]
    left = threshold[..., None]
    rest = jnp.log1p(-left)
    log_q = rest - jnp.logaddexp(0, odds)
    chance = -jnp.expm1(log_q)
    parts = (a - 1) * jnp.log(chance) + (b - 1) * log_q + weights + rest
    top = parts.max(axis=-1)
    mass = jnp.exp(parts - top[..., None])
    whole = mass.sum(axis=-1)
    return jnp.log(whole) + top - betaln(a, b)[..., 0], (mass * chance).sum(axis=-1) / whole


def discriminant_rates(base: Any, apart: Any, threshold: Any) -> tuple[Any, Any]:
    """The rates where a signal is N(0, 1), but N(apart, 1) in those who have something; `base` of all have it."""
    import jax.numpy as jnp  # noqa: PLC0415 - of the [bayes] extra
    from jax.scipy.special import log_ndtr, logit  # noqa: PLC0415 - of the [bayes] extra

    bar = (logit(threshold) - logit(base)) / apart + apart / 2
    guilty = jnp.log(base) + log_ndtr(apart - bar)
    searched = jnp.logaddexp(guilty, jnp.log1p(-base) + log_ndtr(-bar))
    return searched, jnp.exp(guilty - searched)


def model(rates: Rates, stops: Any, searches: Any, hits: Any) -> None:
    """The numpyro model of places x groups (arrays of whole numbers), with weakly informative priors.

    Base rate (log-odds) and second parameter (log) are a sum of a group's and a place's part; the threshold of each
    place and group (log-odds) scatters around its group's.
    """
    import jax.numpy as jnp  # noqa: PLC0415 - of the [bayes] extra
    import numpyro  # noqa: PLC0415 - of the [bayes] extra
    from jax.nn import sigmoid  # noqa: PLC0415 - of the [bayes] extra
    from numpyro import distributions as dist  # noqa: PLC0415 - of the [bayes] extra

    places, groups = stops.shape

    def parts(name: str, center: float, width: float) -> Any:
        of_group = numpyro.sample(f"{name}_group", dist.Normal(center, width).expand([groups]))
        spread = numpyro.sample(f"{name}_spread", dist.LogNormal(*SCATTER))
        of_place = numpyro.sample(f"{name}_place", dist.Normal(0.0, 1.0).expand([places]))
        return of_group + spread * of_place[:, None]

    base = sigmoid(parts("base", -1.5, 1.5))
    second = jnp.exp(parts("second", 1.0, 1.0))
    middle = numpyro.sample("bar_group", dist.Normal(-1.0, 1.5).expand([groups]))
    scatter = numpyro.sample("bar_spread", dist.LogNormal(*SCATTER))
    unit = numpyro.sample("bar_place", dist.Normal(0.0, 1.0).expand([places, groups]))
    threshold = numpyro.deterministic("threshold", sigmoid(middle + scatter * unit))
    log_searched, found = rates(base, second, threshold)
    log_searched = jnp.minimum(log_searched, -1e-12)
    numpyro.deterministic("searched", jnp.exp(log_searched))
    numpyro.deterministic("found", found)
    spared = jnp.log(-jnp.expm1(log_searched))
    numpyro.factor("searches", jnp.sum(searches * log_searched + (stops - searches) * spared))
    numpyro.factor("hits", jnp.sum(hits * jnp.log(found) + (searches - hits) * jnp.log1p(-found)))
