"""Who reads praise: the officer and whoever supervises them; who reads comments first; nobody sees what others got."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commonbeat.act.recognition import access, actions
from commonbeat.act.recognition.rules import JUDGES
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Permission, Role, System, granted

pytestmark = pytest.mark.django_db
READERS = {role for role in Role if Permission.REDACT_PRAISE in granted({role})}
PRAISED = {role for role in Role if Permission.SEE_OWN_PRAISE in granted({role})}


def test_no_role_that_is_judged_reads_comments_before_they_are_passed_on():
    assert {Role.INFORMATION_OFFICER, Role.CLERK, Role.SCRUBBER} == READERS
    assert {Role.CHIEF, Role.COMMANDER, Role.SERGEANT, Role.OFFICER} == PRAISED
    assert Permission.REDACT_PRAISE not in granted({Role.INTERNAL_AFFAIRS, *PRAISED})


@pytest.mark.parametrize("judging", sorted(JUDGES))
@pytest.mark.parametrize("reading", sorted(READERS))
def test_a_second_role_that_supervises_or_judges_closes_the_door_that_the_first_opened(
    waiting, riverton, lakefield, person, reader, reading, judging
):
    """Permissions of several roles add up; this one does not."""
    row = waiting()
    both = person(reading, judging, agency=riverton, name="Both")
    assert both.may(Permission.REDACT_PRAISE, riverton)
    assert not access.reads_first(both, riverton)
    assert not access.waiting(both, riverton).exists()
    assert access.one_waiting(both, riverton, row.pk) is None
    with pytest.raises(ValidationError, match="Only those who read comments first"):
        actions.leave_out(actor=both, praise=row, reason="not_praise")
    both.memberships.filter(role=judging).update(until=timezone.now())
    assert access.reads_first(both, riverton), "what has ended judges no more"
    both.memberships.create(agency=lakefield, role=judging)
    assert access.reads_first(both, riverton), "nor does what somebody is next door"


def test_every_role_that_supervises_disciplines_or_investigates_is_named():
    """Whoever sees the trail or routes concerns and is no clerk has a say over officers, and internal affairs has."""
    assert {Role.CHIEF, Role.COMMANDER, Role.SERGEANT} == PRAISED & JUDGES
    assert {Role.OFFICER} == PRAISED - JUDGES
    assert JUDGES.isdisjoint(READERS)
    assert {Role.INTERNAL_AFFAIRS, Role.BOARD_MEMBER, Role.INDEPENDENT_REVIEWER, Role.CITY_MANAGER} < JUDGES


@pytest.mark.parametrize("role", Role)
def test_who_sees_what_waits(waiting, riverton, lakefield, person, role):
    row = waiting()
    somebody = person(role, agency=riverton, name="Somebody")
    assert list(access.waiting(somebody, riverton)) == ([row] if role in READERS else [])
    assert access.one_waiting(somebody, riverton, row.pk) == (row if role in READERS else None)
    neighbor = person(role, agency=lakefield, name="Of the neighbor")
    assert list(access.waiting(neighbor, riverton)) == []
    assert list(access.waiting(neighbor, lakefield)) == []


@pytest.mark.parametrize("role", Role)
def test_the_praise_of_one_officer_is_for_nobody_else(passed, riverton, lakefield, person, role):
    own = passed()
    somebody = person(role, agency=riverton, name="Somebody")
    assert list(access.visible(somebody, riverton)) == []
    assert list(access.own(somebody, riverton)) == []
    assert access.one(somebody, riverton, own.pk) is None
    neighbor = person(role, agency=lakefield, name="Of the neighbor")
    assert list(access.visible(neighbor, riverton)) == []


def test_the_officer_and_whoever_supervises_them_read_it(passed, riverton, officer, sergeant):
    row = passed()
    assert list(access.own(officer, riverton)) == [row]
    assert list(access.people(officer, riverton)) == []
    assert list(access.people(sergeant, riverton)) == [row]
    assert list(access.own(sergeant, riverton)) == []
    assert access.one(officer, riverton, row.pk) == access.one(sergeant, riverton, row.pk) == row


def test_what_the_officer_hid_is_hidden_from_the_supervisor_too(passed, riverton, officer, sergeant):
    row = actions.choose(actor=officer, praise=passed(), keeping="hidden")
    assert list(access.own(officer, riverton)) == [row]
    assert list(access.people(sergeant, riverton)) == []
    assert access.one(sergeant, riverton, row.pk) is None


def test_whoever_left_takes_their_praise_out_of_the_supervisors_sight(passed, riverton, sergeant, ana, today):
    row = passed()
    Staff.objects.filter(pk=ana.pk).update(ended=today)
    assert list(access.people(sergeant, riverton)) == []
    assert access.one(sergeant, riverton, row.pk) is None
    assert list(access.supervised(sergeant, riverton)) == []


def test_an_officer_whose_role_ended_reads_nothing(passed, riverton, officer):
    passed()
    officer.memberships.update(role="translator")
    officer.__dict__.pop("permissions_by_agency", None)
    assert list(access.own(officer, riverton)) == []


def test_the_machine_has_no_praise_of_its_own(passed, riverton):
    passed()
    assert list(access.own(System("job"), riverton)) == []
    assert list(access.people(System("job"), riverton)) == []
    assert access.own_staff(System("job"), riverton) is None
