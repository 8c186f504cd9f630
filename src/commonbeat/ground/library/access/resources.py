"""Resources, topics and practice areas are everybody's to read; wishes and links are for those who keep the library."""

from datetime import date

from django.db.models import Q, QuerySet

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import Citation, LibraryResource, PracticeArea, ResourceRequest, TopicTag
from commonbeat.ground.library.models.resources import ResourceQuerySet
from commonbeat.ground.roles import Actor, AgencyLike, Permission


class Visitor:
    """Somebody on the public site, as an actor: nobody knows who, and nobody needs to."""

    pk: int | None = None
    label = "a visitor"

    def may(self, permission: str, agency: AgencyLike | None) -> bool:
        """A visitor has no rights over the agency."""
        return False


def visible(actor: Actor | None, agency: Agency) -> ResourceQuerySet:
    """Every resource of this agency's library, the withdrawn ones too: their pages stay."""
    return LibraryResource.objects.filter(agency=agency)


def stale(rows: QuerySet[LibraryResource], today: date) -> QuerySet[LibraryResource]:
    """Those of these whose day of review has passed, or that have none; nobody looks again at what was withdrawn."""
    return rows.filter(withdrawn_at__isnull=True).filter(Q(review_by__lt=today) | Q(review_by__isnull=True))


def withdrawn(rows: QuerySet[LibraryResource]) -> QuerySet[LibraryResource]:
    """Those of these that were withdrawn."""
    return rows.filter(withdrawn_at__isnull=False)


def resource(actor: Actor | None, agency: Agency, slug: str) -> LibraryResource | None:
    """One of them by its short name."""
    return visible(actor, agency).with_grade().filter(slug=slug).first()


def topics(actor: Actor | None, agency: Agency) -> QuerySet[TopicTag]:
    """Every topic, in its place."""
    return TopicTag.objects.filter(agency=agency)


def topic(actor: Actor | None, agency: Agency, slug: str) -> TopicTag | None:
    """One of them by its short name."""
    return topics(actor, agency).filter(slug=slug).first()


def areas(actor: Actor | None, agency: Agency) -> QuerySet[PracticeArea]:
    """Every practice area with its topic, in its place."""
    return PracticeArea.objects.filter(agency=agency).select_related("topic")


def area(actor: Actor | None, agency: Agency, slug: str) -> PracticeArea | None:
    """One of them by its topic's short name."""
    return areas(actor, agency).filter(topic__slug=slug).first()


def requests(actor: Actor, agency: Agency) -> QuerySet[ResourceRequest]:
    """The wishes, for those who keep the library."""
    rows = ResourceRequest.objects.filter(agency=agency).select_related("resource")
    return rows if actor.may(Permission.MANAGE_LIBRARY, agency) else rows.none()


def request(actor: Actor, agency: Agency, number: int) -> ResourceRequest | None:
    """One of them."""
    return requests(actor, agency).filter(pk=number).first()


def links(actor: Actor, agency: Agency) -> QuerySet[Citation]:
    """The citations of listed resources that name a link, for those who keep the library."""
    rows = (
        Citation.objects.filter(agency=agency, resource__withdrawn_at__isnull=True)
        .exclude(url="")
        .select_related("resource")
    )
    return rows if actor.may(Permission.MANAGE_LIBRARY, agency) else rows.none()
