"""Who sees how messages leave, and what became of them, without their words."""

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging.models import Gateway, GatewayQuerySet, Message, MessageQuerySet
from commonbeat.ground.roles import Actor, Permission


def visible_gateways(actor: Actor, agency: Agency) -> GatewayQuerySet:
    """The agency's gateways, past ones too; none for those who may not change settings."""
    rows = Gateway.objects.filter(agency=agency)
    return rows if actor.may(Permission.MANAGE_AGENCY, agency) else rows.none()


def visible_messages(actor: Actor, agency: Agency) -> MessageQuerySet:
    """What left or waits, without words or numbers: for those who may pause it."""
    rows = Message.objects.filter(agency=agency)
    return rows if actor.may(Permission.PAUSE_SENDING, agency) else rows.none()


def one_message(actor: Actor, agency: Agency, number: int) -> Message | None:
    """A message of the agency's by its number."""
    return visible_messages(actor, agency).select_related("gateway").filter(pk=number).first()
