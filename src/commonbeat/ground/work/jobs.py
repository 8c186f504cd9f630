"""What the timetable runs for this app: functions of the Tasks API, and the end of old rows."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django_tasks import TaskContext

from commonbeat.ground.work import actions, queries
from commonbeat.ground.work.rules import Context


def run_task(context: Context) -> Any:
    """Run the @task function that the job's name stands for."""
    task = queries.api_task(context.name)
    payload = context.payload
    if task.takes_context:
        result = queries.api_result(context.job, task.backend)
        return task.call(TaskContext(task_result=result), *payload["args"], **payload["kwargs"])
    return task.call(*payload["args"], **payload["kwargs"])


def purge(context: Context, days: Mapping[int, int]) -> dict[str, int]:
    """Destroy what ended longer ago than each agency keeps it: agency number to days."""
    gone = 0
    for number, kept in days.items():
        gone += actions.purge(agency_id=number, older_than=timedelta(days=kept))
    return {"destroyed": gone}
