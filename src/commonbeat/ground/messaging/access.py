"""Who sees how messages leave: those who may change the agency's settings."""

from django.db.models import QuerySet

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging.models import Gateway, GatewayQuerySet, Message
from commonbeat.ground.roles import Actor, Permission


def visible_gateways(actor: Actor, agency: Agency) -> GatewayQuerySet:
    """The agency's gateways, past ones too; none for those who may not change settings."""
    rows = Gateway.objects.filter(agency=agency)
    return rows if actor.may(Permission.MANAGE_AGENCY, agency) else rows.none()


def visible_messages(actor: Actor, agency: Agency) -> QuerySet[Message]:
    """What left or waits, without words: who may change settings may see whether mail works."""
    rows = Message.objects.filter(agency=agency)
    return rows if actor.may(Permission.MANAGE_AGENCY, agency) else rows.none()
