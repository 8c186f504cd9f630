"""Those who manage staff see their agency's people; everybody else sees themselves; nobody sees the neighbor's."""

import pytest
from django.contrib.auth.models import AnonymousUser

from commonbeat.ground.people import access

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(riverton, lakefield, person, on_staff, invited):
    """An administrator, an officer on the staff, the neighbor's administrator."""
    officer = person("officer", agency=riverton)
    row = on_staff(riverton)
    row.user = officer
    row.save()
    on_staff(riverton, "Without account", "18")
    on_staff(lakefield, "Neighbor", "1")
    invited(riverton)
    return person("administrator", agency=riverton), officer, person("administrator", agency=lakefield)


def test_staff(people, riverton, lakefield):
    administrator, officer, neighbor = people
    assert access.visible(administrator, riverton).count() == 2
    assert [row.badge for row in access.visible(officer, riverton)] == ["17"]
    assert not access.visible(neighbor, riverton).exists()
    assert not access.visible(administrator, lakefield).exists()


def test_staff_without_account_are_nobodys_own(people, riverton, console):
    class Nobody(AnonymousUser):
        def may(self, permission, agency):
            return False

    assert not access.visible(Nobody(), riverton).exists()


def test_invitations(people, riverton):
    administrator, officer, neighbor = people
    assert access.visible_invitations(administrator, riverton).count() == 1
    assert not access.visible_invitations(officer, riverton).exists()
    assert not access.visible_invitations(neighbor, riverton).exists()


def test_memberships_and_accounts(people, riverton, lakefield):
    administrator, officer, neighbor = people
    assert access.visible_memberships(administrator, riverton).count() == 2
    assert [row.user for row in access.visible_memberships(officer, riverton)] == [officer]
    assert not access.visible_memberships(neighbor, riverton).exists()
    assert set(access.visible_accounts(administrator, riverton)) == {administrator, officer}
    assert set(access.visible_accounts(officer, riverton)) == {officer}
    assert not access.visible_accounts(neighbor, riverton).exists()
