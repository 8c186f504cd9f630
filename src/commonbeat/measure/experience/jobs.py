"""What runs by itself: the score is worked out anew when answers came in; publishing waits for a person."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.roles import System
from commonbeat.ground.work.rules import Context, JobFailed, Task, daily
from commonbeat.measure.experience import actions


def recompute(job: Context) -> dict[str, int | None]:
    """Work the score out for the job's agency; None where nothing has changed since the last run."""
    try:
        run = actions.recompute(actor=System("timetable"), agency=job.agency)
    except ValidationError as refused:
        raise JobFailed(" ".join(refused.messages), again=False) from refused
    return {"run": run.pk if run else None}


JOBS = {
    "experience.recompute": Task(
        run=recompute, words=_("Work out the contact satisfaction score"), cadence=daily(at="04:50")
    ),
}
