"""Did the response to a problem work? Series, areas set side by side, displacement, made-up twins, near repeats."""

from commonbeat.plumb.problems.interrupted import InterruptedSeries, interrupted_series
from commonbeat.plumb.problems.series import Season
from commonbeat.plumb.problems.verdict import Assessment, Goal, Verdict

__all__ = ["Assessment", "Goal", "InterruptedSeries", "Season", "Verdict", "interrupted_series"]
