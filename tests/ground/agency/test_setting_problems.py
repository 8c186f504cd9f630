"""A setting that cannot hold says why."""

import pytest

from commonbeat.ground.agency.rules import SettingKey, setting_problem


@pytest.mark.parametrize(
    ("key", "value", "fine"),
    [
        (SettingKey.TEXT_LINE, {"survey_hour": 24}, False),
        (SettingKey.TEXT_LINE, {"survey_hour": 23}, True),
        (SettingKey.QUIET_HOURS, {"opens": 20, "closes": 8}, False),
        (SettingKey.QUIET_HOURS, {"opens": 8, "closes": 20}, True),
        (SettingKey.THRESHOLDS, {"people": 4, "count": 5}, False),
        (SettingKey.THRESHOLDS, {"people": 5, "count": 5}, True),
    ],
)
def test_hours_and_groups_that_cannot_be_are_told(key, value, fine):
    assert (setting_problem(key, value) == "") is fine
