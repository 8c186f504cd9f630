"""What waits for those who keep the library: wishes, what is stale, links that died; and the clocks that say so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.models import Citation, ResourceRequest
from commonbeat.ground.library.rules import LinkState, RequestState
from commonbeat.ground.library.rules.keeping import link_due
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.tasks import Waiting


@dataclass(frozen=True, slots=True)
class Health:
    """How the library stands: resources, those to be looked at again, dead links, links not tried yet, open wishes."""

    resources: int
    stale: int
    dead: int
    untried: int
    wishes: int


def clocks(agency: Agency) -> Mapping[str, int]:
    """The agency's dated setting for its library."""
    return agencies.setting(agency, SettingKey.LIBRARY, agency.day())


def requests_of_the_hour(agency: Agency, now: datetime | None = None) -> int:
    """Wishes that came in the last hour."""
    since = (now or timezone.now()) - timedelta(hours=1)
    return ResourceRequest.objects.filter(agency=agency, asked_at__gt=since).count()


def links_due(agency: Agency, *, most: int, now: datetime | None = None) -> list[Citation]:
    """The links that are tried now, those never tried first."""
    days, at = clocks(agency)["link_days"], now or timezone.now()
    rows = (
        Citation.objects.filter(agency=agency, resource__withdrawn_at__isnull=True)
        .exclude(url="")
        .select_related("resource")
    )
    due = (
        row
        for row in rows.order_by("checked_at", "pk").iterator()
        if link_due(row.checked_at, row.link_state, at, days)
    )
    first = sorted(due, key=lambda row: (row.checked_at is not None, row.pk))
    return first[:most]


def health(actor: Actor, agency: Agency) -> Health:
    """The counts of the report. Five queries."""
    links = access.links(actor, agency)
    return Health(
        resources=access.visible(actor, agency).listed().count(),
        stale=access.stale(access.visible(actor, agency), agency.day()).count(),
        dead=links.filter(link_state=LinkState.DEAD).count(),
        untried=links.filter(link_state=LinkState.UNCHECKED).count(),
        wishes=access.requests(actor, agency).filter(state=RequestState.WAITING).count(),
    )


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """What waits for this person, where they keep the library: open wishes, and one line each for stale and dead."""
    if not actor.may(Permission.MANAGE_LIBRARY, agency):
        return []
    found = [
        Waiting(
            title=str(row),
            address="resource_request",
            arguments=(row.pk,),
            next_step=_("Find a resource that answers this wish, or close it"),
            due=None,
        )
        for row in access.requests(actor, agency).filter(state=RequestState.WAITING)[:10]
    ]
    standing = health(actor, agency)
    if standing.stale:
        found.append(
            Waiting(title=_("Resources to look at again"), address="library_report", next_step=_LOOK, due=None)
        )
    if standing.dead:
        found.append(
            Waiting(title=_("Links that do not open any more"), address="library_report", next_step=_MEND, due=None)
        )
    return found


_LOOK = _("See whether they still hold, and mark them as reviewed")
_MEND = _("Find where they are now, or take the link out")
