"""Which jobs somebody may see."""

from django.db.models import QuerySet

from commonbeat.ground.roles import Actor, AgencyLike, Permission
from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import INSTALLATION


def visible(actor: Actor, agency: AgencyLike) -> QuerySet[Job]:
    """The agency's jobs for whoever may see jobs; the installation's own, too, for whoever runs it."""
    numbers = []
    if actor.may(Permission.SEE_JOBS, agency):
        numbers.append(agency.pk)
        if actor.may(Permission.MANAGE_AGENCY, agency):
            numbers.append(INSTALLATION)
    return Job.objects.filter(agency_id__in=numbers)


def one(actor: Actor, agency: AgencyLike, number: int) -> Job | None:
    """The job of that number, if they may see it."""
    return visible(actor, agency).filter(pk=number).first()
