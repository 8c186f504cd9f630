"""Both jobs call their actions for their agency, and the timetable knows them."""

from types import SimpleNamespace

import pytest

from commonbeat.act.promises import jobs
from commonbeat.web.timetable import TASKS

pytestmark = pytest.mark.django_db


def test_each_does_its_work_for_its_agency(riverton, promise):
    promise(due=1)
    context = SimpleNamespace(agency=riverton)
    assert jobs.remind(context) == {"reminded": 1}
    assert jobs.ask(context) == {"asked": 0}


def test_all_run_each_day_by_the_agency_s_clock():
    assert {name for name in TASKS if name.startswith("promises.")} == set(jobs.JOBS)
    assert {str(task.cadence.zone) for task in jobs.JOBS.values()} == {"agency"}
