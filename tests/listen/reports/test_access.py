"""Who reads which concern, and who sees how to reach the person; the neighbor's are never there."""

import pytest

from commonbeat.listen.reports import access, actions
from commonbeat.listen.reports.access import Reporter
from commonbeat.listen.reports.models import Concern
from listen.reports.conftest import staff_of

pytestmark = pytest.mark.django_db


def seen(user, agency):
    return set(access.visible(user, agency).values_list("number", flat=True))


@pytest.fixture
def told(tell, lakefield, console, staffed, riverton):
    """1 lights, 2 how somebody was treated, 3 no topic, 4 given to an officer; one of the neighbor's."""
    for topic in ("lights", "treatment", "", "noise"):
        tell(topic=topic)
    tell(agency=lakefield)
    officer = staffed("officer", riverton, "Owner")
    actions.assign(actor=console, concern=Concern.objects.get(agency=riverton, number=4), owner=staff_of(officer))
    return officer


@pytest.mark.parametrize("role", ["sergeant", "commander", "chief", "clerk"])
def test_whoever_routes_reads_all_of_the_own_agency(told, person, riverton, lakefield, role):
    user = person(role, agency=riverton)
    assert seen(user, riverton) == {1, 2, 3, 4}
    assert seen(user, lakefield) == set()


@pytest.mark.parametrize("role", ["officer", "information_officer"])
def test_whoever_answers_reads_their_own_and_what_anybody_may_take_up(told, person, riverton, role):
    assert seen(person(role, agency=riverton), riverton) == {1}
    assert seen(told, riverton) == {1, 4}


def test_the_city_manager_reads_only_what_was_told_all_the_way_up(told, person, riverton):
    manager = person("city_manager", agency=riverton)
    assert seen(manager, riverton) == set()
    Concern.objects.filter(number=2).update(raised=3)
    assert seen(manager, riverton) == {2}


@pytest.mark.parametrize("role", ["analyst", "partner", "board_member", "administrator"])
def test_others_read_none(told, person, riverton, role):
    assert seen(person(role, agency=riverton), riverton) == set()
    assert seen(Reporter(), riverton) == set()


def test_only_whoever_handles_it_sees_how_to_reach_the_person(told, person, riverton):
    given, free = Concern.objects.get(agency=riverton, number=4), Concern.objects.get(agency=riverton, number=1)
    sergeant, other = person("sergeant", agency=riverton), person("officer", agency=riverton)
    assert access.may_see_contact(sergeant, given)
    assert access.may_see_contact(told, given)
    assert not access.may_see_contact(other, given)
    assert not access.may_see_contact(other, free)
    assert not access.may_see_contact(Reporter(), given)


def test_one_concern_is_found_by_its_row_or_not_at_all(told, person, riverton, lakefield):
    theirs = Concern.objects.get(agency=lakefield)
    sergeant = person("sergeant", agency=riverton)
    assert access.one(sergeant, riverton, theirs.pk) is None
    assert access.one(sergeant, riverton, Concern.objects.get(agency=riverton, number=1).pk).number == 1


def test_a_key_opens_its_concern_at_its_own_agency_alone(tell, riverton, lakefield):
    concern, key = tell()
    assert access.by_key(riverton, key) == concern
    assert access.by_key(lakefield, key) is None
    assert access.by_key(riverton, key[:-1]) is None


def test_nobody_has_no_row_on_the_staff(told, riverton, person):
    assert access.own_staff(told, riverton) == staff_of(told)
    assert access.own_staff(Reporter(), riverton) is None
    assert access.own_staff(person("clerk", agency=riverton), riverton) is None


def test_rules_and_lists_are_for_those_who_route(person, riverton, lakefield, console, told, staffed):
    route = actions.add_route(actor=console, agency=riverton, owner=staff_of(told))
    sergeant, officer = person("sergeant", agency=riverton), person("officer", agency=riverton)
    assert list(access.visible_routes(sergeant, riverton)) == [route]
    assert not access.visible_routes(officer, riverton).exists()
    assert access.one_route(sergeant, riverton, route.pk) == route
    assert access.one_route(person("chief", agency=lakefield), lakefield, route.pk) is None
    assert not access.visible_topic_lists(officer, riverton).exists()
    assert not access.visible_topic_lists(sergeant, riverton).exists()
