"""Functions marked @task become rows of the job table, and their results are found there."""

import sys
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist
from django_tasks.signals import task_enqueued

from commonbeat.ground.work import actions, jobs, queries, worker
from commonbeat.ground.work.backend import LeaseTableBackend
from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import JobState, Task

pytestmark = pytest.mark.django_db
TASKS = {"task:": Task(run=jobs.run_task, words="")}


@pytest.fixture
def api(monkeypatch):
    """A module of tasks that can be imported by its path."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    yield import_module("api_tasks")
    sys.modules.pop("api_tasks")


def test_the_lease_table_is_the_default_backend():
    assert isinstance(default_task_backend, LeaseTableBackend) or default_task_backend.supports_get_result


def test_a_task_is_ordered_run_and_its_result_found(api):
    result = api.add.enqueue(2, other=3)
    assert result.status == TaskResultStatus.READY
    assert Job.objects.get().name == "task:api_tasks.add"
    assert worker.drain(TASKS) == 1
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 5, 1)
    assert api.add.get_result(result.id).return_value == 5


def test_a_task_is_ordered_in_the_callers_transaction(api):
    with transaction.atomic():
        api.add.enqueue(1)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_task_may_ask_for_its_context_and_may_be_asynchronous(api):
    first, second = api.which_attempt.enqueue(), api.later.enqueue("hello")
    worker.drain(TASKS)
    for result, value in ((first, 1), (second, "hello")):
        result.refresh()
        assert result.return_value == value


def test_a_task_may_wait(api):
    api.add.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(1)
    assert worker.drain(TASKS) == 0


def test_a_task_that_failed_for_good_tells_why(api):
    result = api.fail.enqueue()
    Job.objects.update(max_attempts=1)
    worker.drain(TASKS)
    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert result.errors[0].exception_class is ValueError
    assert "api_tasks.py" in result.errors[0].traceback


def test_whoever_listens_hears_of_an_order(api):
    heard = []

    def listen(sender, task_result, **kwargs):
        heard.append(task_result.id)

    task_enqueued.connect(listen)
    result = api.add.enqueue(1)
    task_enqueued.disconnect(listen)
    assert heard == [result.id]


@pytest.mark.parametrize("number", ["99999", "x", "", "²"])
def test_a_result_that_is_not_there_is_said_to_be_missing(number):
    actions.enqueue("records.load")
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result(number)


def test_an_ordinary_job_is_no_result():
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result(str(actions.enqueue("records.load").pk))


def test_priorities_are_refused_for_none_are_kept(api):
    with pytest.raises(InvalidTaskError):
        api.add.using(priority=5)


@pytest.mark.parametrize("name", ["task:api_tasks.not_a_task", "task:api_tasks.nothing", "task:os.system"])
def test_a_name_runs_nothing_but_tasks(api, name):
    actions.enqueue(name, payload={"args": [], "kwargs": {}})
    worker.drain(TASKS)
    job = Job.objects.get()
    assert (job.state, job.failures[0]["kind"]) == (JobState.WAITING, "builtins.ImportError")


def test_a_running_task_says_so(api):
    result = api.add.enqueue(1)
    actions.claim("worker")
    result.refresh()
    assert (result.status, result.worker_ids) == (TaskResultStatus.RUNNING, ["worker"])


def test_finished_jobs_are_cleared_away_as_each_agency_keeps_them(riverton):
    class Context:
        pass

    actions.enqueue("old", agency=riverton)
    actions.finish(actions.claim("worker")[0])
    Job.objects.update(finished=timezone.now() - timedelta(days=10))
    assert jobs.purge(Context(), {riverton.pk: 90, 0: 90}) == {"destroyed": 0}
    assert jobs.purge(Context(), {riverton.pk: 5, 0: 90}) == {"destroyed": 1}


def test_counts_name_every_state():
    actions.enqueue("a")
    assert queries.counts(Job.objects.all()) == {"waiting": 1, "running": 0, "done": 0, "dead": 0}
