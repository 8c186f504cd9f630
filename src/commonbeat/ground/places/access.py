"""Who sees a place: everybody sees the places of the agency that the page is for, and no other's."""

from django.db.models import QuerySet

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.places.models import District, Neighborhood, NeighborhoodQuerySet
from commonbeat.ground.roles import Actor


def visible(actor: Actor, agency: Agency) -> NeighborhoodQuerySet:
    """Neighborhoods of this agency; who may change one is asked by the page."""
    return Neighborhood.objects.filter(agency=agency)


def visible_districts(actor: Actor, agency: Agency) -> "QuerySet[District]":
    """Districts of this agency."""
    return District.objects.filter(agency=agency)


def by_slug(actor: Actor, agency: Agency, slug: str) -> Neighborhood | None:
    """One of those neighborhoods by its address; None for what is not there."""
    return visible(actor, agency).select_related("district").filter(slug=slug).first()
