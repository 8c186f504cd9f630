"""One common factor fitted to many covariance matrices at once, and the omega that follows from it."""

import numpy as np

from commonbeat.plumb.sampling.columns import Floats

STEPS = 200
HALVINGS = 12
CLOSE = 1e-13
LEAST_UNIQUE = 0.005
"""The least part of an item's variance that is its own (the floor of R's factanal)."""


def one_factor(covariances: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Loadings, unique variances, misfit and its last drop, of one factor, for each of B matrices (B, k, k).

    Maximum likelihood by Fisher scoring on loadings and unique variances: the misfit log|S*| - log|S| + tr(S S*^-1) - k
    falls at each step, which is halved while it would not. k is 3 or more, every matrix positive definite; the fit is
    done on correlations, and handed back in the items' own units (ML does not depend on the scale). A unique variance
    stays at `LEAST_UNIQUE` of the item's variance where it would go under it (a Heywood case).
    Source: K. G. Jöreskog, Psychometrika 32 (1967), 443-482.
    """
    deviation = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    observed = covariances / deviation[:, :, None] / deviation[:, None, :]
    items = observed.shape[1]
    values, vectors = np.linalg.eigh(observed)
    loading = vectors[:, :, -1] * np.sqrt(np.maximum(values[:, -1:] - 1, 0.1) * (items - 1) / items)
    loading = loading * np.where(loading.sum(axis=1, keepdims=True) < 0, -1.0, 1.0)
    loading = np.clip(loading, -0.95, 0.95)
    unique = np.maximum(1 - loading**2, LEAST_UNIQUE)
    fit = misfit(observed, loading, unique)
    drop = np.full(fit.size, np.inf)
    going = np.arange(fit.size)
    for _ in range(STEPS):
        step = _scoring_step(observed[going], loading[going], unique[going])
        tried = _shortened(observed[going], loading[going], unique[going], fit[going], step)
        drop[going] = fit[going] - tried[2]
        loading[going], unique[going], fit[going] = tried
        going = going[drop[going] > CLOSE]
        if not going.size:
            break
    return loading * deviation, unique * deviation**2, fit, drop


def omega(loading: Floats, unique: Floats) -> Floats:
    """The part of the sum score's variance that the factor carries: (sum loadings)^2 over it and the unique rest."""
    common = loading.sum(axis=-1) ** 2
    return np.asarray(common / (common + unique.sum(axis=-1)))


def misfit(observed: Floats, loading: Floats, unique: Floats) -> Floats:
    """The maximum likelihood discrepancy of each matrix, 0 where the factor gives it exactly."""
    inverse, log_determinant = _inverse(loading, unique)
    trace = np.einsum("bij,bji->b", observed, inverse)
    return np.asarray(log_determinant - np.linalg.slogdet(observed)[1] + trace - observed.shape[1])


def _inverse(loading: Floats, unique: Floats) -> tuple[Floats, Floats]:
    """The inverse of l l' + diag(u) and the log of its determinant (Woodbury)."""
    scaled = loading / unique
    total = 1 + (loading * scaled).sum(axis=1)
    inverse = -scaled[:, :, None] * scaled[:, None, :] / total[:, None, None]
    at = np.arange(loading.shape[1])
    inverse[:, at, at] += 1 / unique
    return inverse, np.log(unique).sum(axis=1) + np.log(total)


def _scoring_step(observed: Floats, loading: Floats, unique: Floats) -> Floats:
    """Fisher's scoring step on (loadings, unique variances); entries at the floor that would go under it stay."""
    items = loading.shape[1]
    at = np.arange(items)
    weight, _ = _inverse(loading, unique)
    model = loading[:, :, None] * loading[:, None, :]
    model[:, at, at] += unique
    pull = weight @ (observed - model) @ weight
    gradient = np.concatenate([2 * np.einsum("bij,bj->bi", pull, loading), np.diagonal(pull, axis1=1, axis2=2)], axis=1)
    along = np.einsum("bij,bj->bi", weight, loading)
    size = (along * loading).sum(axis=1)
    information = np.empty((loading.shape[0], 2 * items, 2 * items))
    information[:, :items, :items] = 2 * (along[:, :, None] * along[:, None, :] + size[:, None, None] * weight)
    information[:, :items, items:] = 2 * weight * along[:, None, :]
    information[:, items:, :items] = np.swapaxes(information[:, :items, items:], 1, 2)
    information[:, items:, items:] = weight**2
    held = np.zeros(gradient.shape, dtype=bool)
    held[:, items:] = (unique <= LEAST_UNIQUE * (1 + 1e-9)) & (gradient[:, items:] < 0)
    gradient[held] = 0.0
    information[held[:, :, None] | held[:, None, :]] = 0.0
    every = np.arange(2 * items)
    information[:, every, every] += held + 1e-10 * np.diagonal(information, axis1=1, axis2=2)
    return np.asarray(np.linalg.solve(information, gradient[:, :, None])[:, :, 0])


def _shortened(
    observed: Floats, loading: Floats, unique: Floats, fit: Floats, step: Floats
) -> tuple[Floats, Floats, Floats]:
    """Where the step leads, halved for each matrix until its misfit does not rise; where it would never, no step."""
    items = loading.shape[1]
    length = np.ones(fit.size)
    for _ in range(HALVINGS):
        led = loading + length[:, None] * step[:, :items]
        left = np.maximum(unique + length[:, None] * step[:, items:], LEAST_UNIQUE)
        found = misfit(observed, led, left)
        worse = found > fit + 1e-14
        if not worse.any():
            return led, left, found
        length[worse] /= 2
    stay = worse[:, None]
    return np.where(stay, loading, led), np.where(stay, unique, left), np.where(worse, fit, found)
