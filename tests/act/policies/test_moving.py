"""A version's way: approved, in force on its day, sent back, withdrawn; what is done, refused and told."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from commonbeat.act.policies import access, actions, jobs, queries
from commonbeat.act.policies.actions import moving
from commonbeat.act.policies.models import (
    Policy,
    VersionStep,
)
from commonbeat.act.policies.rules import VersionState
from commonbeat.ground.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
S = VersionState


def test_a_version_is_in_force_on_its_day_exactly_once_and_ends_the_one_before(
    draft, in_force, chief, writer, today, at_lawyer
):
    first = in_force(days=90)
    version = at_lawyer(actions.draft(actor=writer, policy=first.policy))
    actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=2))
    agency = first.agency
    assert actions.put_in_force(agency=agency) == 0
    day = today + timedelta(days=3)
    assert actions.put_in_force(agency=agency, on=day) == 1
    assert actions.put_in_force(agency=agency, on=day) == 0
    first.refresh_from_db()
    version.refresh_from_db()
    assert (first.state, first.effective_until) == (S.SUPERSEDED, today + timedelta(days=2))
    assert version.state == S.EFFECTIVE
    held = [queries.version_on(first.policy, today + timedelta(days=days)).number for days in (1, 2)]
    assert held == [1, 2]
    assert queries.version_on(first.policy, date(2001, 1, 1)) is None
    assert queries.neighbors(version).number == 1
    assert queries.neighbors(first) is None
    policy = Policy.objects.get(pk=first.policy_id)
    assert policy.next_review == date(2028, 6, 18)


def test_the_job_goes_by_the_agency_s_own_calendar(riverton, draft, chief, today, monkeypatch, at_lawyer):
    version = at_lawyer(draft())
    actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=1))
    run = jobs.JOBS["policies.put_in_force"].run
    context = SimpleNamespace(agency=riverton)
    assert run(context) == {"in_force": 0}
    monkeypatch.setattr(type(riverton), "day", lambda self, moment=None: today + timedelta(days=1))
    assert run(context) == {"in_force": 1}


def test_its_writer_cannot_approve_it_where_somebody_else_may(riverton, draft, chief, person, today, at_lawyer):
    version = at_lawyer(draft(actor=chief), chief)
    other = person("chief", agency=riverton, name="Second Chief")
    with pytest.raises(ValidationError, match="You wrote this version"):
        actions.approve(actor=chief, version=version, effective_from=today)
    assert actions.approve(actor=other, version=version, effective_from=today).approved_by == "Second Chief"


def test_its_writer_approves_it_alone_where_nobody_else_may_and_the_trail_says_so(draft, chief, today, at_lawyer):
    version = at_lawyer(draft(actor=chief), chief)
    actions.approve(actor=chief, version=version, effective_from=today)
    assert AuditEvent.objects.get(verb="policies.approve").details["alone"] == "True"


def test_an_approval_is_refused_with_all_reasons(draft, chief, today, at_lawyer):
    version = at_lawyer(draft(summary_es=""))
    with pytest.raises(ValidationError) as refused:
        actions.approve(actor=chief, version=version, effective_from=today - timedelta(days=1))
    assert len(refused.value.messages) == 2
    with pytest.raises(ValidationError, match="cannot become"):
        actions.send_on(actor=chief, version=version, to=S.INTERNAL)


def test_one_version_at_a_time_waits_for_its_day(in_force, writer, chief, today, at_lawyer):
    first = in_force(days=0)
    version = at_lawyer(actions.draft(actor=writer, policy=first.policy))
    with pytest.raises(ValidationError, match="choose a later one"):
        actions.approve(actor=chief, version=version, effective_from=today)
    actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=5))
    third = at_lawyer(actions.draft(actor=writer, policy=first.policy))
    with pytest.raises(ValidationError, match="waits for its day"):
        actions.approve(actor=chief, version=third, effective_from=today + timedelta(days=9))


def test_back_to_draft_only_with_a_reason_and_a_consultation_ends_with_it(asked, writer):
    version = asked.version
    with pytest.raises(ValidationError, match="Say why"):
        actions.send_back(actor=writer, version=version, reason=" ")
    actions.send_back(actor=writer, version=version, reason="A word is wrong.")
    asked.refresh_from_db()
    assert asked.ended_on is not None
    assert VersionStep.objects.filter(version=version, reason="A word is wrong.").exists()


def test_two_workers_put_a_version_in_force_once(riverton, draft, chief, today, monkeypatch, at_lawyer):
    version = at_lawyer(draft())
    actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=1))
    take = moving.take

    def after_another_worker(found):
        monkeypatch.setattr(moving, "take", take)
        actions.put_in_force(agency=riverton, on=today + timedelta(days=1))
        return take(found)

    monkeypatch.setattr(moving, "take", after_another_worker)
    assert actions.put_in_force(agency=riverton, on=today + timedelta(days=1)) == 0
    assert VersionStep.objects.filter(version=version, state=S.EFFECTIVE).count() == 1


@pytest.fixture
def waiting(in_force, draft, writer, chief, today, at_lawyer):
    """A second version, approved, to be in force in five days."""
    first = in_force(days=30)
    version = at_lawyer(actions.draft(actor=writer, policy=first.policy, text="# 1 A\nNew words."))
    return actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=5))


class TestWithdrawing:
    def test_a_version_is_withdrawn_before_its_day_and_what_holds_goes_on(self, waiting, chief, today):
        row = actions.withdraw_version(actor=chief, version=waiting, reason=" A section is wrong. ")
        assert row.state == S.WITHDRAWN
        assert queries.version_on(row.policy, today + timedelta(days=9)).number == 1
        assert actions.put_in_force(agency=row.agency, on=today + timedelta(days=9)) == 0
        step = row.steps.last()
        assert (step.state, step.by, step.reason) == (S.WITHDRAWN, "Ruth Okafor", "A section is wrong.")
        entry = AuditEvent.objects.get(verb="policies.withdraw")
        assert (entry.details["reason"], entry.details["version"]) == ("A section is wrong.", 2)
        assert queries.why_withdrawn(row) == "A section is wrong."

    def test_not_without_a_reason(self, waiting, chief):
        with pytest.raises(ValidationError, match="Say why"):
            actions.withdraw_version(actor=chief, version=waiting, reason=" ")

    def test_not_on_its_day_even_where_the_job_has_not_run(self, waiting, chief, today):
        day = today + timedelta(days=5)
        with pytest.raises(ValidationError, match="Its day has come"):
            actions.withdraw_version(actor=chief, version=waiting, reason="Too late.", on=day)

    def test_neither_a_draft_nor_what_was_withdrawn(self, waiting, draft, chief):
        with pytest.raises(ValidationError, match="approved and waits"):
            actions.withdraw_version(actor=chief, version=draft("9", title="Other"), reason="X")
        actions.withdraw_version(actor=chief, version=waiting, reason="X")
        with pytest.raises(ValidationError, match="approved and waits"):
            actions.withdraw_version(actor=chief, version=waiting, reason="Again")

    def test_a_new_version_begins_with_its_words_and_nothing_waits_any_more(
        self, waiting, chief, writer, at_lawyer, today
    ):
        actions.withdraw_version(actor=chief, version=waiting, reason="X")
        third = actions.draft(actor=writer, policy=waiting.policy)
        assert (third.number, third.text) == (3, "# 1 A\nNew words.")
        row = actions.approve(actor=chief, version=at_lawyer(third), effective_from=today)
        assert queries.neighbors(row).number == 1, "the withdrawn one never was in force"

    def test_the_public_never_reads_it_and_staff_do(self, waiting, chief, officer):
        row = actions.withdraw_version(actor=chief, version=waiting, reason="X")
        assert access.version(None, row.agency, row.policy.slug, 2) is None
        assert access.version(officer, row.agency, row.policy.slug, 2) == row
