"""Who sees a request for help: who may ask, at the agency that asked; who may answer, at the state that was asked.

Nobody else, and nothing else of the other agency. Each side comes from a function of its own; there is no third.
"""

from commonbeat.act.grants.models import AssistanceRequest, AssistanceRequestQuerySet
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor, Permission

TIES = ("agency", "to_agency", "network", "peer", "topic")


def asked_by(actor: Actor, agency: Agency) -> AssistanceRequestQuerySet:
    """What this agency has asked, for those who may ask for it."""
    rows = AssistanceRequest.objects.select_related(*TIES)
    return rows.filter(agency=agency) if actor.may(Permission.ASK_FOR_HELP, agency) else rows.none()


def asked_of(actor: Actor, agency: Agency) -> AssistanceRequestQuerySet:
    """What other agencies have asked this one, for those who may answer for it; it stays so if an agency moves away."""
    rows = AssistanceRequest.objects.select_related(*TIES)
    return rows.filter(to_agency=agency) if actor.may(Permission.ANSWER_HELP, agency) else rows.none()


def own(actor: Actor, agency: Agency, number: int) -> AssistanceRequest | None:
    """A request of this agency by its number; None where there is none or this person may not see it."""
    return asked_by(actor, agency).filter(number=number).first()


def wanted(actor: Actor, agency: Agency, pk: int) -> AssistanceRequest | None:
    """A request addressed to this agency; None where it is addressed to another or this person may not see it."""
    return asked_of(actor, agency).filter(pk=pk).first()
