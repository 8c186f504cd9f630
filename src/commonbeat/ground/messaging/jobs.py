"""What messaging does by itself: sending what is queued, forgetting what could not be sent."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.messaging import actions
from commonbeat.ground.work.rules import Context, Task, daily


def send(job: Context) -> None:
    """Send one queued mail."""
    actions.send(message_id=job.payload["message"], done=job.finish)


def forget_unsent(job: Context) -> None:
    """Empty the mails that could not be sent within a week."""
    job.finish({"forgotten": actions.forget_unsent()})


JOBS = {
    "messaging.send": Task(run=send, words=_("Send a mail"), max_attempts=8),
    "messaging.forget_unsent": Task(
        run=forget_unsent, words=_("Forget mails that could not be sent"), cadence=daily(at="03:20", zone="UTC")
    ),
}
