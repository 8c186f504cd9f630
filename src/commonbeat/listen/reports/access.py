"""Who sees a concern: whoever routes sees all; whoever answers sees their own and what anybody may take up."""

from django.db.models import Q, QuerySet

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, AgencyLike, Permission
from commonbeat.listen.reports.models import Concern, ConcernQuerySet, Route, TopicList
from commonbeat.listen.reports.rules import CAREFUL, OPEN, TOP, key_hash


class Reporter:
    """Somebody who points something out, as an actor: nobody knows who, and nobody needs to."""

    pk: int | None = None
    label = "a resident"

    def may(self, permission: str, agency: AgencyLike | None) -> bool:
        """A resident has no rights over the agency; the key of their own link is what opens their concern."""
        return False


def visible(actor: Actor, agency: Agency) -> ConcernQuerySet:
    """Concerns of this agency that this person may read."""
    rows = Concern.objects.filter(agency=agency)
    if actor.may(Permission.ROUTE_CONCERNS, agency):
        return rows
    seen = Q(pk__in=())
    if actor.may(Permission.ANSWER_CONCERNS, agency) and actor.pk is not None:
        seen |= Q(owner__user_id=actor.pk) | (Q(owner__isnull=True, state__in=OPEN) & ~Q(topic__in=CAREFUL))
    if actor.may(Permission.SEE_CONCERNS, agency) and not actor.may(Permission.ANSWER_CONCERNS, agency):
        seen |= Q(raised__gte=TOP)
    return rows.filter(seen)


def one(actor: Actor, agency: Agency, pk: int) -> Concern | None:
    """One of them by its row; None for what is not there or not theirs."""
    rows = visible(actor, agency).select_related("agency", "neighborhood", "owner", "duplicate_of")
    return rows.filter(pk=pk).first()


def by_key(agency: Agency, key: str) -> Concern | None:
    """The concern that this secret link opens, for whoever holds the link."""
    rows = Concern.objects.select_related("agency", "neighborhood", "owner")
    return rows.filter(agency=agency, key_hash=key_hash(key)).first()


def may_see_contact(actor: Actor, concern: Concern) -> bool:
    """Only whoever handles it sees how to reach the person: its owner and those who route."""
    if actor.may(Permission.ROUTE_CONCERNS, concern.agency):
        return True
    return concern.owner is not None and actor.pk is not None and concern.owner.user_id == actor.pk


def own_staff(actor: Actor, agency: Agency) -> Staff | None:
    """The actor's own row on the staff, if they have one and still work here."""
    return Staff.objects.working().filter(agency=agency, user_id=actor.pk).first() if actor.pk is not None else None


def visible_routes(actor: Actor, agency: Agency) -> "QuerySet[Route]":
    """The rules on who answers, for those who route."""
    rows = Route.objects.filter(agency=agency).select_related("district", "owner")
    return rows if actor.may(Permission.ROUTE_CONCERNS, agency) else rows.none()


def one_route(actor: Actor, agency: Agency, pk: int) -> Route | None:
    """One of them by its row; None for what is not there or not theirs."""
    return visible_routes(actor, agency).filter(pk=pk).first()


def visible_topic_lists(actor: Actor, agency: Agency) -> "QuerySet[TopicList]":
    """The lists of topics through time, for those who route."""
    rows = TopicList.objects.filter(agency=agency)
    return rows if actor.may(Permission.ROUTE_CONCERNS, agency) else rows.none()
