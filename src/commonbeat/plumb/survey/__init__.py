"""Surveys: designs, weights that fit the population, figures with design-based ranges, and what changed between waves.

Arrays of one entry per respondent go in; every loop runs over cells, strata or replicates, never over rows.
"""

from commonbeat.plumb.groups import Groups
from commonbeat.plumb.survey.calibration import calibrate
from commonbeat.plumb.survey.design import Design
from commonbeat.plumb.survey.differences import WaveDifference, WaveDifferences
from commonbeat.plumb.survey.estimates import mean, ratio, share, total
from commonbeat.plumb.survey.margins import Amount, Margin
from commonbeat.plumb.survey.quantiles import quantile
from commonbeat.plumb.survey.raking import rake
from commonbeat.plumb.survey.replicates import Replicates, bootstrap, jackknife
from commonbeat.plumb.survey.results import Estimates
from commonbeat.plumb.survey.trimming import trim
from commonbeat.plumb.survey.waves import Wave, wave_difference
from commonbeat.plumb.survey.weights import Weights

__all__ = [
    "Amount",
    "Design",
    "Estimates",
    "Groups",
    "Margin",
    "Replicates",
    "Wave",
    "WaveDifference",
    "WaveDifferences",
    "Weights",
    "bootstrap",
    "calibrate",
    "jackknife",
    "mean",
    "quantile",
    "rake",
    "ratio",
    "share",
    "total",
    "trim",
    "wave_difference",
]
