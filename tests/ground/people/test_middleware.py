"""A session that rests too long is over; one in use is noted once a minute."""

import time
from datetime import date
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people import middleware
from commonbeat.ground.people.middleware import BEGAN, MINUTES, SEEN
from commonbeat.ground.people.rules import SEEN_EVERY

pytestmark = pytest.mark.django_db


def address(name):
    return f"/riverton{reverse(name)}"


@pytest.fixture
def officer(person, riverton, sign_in):
    """An officer's browser."""
    return sign_in(person("officer", agency=riverton))


def rest(browser, minutes):
    session = browser.session
    session[SEEN] = int(time.time()) - minutes * 60
    session.save()


def test_thirty_minutes_are_allowed_and_two_more_are_not(officer):
    officer.get(address("own_trail"))
    rest(officer, 30)
    assert officer.get(address("own_trail")).status_code == 200
    rest(officer, 32)
    page = officer.get(address("own_trail"), follow=True)
    assert page.redirect_chain[-1][0].startswith(address("account_login"))
    assert "after 30 minutes without activity" in page.content.decode()
    assert AuditEvent.objects.filter(verb="people.time_out").count() == 1
    assert officer.get(address("own_trail")).status_code == 302


@pytest.fixture
def clock(monkeypatch):
    """The clock by which sessions rest; `clock.now` is moved on instead of waiting."""
    clock = SimpleNamespace(now=int(time.time()))
    monkeypatch.setattr(middleware, "time", SimpleNamespace(time=lambda: clock.now))
    return clock


def test_a_session_in_use_lasts_and_one_that_rests_ends_by_the_clock_alone(officer, riverton, console, clock):
    """Nothing of the session is touched: only time goes by, through every layer that a request passes."""
    limit = {"minutes": 1}
    first = date(2026, 1, 1)
    agencies.set_value(
        actor=console, agency=riverton, key="session_minutes", value=limit, effective_from=first, citation="test"
    )
    for _minute in range(10):
        assert officer.get(address("own_trail")).status_code == 200
        clock.now += 60
    assert officer.get(address("own_trail")).status_code == 200
    clock.now += 60 + SEEN_EVERY + 1
    page = officer.get(address("own_trail"), follow=True)
    assert "after 1 minute without activity" in page.content.decode()
    assert officer.get(address("own_trail")).status_code == 302
    assert AuditEvent.objects.filter(verb="people.time_out").count() == 1


def test_a_button_pressed_too_late_does_nothing_and_leads_back_to_its_page_after_the_sign_in(officer, clock):
    officer.get(address("own_trail"))
    clock.now += 40 * 60
    answer = officer.post(address("own_sessions_end"))
    assert answer["Location"] == f"{address('account_login')}?next={address('own_sign_in')}"


def test_after_twelve_hours_everybody_signs_in_again(officer):
    officer.get(address("own_trail"))
    session = officer.session
    session[BEGAN] = int(time.time()) - 12 * 3600 - 1
    session.save()
    assert "after 12 hours" in officer.get(address("own_trail"), follow=True).content.decode()
    assert officer.get(address("own_trail")).status_code == 302


def test_the_agencys_own_limit_holds(officer, riverton, console):
    agencies.set_value(
        actor=console,
        agency=riverton,
        key="session_minutes",
        value={"minutes": 10},
        effective_from=date(2026, 1, 1),
        citation="CJIS Security Policy AC-11",
    )
    officer.get(address("own_trail"))
    assert officer.session[MINUTES] == 10
    rest(officer, 12)
    assert "after 10 minutes" in officer.get(address("own_trail"), follow=True).content.decode()


def test_a_part_of_a_page_is_led_to_the_sign_in_as_a_whole(officer):
    officer.get(address("own_trail"))
    rest(officer, 40)
    answer = officer.get(address("own_trail"), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == address("account_login")


def test_use_is_noted_once_a_minute(officer, django_assert_num_queries):
    officer.get(address("own_trail"))
    seen = officer.session[SEEN]
    UserSession.objects.create(
        user_id=officer.session["_auth_user_id"], session_key=officer.session.session_key, ip="127.0.0.1"
    )
    rest(officer, 2)
    officer.get(address("own_trail"))
    assert officer.session[SEEN] >= seen


def test_where_no_agency_is_chosen_the_house_rule_holds(person, riverton, lakefield, sign_in):
    browser = sign_in(person("officer", agency=riverton))
    browser.get(reverse("agencies"))
    assert browser.session[MINUTES] == 30


def test_visitors_cost_nothing(client, riverton, django_assert_max_num_queries):
    client.get(address("account_login"))
    with django_assert_max_num_queries(2):
        client.get(address("account_login"))


def test_an_account_with_a_passkey_goes_on(person, riverton, sign_in, settings):
    settings.DEMO = False
    officer = person("officer", agency=riverton)
    Authenticator.objects.create(user=officer, type="webauthn", data={"name": "key", "credential": {}})
    browser = sign_in(officer)
    assert browser.get(address("own_trail")).status_code == 200
    assert browser.session["second_factor"]
    assert browser.get(address("second_factor_setup")).status_code == 302
