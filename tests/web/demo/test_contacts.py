"""The made-up calls of the demonstration: fictional numbers alone, alive today, loaded once like any file."""

import re
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.records.actions import number_of
from commonbeat.ground.records.models import ContactEvent
from commonbeat.web.demo import contacts
from commonbeat.web.demo.agency import NOTICE, OFFICERS, found
from commonbeat.web.demo.phones import PHONES

TODAY = date(2026, 11, 22)
PLACES = ["Audubon Park", "Como", "Seward"]


def test_every_number_is_set_aside_for_fiction_and_every_call_lies_in_the_last_sixty_days():
    made_up = list(contacts.rows(TODAY, PLACES))
    assert len(made_up) == 400
    for row in made_up:
        digits = re.sub(r"\D", "", row[6])
        assert digits in ("", "9115550100") or re.fullmatch(r"61255501\d\d", digits)
        at = datetime.strptime(row[1], "%m/%d/%Y %H:%M").date()
        assert TODAY - timedelta(days=60) <= at < TODAY
    assert len({row[0] for row in made_up}) == 400
    assert {row[11] for row in made_up} == set(PLACES)


def test_the_same_day_has_the_same_calls_and_numbers_with_a_name_are_nobody_elses():
    once, again = list(contacts.rows(TODAY, PLACES)), list(contacts.rows(TODAY, PLACES))
    assert once == again
    named = {phone.written for phone in PHONES}
    assert not named & {row[6] for row in once[len(PHONES) :]}
    assert len(list(contacts.rows(TODAY, [], 50))) == 50


@pytest.fixture
def demonstration(db, console, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    agency = found(console)
    for name in PLACES:
        Neighborhood.objects.create(agency=agency, name=name, slug=name.lower().replace(" ", "-"))
    return agency


def test_the_calls_are_loaded_once_and_the_file_is_gone(demonstration, console, tmp_path):
    said = []
    contacts.load(console, demonstration, said.append)
    contacts.load(console, demonstration, said.append)
    assert said == ["made-up-contacts.csv: 400 rows loaded, 0 left out", "made-up-contacts.csv is loaded already"]
    assert ImportBatch.objects.get().rows_new == 400
    assert not list(tmp_path.glob("*.csv"))
    rows = ContactEvent.objects.live()
    assert not rows.filter(staff=None).exists()
    assert not rows.filter(neighborhood=None).exists()
    states = Counter(rows.values_list("number_state", flat=True))
    assert set(states) == {"none", "held", "forgotten", "unreadable", "not_kept"}
    assert states["held"] > 100
    assert rows.filter(local_date=demonstration.day() - timedelta(days=1)).count() >= len(PHONES)


def test_each_phone_with_a_name_has_its_contact(demonstration, console):
    contacts.load(console, demonstration, lambda _words: None)
    for phone in PHONES:
        contact = ContactEvent.objects.get(source_key=phone.key)
        kept = phone.role != "Witness"
        assert (contact.number_state == "held", number_of(contact)) == (kept, phone.number if kept else "")
        assert contact.language == phone.language
        assert str(phone.story)
    assert "violence" in ContactEvent.objects.get(source_key="MADE-UP-004").flags
    assert all(ContactEvent.objects.get(source_key=phone.key).flags == [] for phone in PHONES[:3])


def test_the_notice_says_what_is_made_up_and_officers_are_there_once(demonstration, console):
    assert "calls, texts, answers, concerns and promises are made up" in NOTICE["en"]
    assert "son inventados" in NOTICE["es"]
    found(console)
    assert demonstration.staff_set.filter(badge__in=OFFICERS).count() == len(OFFICERS)
