"""What the policies do by themselves: a version is put in force on its day."""

from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies import actions
from commonbeat.ground.work.rules import Context, Task, daily


def put_in_force(job: Context) -> dict[str, int]:
    """By the agency's own calendar; a day that was missed is made up for."""
    return {"in_force": actions.put_in_force(agency=job.agency)}


JOBS = {
    "policies.put_in_force": Task(
        run=put_in_force, words=_("Put policies in force whose day has come"), cadence=daily(at="00:05")
    ),
}
