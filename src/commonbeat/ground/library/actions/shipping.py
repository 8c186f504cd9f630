"""Putting what comes with the program into an agency's library; done twice it changes nothing."""

from datetime import date

from django.db import transaction

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.library import tables
from commonbeat.ground.library.models import (
    AreaChange,
    Citation,
    LibraryResource,
    PracticeArea,
    ResourceChange,
    TopicTag,
)
from commonbeat.ground.library.queries.waiting import clocks
from commonbeat.ground.library.rules import Cause, keeping
from commonbeat.ground.library.rules.shipped import RESOURCES, ShippedResource
from commonbeat.ground.library.rules.shipped_topics import TOPICS, ShippedTopic
from commonbeat.ground.roles import Actor


@transaction.atomic
def ship(*, actor: Actor, agency: Agency) -> dict[str, int]:
    """Add the topics, practice areas and records that the agency does not have yet; what is there stays as it is."""
    agencies.take_turns(agency, "library.ship")
    review_by = keeping.review_day(agency.day(), clocks(agency)["review_months"])
    topics = [_topic(agency, place, one) for place, one in enumerate(TOPICS, start=1)]
    areas = [_area(agency, place, one, review_by) for place, one in enumerate(TOPICS, start=1)]
    added = [row for one in RESOURCES if (row := _resource(agency, one, review_by))]
    found = {"topics": sum(topics), "areas": sum(areas), "resources": len(added)}
    if not any(found.values()):
        return found
    tables.derive(agency, [row.pk for row in added])
    audit.record(agency=agency, actor=actor, verb="library.ship", subject=agency, details=found)
    agencies.touch_public(agency)
    return found


def _topic(agency: Agency, place: int, one: ShippedTopic) -> bool:
    """Whether it had to be added."""
    said = {"name_en": one.name_en, "name_es": one.name_es, "place": place, "shipped": True}
    return TopicTag.objects.get_or_create(agency=agency, slug=one.slug, defaults=said)[1]


def _area(agency: Agency, place: int, one: ShippedTopic, review_by: date) -> bool:
    """Whether it had to be added."""
    topic = TopicTag.objects.get(agency=agency, slug=one.slug)
    said = {"definition_en": one.what_en, "definition_es": one.what_es, "why_en": one.why_en, "why_es": one.why_es}
    defaults = {**said, "place": place, "review_by": review_by, "shipped": True}
    row, new = PracticeArea.objects.get_or_create(agency=agency, topic=topic, defaults=defaults)
    if new:
        AreaChange.objects.create(agency=agency, area=row, version=1, cause=Cause.SHIPPED)
    return new


def _resource(agency: Agency, one: ShippedResource, review_by: date) -> LibraryResource | None:
    """The record if it had to be added. It names no link: nobody here has opened one yet."""
    said = {
        "title": one.title,
        "year": one.year,
        "types": sorted(one.types),
        "audiences": sorted(one.audiences),
        "kind": one.kind,
        "provenance": one.provenance,
        "publisher": one.publisher,
        "note_en": one.note_en,
        "note_es": one.note_es,
        "reviewed_on": agency.day(),
        "review_by": review_by,
        "shipped": True,
    }
    slug = keeping.slug_for(one.title, one.year)
    row, new = LibraryResource.objects.get_or_create(agency=agency, slug=slug, defaults=said)
    if not new:
        return None
    row.topics.set(TopicTag.objects.filter(agency=agency, slug__in=one.topics))
    Citation.objects.create(agency=agency, resource=row, words=one.citation or f"{one.title} ({one.year})")
    ResourceChange.objects.create(agency=agency, resource=row, version=1, cause=Cause.SHIPPED)
    return row
