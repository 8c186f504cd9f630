"""Models fitted on grouped cells: counts and shares with offsets, natural splines, robust and clustered covariance."""

from commonbeat.plumb.fit.covariance import clustered, newey_west
from commonbeat.plumb.fit.dispersion import negative_binomial
from commonbeat.plumb.fit.grouped import Fit, binomial, poisson
from commonbeat.plumb.fit.matrix import Matrix, matrix
from commonbeat.plumb.fit.splines import NaturalSpline, weighted_quantiles

__all__ = [
    "Fit",
    "Matrix",
    "NaturalSpline",
    "binomial",
    "clustered",
    "matrix",
    "negative_binomial",
    "newey_west",
    "poisson",
    "weighted_quantiles",
]
