"""Both jobs call their actions for their agency, on Mondays, and the timetable knows them."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from commonbeat.act.recognition import actions, jobs
from commonbeat.web.timetable import DESTROYERS, TASKS

pytestmark = pytest.mark.django_db


def test_each_does_its_work_for_its_agency(riverton, sealed):
    sealed()
    context = SimpleNamespace(agency=riverton)
    assert jobs.gather(context) == {"comments": 1}
    assert jobs.send_digest(context) == {"mails": 0}


def test_both_run_on_mondays_by_the_agency_s_clock_and_what_is_due_is_destroyed():
    assert {name for name in TASKS if name.startswith("recognition.")} == set(jobs.JOBS)
    for task in jobs.JOBS.values():
        assert task.cadence.next_due(datetime(2027, 6, 16, 12, tzinfo=UTC), "UTC").weekday() == 0
    assert actions.destroy_due in DESTROYERS
