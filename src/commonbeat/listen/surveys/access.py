"""Who sees what is asked: those who run surveys. Nobody sees a single answer, so there is no door to one here."""

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor, Permission
from commonbeat.listen.surveys.models import Campaign, CampaignQuerySet, Instrument


def visible(actor: Actor, agency: Agency) -> CampaignQuerySet:
    """The agency's campaigns."""
    rows = Campaign.objects.filter(agency=agency).select_related("instrument")
    return rows if actor.may(Permission.RUN_SURVEYS, agency) else rows.none()


def campaign(actor: Actor, agency: Agency, pk: int) -> Campaign | None:
    """One of them; None for what is not there."""
    return visible(actor, agency).filter(pk=pk).first()


def instruments(actor: Actor, agency: Agency) -> list[Instrument]:
    """The agency's sets of questions, the newest version of each first."""
    rows = Instrument.objects.filter(agency=agency)
    return list(rows if actor.may(Permission.RUN_SURVEYS, agency) else rows.none())


def instrument(actor: Actor, agency: Agency, pk: int) -> Instrument | None:
    """One of them; None for what is not there."""
    return next((row for row in instruments(actor, agency) if row.pk == pk), None)
