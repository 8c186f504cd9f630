"""Everybody sees a promise; its owner, and those who may make some, move it on; its link opens one and no other."""

import pytest

from commonbeat.act.promises import access
from commonbeat.ground.roles import Role, System

pytestmark = pytest.mark.django_db
MAKERS = {Role.CHIEF, Role.COMMANDER, Role.SERGEANT, Role.INFORMATION_OFFICER}


def test_the_ledger_is_public_within_its_agency(promise, riverton, lakefield):
    row, _key = promise()
    assert list(access.visible(None, riverton)) == [row]
    assert list(access.visible(None, lakefield)) == []
    assert access.promise(None, riverton, row.number) == row
    assert access.promise(None, lakefield, row.number) is None


@pytest.mark.parametrize("role", Role)
def test_who_moves_somebody_else_s_promise(promise, riverton, lakefield, person, role):
    row, _key = promise()
    somebody = person(role, agency=riverton, name="Somebody")
    assert access.may_keep(somebody, row) == (role in MAKERS)
    assert list(access.keepable(somebody, riverton)) == ([row] if role in MAKERS else [])
    assert not access.may_keep(person(role, agency=lakefield, name="Of the neighbor"), row)
    assert access.may_hand_over(somebody, row) == (role in MAKERS | {Role.ADMINISTRATOR})


def test_an_owner_moves_their_own_while_their_role_lasts(promise, riverton, sergeant, owner):
    row, _key = promise()
    assert access.may_keep(sergeant, row)
    assert list(access.keepable(sergeant, riverton)) == [row]
    sergeant.memberships.update(role="translator")
    del sergeant.__dict__["permissions_by_agency"]
    assert not access.may_keep(sergeant, row)
    assert list(access.keepable(sergeant, riverton)) == []


def test_the_machine_moves_any(promise, riverton):
    row, _key = promise()
    assert access.may_keep(System("job"), row)


def test_a_link_opens_its_promise_at_its_agency(promise, riverton, lakefield):
    row, key = promise()
    assert access.promised_by(riverton, key) == row
    assert access.promised_by(lakefield, key) is None
    assert access.promised_by(riverton, key[:-1]) is None
