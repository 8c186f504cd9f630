"""Which jobs somebody may see."""

from django.db.models import QuerySet

from commonbeat.ground.roles import Actor, AgencyLike, Permission
from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import INSTALLATION
from commonbeat.kit.spaces import MAIN


def visible(actor: Actor, agency: AgencyLike, *, using: str = MAIN) -> QuerySet[Job]:
    """The agency's jobs for whoever may see jobs; the installation's own, too, for whoever runs it. One data space."""
    numbers = []
    if actor.may(Permission.SEE_JOBS, agency):
        numbers.append(agency.pk)
        if actor.may(Permission.MANAGE_AGENCY, agency):
            numbers.append(INSTALLATION)
    return Job.objects.using(using).filter(agency_id__in=numbers)


def one(actor: Actor, agency: AgencyLike, number: int, *, using: str = MAIN) -> Job | None:
    """The job of that number in that space, if they may see it."""
    return visible(actor, agency, using=using).filter(pk=number).first()
