"""One click signs a newcomer in to the demonstration, and nobody anywhere else."""

import os
import subprocess
import sys

import pytest
from django.urls import reverse

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.roles import Role
from commonbeat.web.demo.agency import SLUG, found
from commonbeat.web.demo.persons import PERSONS, by_role


@pytest.fixture
def demonstration(db, console, settings):
    """The invented agency with its made-up people."""
    settings.DEMO = True
    return found(console)


def test_every_role_has_a_button_and_a_made_up_person(client, demonstration):
    page = client.get(reverse("demo_sign_in")).content.decode()
    for role, name in PERSONS.items():
        assert f'value="{role.value}"' in page
        assert name in page


@pytest.mark.parametrize("role", list(PERSONS))
def test_one_click_opens_the_desk_of_the_role_without_password_or_second_factor(client, demonstration, role):
    answer = client.post(reverse("demo_sign_in"), {"role": role.value}, follow=True)
    assert answer.request["PATH_INFO"] == reverse("desk")
    assert answer.status_code == 200
    assert answer.wsgi_request.user == by_role(demonstration)[role].user


@pytest.mark.parametrize("language", ["", "/es"])
def test_the_place_under_the_name_is_the_same_in_every_language(client, demonstration, language):
    page = client.get(f"{language}/").content.decode()
    assert "Minneapolis (demo)" in page
    assert "demonstration agency" not in page


def test_nobody_can_be_signed_in_as_a_role_that_nobody_holds(client, demonstration):
    assert client.post(reverse("demo_sign_in"), {"role": Role.PARTNER.value}).status_code == 404
    assert client.post(reverse("demo_sign_in")).status_code == 404


def test_no_password_opens_the_accounts_of_the_demonstration(demonstration):
    assert not any(membership.user.has_usable_password() for membership in by_role(demonstration).values())


def test_a_real_agency_sends_to_its_own_sign_in_even_in_demo_mode(client, riverton, settings):
    settings.DEMO = True
    answer = client.post(f"/{riverton.slug}{reverse('demo_sign_in')}", {"role": "chief"})
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_without_demo_mode_the_page_signs_nobody_in(client, demonstration, settings):
    settings.DEMO = False
    answer = client.post(reverse("demo_sign_in"), {"role": "chief"})
    assert "/account/login/" in answer["Location"]


def test_a_session_of_the_demonstration_opens_nothing_once_demo_mode_is_off(client, demonstration, settings):
    client.post(reverse("demo_sign_in"), {"role": "chief"})
    settings.DEMO = False
    assert client.get(reverse("desk")).status_code == 302


def test_a_real_installation_has_no_such_address():
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONBEAT_", "DJANGO_"))}
    keys = {"COMMONBEAT_KEY_DJANGO": "k" * 50, "COMMONBEAT_KEY_FIELDS": "f" * 50}
    code = "import django; django.setup(); from django.urls import reverse; print(reverse('demo_sign_in'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, **keys, "DJANGO_SETTINGS_MODULE": "commonbeat.web.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "NoReverseMatch" in done.stderr


def test_founding_it_again_changes_nothing(demonstration, console):
    before = AuditEvent.objects.count()
    assert found(console) == demonstration
    assert AuditEvent.objects.count() == before
    assert demonstration.slug == SLUG


def test_a_second_agency_in_the_same_database_does_not_take_its_people(client, demonstration, console):
    agencies.found(actor=console, name="Other", slug="other", place="Elsewhere", timezone="UTC", demo=True)
    page = client.get(f"/other{reverse('demo_sign_in')}").content.decode()
    assert PERSONS[Role.CHIEF] not in page
