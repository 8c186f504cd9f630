"""Each log-on is in the trail of the agency in which the account has a role."""

import pytest

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people import actions
from commonbeat.ground.people.models import User

pytestmark = pytest.mark.django_db


def trail(agency) -> list[str]:
    return list(AuditEvent.objects.of(agency.pk if agency else 0).order_by("pk").values_list("verb", flat=True))


def test_a_log_on_at_the_neighbors_page_is_in_ones_own_trail(riverton, lakefield, person):
    officer = person("officer", agency=riverton)
    actions.signed_in(user=officer, agency=lakefield, methods=["password", "totp"], source="10.0.0.1")
    actions.signed_in(user=officer, agency=None, methods=["webauthn"], source="10.0.0.1")
    assert trail(riverton) == ["people.sign_in"] * 2
    assert trail(lakefield) == []
    assert AuditEvent.objects.first().details == {"methods": ["webauthn"], "from": "10.0.0.1"}


def test_an_account_without_any_role_is_in_the_trail_of_the_page_or_of_the_installation(riverton, db):
    adrift = User.objects.create_user("adrift@riverton.example", name="Adrift")
    actions.left(user=adrift, agency=riverton)
    actions.left(user=adrift, agency=None, timed_out=True)
    assert trail(riverton) == ["people.sign_out"]
    assert trail(None) == ["people.time_out"]


def test_a_failure_names_the_account_only_where_there_is_one(riverton, person):
    officer = person("officer", agency=riverton)
    actions.stopped(user=officer, agency=riverton, step="totp", source="10.0.0.1")
    actions.stopped(user=None, agency=riverton, step="password", source="10.0.0.1", locked=True)
    second, first = AuditEvent.objects.of(riverton.pk)
    assert (first.verb, first.subject_id) == ("people.sign_in_failed", str(officer.pk))
    assert (second.verb, second.subject_id) == ("people.sign_in_locked", "no account")


def test_a_change_is_noted_with_what_changed(riverton, person):
    officer = person("officer", agency=riverton)
    actions.change_noted(user=officer, agency=riverton, verb="people.change_factor", what="totp")
    assert AuditEvent.objects.of(riverton.pk).get().details == {"what": "totp"}
