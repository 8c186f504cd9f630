"""Answered invitations, ended roles and accounts without a role go when their time is over; the staff record stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commonbeat.ground.people import actions
from commonbeat.ground.people.models import Invitation, Membership, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def destroy(riverton):
    """Destroy what Riverton has kept for so many days."""

    def run(*, days):
        limit = timezone.now() - timedelta(days=days)
        return actions.destroy_due(agency=riverton, before={"operational": limit, "account": limit})

    return run


def ended_long_ago(user):
    year_ago = timezone.now() - timedelta(days=400)
    Membership.objects.filter(user=user).update(since=year_ago - timedelta(days=10), until=year_ago)


@pytest.mark.parametrize("over", ["accepted_at", "withdrawn_at", "expires_at"])
def test_an_invitation_goes_some_time_after_it_was_over(riverton, lakefield, invited, destroy, over):
    row, _token = invited(riverton)
    theirs, _token = invited(lakefield, email="bo@lakefield.example")
    long_ago = timezone.now() - timedelta(days=100)
    Invitation.objects.filter(pk__in=[row.pk, theirs.pk]).update(**{over: long_ago})
    assert destroy(days=101)["invitations"] == 0
    assert destroy(days=90)["invitations"] == 1
    assert Invitation.objects.get() == theirs


def test_an_open_invitation_stays(riverton, invited, destroy):
    invited(riverton)
    assert destroy(days=1)["invitations"] == 0


def test_an_account_without_any_role_goes_and_the_place_on_the_staff_stays(
    riverton, person, on_staff, invited, destroy
):
    officer = person("officer", agency=riverton)
    row = on_staff(riverton)
    row.user = officer
    row.save()
    sent, _token = invited(riverton, actor=officer)
    ended_long_ago(officer)
    assert destroy(days=365) == {"invitations": 0, "roles": 1, "accounts": 1}
    assert not User.objects.filter(pk=officer.pk).exists()
    row.refresh_from_db()
    sent.refresh_from_db()
    assert (row.name, row.user, sent.invited_by) == ("Ana Ruiz", None, None)


def test_an_account_with_a_role_elsewhere_or_one_that_holds_stays(riverton, lakefield, person, destroy, console):
    officer = person("officer", agency=riverton)
    ended_long_ago(officer)
    actions.grant_role(actor=console, agency=lakefield, user=officer, role="analyst")
    holds = person("sergeant", agency=riverton)
    assert destroy(days=365) == {"invitations": 0, "roles": 1, "accounts": 0}
    assert User.objects.filter(pk__in=[officer.pk, holds.pk]).count() == 2
