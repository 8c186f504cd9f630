"""Answers to what is collected, and ties to neighborhoods that came later."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonbeat.ground.audit.models import AuditEvent, Correction
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.records import access, actions, queries
from commonbeat.ground.records.models import DataInventoryAnswer, StopRecord
from commonbeat.ground.records.rules import Collected, InventoryItem, Published
from commonbeat.ground.roles import Role

pytestmark = pytest.mark.django_db
ITEM = InventoryItem.SEARCH_FOUND


def answer(actor, agency, **more):
    told = {"collected": Collected.NO, "published": Published.NO, "plan": "a new form", "plan_by": date(2027, 1, 1)}
    return actions.answer_inventory(actor=actor, agency=agency, item=ITEM, **told | more)


def test_an_answer_is_kept_with_its_plan_and_told_in_the_trail(riverton, console):
    row = answer(console, riverton)
    assert (row.collected, row.plan_by, row.answered_by) == ("no", date(2027, 1, 1), "test console")
    assert str(row) == "What a search found"
    assert AuditEvent.objects.get().verb == "records.answer_inventory"
    riverton.refresh_from_db()
    assert riverton.public_version == 2


def test_a_new_answer_keeps_the_old_one_as_a_public_correction(riverton, console):
    answer(console, riverton)
    answer(console, riverton, collected=Collected.PARTLY, plan_by=None)
    assert DataInventoryAnswer.objects.get().collected == "partly"
    kept = {row.field: (row.old, row.new, row.public) for row in Correction.objects.all()}
    assert kept == {"collected": ("no", "partly", True), "plan_by": ("2027-01-01", None, True)}


def test_the_same_answer_again_changes_nothing(riverton, console):
    answer(console, riverton)
    answer(console, riverton)
    assert AuditEvent.objects.count() == 1


def test_who_may_not_answer_is_stopped(riverton, person):
    with pytest.raises(PermissionDenied):
        answer(person(Role.OFFICER, agency=riverton), riverton)


def test_an_answer_too_long_to_keep_is_refused(riverton, console):
    with pytest.raises(ValidationError):
        answer(console, riverton, plan="x" * 501)


def test_records_are_tied_to_a_neighborhood_that_came_later(riverton, console, stops):
    assert actions.match_neighborhoods(actor=console, agency=riverton) == 0
    late = Neighborhood.objects.create(agency=riverton, name="Nowhere heights", slug="nowhere-heights")
    assert queries.can_be_matched(riverton, queries.unmatched(riverton)) == {"Nowhere Heights": late.pk}
    assert actions.match_neighborhoods(actor=console, agency=riverton) == 1
    assert StopRecord.objects.get(source_key="17-3").neighborhood == late
    assert AuditEvent.objects.filter(verb="records.match_neighborhoods").count() == 1
    assert queries.unmatched(riverton) == []


def test_who_may_not_load_files_may_not_tie_records(riverton, person):
    with pytest.raises(PermissionDenied):
        actions.match_neighborhoods(actor=person(Role.OFFICER, agency=riverton), agency=riverton)


def test_records_are_seen_by_those_who_may_and_of_their_own_agency_alone(riverton, lakefield, person, stops, force):
    analyst = person(Role.ANALYST, agency=riverton)
    assert access.visible_stops(analyst, riverton).count() == 3
    assert access.visible_force(analyst, riverton).count() == 4
    for actor, agency in ((analyst, lakefield), (person(Role.OFFICER, agency=riverton), riverton)):
        assert not access.visible_stops(actor, agency).exists()
        assert not access.visible_force(actor, agency).exists()


def test_answers_are_there_for_everybody(riverton, lakefield, console, person):
    answer(console, riverton)
    officer = person(Role.OFFICER, agency=riverton)
    assert access.visible_answer(officer, riverton, ITEM) is not None
    assert access.visible_answer(officer, lakefield, ITEM) is None
