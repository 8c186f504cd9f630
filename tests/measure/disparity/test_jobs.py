"""At night the figures are worked out anew where something changed; nothing is published by a machine."""

from types import SimpleNamespace

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
