"""What is loaded, what it leaves open, and what the agency says that it collects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, cast

from django.db import models
from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from commonbeat.ground.agency.models import Agency, ImportBatch
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.places import queries as places
from commonbeat.ground.places.rules import folded
from commonbeat.ground.records.models import (
    ContactEvent,
    ContactQuerySet,
    DataInventoryAnswer,
    ForceApplication,
    Record,
    RecordQuerySet,
    StopRecord,
)
from commonbeat.ground.records.rules import (
    AREAS,
    Area,
    Collected,
    InventoryItem,
    NumberState,
    PersonRole,
    Published,
    is_gap,
    last_day,
    merged,
)
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.tasks import Waiting
from commonbeat.kit.words import Words

MODELS: dict[str, type[Record]] = {"stops": StopRecord, "force": ForceApplication, "contacts": ContactEvent}
"""Where the rows of each kind of file are."""

QUALITY_FIELDS: dict[str, Sequence[str]] = {
    "stops": (
        *("reason", "race", "race_before", "gender", "citation", "person_search", "vehicle_search"),
        *("latitude", "neighborhood_text", "neighborhood", "district_text"),
    ),
    "force": (
        *("incident_key", "force_type", "force_action", "resistance", "injury", "race", "gender", "age"),
        *("call_reason", "emergency_call", "offense", "neighborhood_text", "neighborhood", "district_text"),
    ),
    "contacts": (
        *("call_type", "disposition", "police_initiated", "person_role", "minor", "language", "badge_text", "staff"),
        *("neighborhood_text", "neighborhood", "district_text"),
    ),
}
"""Which columns the data quality table looks at."""


def live(agency: Agency, kind: str) -> RecordQuerySet[Record]:
    """The loaded records of one kind."""
    rows = cast("RecordQuerySet[Record]", MODELS[kind]._default_manager.filter(agency=agency))
    return rows.live()


@dataclass(frozen=True)
class FieldQuality:
    """How often one column of the records says something: said + unknown + missing = rows."""

    name: Words
    rows: int
    missing: int
    unknown: int

    @property
    def said(self) -> int:
        """In how many records the column holds a word that can be used."""
        return self.rows - self.missing - self.unknown


@dataclass(frozen=True)
class Holding:
    """What is loaded of one kind: how many rows, from which days, by which file last, how complete."""

    kind: str
    rows: int
    first: date | None
    last: date | None
    batch: ImportBatch | None
    fields: Sequence[FieldQuality]


def holdings(agency: Agency) -> list[Holding]:
    """What is loaded, kind by kind; three queries."""
    last: dict[str, ImportBatch] = {}
    for batch in ImportBatch.objects.loaded().filter(agency=agency, kind__in=MODELS).order_by("pk"):
        last[batch.kind] = batch
    return [_holding(agency, kind, last.get(kind)) for kind in MODELS]


def _holding(agency: Agency, kind: str, batch: ImportBatch | None) -> Holding:
    fields = QUALITY_FIELDS[kind]
    counts = {f"missing_{name}": Count("pk", filter=_missing(MODELS[kind], name)) for name in fields}
    counts |= {f"unknown_{name}": Count("pk", filter=Q(**{name: "unknown"})) for name in fields if _coded(kind, name)}
    found = live(agency, kind).aggregate(rows=Count("pk"), first=Min("local_date"), last=Max("local_date"), **counts)
    quality = [
        FieldQuality(
            name=_label(MODELS[kind], name),
            rows=found["rows"],
            missing=found[f"missing_{name}"],
            unknown=found.get(f"unknown_{name}", 0),
        )
        for name in fields
    ]
    return Holding(kind, found["rows"], found["first"], found["last"], batch, quality)


def _field(model: type[Record], name: str) -> Any:
    return model._meta.get_field(name)


def _label(model: type[Record], name: str) -> Words:
    label: Words = _field(model, name).verbose_name
    return label


def _coded(kind: str, name: str) -> bool:
    """Whether officers can write "unknown" there."""
    return "unknown" in dict(_field(MODELS[kind], name).choices or ())


def _missing(model: type[Record], name: str) -> Q:
    """Which records say nothing in a column."""
    field = _field(model, name)
    if field.null:
        return Q(**{f"{name}__isnull": True})
    return Q(**{name: "not_recorded" if "not_recorded" in dict(field.choices or ()) else ""})


def unmatched(agency: Agency) -> list[tuple[str, list[int]]]:
    """Names in the records that no neighborhood has, each with how many records of each kind; the most first."""
    found: dict[str, list[int]] = {}
    for place, kind in enumerate(MODELS):
        rows = live(agency, kind).filter(neighborhood__isnull=True).exclude(neighborhood_text="")
        for name, count in rows.values_list("neighborhood_text").annotate(models.Count("pk")).order_by():
            found.setdefault(name, [0] * len(MODELS))[place] += count
    return sorted(found.items(), key=lambda row: (-sum(row[1]), row[0]))


def can_be_matched(agency: Agency, found: Sequence[tuple[str, Sequence[int]]]) -> dict[str, int]:
    """Of these unmatched names, those that a neighborhood has got since their file was loaded: name to its id."""
    index = places.names(agency) if found else {}
    return {name: index[folded(name)] for name, _counts in found if folded(name) in index}


def contacts_to_look_at(agency: Agency, after: int, most: int) -> ContactQuerySet:
    """The next loaded contacts behind the one numbered `after`, in order: whoever goes on from the last misses none.

    Files of one kind are loaded one after the other, so a later file's rows have higher numbers.
    """
    return ContactEvent.objects.live().filter(agency=agency, pk__gt=after).order_by("pk")[:most]


Counted: TypeAlias = tuple[Sequence[tuple[str, int]], int]
"""Counts from the largest down, and the sum of those too small to be told apart."""


@dataclass(frozen=True)
class ContactCounts:
    """Contacts by kind of call and by role, small groups merged, and what became of their numbers.

    `until`: by which day the last number that is held now will be deleted; None where none is.
    """

    by_call_type: Counted
    by_role: Counted
    numbers: Sequence[tuple[NumberState, int]]
    held: int
    until: date | None
    days: int


def contact_counts(agency: Agency, on: date) -> ContactCounts:
    """What the contacts are, in counts; five queries."""
    least = setting(agency, SettingKey.THRESHOLDS, on)["count"]
    days = setting(agency, SettingKey.CONTACT_NUMBERS, on)["days"]
    rows = ContactEvent.objects.live().filter(agency=agency).order_by()
    types = dict(rows.values_list("call_type").annotate(models.Count("pk")))
    roles = dict(rows.values_list("person_role").annotate(models.Count("pk")))
    states = {
        state: (count, last)
        for state, count, last in rows.values_list("number_state").annotate(models.Count("pk"), Max("at"))
    }
    held, last = states.get(NumberState.HELD.value, (0, None))
    shown, others = merged(roles, least)
    return ContactCounts(
        by_call_type=merged(types, least),
        by_role=([(str(PersonRole(role).label), count) for role, count in shown], others),
        numbers=[(state, states[state.value][0]) for state in NumberState if state.value in states],
        held=held,
        until=last_day(last, days, agency.timezone) if last else None,
        days=days,
    )


@dataclass(frozen=True)
class InventoryLine:
    """One thing that an agency might collect, and what it says of it; `answer` is None where it has not said."""

    item: InventoryItem
    answer: DataInventoryAnswer | None

    @property
    def area(self) -> Area:
        return AREAS[self.item]

    @property
    def collected(self) -> Collected:
        return Collected(self.answer.collected) if self.answer else Collected.NOT_ANSWERED

    @property
    def published(self) -> Published:
        return Published(self.answer.published) if self.answer else Published.NOT_ANSWERED

    @property
    def gap(self) -> bool:
        """Whether the public page of what is not known lists it."""
        return is_gap(self.collected)


def inventory(agency: Agency) -> list[InventoryLine]:
    """Every item, answered or not, in the order of the areas; one query."""
    answers = {row.item: row for row in DataInventoryAnswer.objects.filter(agency=agency)}
    areas = list(Area)
    lines = [InventoryLine(item, answers.get(item.value)) for item in InventoryItem]
    return sorted(lines, key=lambda line: areas.index(line.area))


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """For the Monday list of those who load records: what nobody has said about their being collected, by area."""
    if not (actor.may(Permission.ANSWER_INVENTORY, agency) and actor.may(Permission.IMPORT_RECORDS, agency)):
        return []
    if not ImportBatch.objects.loaded().filter(agency=agency).exists():
        return []  # first the records, then what is missing in them
    silent = [line for line in inventory(agency) if line.answer is None]
    found = []
    for area in Area:
        items = [line.item for line in silent if line.area == area]
        words = ngettext_lazy(
            "%(area)s: %(count)s question about what is collected has no answer",
            "%(area)s: %(count)s questions about what is collected have no answer",
            len(items),
        )
        if items:
            title = words % {"area": area.label, "count": len(items)}
            step = _("Say what is collected, and what is missing in it")
            found.append(Waiting(title=title, address="inventory_answer", arguments=(items[0].value,), next_step=step))
    return found
