"""Over many made-up cities the ranges hold the truth as often as they say, and no change is rarely called one.

The short form of bench/proofs/test_survey.py, which has the full counts. Seeds were drawn once.
"""

import pytest

from plumb.survey.simulated import by_fifth, covered, false_alarms, panel_alarms


@pytest.mark.parametrize(("interval", "seed"), [("logit", 741823), ("wilson", 190562)])
def test_ranges_of_areas_hold_the_truth(interval, seed):
    rows = covered(seed, 20, interval=interval)
    assert len(rows) > 1200
    assert 0.87 <= rows[:, 1].mean() <= 0.93
    assert min(by_fifth(rows)) >= 0.85


def test_two_waves_without_a_change_seldom_differ():
    assert 0.026 <= false_alarms(385217, 500) <= 0.076


def test_a_panel_without_a_change_seldom_differs():
    assert 0.026 <= panel_alarms(604418, 500) <= 0.076
