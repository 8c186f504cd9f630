"""The long proof of the survey methods: 200 cities of 90 areas, 2,000 pairs of waves without a change."""

import pytest

from plumb.survey.simulated import by_fifth, covered, false_alarms, panel_alarms

CITIES, PAIRS = 200, 2000


@pytest.mark.parametrize(("interval", "seed"), [("logit", 528190), ("wilson", 873345)])
def test_ranges_of_areas_hold_the_truth(interval, seed):
    rows = covered(seed, CITIES, interval=interval)
    fifths = by_fifth(rows)
    said = ", ".join(f"{part:.3f}" for part in fifths)
    print(
        f"\n| {interval}, 90% | {len(rows):,} areas | covered {rows[:, 1].mean():.4f} | fifths by n {said} |",
        end="",
    )
    assert 0.87 <= rows[:, 1].mean() <= 0.93
    assert min(fifths) >= 0.85


@pytest.mark.parametrize(("alarms", "seed"), [(false_alarms, 216709), (panel_alarms, 934501)])
def test_waves_without_a_change_seldom_differ(alarms, seed):
    found = alarms(seed, PAIRS)
    print(f"| {alarms.__name__} | {PAIRS:,} pairs | told of a change {found:.4f} |")
    assert 0.038 <= found <= 0.063
