"""Who sees a picture: it is public, within its own agency."""

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor
from commonbeat.show.portal.models import Picture, PictureQuerySet


def visible(actor: Actor | None, agency: Agency) -> PictureQuerySet:
    """The agency's pictures, old ones too: what was once published stays so."""
    return Picture.objects.filter(agency=agency)


def picture(actor: Actor | None, agency: Agency, pk: int) -> Picture | None:
    """One of them by its number; None where it is another agency's or was never there."""
    return visible(actor, agency).filter(pk=pk).first()
