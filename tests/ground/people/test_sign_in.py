"""Signing in as people do: invitation, password, second factor, reset, lock-out; each step in the trail."""

import re

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.people import actions
from commonbeat.ground.people.models import User
from commonbeat.ground.people.second_factor import SEALED_FOR
from commonbeat.kit.sealing import unseal
from ground.people.conftest import PASSWORD, Browser, code_of

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "eleven herons over the marsh"


def verbs() -> list[str]:
    """What the trail says of sign-ins, oldest first."""
    kept = AuditEvent.objects.filter(verb__startswith="people.").order_by("pk").values_list("verb", flat=True)
    return [verb.removeprefix("people.") for verb in kept]


def mailed(riverton) -> str:
    """The words of the newest mail that waits."""
    return unseal(Message.objects.latest("pk").body, messaging.WORDS)


@pytest.fixture
def ana(member, browser, clock):
    """Ana, with a code app, signed out."""
    user = member()
    browser.sign_in(user.email)
    user.secret = browser.set_up_codes(clock)
    browser.at("account_logout", {})
    return user


def enter(browser, user, clock, password=PASSWORD):
    """Sign in with password and code."""
    browser.sign_in(user.email, password)
    page = browser.at("mfa_authenticate", {"code": code_of(user.secret, clock)})
    clock.now += 30
    return page


def test_from_invitation_to_desk(riverton, invited, browser, clock):
    _row, token = invited(riverton)
    page = browser.at("invitation_accept", token=token)
    assert "Ana Ruiz" in page.content.decode()
    page = browser.at("invitation_accept", {"password": PASSWORD, "again": PASSWORD}, token=token)
    assert page.redirect_chain[-1][0].endswith(reverse("second_factor_setup"))
    assert AuditEvent.objects.get(verb="people.sign_in").details["methods"] == ["invitation"]
    assert "width=" in re.search(r"<svg[^>]+>", browser.at("mfa_activate_totp").content.decode().split("<main")[1])[0]
    browser.set_up_codes(clock)
    assert Authenticator.objects.filter(user__email="ana@riverton.example").count() == 2
    codes = browser.at("mfa_view_recovery_codes")
    assert len(re.findall(r"<code>(\d{8})</code>", codes.content.decode())) == 10
    assert browser.at("own_sign_in").status_code == 200


def test_without_a_second_factor_nothing_opens_but_setting_one_up(member, browser, settings):
    settings.DEMO = False
    browser.sign_in(member().email)
    for name in ("desk", "own_sign_in", "own_trail", "account_change_password", "mfa_view_recovery_codes"):
        page = browser.at(name)
        assert page.redirect_chain[-1][0].endswith(reverse("second_factor_setup")), name
    assert browser.at("mfa_add_webauthn").status_code == 200
    assert browser.get("/no/such/page").status_code == 302


def test_the_demonstrations_waiver_holds_only_in_a_demonstration(member, browser, settings):
    browser.sign_in(member().email)
    session = browser.session
    session["demo_sign_in"] = True
    session.save()
    settings.DEMO = True
    assert not browser.at("own_sign_in").redirect_chain
    settings.DEMO = False
    assert browser.at("own_sign_in").redirect_chain


def test_password_alone_does_not_sign_in_once_a_factor_is_set_up(ana, browser, clock):
    browser.sign_in(ana.email)
    assert not browser.signed_in
    enter(browser, ana, clock)
    assert browser.signed_in


def test_a_code_is_taken_once(ana, browser, clock):
    code = code_of(ana.secret, clock)
    browser.sign_in(ana.email)
    browser.at("mfa_authenticate", {"code": code})
    assert browser.signed_in
    second = Browser()
    second.sign_in(ana.email)
    page = second.at("mfa_authenticate", {"code": code})
    assert not second.signed_in
    assert "Incorrect code" in page.content.decode()
    assert verbs()[-1] == "sign_in_failed"


def test_a_recovery_code_signs_in_once(ana, browser):
    codes = Authenticator.objects.get(user=ana, type="recovery_codes").wrap().get_unused_codes()
    for times, expected in ((1, True), (2, False)):
        opened = Browser()
        opened.sign_in(ana.email)
        opened.at("mfa_authenticate", {"code": codes[0]})
        assert opened.signed_in is expected, times


def test_secrets_of_factors_are_sealed(ana):
    kept = {row.type: row.data for row in Authenticator.objects.filter(user=ana)}
    assert ana.secret not in str(kept)
    assert unseal(kept["totp"]["secret"], SEALED_FOR) == ana.secret
    assert kept["recovery_codes"]["seed"].startswith("1.")


def test_a_new_password_by_mail_does_not_pass_the_second_factor(ana, browser, clock, riverton):
    other = Browser()
    enter(other, ana, clock)
    browser.at("account_reset_password", {"email": ana.email})
    assert "password/reset/key" not in str(list(Message.objects.values()))
    link = re.search(r"https?://testserver(\S+)", mailed(riverton))[1]
    assert link.startswith("/riverton/")
    page = browser.get(link, follow=True)
    page = browser.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW}, follow=True)
    assert "The new password holds" in page.content.decode()
    assert not browser.signed_in
    assert other.at("own_sign_in").redirect_chain
    browser.sign_in(ana.email, NEW)
    assert not browser.signed_in
    assert browser.at("desk").redirect_chain
    page = browser.at("mfa_authenticate", {"code": code_of(ana.secret, clock)})
    assert browser.signed_in
    told = AuditEvent.objects.filter(verb="people.sign_in").latest("pk").details
    assert told["methods"] == ["password", "totp"]


def test_asking_for_a_password_tells_nobody_who_has_an_account(ana, browser):
    browser.at("account_reset_password_done")
    before = Message.objects.count()
    known = browser.at("account_reset_password", {"email": ana.email})
    unknown = browser.at("account_reset_password", {"email": "stranger@elsewhere.example"})
    assert known.content == unknown.content
    assert Message.objects.count() == before + 1


def test_failed_sign_ins_are_in_the_trail_without_what_was_typed(ana, browser):
    browser.sign_in(ana.email, "a wrong password")
    browser.sign_in("a wrong password", "in the wrong field")
    browser.sign_in("stranger@elsewhere.example", "a wrong password")
    kept = str(list(AuditEvent.objects.values()))
    assert verbs()[-2:] == ["sign_in_failed", "sign_in_failed"]
    assert "a wrong password" not in kept
    assert "stranger@" not in kept
    assert AuditEvent.objects.filter(verb="people.sign_in_failed").order_by("pk")[0].subject_id == str(ana.pk)


def test_guessing_is_stopped_and_told_once(ana, browser):
    for _attempt in range(7):
        page = browser.sign_in(ana.email, "a wrong password")
    assert "Too many failed" in page.content.decode()
    assert verbs().count("sign_in_failed") == 5
    assert verbs().count("sign_in_locked") == 1
    browser.sign_in(ana.email)
    assert not browser.signed_in
    assert browser.at("mfa_authenticate").redirect_chain


def test_guessing_codes_is_stopped(ana, browser, clock):
    browser.sign_in(ana.email)
    for _attempt in range(7):
        page = browser.at("mfa_authenticate", {"code": "000000"})
    assert "Too many failed" in page.content.decode()
    browser.at("mfa_authenticate", {"code": code_of(ana.secret, clock)})
    assert not browser.signed_in


def test_an_ended_account_does_not_sign_in(ana, browser, riverton, console):
    actions.end_account(actor=console, agency=riverton, user=ana)
    page = browser.sign_in(ana.email)
    assert not browser.signed_in
    assert "This account has ended" in page.content.decode()


def test_sign_in_and_sign_out_are_in_the_trail(ana, browser, clock):
    enter(browser, ana, clock)
    browser.at("account_logout", {})
    assert not browser.signed_in
    assert verbs()[-2:] == ["sign_in", "sign_out"]


def test_a_changed_password_ends_other_sessions_and_keeps_this_one(ana, browser, clock):
    other = Browser()
    enter(other, ana, clock)
    enter(browser, ana, clock)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    page = browser.at("account_change_password", form)
    assert "Your password is changed." in page.content.decode()
    assert not browser.at("own_sign_in").redirect_chain
    assert other.at("own_sign_in").redirect_chain
    assert verbs()[-1] == "change_password"
    assert UserSession.objects.filter(user=ana).count() == 1


def test_a_changed_factor_ends_other_sessions_and_asks_for_a_factor_first(ana, browser, clock):
    other = Browser()
    enter(other, ana, clock)
    enter(browser, ana, clock)
    page = browser.at("mfa_deactivate_totp")
    assert page.redirect_chain[-1][0].split("?")[0].endswith(reverse("mfa_reauthenticate"))
    page = browser.at("account_reauthenticate", {"password": PASSWORD})
    assert page.redirect_chain, "a password alone must not do"
    browser.at("mfa_reauthenticate", {"code": code_of(ana.secret, clock)})
    page = browser.at("mfa_deactivate_totp", {})
    assert not Authenticator.objects.filter(user=ana).exists()
    assert page.redirect_chain[-1][0].endswith(reverse("second_factor_setup"))
    assert other.at("own_sign_in").redirect_chain[-1][0].split("?")[0].endswith(reverse("account_login"))
    assert "change_factor" in verbs()
    assert "The code app was removed." in mailed(None)


def test_everywhere_else_is_signed_out_by_one_button(ana, browser, clock):
    other = Browser()
    enter(other, ana, clock)
    enter(browser, ana, clock)
    assert browser.at("own_sign_in").content.decode().count("From 127.0.0.1") == 2
    browser.at("own_sessions_end", {})
    assert not browser.at("own_sign_in").redirect_chain
    assert other.at("own_sign_in").redirect_chain
    assert browser.at("own_sign_in").content.decode().count("From 127.0.0.1") == 1


def test_the_addresses_that_are_not_open_do_not_answer(ana, browser):
    for path in ("signup", "email", "confirm-email", "3rdparty", "social/signup", "login/code", "2fa"):
        assert browser.get(f"/riverton/staff/account/{path}/").status_code == 404, path


def test_mails_about_the_sign_in_speak_the_language_of_the_account(ana, browser, riverton):
    User.objects.filter(pk=ana.pk).update(language="es")
    browser.at("account_reset_password", {"email": ana.email})
    assert "Hola" in mailed(riverton)


def test_no_mail_about_the_sign_in_goes_where_no_role_is(riverton, browser):
    User.objects.create_user("adrift@riverton.example", PASSWORD, name="Adrift")
    browser.at("account_reset_password", {"email": "adrift@riverton.example"})
    assert not Message.objects.exists()


def test_nobody_signs_up(browser, riverton, rf):
    assert not get_adapter().is_open_for_signup(rf.get("/"))


def test_the_link_after_the_sign_in_leads_on(ana, browser, clock):
    browser.get(f"/riverton{reverse('own_trail')}", follow=True)
    browser.at("account_login", {"login": ana.email, "password": PASSWORD, "next": "/riverton/staff/me/trail/"})
    page = browser.at("mfa_authenticate", {"code": code_of(ana.secret, clock)})
    assert page.redirect_chain[-1][0] == "/riverton/staff/me/trail/"
