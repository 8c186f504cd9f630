"""The columns of a file of contacts, by the names that exports of CAD and RMS give them."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.rules import Language
from commonbeat.ground.records.imports.fields import (
    AT,
    DISTRICT,
    KEY,
    NEIGHBORHOOD,
    answer_field,
    choice_field,
)
from commonbeat.ground.records.rules import Answer, ContactFlag, PersonRole
from commonbeat.ground.records.rules.contact_spellings import FLAGS, INITIATED, LANGUAGES, MINORS, NO_NUMBER, ROLES
from commonbeat.kit.tabular.fields import Field, FieldType, RowKind

BADGE = Field(
    "badge_text",
    _("Officer's badge"),
    longest=40,
    blank="",
    hint=_("The badge or employee number, as on the list of staff."),
    example="4127",
    synonyms=(
        *("badge", "badge number", "officer badge", "officer id", "officer number", "primary officer"),
        *("primary officer badge", "primary badge", "officer", "employee id", "employee number", "unit badge"),
        *("primary unit", "unit", "unit id", "primary unit officer", "responding officer"),
    ),
)

CONTACT_ROWS = RowKind(
    key="contacts",
    label=_("Contacts"),
    explanation=_("One row for each person in a call or report: from CAD or RMS. Phone numbers are sealed at once."),
    fields=(
        replace(
            KEY,
            example="26-104233",
            synonyms=(
                *("incident number", "incident no", "incident", "incident id", "cad number", "cad incident number"),
                *("cad event number", "cad event id", "incident key"),
                *("event number", "event id", "event no", "call number", "call no", "call id", "cfs number", "cfs"),
                *("case number", "case no", "report number", "master incident number", "run number", "id", "number"),
            ),
        ),
        replace(
            AT,
            example="2026-11-22 14:05",
            synonyms=(
                *("call date time", "call datetime", "call time", "call date", "call received", "received"),
                *("time received", "date received", "create time", "create date", "created", "create datetime"),
                *("incident date", "incident datetime", "incident date time", "event date", "event time", "start time"),
                *("dispatch time", "dispatch date", "reported", "report date", "date time", "datetime", "date"),
                *("occurred", "time"),
            ),
        ),
        Field(
            "call_type",
            _("Kind of call"),
            longest=80,
            blank="",
            hint=_("As dispatchers wrote it. Words such as domestic, suicide or death are marked as reasons for care."),
            example="NOISE COMPLAINT",
            synonyms=(
                *("call type", "nature", "nature of call", "call nature", "type", "type description", "incident type"),
                *("event type", "final call type", "final type", "initial call type", "problem", "description"),
                *("call type description", "call for service", "offense", "complaint type"),
            ),
        ),
        Field(
            "disposition",
            _("Disposition"),
            longest=120,
            blank="",
            example="REPORT TAKEN",
            synonyms=("dispo", "disposition description", "final disposition", "outcome", "result", "clearance"),
        ),
        choice_field(
            "police_initiated",
            _("Begun by the police"),
            Answer,
            INITIATED,
            *("officer initiated", "self initiated", "on view", "call source", "source", "how received", "received by"),
            hint=_("Yes, no, or how the call came in: 911, phone, on view."),
            example="911",
        ),
        choice_field(
            "person_role",
            _("Role of the person"),
            PersonRole,
            ROLES,
            *("role", "person type", "person role", "involvement", "involvement type", "party type", "name type"),
            *("contact type", "relationship"),
            hint=_("Of suspects, people under arrest and witnesses no number is kept."),
            example="Reporting party",
        ),
        Field(
            "caller_phone",
            _("Phone number"),
            FieldType.PHONE,
            private=True,
            blank="",
            hint=_("Kept sealed for some days and deleted then. Shown nowhere, not even on the pages of this file."),
            words=NO_NUMBER,
            synonyms=(
                *("phone", "phone number", "caller phone number", "callback", "callback number", "call back"),
                *("call back number", "call back phone", "callback phone", "caller number", "contact phone"),
                *("contact number", "cell phone", "cell", "mobile", "mobile phone", "telephone", "telephone number"),
                *(
                    "home phone",
                    "primary phone",
                    "ani",
                    "ani number",
                    "rp phone",
                    "complainant phone",
                    "phone 1",
                    "tel",
                ),
            ),
        ),
        choice_field(
            "minor",
            _("Under 18"),
            Answer,
            MINORS,
            *("juvenile", "juv", "is juvenile", "juvenile flag", "age", "person age", "adult juvenile", "under 18"),
            hint=_("Yes or no, adult or juvenile, or the age in years."),
            example="N",
        ),
        Field(
            "flags",
            _("Reasons for care"),
            FieldType.SEVERAL,
            hint=_("Words such as DV; MH, with ; or , between them."),
            example="DV; MH",
            synonyms=("flags", "flag", "caution", "cautions", "alerts", "alert", "sensitive", "special", "indicators"),
            choices=dict(ContactFlag.choices),
            words=FLAGS,
            blank=(),
        ),
        answer_field("domestic", _("Violence at home"), "domestic violence", "dv", "dv flag", "domestic flag"),
        answer_field("mental_health", _("Mental health"), "mental health flag", "mh", "mh flag", "edp", "crisis"),
        answer_field("confidential", _("Not to be contacted"), "do not contact", "no contact", "confidential caller"),
        Field(
            "language",
            _("Language"),
            FieldType.CHOICE,
            blank="",
            example="Spanish",
            synonyms=("preferred language", "primary language", "language spoken", "caller language", "lang"),
            choices={**dict(Language.choices), "other": _("Another language")},
            words=LANGUAGES,
        ),
        BADGE,
        NEIGHBORHOOD,
        replace(DISTRICT, synonyms=(*DISTRICT.synonyms, "beat", "zone", "area", "division", "patrol district")),
    ),
    natural_key=("source_key",),
)
