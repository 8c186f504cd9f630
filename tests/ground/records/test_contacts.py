"""Contacts as files bring them: who, what, when, where; a number sealed, not kept, unreadable or gone."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit.models import AuditEvent, Correction
from commonbeat.ground.people.models import Staff
from commonbeat.ground.records import access, actions, dataset, jobs, queries
from commonbeat.ground.records.models import ContactEvent
from commonbeat.ground.records.rules import NUMBER_PURPOSE
from commonbeat.ground.roles import Role
from commonbeat.kit.sealing import seal, unseal

pytestmark = pytest.mark.django_db
HEADER = (
    "Incident Number,Call Date Time,Nature,Disposition,Call Source,Person Type,Caller Phone,Juvenile,Flags,Language,"
    "Officer Badge,Neighborhood,Precinct\n"
)


def days_ago(days):
    return (timezone.now() - timedelta(days=days)).strftime("%Y-%m-%d %H:%M")


def row(key, **said):
    cells = {
        "at": days_ago(2),
        "type": "NOISE COMPLAINT",
        "disposition": "ADVISED",
        "source": "911",
        "role": "RP",
        "phone": "(612) 555-0101",
        "juvenile": "N",
        "flags": "",
        "language": "English",
        "badge": "0412",
        "place": "Cedar Riverside",
        "precinct": "1",
    } | said
    return ",".join([key, *(f'"{cell}"' for cell in cells.values())]) + "\n"


@pytest.fixture
def officer(riverton):
    return Staff.objects.create(agency=riverton, name="Lee Park", badge="412")


@pytest.fixture
def load(bring, places, officer):
    """Load contacts from rows; returns the batch."""
    return lambda *rows, **how: bring(HEADER + "".join(rows), "contacts", **how)


def one(key="26-1"):
    return ContactEvent.objects.get(source_key=key)


def test_a_row_of_cad_becomes_a_contact(load, places, officer):
    batch = load(row("26-1"))
    contact = one()
    assert (contact.call_type, contact.disposition, contact.police_initiated) == ("NOISE COMPLAINT", "ADVISED", "no")
    assert (contact.person_role, contact.minor, contact.language, contact.flags) == ("caller", "no", "en", [])
    assert (contact.staff, contact.badge_text) == (officer, "0412")
    assert (contact.neighborhood, contact.district.code) == (places[0], "1")
    assert isinstance(contact.reference, uuid.UUID)
    assert (batch.rows_new, batch.summary["notes"]) == (1, {})


def test_the_number_is_sealed_for_its_purpose_and_opens_for_who_texts(load):
    load(row("26-1"))
    contact = one()
    assert contact.number_state == "held"
    assert "0101" not in contact.number
    assert unseal(contact.number, NUMBER_PURPOSE) == actions.number_of(contact) == "+16125550101"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"phone": ""}, "none"),
        ({"phone": "REFUSED"}, "none"),
        ({"phone": "911-555-0101"}, "unreadable"),
        ({"phone": "see notes"}, "unreadable"),
        ({"role": "Suspect"}, "not_kept"),
        ({"role": "ARRESTEE"}, "not_kept"),
        ({"role": "W"}, "not_kept"),
        ({"role": "W", "phone": "see notes"}, "not_kept"),
        ({"role": "W", "phone": ""}, "none"),
        ({"at": "2026-01-05 10:00"}, "forgotten"),
    ],
)
def test_where_no_number_may_or_can_be_held_the_row_is_taken_without_one(load, said, state):
    load(row("26-1", **said))
    assert (one().number_state, one().number, actions.number_of(one())) == (state, "", "")


@pytest.mark.parametrize(
    ("said", "flags"),
    [
        ({"flags": "DV; MH"}, ["domestic_violence", "mental_health"]),
        ({"type": "DOMESTIC ASSAULT"}, ["domestic_violence", "violence"]),
        ({"disposition": "Unattended death"}, ["death"]),
        ({"flags": "Y"}, ["other"]),
        ({"flags": "N"}, []),
    ],
)
def test_what_calls_for_care_is_marked_from_flags_kind_of_call_and_disposition(load, said, flags):
    load(row("26-1", **said))
    assert one().flags == flags


def test_columns_of_yes_and_no_mark_what_calls_for_care(bring, places):
    bring("incident,date,DV,Mental Health,Do Not Contact\n1,2026-01-05 10:00,Y,Y,Y\n", "contacts")
    assert one("1").flags == ["confidential", "domestic_violence", "mental_health"]
    assert (one("1").person_role, one("1").number_state, one("1").language) == ("not_recorded", "none", "")


def test_a_badge_that_nobody_wears_is_kept_as_written(load, officer):
    cells = {"26-1": "999", "26-2": " , ", "26-3": "412; 500", "26-4": ""}
    load(*(row(key, badge=badge) for key, badge in cells.items()))
    assert {key: one(key).staff for key in cells} == {"26-1": None, "26-2": None, "26-3": officer, "26-4": None}
    assert one("26-1").badge_text == "999"


def test_the_language_is_one_that_we_speak_or_none(load):
    load(row("26-1", language="SPA"), row("26-2", language="Somali"), row("26-3", language=""))
    assert [one(key).language for key in ("26-1", "26-2", "26-3")] == ["es", "", ""]


def test_the_same_rows_in_another_file_change_nothing_although_every_seal_differs(load):
    load(row("26-1"), row("26-2", phone=""))
    before = ContactEvent.objects.order_by("pk").values_list("reference", "number")
    kept = list(before)
    batch = load(row("26-1", phone="612.555.0101"), row("26-2", phone=""), row("26-3"))
    assert (batch.rows_new, batch.rows_same, batch.rows_changed) == (1, 2, 0)
    assert list(before)[:2] == kept


def test_a_corrected_number_is_sealed_anew_and_no_correction_says_what_it_was(load):
    load(row("26-1"))
    reference = one().reference
    batch = load(row("26-1", phone="612-555-0102", language="Spanish"))
    assert batch.rows_changed == 1
    assert (actions.number_of(one()), one().reference, one().language) == ("+16125550102", reference, "es")
    kept = {each.field: (each.old, each.new) for each in Correction.objects.all()}
    assert kept == {"number": (None, None), "language": ("en", "es")}


def test_somebody_who_turns_out_to_be_a_suspect_loses_the_number(load):
    load(row("26-1"))
    load(row("26-1", role="Suspect"))
    assert (one().number, one().number_state) == ("", "not_kept")


def test_a_number_that_was_deleted_is_never_taken_again(load, riverton, console):
    load(row("26-1"), row("26-2"))
    assert actions.forget_numbers_of(actor=console, agency=riverton, contacts=[one().pk]) == 1
    batch = load(row("26-1"), row("26-2"), row("26-3"))
    assert (batch.rows_same, batch.rows_changed) == (2, 0)
    assert (one().number, one().number_state) == ("", "forgotten")
    load(row("26-1", role="Suspect"))
    assert one().number_state == "not_kept"


def test_a_number_sealed_under_a_lost_key_is_replaced_by_that_of_the_file(load):
    load(row("26-1"))
    ContactEvent.objects.update(number="1." + "A" * 56)
    assert load(row("26-1", disposition="GONE")).rows_changed == 1
    assert actions.number_of(one()) == "+16125550101"


def test_numbers_are_deleted_when_their_time_is_over_with_one_entry_that_counts_them(load, riverton, console):
    load(row("26-1", at=days_ago(29)), row("26-2", at=days_ago(10)), row("26-3", phone=""))
    now = timezone.now()
    assert actions.forget_numbers(actor=console, agency=riverton, now=now) == 0
    assert not AuditEvent.objects.filter(verb="records.forget_numbers").exists()
    assert actions.forget_numbers(actor=console, agency=riverton, now=now + timedelta(days=2)) == 1
    assert (one("26-1").number_state, one("26-2").number_state) == ("forgotten", "held")
    entry = AuditEvent.objects.get(verb="records.forget_numbers")
    assert (entry.details, entry.subject_id) == ({"days": 30, "numbers": 1}, "contacts")


def test_the_days_are_a_dated_setting_of_the_agency(load, riverton, lakefield, console):
    load(row("26-1", at=days_ago(9)))
    today = riverton.day()
    for agency, days in ((riverton, 7), (lakefield, 1)):
        agencies.set_value(
            actor=console,
            agency=agency,
            key="contact_numbers",
            value={"days": days},
            effective_from=today,
            citation="Order 12",
        )
    assert actions.forget_numbers(actor=console, agency=lakefield, now=timezone.now()) == 0
    assert actions.forget_numbers(actor=console, agency=riverton, now=timezone.now()) == 1
    load(row("26-2", at=days_ago(8)), row("26-3", at=days_ago(6)))
    assert (one("26-2").number_state, one("26-3").number_state) == ("forgotten", "held")


def test_only_the_contacts_of_the_agency_are_forgotten_early(load, riverton, lakefield, console):
    load(row("26-1"))
    assert actions.forget_numbers_of(actor=console, agency=lakefield, contacts=[one().pk]) == 0
    assert one().number_state == "held"


def test_contacts_are_looked_at_in_order_and_none_of_a_file_under_way(load, riverton, lakefield):
    first = load(row("26-1"), row("26-2"), row("26-3"))
    keys = [each.source_key for each in queries.contacts_to_look_at(riverton, 0, 2)]
    assert keys == ["26-1", "26-2"]
    assert [each.source_key for each in queries.contacts_to_look_at(riverton, one("26-2").pk, 9)] == ["26-3"]
    assert not queries.contacts_to_look_at(lakefield, 0, 9)
    type(first).objects.update(state="loading")
    assert not queries.contacts_to_look_at(riverton, 0, 9)


def test_cells_count_contacts_by_neighborhood_and_month_and_what_became_of_numbers(load, riverton, lakefield, places):
    load(
        row("26-1", at="2026-01-05 10:00"),
        row("26-2", at="2026-01-31 23:59", phone=""),
        row("26-3", at="2026-01-20 10:00", role="Suspect"),
        row("26-4", at="2026-02-01 00:01", phone="911-555-0100", place="Nowhere"),
    )
    cells = dataset.contacts(riverton)
    assert cells.columns == ("area", "month", "contacts", "with_number", "without_number", "number_not_kept")
    assert cells.rows == ((None, "2026-02", 1, 0, 1, 0), (places[0].pk, "2026-01", 3, 1, 1, 1))
    assert dataset.contacts(lakefield).rows == ()


def test_the_database_itself_refuses_a_number_that_is_not_held(load, db):
    load(row("26-1"))
    for wrong in ({"number": ""}, {"number_state": "forgotten"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ContactEvent.objects.update(**wrong)
    assert seal("", NUMBER_PURPOSE) == ""


class Context:
    """What a worker gives to a job."""

    def __init__(self, agency):
        self.agency = agency


def test_the_nightly_job_deletes_numbers_of_its_own_agency(load, riverton, lakefield):
    load(row("26-1"))
    ContactEvent.objects.update(at=timezone.now() - timedelta(days=31))
    assert jobs.forget_numbers(Context(lakefield)) == {"deleted": 0}
    assert jobs.forget_numbers(Context(riverton)) == {"deleted": 1}
    assert one().number_state == "forgotten"


def test_contacts_are_seen_as_counts_by_those_who_may_and_of_their_own_agency_alone(load, riverton, lakefield, person):
    load(row("26-1"), row("26-2"))
    analyst = person(Role.ANALYST, agency=riverton)
    assert access.visible_contacts(analyst, riverton).count() == 2
    assert not access.visible_contacts(analyst, lakefield).exists()
    assert not access.visible_contacts(person(Role.OFFICER, agency=riverton), riverton).exists()


def test_counts_put_small_groups_together_and_say_until_when_numbers_are_held(load, riverton, count_queries):
    load(
        *(row(f"26-{number}", at=days_ago(number % 5 + 1)) for number in range(10)),
        *(row(f"27-{number}", type="GRAFFITI", role="Victim") for number in range(6)),
        *(row(f"28-{number}", type=f"RARE {number}", role="W") for number in range(2)),
    )
    today = riverton.day()
    counts = queries.contact_counts(riverton, today)
    assert counts.by_call_type == ([("NOISE COMPLAINT", 10)], 8)
    assert counts.by_role == ([("Called or reported", 10)], 8)
    assert {state.value: count for state, count in counts.numbers} == {"held": 16, "not_kept": 2}
    assert (counts.held, counts.days) == (16, 30)
    assert today + timedelta(days=29) <= counts.until <= today + timedelta(days=31)
    assert count_queries(lambda: queries.contact_counts(riverton, today)) == 5


def test_where_no_number_is_held_there_is_no_day(load, riverton):
    load(row("26-1", phone=""))
    counts = queries.contact_counts(riverton, riverton.day())
    assert (counts.held, counts.until) == (0, None)


def test_the_check_lists_badges_that_nobody_wears(load):
    batch = load(row("26-1", badge="999"), row("26-2", badge="999"), row("26-3"))
    assert batch.summary["unmatched"]["badge_text"] == {"rows": 2, "names": [["999", 2]], "more": 0}
