"""What runs by itself: figures are worked out anew when records changed; publishing waits for a person."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.roles import System
from commonbeat.ground.work.rules import Context, JobFailed, Task, daily
from commonbeat.measure.disparity import actions


def recompute(job: Context) -> dict[str, int | None]:
    """Work the study out for the job's agency; None where nothing has changed since the last run."""
    try:
        run = actions.recompute(actor=System("timetable"), agency=job.agency)
    except ValidationError as refused:
        raise JobFailed(" ".join(refused.messages), again=False) from refused
    return {"run": run.pk if run else None}


JOBS = {
    "disparity.recompute": Task(
        run=recompute, words=_("Work out the figures on stops, searches and force"), cadence=daily(at="04:40")
    ),
}
