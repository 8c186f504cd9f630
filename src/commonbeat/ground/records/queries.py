"""What is loaded, what it leaves open, and what the agency says that it collects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Max, Min, Q

from commonbeat.ground.agency.models import Agency, ImportBatch
from commonbeat.ground.places import queries as places
from commonbeat.ground.places.rules import folded
from commonbeat.ground.records.models import DataInventoryAnswer, ForceApplication, Record, RecordQuerySet, StopRecord
from commonbeat.ground.records.rules import AREAS, Area, Collected, InventoryItem, Published, is_gap
from commonbeat.kit.words import Words

MODELS: dict[str, type[Record]] = {"stops": StopRecord, "force": ForceApplication}
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
}
"""Which columns the data quality table looks at."""


def live(agency: Agency, kind: str) -> RecordQuerySet:
    """The loaded records of one kind."""
    rows: RecordQuerySet = MODELS[kind]._default_manager.filter(agency=agency).live()
    return rows


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
    return Q(**{name: "not_recorded"}) if field.choices else Q(**{name: ""})


def unmatched(agency: Agency) -> list[tuple[str, int, int]]:
    """Neighborhood names in the records that no neighborhood has: name, stops, uses of force; the most first."""
    found: dict[str, list[int]] = {}
    for place, kind in enumerate(MODELS):
        rows = live(agency, kind).filter(neighborhood__isnull=True).exclude(neighborhood_text="")
        for name, count in rows.values_list("neighborhood_text").annotate(models.Count("pk")).order_by():
            found.setdefault(name, [0, 0])[place] += count
    rows_by_name = ((name, stops, force) for name, (stops, force) in found.items())
    return sorted(rows_by_name, key=lambda row: (-row[1] - row[2], row[0]))


def can_be_matched(agency: Agency, found: Sequence[tuple[str, int, int]]) -> dict[str, int]:
    """Of these unmatched names, those that a neighborhood has got since their file was loaded: name to its id."""
    index = places.names(agency) if found else {}
    return {name: index[folded(name)] for name, *_counts in found if folded(name) in index}


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
