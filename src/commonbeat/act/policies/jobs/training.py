"""What training does by itself: a digest to whoever has something due."""

from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.actions import training_reminders
from commonbeat.ground.work.rules import Context, Task, daily


def remind(job: Context) -> dict[str, int]:
    """Write to people whose training is due soon or late."""
    return {"reminded": training_reminders.remind(agency=job.agency)}


JOBS = {
    "policies.remind_training": Task(
        run=remind, words=_("Remind staff of training that is due"), cadence=daily(at="07:20")
    )
}
