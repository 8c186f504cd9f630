"""Who sees police records: those who may see counts of them, of their own agency alone."""

from django.db.models import QuerySet

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.records.models import (
    ContactEvent,
    ContactQuerySet,
    DataInventoryAnswer,
    ForceApplication,
    PersonRecordQuerySet,
    StopRecord,
)
from commonbeat.ground.roles import Actor, Permission


def visible_stops(actor: Actor, agency: Agency) -> PersonRecordQuerySet[StopRecord]:
    """Stops of this agency whose file is loaded."""
    rows = StopRecord.objects.live().filter(agency=agency)
    return rows if actor.may(Permission.SEE_RECORDS, agency) else rows.none()


def visible_force(actor: Actor, agency: Agency) -> PersonRecordQuerySet[ForceApplication]:
    """Uses of force of this agency whose file is loaded."""
    rows = ForceApplication.objects.live().filter(agency=agency)
    return rows if actor.may(Permission.SEE_RECORDS, agency) else rows.none()


def visible_contacts(actor: Actor, agency: Agency) -> ContactQuerySet:
    """Contacts of this agency whose file is loaded; their numbers are opened by nobody who looks at a page."""
    rows = ContactEvent.objects.live().filter(agency=agency)
    return rows if actor.may(Permission.SEE_RECORDS, agency) else rows.none()


def visible_answers(actor: Actor, agency: Agency) -> "QuerySet[DataInventoryAnswer]":
    """What this agency says of what it collects: it is there to be read by everybody."""
    return DataInventoryAnswer.objects.filter(agency=agency)


def visible_answer(actor: Actor, agency: Agency, item: str) -> DataInventoryAnswer | None:
    """What this agency says of one item, if it has said anything."""
    return visible_answers(actor, agency).filter(item=item).first()
