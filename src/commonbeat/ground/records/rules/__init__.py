"""The words and rules of police records: vocabularies, their spellings in files, the inventory of what is collected."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.ground.records.rules.contacts import (
    NUMBER_PURPOSE,
    WITHOUT_NUMBER,
    ContactFlag,
    NumberState,
    PersonRole,
    horizon,
    last_day,
    merged,
    state_after,
    state_of,
)
from commonbeat.ground.records.rules.inventory import AREAS, Area, Collected, InventoryItem, Published, is_gap
from commonbeat.ground.records.rules.vocabulary import (
    WITHOUT_RACE,
    Answer,
    ForceAction,
    ForceType,
    Gender,
    RaceGroup,
    RecordedBy,
    Resistance,
    StopReason,
)
from commonbeat.kit.retention import Retention

__all__ = [
    "AREAS",
    "DETAILS",
    "NUMBER_PURPOSE",
    "POSITION_DIGITS",
    "RETENTION",
    "SUBJECTS",
    "VERBS",
    "WITHOUT_NUMBER",
    "WITHOUT_RACE",
    "Answer",
    "Area",
    "Collected",
    "ContactFlag",
    "ForceAction",
    "ForceType",
    "Gender",
    "InventoryItem",
    "NumberState",
    "PersonRole",
    "Published",
    "RaceGroup",
    "RecordedBy",
    "Resistance",
    "StopReason",
    "horizon",
    "is_gap",
    "last_day",
    "merged",
    "state_after",
    "state_of",
]

RETENTION = {
    "StopRecord": Retention.RECORDS,
    "ForceApplication": Retention.RECORDS,
    "ContactEvent": Retention.RECORDS,
    "DataInventoryAnswer": Retention.PERMANENT,
}

VERBS = {
    "records.answer_inventory": _("said what the agency collects"),
    "records.match_neighborhoods": _("tied records to neighborhoods by name"),
    "records.forget_numbers": _("deleted phone numbers of contacts"),
}
"""How the trail tells of this app's actions."""

DETAILS = {
    "records.item": Told(_("what"), dict(InventoryItem.choices)),
    "records.collected": Told(_("collected"), dict(Collected.choices)),
    "records.names": Told(_("names")),
    "records.records": Told(_("records")),
    "records.days": Told(_("days kept")),
    "records.numbers": Told(_("numbers deleted")),
    "agency.kind": Told(words={"stops": _("Stops"), "force": _("Use of force"), "contacts": _("Contacts")}),
}
SUBJECTS = {
    "records.datainventoryanswer": _("answer on what is collected"),
    "records.contactevent": _("contact"),
}

POSITION_DIGITS = 3
"""Decimals kept of a longitude or latitude: about 100 meters, so that no house can be told."""
