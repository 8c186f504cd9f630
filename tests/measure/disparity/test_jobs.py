"""At night the figures are worked out anew where something changed; nothing is published by a machine."""

from types import SimpleNamespace

import pytest

from commonbeat.ground.agency.imports import kinds
from commonbeat.ground.work.rules import JobFailed
from commonbeat.measure.disparity import jobs
from commonbeat.measure.findings.models import Run


def test_the_night_job_works_out_what_changed_and_publishes_nothing(recorded, riverton):
    first = jobs.recompute(SimpleNamespace(agency=riverton))
    assert first["run"] == Run.objects.get().pk
    assert not Run.objects.current().exists()
    assert jobs.recompute(SimpleNamespace(agency=riverton)) == {"run": None}


def test_the_timetable_knows_the_job_by_its_words():
    task = jobs.JOBS["disparity.recompute"]
    assert task.cadence is not None
    assert str(task.words)


def test_neighborhoods_and_people_alone_are_no_failure(riverton, batch):
    batch("neighborhoods")
    batch("population")
    assert jobs.recompute(SimpleNamespace(agency=riverton)) == {"run": None}


def test_a_job_that_cannot_count_anything_says_so_and_is_not_tried_again(riverton, batch):
    batch("stops")
    with pytest.raises(JobFailed, match="nothing to work out") as failed:
        jobs.recompute(SimpleNamespace(agency=riverton))
    assert not failed.value.again


def test_files_on_which_figures_rest_order_the_job_once_they_are_loaded():
    ordered = {key for key, kind in kinds().items() if kind.then == "disparity.recompute"}
    assert ordered == {"stops", "force", "population"}
