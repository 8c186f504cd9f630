"""What is left to set up leads where this person may go, and stands on the desk until it is done."""

import pytest
from django.urls import reverse

from commonbeat.ground.roles import Role
from commonbeat.web.setting_up import steps

pytestmark = pytest.mark.django_db


def titled(agency, actor):
    return {str(step.title): step for step in steps(agency, actor)}


def test_an_administrator_is_led_to_give_the_role_that_publishes(riverton, person):
    step = titled(riverton, person(Role.ADMINISTRATOR, agency=riverton))["Figures"]
    assert step.url == reverse("account_list")
    assert "give somebody that role" in str(step.words)


def test_who_publishes_is_led_to_the_figures(riverton, person):
    assert titled(riverton, person(Role.ANALYST, agency=riverton))["Figures"].url == reverse("run_list")


def test_texts_may_wait_and_are_not_counted(riverton, person):
    step = titled(riverton, person(Role.ADMINISTRATOR, agency=riverton))["Texts leave"]
    assert (step.done, step.needed) == (False, False)


def test_the_desk_of_an_administrator_says_what_comes_next(riverton, person, sign_in, client):
    sign_in(person(Role.ADMINISTRATOR, agency=riverton))
    page = client.get("/riverton/staff/").content.decode()
    assert "steps of setting up are done" in page
    assert reverse("agency_change") in page
    sign_in(person(Role.ANALYST, agency=riverton))
    assert "steps of setting up" not in client.get("/riverton/staff/").content.decode()
    assert client.get("/riverton/staff/settings/").status_code == 403
