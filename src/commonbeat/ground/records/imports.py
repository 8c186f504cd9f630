"""What rows of stops and of force mean: their fields, the words that files use for them, and how they are loaded."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.imports import ImportKind, TableLoader
from commonbeat.ground.places import queries as places
from commonbeat.ground.places.models import District
from commonbeat.ground.places.rules import folded
from commonbeat.ground.records.models import ForceApplication, StopRecord
from commonbeat.ground.records.rules import (
    POSITION_DIGITS,
    Answer,
    ForceAction,
    ForceType,
    Gender,
    RaceGroup,
    RecordedBy,
    Resistance,
    StopReason,
)
from commonbeat.ground.records.rules.spellings import (
    ACTIONS,
    ANSWERS,
    FORCE_TYPES,
    GENDERS,
    RACES,
    RECORDERS,
    RESISTANCES,
    STOP_REASONS,
)
from commonbeat.kit.tabular.fields import Field, FieldType, RowKind

KEY = Field(
    "source_key",
    _("Number of the record"),
    required=True,
    longest=80,
    hint=_("What tells one row from all others, today and in a corrected file. A row with a known number is compared."),
    example="17-000003",
    synonyms=("idNum", "id", "case number", "incident number", "report number", "stop id", "master incident number"),
)
AT = Field(
    "at",
    _("When"),
    FieldType.MOMENT,
    required=True,
    hint=_("Day and time of day; if the time is in a column of its own, name both."),
    example="2017-01-01 06:00:42",
    synonyms=("date", "datetime", "date time", "response datetime", "response date", "stop date", "occurred", "time"),
)
NEIGHBORHOOD = Field(
    "neighborhood_text",
    _("Neighborhood"),
    longest=120,
    blank="",
    example="Powderhorn Park",
    synonyms=("neighborhood", "neighbourhood", "community"),
)
DISTRICT = Field(
    "district_text",
    _("Precinct or district"),
    longest=40,
    blank="",
    example="3",
    synonyms=("precinct", "police precinct", "district", "sector"),
)


def _race(key: str, label: Any, *synonyms: str) -> Field:
    hint = _("As the officer wrote it down. Unknown and left empty are kept apart.")
    return _choice(key, label, RaceGroup, RACES, *synonyms, hint=hint, example="Black")


def _answer(key: str, label: Any, *synonyms: str) -> Field:
    hint = _("Yes or no. An empty cell means not recorded, which is not the same as no.")
    return _choice(key, label, Answer, ANSWERS, *synonyms, hint=hint, example="YES")


def _choice(key: str, label: Any, list_: Any, words: Any, *synonyms: str, hint: Any = "", example: str = "") -> Field:
    return Field(
        key,
        label,
        FieldType.CHOICE,
        hint=hint,
        example=example,
        synonyms=synonyms,
        choices=dict(list_.choices),
        words=words,
        blank=list_.NOT_RECORDED.value,
    )


def _position(key: str, label: Any, most: float, *synonyms: str) -> Field:
    hint = _("Kept to about 100 meters only.")
    return Field(key, label, FieldType.NUMBER, hint=hint, least=-most, most=most, synonyms=synonyms)


GENDER = _choice("gender", _("Gender"), Gender, GENDERS, "sex", "subject sex", "subject gender", example="Female")

STOP_ROWS = RowKind(
    key="stops",
    label=_("Stops"),
    explanation=_("One row for each stop of a person or a vehicle, with or without a search."),
    fields=(
        KEY,
        AT,
        _choice("reason", _("Reason for the stop"), StopReason, STOP_REASONS, "problem", "stop reason", "why"),
        _race("race", _("Race"), "race", "subject race", "driver race"),
        _race("race_before", _("Race as seen before the stop"), "preRace", "perceived race", "race before"),
        GENDER,
        _answer("citation", _("Citation issued"), "citationIssued", "citation", "ticket"),
        _answer("person_search", _("Person searched"), "personSearch", "search person", "searched"),
        _answer("vehicle_search", _("Vehicle searched"), "vehicleSearch", "search vehicle"),
        _choice("recorded_by", _("How it was recorded"), RecordedBy, RECORDERS, "MDC", "source"),
        _position("longitude", _("Longitude"), 180, "long", "lon", "lng", "x"),
        _position("latitude", _("Latitude"), 90, "lat", "y"),
        NEIGHBORHOOD,
        DISTRICT,
    ),
    natural_key=("source_key",),
)

FORCE_ROWS = RowKind(
    key="force",
    label=_("Use of force"),
    explanation=_("One row for each kind of force used on one person. One event can make several rows."),
    fields=(
        KEY,
        AT,
        Field(
            "incident_key",
            _("Number of the event"),
            longest=80,
            blank="",
            hint=_("The same for all rows of one event. Without it events cannot be counted, only uses of force."),
            synonyms=("event number", "incident id", "event id"),
        ),
        Field(
            "force_type",
            _("Type of force"),
            FieldType.CHOICE,
            required=True,
            synonyms=("force type", "type of force", "force"),
            choices=dict(ForceType.choices),
            words=FORCE_TYPES,
            example="Taser",
        ),
        _choice("force_action", _("What was done"), ForceAction, ACTIONS, "force type action", "action", "technique"),
        _choice("resistance", _("Resistance"), Resistance, RESISTANCES, "type resistance", "type of resistance"),
        _answer("injury", _("Person injured"), "subject injury", "injury", "injured"),
        _race("race", _("Race"), "race", "subject race"),
        GENDER,
        Field(
            "age",
            _("Age"),
            FieldType.WHOLE,
            least=0,
            most=120,
            hint=_("0 is read as not known."),
            synonyms=("subject age", "age"),
        ),
        Field("call_reason", _("What the call was about"), longest=80, blank="", synonyms=("problem", "call type")),
        _answer("emergency_call", _("911 call"), "is 911 call", "911 call", "911"),
        Field("offense", _("Primary offense code"), longest=40, blank="", synonyms=("primary offense", "offense")),
        NEIGHBORHOOD,
        DISTRICT,
    ),
    natural_key=("source_key",),
)


class RecordLoader(TableLoader):
    """What stops and force share: the agency's clock, neighborhoods and districts by their names."""

    looked_up = frozenset({"neighborhood_id", "district_id"})

    @cached_property
    def place_of(self) -> Callable[[str], int | None]:
        """From a neighborhood as written to its id; each spelling is looked up once."""
        index = places.names(self.agency)
        known: dict[str, int | None] = {"": None}

        def find(text: str) -> int | None:
            if text not in known:
                known[text] = index.get(folded(text))
            return known[text]

        return find

    @cached_property
    def district_of(self) -> dict[str, int]:
        """From a district's code to its id."""
        return dict(District.objects.filter(agency=self.agency).values_list("code", "pk"))

    def clock(self, at: datetime) -> tuple[Any, int, int]:
        """The agency's day, minute of the day and minutes from UTC at that moment."""
        local = at.astimezone(self.zone)
        offset = local.utcoffset()
        minutes = int(offset.total_seconds()) // 60 if offset is not None else 0
        return local.date(), local.hour * 60 + local.minute, minutes

    def where(self, neighborhood: str, district: str) -> tuple[int | None, str, int | None, str]:
        """Ids and words of the place; precinct "0" is how files write that none is known."""
        district = "" if district == "0" else district
        return self.place_of(neighborhood), neighborhood, self.district_of.get(district), district


class StopLoader(RecordLoader):
    """Loads stops."""

    model = StopRecord
    columns = (
        "source_key",
        "at",
        "local_date",
        "local_minute",
        "utc_offset",
        "reason",
        "race",
        "race_before",
        "gender",
        "citation",
        "person_search",
        "vehicle_search",
        "recorded_by",
        "longitude",
        "latitude",
        "neighborhood_id",
        "neighborhood_text",
        "district_id",
        "district_text",
    )

    def derive(self, values: list[Any]) -> tuple[Any, ...]:
        """Positions are made coarse here, so that exact ones are never kept; 0, 0 is no position."""
        key, at, *said, longitude, latitude, neighborhood, district = values
        if longitude is None or latitude is None or not (longitude or latitude):
            longitude = latitude = None
        else:
            longitude, latitude = round(longitude, POSITION_DIGITS), round(latitude, POSITION_DIGITS)
        return (key, at, *self.clock(at), *said, longitude, latitude, *self.where(neighborhood, district))


class ForceLoader(RecordLoader):
    """Loads uses of force."""

    model = ForceApplication
    columns = (
        "source_key",
        "at",
        "local_date",
        "local_minute",
        "utc_offset",
        "incident_key",
        "force_type",
        "force_action",
        "resistance",
        "injury",
        "race",
        "gender",
        "age",
        "call_reason",
        "emergency_call",
        "offense",
        "neighborhood_id",
        "neighborhood_text",
        "district_id",
        "district_text",
    )

    def derive(self, values: list[Any]) -> tuple[Any, ...]:
        """An age of 0 is how files write that none is known."""
        key, at, incident, type_, action, resistance, injury, race, gender, age, *rest, neighborhood, district = values
        return (
            *(key, at, *self.clock(at), incident, type_, action, resistance, injury, race, gender, age or None),
            *rest,
            *self.where(neighborhood, district),
        )


STOPS = ImportKind(rows=STOP_ROWS, loader=StopLoader, after="record_overview", then="disparity.recompute")
FORCE = ImportKind(rows=FORCE_ROWS, loader=ForceLoader, after="record_overview", then="disparity.recompute")
KINDS = (STOPS, FORCE)
