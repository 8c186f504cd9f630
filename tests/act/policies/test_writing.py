"""Writing policies: words, drafts, addresses, whom they bind, what laws and states ask."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from commonbeat.act.policies import actions, queries
from commonbeat.act.policies.models import (
    RequiredPolicy,
)
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.versions import Bound
from commonbeat.ground.agency.models import Unit
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System

pytestmark = pytest.mark.django_db
MACHINE = System("test")
S = VersionState


def test_words_change_only_while_nobody_is_asked_about_them(asked, draft, writer):
    with pytest.raises(ValidationError, match="cannot change now"):
        actions.revise(actor=writer, version=asked.version, words={"text": "# 1 A\nNew."})
    other = draft("9", title="Other")
    row = actions.revise(actor=MACHINE, version=other, words={"text": "# 1 A\r\nNew.\r\n"})
    assert (row.text, row.writer) == ("# 1 A\nNew.", None)


def test_a_text_that_cannot_be_read_goes_nowhere(draft, writer):
    version = draft(text="Loose words")
    with pytest.raises(ValidationError, match="Line 1"):
        actions.send_on(actor=writer, version=version, to=S.INTERNAL)
    assert queries.ready(draft("2", title="Empty", text=""), date(2027, 6, 16)).faults == 1


def test_one_draft_at_a_time_takes_the_words_of_the_newest(in_force, writer):
    first = in_force(text="# 1 A\nOld.")
    version = actions.draft(actor=writer, policy=first.policy)
    assert (version.number, version.text, version.change) == (2, "# 1 A\nOld.", "")
    with pytest.raises(ValidationError, match="being worked on"):
        actions.draft(actor=writer, policy=first.policy)


def test_titles_alike_have_addresses_apart_and_none_of_a_page(draft):
    assert draft("1", title="Search").policy.slug == "search-2"
    assert draft("2", title="Search").policy.slug == "search-3"
    assert draft("3", title="…").policy.slug == "policy"


def test_an_owner_and_a_unit_are_of_this_agency(riverton, lakefield, draft, writer):
    stranger = Staff.objects.create(agency=lakefield, name="X", badge="1")
    with pytest.raises(ValidationError, match="works here"):
        draft(owner=stranger)
    policy = draft().policy
    unit = Unit.objects.create(agency=lakefield, name="Lake", kind="patrol")
    with pytest.raises(ValidationError, match="unit of this agency"):
        actions.change(actor=writer, policy=policy, changes={}, scopes=[Bound(unit=unit.pk)])
    actions.change(actor=writer, policy=policy, changes={"title": "Force"}, scopes=[Bound(rank="officer")])
    actions.change(actor=writer, policy=policy, changes={"title": "Force"})
    policy.refresh_from_db()
    assert (policy.title, str(policy), policy.scopes.count()) == ("Force", "300 Force", 1)
    assert AuditEvent.objects.filter(verb="policies.change").count() == 1


def test_who_is_bound_reads_it_on_their_desk(riverton, in_force, officer, writer, chief):
    in_force("1", title="Everybody's")
    bound = in_force("2", title="Sergeants'")
    actions.change(actor=writer, policy=bound.policy, changes={}, scopes=[Bound(rank="sergeant", sworn=True)])
    assert [row.number for row in queries.applying(officer, riverton)] == ["1"]
    assert [row.number for row in queries.applying(writer, riverton)] == ["1"]
    assert queries.scopes_in_words(bound.policy) == [("", "Sergeant", True)]
    assert "300" not in str(bound.policy.scopes.get())


def test_a_state_s_demand_reaches_its_towns(the_state, riverton, lakefield, writer):
    actions.require(
        actor=MACHINE,
        agency=the_state,
        code="pursuits",
        name_en="Chases",
        name_es="Persecuciones",
        citation="State Code 1",
        effective_from=date(2027, 1, 1),
    )
    for town in (riverton, lakefield):
        assert "pursuits" in [one.code for one in queries.required_set(town, town.day())]
    assert str(RequiredPolicy.objects.get()) == "Chases"
    assert "pursuits" not in [one.code for one in queries.required_set(riverton, date(2026, 12, 31))]


def test_a_law_that_is_exceeded_says_how(draft, writer):
    policy = draft().policy
    with pytest.raises(ValidationError, match="Say how"):
        actions.add_law(actor=writer, policy=policy, citation="Code", demands="X", exceeds_law=True)
    row = actions.add_law(actor=writer, policy=policy, citation="Code", demands="X", demands_es="Y", how="no")
    assert (str(row), row.how, row.said("demands", "es")) == ("Code", "", "Y")
