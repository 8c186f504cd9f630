"""What self-reviews do by themselves: marking what is to be looked at again."""

from django.utils.translation import gettext_lazy as _

from commonbeat.act.standards.actions import self_review as actions
from commonbeat.ground.work.rules import Context, Task, daily


def mark_again(job: Context) -> dict[str, int]:
    """Mark questions that are due again."""
    return {"marked": actions.mark_again(agency=job.agency)}


JOBS = {
    "standards.self_review_again": Task(
        run=mark_again, words=_("Mark questions of the self-review that are due again"), cadence=daily(at="06:40")
    ),
}
