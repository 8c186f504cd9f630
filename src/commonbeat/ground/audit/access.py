"""Whose trail somebody may read."""

from commonbeat.ground.audit.models import AuditEvent, AuditEventQuerySet
from commonbeat.ground.audit.rules import INSTALLATION
from commonbeat.ground.roles import Actor, AgencyLike, Permission
from commonbeat.kit.spaces import MAIN


def chains(actor: Actor, agency: AgencyLike) -> list[int]:
    """The numbers of the chains: the agency's, and the installation's for whoever runs it."""
    if not actor.may(Permission.SEE_AUDIT, agency):
        return []
    return [agency.pk, *([INSTALLATION] if actor.may(Permission.MANAGE_AGENCY, agency) else [])]


def visible(actor: Actor, agency: AgencyLike, *, using: str = MAIN) -> AuditEventQuerySet:
    """The entries of those chains, in one data space."""
    return AuditEvent.objects.using(using).filter(agency_id__in=chains(actor, agency))
