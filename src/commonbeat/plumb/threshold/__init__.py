"""The threshold test: how likely a find must seem before people of each group are searched. Needs the [bayes] extra."""

from commonbeat.plumb.threshold.inference import Sampling, threshold_test
from commonbeat.plumb.threshold.methods import BETA, DISCRIMINANT
from commonbeat.plumb.threshold.result import Answer, ModelAnswer, ThresholdTest
from commonbeat.plumb.threshold.simulation import SimulatedSearches, simulate_searches

__all__ = [
    "BETA",
    "DISCRIMINANT",
    "Answer",
    "ModelAnswer",
    "Sampling",
    "SimulatedSearches",
    "ThresholdTest",
    "simulate_searches",
    "threshold_test",
]
