"""The register of technology: what is on it, what must be said of a tool, and an empty list that does not pretend."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from commonbeat.act.policies.models import Policy
from commonbeat.ground.audit.models import Correction
from commonbeat.ground.people.models import Staff
from commonbeat.show.portal import access, actions
from commonbeat.show.portal.models import TechnologyRegister
from commonbeat.show.portal.queries import technology as queries
from commonbeat.show.portal.rules.technology import days_problems, in_use
from show.portal.conftest import TOOL

BASE = "/riverton"
DAY = date(2027, 6, 16)


def test_days_that_do_not_fit_are_named_by_field():
    before, after = DAY - timedelta(days=1), DAY + timedelta(days=1)
    assert days_problems(DAY, before, after, DAY).keys() == {"until", "last_review"}
    assert days_problems(DAY, None, None, DAY) == {}
    assert days_problems(before, DAY, DAY, DAY) == {}


def test_the_last_day_of_use_counts():
    assert in_use(DAY, None, DAY)
    assert in_use(DAY, DAY, DAY)
    assert not in_use(DAY, DAY, DAY + timedelta(days=1))
    assert not in_use(DAY + timedelta(days=1), None, DAY)


def test_an_empty_list_does_not_say_that_nothing_is_in_use(client, riverton, console, owner):
    page = client.get(f"{BASE}/technology/").content.decode()
    assert "That does not mean that none is in use" in page
    later = riverton.day() + timedelta(days=90)
    record = actions.keep_page(actor=console, agency=riverton, name="technology", owner=owner, review_by=later)
    assert "That does not mean" in client.get(f"{BASE}/technology/").content.decode()
    actions.review_page(actor=console, record=record, review_by=later)
    assert "last read this list on" in client.get(f"{BASE}/technology/").content.decode()


def test_the_public_reads_purpose_data_who_decides_who_checks_and_the_policy(client, riverton, listed):
    policy = Policy.objects.create(agency=riverton, number="400", slug="readers", title="Plate readers")
    listed(policy=policy)
    page = client.get(f"{BASE}/technology/")
    shown = page.content.decode()
    for what in ("purpose", "data", "decides", "review"):
        assert f"{what} in en" in shown
        assert f"{what} in es" in client.get(f"{BASE}/es/technology/").content.decode()
    assert "400 Plate readers" in shown
    assert len(page.content) < 30_000
    Policy.objects.update(public=False)
    assert queries.register(riverton).now[0].policy == policy


def test_a_policy_that_is_not_public_is_not_named(client, riverton, listed):
    hidden = Policy.objects.create(agency=riverton, number="400", slug="readers", title="Secret name", public=False)
    listed(policy=hidden)
    page = client.get(f"{BASE}/technology/").content.decode()
    assert "Secret name" not in page
    assert "No public policy governs it." in page


def test_what_is_no_longer_used_stays_on_the_list(client, riverton, listed):
    listed(until=riverton.day() - timedelta(days=1), last_review=riverton.day() - timedelta(days=30))
    page = client.get(f"{BASE}/technology/").content.decode()
    assert page.index("Not in use today") < page.index("Plate reader")


def test_what_is_wrong_is_said_by_field(listed, riverton, lakefield, owner):
    stranger = Staff.objects.create(agency=lakefield, name="Lee", badge="L-1")
    policy = Policy.objects.create(agency=lakefield, number="1", slug="one", title="One")
    today = riverton.day()
    for field, more in (
        ("purpose_es", {"words": {**TOOL, "purpose_es": ""}}),
        ("until", {"until": today - timedelta(days=900)}),
        ("policy", {"policy": policy}),
        ("owner", {"owner": stranger}),
        ("owner", {"owner": stranger, "until": today}),
        ("next_review", {"next_review": today}),
    ):
        with pytest.raises(ValidationError) as refused:
            listed(**more)
        assert set(refused.value.message_dict) == {field}
    listed()
    with pytest.raises(ValidationError) as refused:
        listed()
    assert set(refused.value.message_dict) == {"name"}


def test_staff_list_it_and_change_it_by_the_form(sign_in, keeper, riverton, owner, listed, count_queries, lakefield):
    client, today = sign_in(keeper), riverton.day()
    sent = {**TOOL, "owner": owner.pk, "since": today, "next_review": today + timedelta(days=30), "policy": ""}
    assert client.post(f"{BASE}/staff/portal/technology/new/", sent).status_code == 302
    row = TechnologyRegister.objects.get()
    one = count_queries(lambda: client.get(f"{BASE}/staff/portal/technology/"))
    listed(words={**TOOL, "name": "Map"})
    listed(words={**TOOL, "name": "Gunshot microphones"}, until=today)
    assert count_queries(lambda: client.get(f"{BASE}/staff/portal/technology/")) == one
    assert client.get(f"{BASE}/staff/portal/technology/{row.pk}/").status_code == 200
    assert client.post(f"{BASE}/staff/portal/technology/{row.pk}/", {**sent, "maker": "Another"}).status_code == 302
    kept = Correction.objects.get(subject_type="portal.technologyregister")
    assert (kept.old, kept.new) == ("Example Optics", "Another")
    assert access.tool(keeper, lakefield, row.pk) is None
    assert client.post(f"{BASE}/staff/portal/technology/new/", {**sent, "name": "Map"}).status_code == 422
