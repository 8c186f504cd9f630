"""What reports of stepping in need by themselves: a new supervisor of somebody in one is kept from it for good."""

from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies import actions
from commonbeat.ground.work.rules import Context, Task, daily


def bar(job: Context) -> dict[str, int]:
    """Its result says nothing: a number would count reports."""
    actions.bar_new_supervisors(agency=job.agency)
    return {}


JOBS: dict[str, Task] = {
    "policies.bar_supervisors": Task(
        run=bar,
        words=_("Keep new supervisors from reports of stepping in that are about their people"),
        cadence=daily(at="00:20"),
    ),
}
