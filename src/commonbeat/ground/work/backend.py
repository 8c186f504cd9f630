"""The face of the job table towards Django's Tasks API: a function marked @task becomes a row."""

from typing import Any

from django_tasks import TaskResult
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.signals import task_enqueued
from django_tasks.utils import normalize_json

from commonbeat.ground.work import actions, queries
from commonbeat.ground.work.models import Job


class LeaseTableBackend(BaseTaskBackend):
    """Enqueues into the job table, in the caller's transaction. OPTIONS: DATABASE (an alias, "default")."""

    supports_defer = True
    supports_async_task = True
    supports_get_result = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Order a run of the task; its result is found under the job's number."""
        self.validate_task(task)
        job = actions.enqueue(
            f"{queries.TASK_PREFIX}{task.module_path}",
            payload={"args": normalize_json(list(args)), "kwargs": normalize_json(kwargs)},
            due=task.run_after,
            using=self._space,
        )
        result = queries.api_result(job, self.alias)
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """What became of it. Raises TaskResultDoesNotExist."""
        rows = Job.objects.using(self._space).filter(name__startswith=queries.TASK_PREFIX)
        job = rows.filter(pk=result_id).first() if result_id.isascii() and result_id.isdigit() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return queries.api_result(job, self.alias)

    @property
    def _space(self) -> str:
        return str(self.options.get("DATABASE", "default"))
