"""Did the response to a problem work? Series, areas set side by side, displacement, mixed twins, near repeats."""

from commonbeat.plumb.problems.differences import DifferenceInDifferences, difference_in_differences
from commonbeat.plumb.problems.displacement import Displacement, displacement
from commonbeat.plumb.problems.interrupted import InterruptedSeries, interrupted_series
from commonbeat.plumb.problems.near_repeats import NearRepeats, near_repeats
from commonbeat.plumb.problems.series import Season
from commonbeat.plumb.problems.synthetic import SyntheticControl, synthetic_control
from commonbeat.plumb.problems.verdict import Assessment, Goal, Verdict

__all__ = [
    "Assessment",
    "DifferenceInDifferences",
    "Displacement",
    "Goal",
    "InterruptedSeries",
    "NearRepeats",
    "Season",
    "SyntheticControl",
    "Verdict",
    "difference_in_differences",
    "displacement",
    "interrupted_series",
    "near_repeats",
    "synthetic_control",
]
