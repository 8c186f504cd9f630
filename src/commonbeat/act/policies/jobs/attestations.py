"""What this room does by itself: handing policies out, chasing, reporting."""

from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies import actions
from commonbeat.ground.work.rules import Context, Task, daily, weekly


def assign(job: Context) -> dict[str, int]:
    """End what newer versions and leavings ended, hand out what is still to be read."""
    return actions.assign_all(agency=job.agency)


def chase(job: Context) -> dict[str, int]:
    """Remind, mark late, tell supervisors."""
    return actions.chase(agency=job.agency)


def report(job: Context) -> dict[str, int]:
    """Tell supervisors how far their people are."""
    return {"mails": actions.report_reading(agency=job.agency)}


JOBS: dict[str, Task] = {
    "policies.assign": Task(
        run=assign, words=_("Hand out policies to read and sign, also to who is new"), cadence=daily(at="00:40")
    ),
    "policies.chase": Task(
        run=chase,
        words=_("Remind people of policies to sign, and tell supervisors who is late"),
        cadence=daily(at="06:20"),
    ),
    "policies.report": Task(
        run=report, words=_("Tell supervisors how far reading is"), cadence=weekly(on=0, at="06:40")
    ),
}
