"""Who sees which peers, networks and practices: the public those that are public, who keeps the library all."""

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import Network, PeerSite, PeerSiteQuerySet, Practice, PracticeQuerySet
from commonbeat.ground.roles import Actor, Permission


def _keeps(actor: Actor | None, agency: Agency) -> bool:
    return actor is not None and actor.may(Permission.MANAGE_LIBRARY, agency)


def peers(actor: Actor | None, agency: Agency) -> PeerSiteQuerySet:
    """The peers that this agency knows and that this person may see."""
    rows = PeerSite.objects.filter(agency=agency, ours=False)
    return rows if _keeps(actor, agency) else rows.public()


def peer(actor: Actor | None, agency: Agency, slug: str) -> PeerSite | None:
    """One of them; None where it is another agency's, hidden from this person, or not there."""
    return peers(actor, agency).filter(slug=slug).first()


def practices(actor: Actor | None, agency: Agency) -> PracticeQuerySet:
    """The practices, our own and those of peers, that this person may see."""
    rows = Practice.objects.filter(agency=agency).select_related("peer")
    return rows if _keeps(actor, agency) else rows.public()


def practice(actor: Actor | None, agency: Agency, slug: str) -> Practice | None:
    """One of them; None where it is another agency's, hidden from this person, or not there."""
    return practices(actor, agency).filter(slug=slug).first()


def network(actor: Actor, agency: Agency, pk: int) -> Network | None:
    """A network by its number; None where it is another agency's."""
    return Network.objects.filter(agency=agency, pk=pk).first()
