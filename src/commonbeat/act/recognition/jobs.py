"""What praise does by itself: new comments come on the list, and officers get their weekly mail, on Mondays."""

from django.utils.translation import gettext_lazy as _

from commonbeat.act.recognition import actions
from commonbeat.ground.work.rules import Context, Task, weekly


def gather(job: Context) -> dict[str, int]:
    """Put the comments of the week on the list of those who read them."""
    return {"comments": actions.gather(agency=job.agency)}


def send_digest(job: Context) -> dict[str, int]:
    """Write to each officer who got praise in the week before."""
    return {"mails": actions.send_digest(agency=job.agency)}


JOBS = {
    "recognition.gather": Task(
        run=gather,
        words=_("Put the comments of the week on the list of those who read them first"),
        cadence=weekly(on=0, at="05:40"),
    ),
    "recognition.send_digest": Task(
        run=send_digest,
        words=_("Write to each officer who got praise in the week before"),
        cadence=weekly(on=0, at="07:30"),
    ),
}
