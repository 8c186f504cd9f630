"""What the library does by itself: taking in what comes with the program, and trying links."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.library import actions
from commonbeat.ground.roles import System
from commonbeat.ground.work.rules import Context, Task, daily, every

TIMETABLE = System("timetable")


def ship(job: Context) -> dict[str, int]:
    """Add what comes with the program and is not there yet."""
    return actions.ship(actor=TIMETABLE, agency=job.agency)


def check_links(job: Context) -> dict[str, int]:
    """Try a few links, each site once."""
    return actions.check_links(actor=TIMETABLE, agency=job.agency)


JOBS = {
    "library.ship": Task(
        run=ship,
        words=_("Put topics and records that come with the program into the library"),
        cadence=daily(at="04:20"),
    ),
    "library.check_links": Task(
        run=check_links,
        words=_("Try a few links of the library, each site once"),
        cadence=every(seconds=3600),
        max_attempts=2,
    ),
}
