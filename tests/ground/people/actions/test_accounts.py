"""Roles come and go at once; nobody ends the last administrator; ended accounts open nothing."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils import timezone

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people import actions
from commonbeat.ground.people.models import Membership, User
from commonbeat.ground.roles import Permission

pytestmark = pytest.mark.django_db


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_a_role_holds_at_once_and_is_taken_back_at_once(riverton, person, console):
    officer = person("officer", agency=riverton)
    row = actions.grant_role(actor=console, agency=riverton, user=officer, role="analyst")
    assert fresh(officer).may(Permission.PUBLISH_FIGURES, riverton)
    actions.withdraw_role(actor=console, membership=row)
    assert not fresh(officer).may(Permission.PUBLISH_FIGURES, riverton)
    assert list(AuditEvent.objects.filter(verb__startswith="people.").values_list("verb", flat=True)) == [
        "people.withdraw_role",
        "people.grant_role",
    ]


def test_a_role_may_begin_later(riverton, person, console):
    officer = person("officer", agency=riverton)
    tomorrow = timezone.now() + timedelta(days=1)
    row = actions.grant_role(actor=console, agency=riverton, user=officer, role="analyst", since=tomorrow)
    assert not fresh(officer).may(Permission.PUBLISH_FIGURES, riverton)
    actions.withdraw_role(actor=console, membership=row)
    row.refresh_from_db()
    assert row.until == row.since


def test_a_role_that_is_not_there_or_held_already_is_refused(riverton, person, console):
    officer = person("officer", agency=riverton)
    for role in ("emperor", "officer"):
        with pytest.raises(ValidationError):
            actions.grant_role(actor=console, agency=riverton, user=officer, role=role)


def test_a_role_is_taken_back_once(riverton, person, console):
    row = person("officer", agency=riverton).memberships.get()
    actions.withdraw_role(actor=console, membership=row)
    with pytest.raises(ValidationError, match="already"):
        actions.withdraw_role(actor=console, membership=row)


def test_a_role_can_be_given_again_after_it_was_taken_back(riverton, person, console):
    officer = person("officer", agency=riverton)
    actions.withdraw_role(actor=console, membership=officer.memberships.get())
    actions.grant_role(actor=console, agency=riverton, user=officer, role="officer")
    assert fresh(officer).may(Permission.SEE_DESK, riverton)


def test_the_last_administrator_stays(riverton, lakefield, person, console):
    only = person("administrator", agency=riverton)
    person("administrator", agency=lakefield)
    with pytest.raises(ValidationError, match="last administrator"):
        actions.withdraw_role(actor=only, membership=only.memberships.get())
    with pytest.raises(ValidationError, match="last administrator"):
        actions.end_account(actor=console, agency=riverton, user=only)
    second = person("administrator", agency=riverton, name="Second")
    actions.end_account(actor=second, agency=riverton, user=only)
    assert not fresh(only).may(Permission.SEE_DESK, riverton)


def test_an_inactive_administrator_does_not_count(riverton, person, console):
    only = person("administrator", agency=riverton)
    gone = person("administrator", agency=riverton, name="Gone")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="last administrator"):
        actions.end_account(actor=console, agency=riverton, user=only)


def test_an_ended_account_opens_nothing_and_keeps_no_factor(riverton, person, sign_in, console):
    partner = person("partner", agency=riverton)
    Membership.objects.create(
        agency=riverton, user=partner, role="translator", since=timezone.now() + timedelta(days=3)
    )
    Authenticator.objects.create(user=partner, type="totp", data={"secret": "x"})
    browser = sign_in(partner)
    actions.end_account(actor=console, agency=riverton, user=partner)
    partner = fresh(partner)
    assert not partner.is_active
    assert not Authenticator.objects.filter(user=partner).exists()
    assert not Membership.objects.filter(user=partner, until__isnull=True).exists()
    assert browser.get("/riverton/staff/me/sign-in/").status_code == 302


def test_an_account_with_a_role_elsewhere_keeps_its_factors(riverton, lakefield, person, console):
    partner = person("partner", agency=riverton)
    actions.grant_role(actor=console, agency=lakefield, user=partner, role="partner")
    Authenticator.objects.create(user=partner, type="totp", data={"secret": "x"})
    actions.end_account(actor=console, agency=riverton, user=partner)
    partner = fresh(partner)
    assert partner.is_active
    assert partner.may(Permission.SEE_DESK, lakefield)
    assert not partner.may(Permission.SEE_DESK, riverton)
    assert Authenticator.objects.filter(user=partner).exists()


def test_somebody_on_the_staff_is_ended_there(riverton, person, on_staff, console):
    officer = person("officer", agency=riverton)
    row = on_staff(riverton)
    row.user = officer
    row.save()
    with pytest.raises(ValidationError, match="on the staff"):
        actions.end_account(actor=console, agency=riverton, user=officer)


def test_lost_factors_are_lifted_by_another_with_a_reason(riverton, person):
    administrator, officer = person("administrator", agency=riverton), person("officer", agency=riverton)
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
    actions.lift_factors(actor=administrator, agency=riverton, user=officer, reason="lost phone")
    assert not Authenticator.objects.filter(user=officer).exists()
    assert AuditEvent.objects.get(verb="people.lift_factors").details == {"reason": "lost phone"}
    with pytest.raises(ValidationError, match="no second factor"):
        actions.lift_factors(actor=administrator, agency=riverton, user=officer, reason="again")


def test_nobody_lifts_their_own_factors(riverton, person):
    administrator = person("administrator", agency=riverton)
    with pytest.raises(ValidationError, match="Another administrator"):
        actions.lift_factors(actor=administrator, agency=riverton, user=administrator, reason="me")


def test_signing_out_everywhere_ends_sessions_that_are_not_listed_too(riverton, person, sign_in, console):
    officer = person("officer", agency=riverton)
    browser = sign_in(officer)
    actions.end_sessions(actor=console, agency=riverton, user=officer)
    assert browser.get("/riverton/staff/me/sign-in/").status_code == 302
