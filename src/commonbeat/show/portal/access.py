"""Who sees what of the public face: its pictures, common questions, technology in use, and who keeps each page."""

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor, Permission
from commonbeat.show.portal.models import (
    Faq,
    FaqQuerySet,
    PageRecord,
    Picture,
    PictureQuerySet,
    TechnologyQuerySet,
    TechnologyRegister,
)


def visible(actor: Actor | None, agency: Agency) -> PictureQuerySet:
    """The agency's pictures, old ones too: what was once published stays so."""
    return Picture.objects.filter(agency=agency)


def picture(actor: Actor | None, agency: Agency, pk: int) -> Picture | None:
    """One of them by its number; None where it is another agency's or was never there."""
    return visible(actor, agency).filter(pk=pk).first()


def questions(actor: Actor | None, agency: Agency) -> FaqQuerySet:
    """Common questions: all of them for who keeps the pages, those that are public for everybody."""
    rows = Faq.objects.filter(agency=agency).select_related("topic", "owner")
    return rows if actor is not None and actor.may(Permission.MANAGE_PAGES, agency) else rows.published()


def question(actor: Actor | None, agency: Agency, pk: int) -> Faq | None:
    """One of them; None where it is another agency's, not public to this person, or was never there."""
    return questions(actor, agency).filter(pk=pk).first()


def technology(actor: Actor | None, agency: Agency) -> TechnologyQuerySet:
    """Every tool on the list: it is public."""
    return TechnologyRegister.objects.filter(agency=agency).with_ties()


def tool(actor: Actor | None, agency: Agency, pk: int) -> TechnologyRegister | None:
    """One of them; None where it is another agency's or was never listed."""
    return technology(actor, agency).filter(pk=pk).first()


def page_record(actor: Actor, agency: Agency, name: str) -> PageRecord | None:
    """Who keeps a page, for those who may say that they read it again: its owner, and whoever manages pages."""
    row = PageRecord.objects.filter(agency=agency, name=name).select_related("owner").first()
    if row is None or actor.may(Permission.MANAGE_PAGES, agency):
        return row
    return row if actor.pk is not None and row.owner.user_id == actor.pk else None
