"""Reads of jobs: how many stand where, in what words, and as results of the Tasks API."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db.models import Case, Count, QuerySet, When
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.base import Task as ApiTask
from django_tasks.base import TaskError

from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import JobState, Task, bound
from commonbeat.kit.words import Words

TASK_PREFIX = "task:"
"""What the name of a job begins with that came in through the Tasks API; its function's path follows."""

STATUS = {
    JobState.WAITING: TaskResultStatus.READY,
    JobState.RUNNING: TaskResultStatus.RUNNING,
    JobState.DONE: TaskResultStatus.SUCCESSFUL,
    JobState.DEAD: TaskResultStatus.FAILED,
}


def counts(jobs: QuerySet[Job]) -> dict[str, int]:
    """How many of these jobs are in each state; one query."""
    found = dict(jobs.order_by().values_list("state").annotate(count=Count("pk")))
    return {state.value: found.get(state.value, 0) for state in JobState}


def failed_first(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """What waits for a person, then what runs, then the latest."""
    place = Case(When(state=JobState.DEAD, then=0), When(state=JobState.RUNNING, then=1), default=2)
    return jobs.order_by(place, "-due", "-pk")


@dataclass(frozen=True, slots=True)
class Failure:
    """One attempt that failed."""

    at: datetime
    words: str
    trace: list[str]


def failures(job: Job) -> list[Failure]:
    """The attempts that failed, newest first, each told in the reader's language."""
    return [Failure(datetime.fromisoformat(entry["at"]), _said(entry), entry["trace"]) for entry in job.failures[::-1]]


def _said(entry: Mapping[str, Any]) -> str:
    source, params = entry.get("source", ""), entry.get("params", {})
    if not source:
        return gettext(entry["words"]) if entry["words"] else ""
    return gettext(source) % params if params else gettext(source)


def words(name: str) -> Words:
    """What the timetable says that jobs of this name do; the name itself where it says nothing."""
    tasks = cast(Mapping[str, Task], import_string(settings.WORK_TIMETABLE))
    task = bound(tasks, name)
    return task.words if task is not None else name


def api_task(name: str) -> ApiTask[Any, Any]:
    """The @task function that a job's name stands for. Raises ImportError where there is none (any more)."""
    found = import_string(name.removeprefix(TASK_PREFIX))
    if not isinstance(found, ApiTask):
        raise ImportError(f"{name} is not a task.")
    return found


def api_result(job: Job, alias: str) -> TaskResult[Any]:
    """The job as the Tasks API tells of it."""
    workers = [failure["worker"] for failure in job.failures]
    if job.state in (JobState.RUNNING, JobState.DONE):
        workers.append(job.worker)
    result: TaskResult[Any] = TaskResult(
        task=api_task(job.name),
        id=str(job.pk),
        status=STATUS[JobState(job.state)],
        enqueued_at=job.created,
        started_at=job.started,
        finished_at=job.finished,
        last_attempted_at=job.started,
        args=job.payload["args"],
        kwargs=job.payload["kwargs"],
        backend=alias,
        errors=[
            TaskError(exception_class_path=failure["kind"], traceback="\n".join(failure["trace"]))
            for failure in job.failures
        ],
        worker_ids=workers,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
