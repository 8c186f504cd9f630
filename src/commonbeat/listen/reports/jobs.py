"""What concerns do by themselves: remind, and close what stayed answered."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.roles import System
from commonbeat.ground.work.rules import Context, Task, daily
from commonbeat.listen.reports import actions

CLOCK = System("clock of concerns")


def remind(job: Context) -> dict[str, int]:
    """Remind whoever answers, and tell the next person above of what is late."""
    return actions.remind(actor=CLOCK, agency=job.agency, now=timezone.now())


def close_silent(job: Context) -> dict[str, int]:
    """Close what was answered and not opened again in time."""
    return {"closed": actions.close_silent(actor=CLOCK, agency=job.agency, now=timezone.now())}


JOBS = {
    "reports.remind": Task(
        run=remind, words=_("Remind of concerns that are due, and tell of late ones"), cadence=daily(at="07:30")
    ),
    "reports.close_silent": Task(
        run=close_silent, words=_("Close concerns that nobody opened again in time"), cadence=daily(at="02:10")
    ),
}
