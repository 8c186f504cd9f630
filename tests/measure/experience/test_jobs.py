"""At night the score is worked out anew where answers came in; nothing is published by a machine."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from commonbeat.ground.work.rules import JobFailed
from commonbeat.measure.experience import actions, jobs
from commonbeat.measure.findings.models import Run


def test_the_night_job_works_out_what_changed_and_publishes_nothing(answered, riverton):
    first = jobs.recompute(SimpleNamespace(agency=riverton))
    assert first["run"] == Run.objects.get().pk
    assert not Run.objects.current().exists()
    assert jobs.recompute(SimpleNamespace(agency=riverton)) == {"run": None}


def test_a_refusal_is_told_in_words_and_not_tried_again(riverton, monkeypatch):
    def refuse(**_given):
        raise ValidationError("These figures must not be published.")

    monkeypatch.setattr(actions, "recompute", refuse)
    with pytest.raises(JobFailed, match="must not be published") as failed:
        jobs.recompute(SimpleNamespace(agency=riverton))
    assert not failed.value.again


def test_the_timetable_knows_the_job_by_its_words():
    task = jobs.JOBS["experience.recompute"]
    assert task.cadence is not None
    assert "score" in str(task.words)
