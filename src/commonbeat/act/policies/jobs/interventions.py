"""What reports of stepping in need by themselves: new supervisors kept from them, each month a word to the trail."""

from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies import actions
from commonbeat.ground.work.rules import Context, Task, daily, monthly


def bar(job: Context) -> dict[str, int]:
    """Its result says nothing: a number would count reports."""
    actions.bar_new_supervisors(agency=job.agency)
    return {}


def note_use(job: Context) -> dict[str, int]:
    """Its result says nothing, whether the route was used or not."""
    actions.note_use(agency=job.agency)
    return {}


JOBS: dict[str, Task] = {
    "policies.bar_supervisors": Task(
        run=bar,
        words=_("Keep new supervisors from reports of stepping in that are about their people"),
        cadence=daily(at="00:20"),
    ),
    "policies.note_route": Task(
        run=note_use,
        words=_("Tell the trail whether the protected route was used in the month before"),
        cadence=monthly(on=1, at="04:10"),
    ),
}
