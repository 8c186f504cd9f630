"""What runs by itself: figures are worked out anew when records changed; publishing waits for a person."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.roles import System
from commonbeat.ground.work.rules import Context, Task, daily
from commonbeat.measure.disparity import actions


def recompute(job: Context) -> dict[str, int | None]:
    """Work the study out for the job's agency; None where nothing has changed since the last run."""
    run = actions.recompute(actor=System("timetable"), agency=job.agency)
    return {"run": run.pk if run else None}


JOBS = {
    "disparity.recompute": Task(
        run=recompute, words=_("Work out the figures on stops, searches and force"), cadence=daily(at="04:40")
    ),
}
