"""The page of roles says what a lay person would expect of it."""

import pytest
from django.utils.translation import override

from commonbeat.ground.roles import GRANTS, Actor, Permission, Role, System, granted


def test_every_role_has_its_grants():
    assert set(GRANTS) == set(Role)


def test_every_permission_is_somebody_s():
    assert granted(set(Role)) == set(Permission)


def test_everybody_has_a_desk():
    assert all(Permission.SEE_DESK in grants for grants in GRANTS.values())


@pytest.mark.parametrize("role", [Role.PARTNER, Role.TRANSLATOR, Role.TRAINING])
def test_who_needs_no_records_sees_neither_records_nor_concerns(role):
    kept = {Permission.SEE_RECORDS, Permission.IMPORT_RECORDS, Permission.SEE_CONCERNS, Permission.SEE_AUDIT}
    assert not kept & GRANTS[role]


def test_the_board_may_check_the_trail_but_not_change_the_agency():
    assert Permission.SEE_AUDIT in GRANTS[Role.BOARD_MEMBER]
    assert (
        not {Permission.MANAGE_AGENCY, Permission.MANAGE_STAFF, Permission.IMPORT_RECORDS} & (GRANTS[Role.BOARD_MEMBER])
    )


def test_roles_add_up():
    both = granted({Role.ANALYST, Role.BOARD_MEMBER})
    assert both == GRANTS[Role.ANALYST] | GRANTS[Role.BOARD_MEMBER]
    assert granted(set()) == frozenset()


def test_the_machine_is_an_actor_with_a_name():
    machine = System("nightly job")
    assert isinstance(machine, Actor)
    assert machine.label == "nightly job"
    assert machine.pk is None
    assert machine.may(Permission.MAKE_BACKUP, None)


def test_roles_and_permissions_speak_spanish():
    with override("es"):
        told = {str(each.label) for each in (*Role, *Permission)}
    assert not told & {str(each.label) for each in (*Role, *Permission)}
