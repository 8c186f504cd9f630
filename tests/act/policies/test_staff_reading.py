"""What everybody who works here reads of a policy before it holds, and what stays with those who write it."""

import pytest

from act.policies.addresses import at
from commonbeat.act.policies import access, actions
from commonbeat.act.policies.rules import VersionState

pytestmark = pytest.mark.django_db
S = VersionState


def given(draft, writer):
    return actions.send_on(actor=writer, version=draft(), to=S.INTERNAL)


def test_a_new_policy_given_to_the_staff_is_there_for_them_to_read(riverton, draft, writer, officer, sign_in):
    version = draft()
    read = at("policy_read", args=[version.policy.slug, 1])
    client = sign_in(officer)
    assert client.get(read).status_code == 404
    assert "Not in force yet" not in client.get(at("policy_desk")).content.decode()
    actions.send_on(actor=writer, version=version, to=S.INTERNAL)
    assert list(access.visible(officer, riverton)) == [version.policy]
    assert client.get(read).status_code == 200
    desk = client.get(at("policy_desk")).content.decode()
    assert read in desk
    assert "Not in force yet" in desk
    assert read not in client.get(at("policy_desk") + "?on=2020-01-01").content.decode()


def test_the_public_and_other_agencies_do_not_see_it(riverton, lakefield, draft, writer, person, client):
    version = given(draft, writer)
    assert not access.visible(None, riverton).exists()
    assert access.version(None, riverton, version.policy.slug, 1) is None
    theirs = person("officer", agency=lakefield, name="Their Officer")
    assert not access.visible(theirs, riverton).exists()
    assert access.given(theirs, riverton) == access.given(theirs, lakefield) == []


def test_an_approved_first_version_is_read_before_its_day(riverton, draft, writer, chief, officer, today):
    version = actions.send_on(actor=writer, version=given(draft, writer), to=S.LEGAL)
    assert access.given(officer, riverton) == []
    assert not access.visible(officer, riverton).exists()
    actions.approve(actor=chief, version=version, effective_from=today.replace(month=12))
    assert access.given(officer, riverton) == [version]


def test_why_a_version_went_back_is_read_by_those_who_work_on_policies_alone(draft, writer, officer, sign_in):
    version = given(draft, writer)
    actions.send_back(actor=writer, version=version, reason="The paragraph on Sgt. Roe goes too far.")
    actions.send_on(actor=writer, version=version, to=S.INTERNAL)
    page = at("policy_work_version", args=[version.policy.slug, 1])
    assert "goes too far" in sign_in(writer).get(page).content.decode()
    seen = sign_in(officer).get(page)
    assert seen.status_code == 200
    assert "goes too far" not in seen.content.decode()


def test_why_a_version_was_withdrawn_is_read_by_all(draft, writer, chief, officer, sign_in, today):
    version = actions.send_on(actor=writer, version=given(draft, writer), to=S.LEGAL)
    actions.approve(actor=chief, version=version, effective_from=today.replace(month=12))
    actions.withdraw_version(actor=chief, version=version, reason="A law changes first.")
    page = at("policy_work_version", args=[version.policy.slug, 1])
    assert "A law changes first." in sign_in(officer).get(page).content.decode()
