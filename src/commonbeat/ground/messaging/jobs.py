"""What messaging does by itself: carrying what waits, and forgetting what could not leave."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.messaging import actions
from commonbeat.ground.messaging.rules import Kind
from commonbeat.ground.work.rules import Context, Task, daily, every


def carry(job: Context) -> None:
    """Carry the mails or the texts that wait; by the clock, both."""
    kinds = (job.payload["kind"],) if "kind" in job.payload else tuple(Kind)
    actions.carry(kinds=kinds, tell=job.progress, done=job.finish)


def forget_unsent(job: Context) -> None:
    """Empty the messages that could not be sent within a week."""
    job.finish({"forgotten": actions.forget_unsent()})


JOBS = {
    "messaging.carry": Task(run=carry, words=_("Carry the mails and texts that wait"), cadence=every(seconds=300)),
    "messaging.forget_unsent": Task(
        run=forget_unsent, words=_("Forget messages that could not be sent"), cadence=daily(at="03:20", zone="UTC")
    ),
}
