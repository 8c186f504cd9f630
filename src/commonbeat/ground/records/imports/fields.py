"""The fields of stops and of force, and the words that files use for them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.records.rules import (
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
    return choice_field(key, label, RaceGroup, RACES, *synonyms, hint=hint, example="Black")


def answer_field(key: str, label: Any, *synonyms: str) -> Field:
    """Whether something was done."""
    hint = _("Yes or no. An empty cell means not recorded, which is not the same as no.")
    return choice_field(key, label, Answer, ANSWERS, *synonyms, hint=hint, example="YES")


def choice_field(
    key: str, label: Any, list_: Any, words: Any, *synonyms: str, hint: Any = "", example: str = ""
) -> Field:
    """One of the words of a list that knows "not recorded"."""
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


GENDER = choice_field("gender", _("Gender"), Gender, GENDERS, "sex", "subject sex", "subject gender", example="Female")

STOP_ROWS = RowKind(
    key="stops",
    label=_("Stops"),
    explanation=_("One row for each stop of a person or a vehicle, with or without a search."),
    fields=(
        KEY,
        AT,
        choice_field("reason", _("Reason for the stop"), StopReason, STOP_REASONS, "problem", "stop reason", "why"),
        _race("race", _("Race"), "race", "subject race", "driver race"),
        _race("race_before", _("Race as seen before the stop"), "preRace", "perceived race", "race before"),
        GENDER,
        answer_field("citation", _("Citation issued"), "citationIssued", "citation", "ticket"),
        answer_field("person_search", _("Person searched"), "personSearch", "search person", "searched"),
        answer_field("vehicle_search", _("Vehicle searched"), "vehicleSearch", "search vehicle"),
        choice_field("recorded_by", _("How it was recorded"), RecordedBy, RECORDERS, "MDC", "source"),
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
        choice_field(
            "force_action", _("What was done"), ForceAction, ACTIONS, "force type action", "action", "technique"
        ),
        choice_field("resistance", _("Resistance"), Resistance, RESISTANCES, "type resistance", "type of resistance"),
        answer_field("injury", _("Person injured"), "subject injury", "injury", "injured"),
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
        answer_field("emergency_call", _("911 call"), "is 911 call", "911 call", "911"),
        Field("offense", _("Primary offense code"), longest=40, blank="", synonyms=("primary offense", "offense")),
        NEIGHBORHOOD,
        DISTRICT,
    ),
    natural_key=("source_key",),
)
