"""What records do by themselves: deleting phone numbers whose time is over."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.records import actions
from commonbeat.ground.roles import System
from commonbeat.ground.work.rules import Context, Task, daily


def forget_numbers(job: Context) -> dict[str, int]:
    """Delete the numbers of contacts that are older than the agency keeps them."""
    gone = actions.forget_numbers(actor=System("nightly clearing"), agency=job.agency, now=timezone.now())
    return {"deleted": gone}


JOBS = {
    "records.forget_numbers": Task(
        run=forget_numbers,
        words=_("Delete phone numbers of contacts that were kept long enough"),
        cadence=daily(at="03:05"),
    )
}
