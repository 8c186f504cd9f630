"""The pages on people: what an administrator sees and does, and what nobody else may."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from commonbeat.ground.people import actions
from commonbeat.ground.people.models import Invitation, Membership, Staff
from commonbeat.ground.people.views.staff_file import StaffImport
from commonbeat.ground.roles import Permission, Role

pytestmark = pytest.mark.django_db


def address(name, agency="riverton", **kwargs):
    return f"/{agency}{reverse(name, kwargs=kwargs)}"


@pytest.fixture
def administrator(person, riverton):
    """Riverton's administrator."""
    return person("administrator", agency=riverton)


@pytest.fixture
def browser(administrator, sign_in):
    """Their browser."""
    return sign_in(administrator)


def words(answer) -> str:
    return answer.content.decode()


def test_the_list_filters_and_costs_the_same_for_three_as_for_one(
    browser, riverton, on_staff, django_assert_num_queries
):
    on_staff(riverton, "One", "1", unit="Patrol")
    browser.get(address("staff_list"))
    with CaptureQueriesContext(connection) as first:
        browser.get(address("staff_list"))
    on_staff(riverton, "Two", "2", unit="Patrol", rank="sergeant")
    on_staff(riverton, "Three", "3", supervisor="2")
    with django_assert_num_queries(len(first)):
        page = browser.get(address("staff_list"))
    assert all(name in words(page) for name in ("One", "Two", "Three"))
    assert "Two" not in words(browser.get(address("staff_list"), {"rank": "officer", "q": "one"}))
    assert "Nobody is on the list" in words(browser.get(address("staff_list"), {"state": "gone"}))


def test_somebody_is_added_changed_and_ended(browser, riverton, on_staff):
    form = {"name": "Ana Ruiz", "badge": "17", "rank": "officer", "sworn": "on"}
    assert browser.post(address("staff_add"), {**form, "badge": ""}).status_code == 422
    browser.post(address("staff_add"), form)
    row = Staff.objects.get(badge="17")
    page = browser.get(address("staff_change", pk=row.pk))
    assert 'value="Ana Ruiz"' in words(page)
    browser.post(address("staff_change", pk=row.pk), {**form, "rank": "sergeant", "reason": "promoted"})
    row.refresh_from_db()
    assert row.rank == "sergeant"
    on_staff(riverton, "Bo", "18", supervisor="17")
    takes_over = on_staff(riverton, "Cy", "19")
    page = browser.post(address("staff_end", pk=row.pk), {"on": "2026-11-20"})
    assert page.status_code == 422
    assert "Bo" in words(page)
    browser.post(address("staff_end", pk=row.pk), {"on": "2026-11-20", "hand_over_to": takes_over.pk})
    assert Staff.objects.get(badge="18").supervisor == takes_over
    page = words(browser.get(address("staff_detail", pk=row.pk)))
    assert "Left on" in page
    assert "End their work here" not in page


def test_somebody_with_nothing_open_is_ended_without_a_question(browser, riverton, on_staff):
    row = on_staff(riverton)
    assert "hand_over_to" not in words(browser.get(address("staff_end", pk=row.pk)))
    browser.post(address("staff_end", pk=row.pk), {"on": "2026-11-20"})
    row.refresh_from_db()
    assert row.ended is not None


def test_the_neighbors_people_are_not_there(browser, riverton, lakefield, on_staff, person, invited):
    row, account = on_staff(lakefield), person("officer", agency=lakefield)
    invitation, _token = invited(lakefield)
    for name in ("staff_detail", "staff_change", "staff_end"):
        assert browser.get(address(name, pk=row.pk)).status_code == 404, name
    for name in ("account_detail", "role_grant", "factors_lift"):
        assert browser.get(address(name, pk=account.pk)).status_code == 404, name
    for name, pk in (
        ("role_withdraw", account.memberships.get().pk),
        ("sessions_end", account.pk),
        ("account_end", account.pk),
        ("invitation_resend", invitation.pk),
        ("invitation_withdraw", invitation.pk),
    ):
        assert browser.post(address(name, pk=pk)).status_code == 404, name
    assert browser.get(address("invite"), {"staff": row.pk}).status_code == 404
    assert browser.get(address("invite"), {"staff": "x"}).status_code == 404


def upload(browser, text, name="staff.csv"):
    return browser.post(address("staff_import"), {"file": SimpleUploadedFile(name, text.encode())})


def test_a_staff_file_is_shown_before_anything_is_kept_and_then_loaded_whole(browser):
    assert "supervisor" in words(browser.get(address("staff_import")))
    page = upload(browser, "name,badge,supervisor,shoe size\nAna,17,,9\nBo,18,17,10\n")
    assert page.status_code == 200
    assert "shoe size" in words(page)
    assert not Staff.objects.exists()
    token = re.search(r'name="checked" value="([^"]+)"', words(page))[1]
    page = browser.post(address("staff_import"), {"checked": token}, follow=True)
    assert "2 added, 0 changed, 0 as they were." in words(page)
    assert Staff.objects.get(badge="18").supervisor.badge == "17"


def test_a_staff_file_with_a_bad_line_loads_nothing(browser):
    page = upload(browser, "name,badge,email\nAna,17,nowhere\n")
    assert page.status_code == 422
    assert "Nothing was loaded" in words(page)
    assert 'name="checked"' not in words(page)


def test_what_is_no_staff_file_is_told(browser):
    assert "CSV" in words(upload(browser, "%PDF-1.4 not a table", "staff.pdf"))
    assert upload(browser, "").status_code == 422
    assert browser.post(address("staff_import"), {}).status_code == 422


def test_a_token_that_was_touched_or_is_of_another_agency_loads_nothing(browser, lakefield, person, client):
    page = upload(browser, "name,badge\nAna,17\n")
    token = re.search(r'name="checked" value="([^"]+)"', words(page))[1]
    page = browser.post(address("staff_import"), {"checked": token[:-3] + "abc"}, follow=True)
    assert "Choose the file again" in words(page)
    other = person("administrator", agency=lakefield)
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["demo_sign_in"] = True
    session.save()
    client.post(address("staff_import", "lakefield"), {"checked": token})
    assert not Staff.objects.exists()


def test_a_file_that_stopped_fitting_between_look_and_load_is_told(browser, riverton, on_staff, console):
    page = upload(browser, "name,badge,supervisor\nAna,17,18\n" + "Bo,18,\n")
    token = re.search(r'name="checked" value="([^"]+)"', words(page))[1]
    on_staff(riverton, "Ana", "17")
    on_staff(riverton, "Bo", "18", supervisor="17")
    page = browser.post(address("staff_import"), {"checked": token}, follow=True)
    assert page.status_code == 200


def test_an_invitation_shows_its_link_once(browser, riverton, on_staff):
    row = on_staff(riverton, email="ana@riverton.example")
    page = browser.get(address("invite"), {"staff": row.pk})
    assert "ana@riverton.example" in words(page)
    form = {"name": "Ana Ruiz", "email": "ana@riverton.example", "roles": ["analyst", "records_officer"]}
    page = browser.post(f"{address('invite')}?staff={row.pk}", form)
    link = re.search(r"<code>http://testserver(\S+)</code>", words(page))[1]
    assert link.startswith("/riverton/staff/welcome/")
    assert Invitation.objects.get().staff == row
    assert "Invite to an account" not in words(browser.get(address("staff_detail", pk=row.pk)))
    page = browser.post(address("invite"), form)
    assert page.status_code == 422
    assert "open invitation" in words(page)
    assert browser.post(address("invite"), {}).status_code == 422


def test_an_invitation_is_sent_again_or_withdrawn(browser, riverton, invited):
    row, _token = invited(riverton)
    assert "Not answered yet" in words(browser.get(address("invitation_list")))
    browser.post(address("invitation_resend", pk=row.pk))
    browser.post(address("invitation_withdraw", pk=row.pk))
    row.refresh_from_db()
    assert row.state == "withdrawn"
    page = browser.post(address("invitation_withdraw", pk=row.pk), follow=True)
    assert "already" in words(page)


def test_roles_are_given_and_taken_back_and_the_last_administrator_stays(browser, administrator, riverton, person):
    officer = person("officer", agency=riverton)
    browser.post(address("role_grant", pk=officer.pk), {"role": "analyst"})
    assert officer.memberships.filter(role="analyst").exists()
    assert browser.post(address("role_grant", pk=officer.pk), {"role": "analyst"}).status_code == 422
    row = officer.memberships.get(role="analyst")
    browser.post(address("role_withdraw", pk=row.pk))
    row.refresh_from_db()
    assert row.until is not None
    own = administrator.memberships.get()
    page = browser.post(address("role_withdraw", pk=own.pk), follow=True)
    assert "last administrator" in words(page)
    assert "since" in words(browser.get(address("account_detail", pk=administrator.pk)))


def test_an_account_is_signed_out_freed_of_lost_factors_and_ended(browser, riverton, person):
    partner = person("partner", agency=riverton)
    Authenticator.objects.create(user=partner, type="totp", data={"secret": "x"})
    assert "They lost every factor" in words(browser.get(address("account_detail", pk=partner.pk)))
    browser.post(address("sessions_end", pk=partner.pk))
    browser.post(address("factors_lift", pk=partner.pk), {"reason": "lost phone"})
    assert not Authenticator.objects.exists()
    assert browser.post(address("factors_lift", pk=partner.pk), {"reason": "again"}).status_code == 422
    browser.post(address("account_end", pk=partner.pk))
    assert not Membership.objects.current().filter(user=partner).exists()
    assert "Ended" in words(browser.get(address("account_list")))


def test_accounts_are_listed_by_role_with_the_state_of_their_sign_in(browser, riverton, person):
    person("officer", agency=riverton)
    page = words(browser.get(address("account_list"), {"role": "officer"}))
    assert "Officer of Riverton" in page
    assert "No second factor yet" in page
    assert "Administrator of Riverton" not in page.split("<table")[1]


def test_the_page_of_roles_says_every_role_and_every_permission_in_words(browser, person, riverton):
    page = words(browser.get(address("role_list")))
    assert all(str(role.label) in page for role in Role)
    assert all(escape(str(each.label)) in page for each in Permission)


def test_one_sees_what_is_recorded_about_oneself_and_nothing_else(person, riverton, sign_in, console, on_staff):
    other = person("officer", agency=riverton, name="Somebody Else")
    actions.grant_role(actor=console, agency=riverton, user=other, role="clerk")
    officer = person("officer", agency=riverton)
    actions.grant_role(actor=console, agency=riverton, user=officer, role="clerk")
    page = words(sign_in(officer).get(address("own_trail")))
    assert page.count("gave a role") == 1
    assert "role: Clerk" in page
    assert "Somebody Else" not in page


def test_whoever_holds_a_bad_link_is_told(client, riverton):
    page = client.get(address("invitation_accept", token="guess"))
    assert page.status_code == 410
    assert "used up" in words(page)
    assert client.post(address("invitation_accept", token="guess"), {}).status_code == 410


def test_passwords_that_differ_or_are_weak_are_told_at_the_field(client, riverton, invited):
    _row, token = invited(riverton)
    link = address("invitation_accept", token=token)
    differing = {"password": "seven lanterns on the pier", "again": "eight lanterns on the pier"}
    assert "differ" in words(client.post(link, differing))
    weak = client.post(link, {"password": "short", "again": "short"})
    assert weak.status_code == 422
    assert "12" in words(weak)


def test_an_account_in_use_is_asked_to_sign_in_and_then_accepts(client, riverton, lakefield, invited, person, sign_in):
    user = person("officer", agency=riverton)
    _row, token = invited(lakefield, email=user.email, roles=("partner",))
    link = address("invitation_accept", "lakefield", token=token)
    assert "Sign in first" in words(client.get(link))
    assert "Sign in first" in words(client.post(link, {"password": "x", "again": "x"}))
    browser = sign_in(person("officer", agency=lakefield))
    assert "you are signed in as" in words(browser.get(link))
    browser = sign_in(user)
    assert "gets these roles as well" in words(browser.get(link))
    browser.post(link)
    assert Membership.objects.filter(user=user, agency=lakefield, role="partner").exists()


def test_a_link_that_runs_out_while_it_is_read_is_told(client, riverton, invited, monkeypatch):
    _row, token = invited(riverton)
    Invitation.objects.update(withdrawn_at="2026-01-01T00:00:00Z")
    assert client.get(address("invitation_accept", token=token)).status_code == 410


def test_the_import_page_asks_for_the_right_to_manage_staff(person, riverton, sign_in):
    assert StaffImport.permission == Permission.MANAGE_STAFF
    assert sign_in(person("officer", agency=riverton)).get(address("staff_import")).status_code == 403


def test_the_second_factor_page_asks_for_a_sign_in(client, riverton):
    assert client.get(address("second_factor_setup")).status_code == 302
