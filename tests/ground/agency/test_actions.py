"""Founding and changing an agency leaves its trail and keeps what was."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from commonbeat.ground.agency import actions
from commonbeat.ground.agency.models import Agency, Setting
from commonbeat.ground.audit.models import AuditEvent, Correction

pytestmark = pytest.mark.django_db


def test_founding_writes_the_first_entry_of_the_agency_s_chain(console):
    agency = actions.found(
        actor=console, name="Riverton Police", slug="riverton", place="Riverton", timezone="America/Chicago"
    )
    event = AuditEvent.objects.get()
    assert (event.agency_id, event.sequence, event.verb) == (agency.pk, 1, "agency.found")


def test_a_slug_can_be_taken_once_and_the_refusal_leaves_nothing(console, riverton):
    with pytest.raises(ValidationError):
        actions.found(actor=console, name="Other", slug="riverton", place="Elsewhere", timezone="America/Chicago")
    assert Agency.objects.filter(slug="riverton").count() == 1
    assert not AuditEvent.objects.exists()


def test_a_change_keeps_the_old_value_and_renews_the_public_pages(console, riverton):
    before = riverton.public_version
    actions.change(actor=console, agency=riverton, changes={"phone": "555-0100", "place": "Riverton"})
    kept = Correction.objects.get()
    assert (kept.field, kept.old, kept.new) == ("phone", "", "555-0100")
    assert riverton.public_version == before + 1
    assert AuditEvent.objects.get().details == {"fields": ["phone"]}


def test_a_wrong_change_changes_nothing(console, riverton):
    with pytest.raises(ValidationError):
        actions.change(actor=console, agency=riverton, changes={"email": "nobody"})
    riverton.refresh_from_db()
    assert riverton.email == ""


def test_a_setting_is_added_and_earlier_ones_stay(console, riverton):
    for day, minutes in [(date(2026, 1, 1), 30), (date(2026, 7, 1), 15)]:
        actions.set_value(
            actor=console,
            agency=riverton,
            key="session_minutes",
            value={"minutes": minutes},
            effective_from=day,
            citation="Policy 4-12",
        )
    assert [row.value["minutes"] for row in Setting.objects.order_by("effective_from")] == [30, 15]


def test_a_setting_without_its_source_is_refused(console, riverton):
    with pytest.raises(ValidationError):
        actions.set_value(
            actor=console,
            agency=riverton,
            key="session_minutes",
            value={"minutes": 5},
            effective_from=date(2026, 1, 1),
            citation="",
        )
