"""What surveys do by themselves: writing answers that form a group, closing those left open, forgetting the rest."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.work.rules import Context, Task, daily, every
from commonbeat.listen.surveys import actions


def rewrite(job: Context) -> None:
    """Write the answers of every agency that form a group. The job, in the main space, does not say how many."""
    for agency in Agency.objects.order_by("pk"):
        actions.rewrite(agency=agency)
    job.finish()


def time_out(job: Context) -> None:
    """Close what has been open for a day, at night, so that nobody sees by the hour when it was begun."""
    actions.time_out(agency=job.agency)
    job.finish()


def forget(job: Context) -> None:
    """Forget numbers and links of invitations that ran out."""
    actions.forget(agency=job.agency)
    job.finish()


JOBS = {
    "surveys.rewrite": Task(
        run=rewrite,
        words=_("Write survey answers without their link, five or more together"),
        cadence=every(seconds=3600),
    ),
    "surveys.time_out": Task(
        run=time_out, words=_("Close survey answers that nobody finished"), cadence=daily(at="03:30")
    ),
    "surveys.forget": Task(
        run=forget, words=_("Forget numbers and links of surveys that ran out"), cadence=daily(at="03:40")
    ),
}
