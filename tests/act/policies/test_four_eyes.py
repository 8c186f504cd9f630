"""Four eyes on a version: whoever wrote any of it approves it only where nobody else may."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from commonbeat.act.policies import actions
from commonbeat.act.policies.rules import VersionState
from commonbeat.ground.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
NEW = {"text": "# 1 Purpose\nAnother reason."}


@pytest.fixture
def second(riverton, person):
    """Another who may approve."""
    return person("chief", agency=riverton, name="Second Chief")


def at_lawyer(version, actor):
    for to in (VersionState.INTERNAL, VersionState.LEGAL):
        version = actions.send_on(actor=actor, version=version, to=to)
    return version


def test_saving_without_a_change_makes_nobody_its_writer(draft, chief, writer, second, today):
    version = at_lawyer(draft(actor=chief), writer)
    row = actions.revise(actor=writer, version=version, words={"text": version.text + "\r\n"})
    assert (row.writer, row.writers) == (chief, [chief.pk])
    assert not AuditEvent.objects.filter(verb="policies.revise").exists()
    with pytest.raises(ValidationError, match="You wrote this version"):
        actions.approve(actor=chief, version=version, effective_from=today)


def test_a_browser_s_line_ends_are_no_change(draft, writer, chief):
    version = draft(actor=chief, text="# 1 Purpose\r\nA reason.\r\n")
    row = actions.revise(actor=writer, version=version, words={"text": "# 1 Purpose\r\nA reason."})
    assert row.writers == [chief.pk]


def test_a_change_by_somebody_else_does_not_clear_whoever_wrote_before(draft, chief, writer, second, today):
    version = at_lawyer(draft(actor=chief), writer)
    row = actions.revise(actor=writer, version=version, words=NEW)
    assert (row.writer, row.writers) == (writer, [chief.pk, writer.pk])
    with pytest.raises(ValidationError, match="You wrote this version"):
        actions.approve(actor=chief, version=version, effective_from=today)
    assert actions.approve(actor=second, version=version, effective_from=today).approved_by == "Second Chief"


def test_whoever_changed_it_twice_stands_there_once_and_the_machine_never(draft, writer):
    version = draft()
    for words in ({"summary": "Once."}, {"summary": "Twice."}):
        row = actions.revise(actor=writer, version=version, words=words)
    assert row.writers == [writer.pk]


def test_where_all_who_may_approve_wrote_it_one_of_them_does_and_the_trail_says_so(draft, chief, second, today):
    version = at_lawyer(draft(actor=chief), chief)
    actions.revise(actor=second, version=version, words=NEW)
    actions.approve(actor=chief, version=version, effective_from=today)
    assert AuditEvent.objects.get(verb="policies.approve").details["alone"] == "True"


def test_the_next_version_begins_with_whoever_drafts_it(in_force, chief, writer, second, today):
    first = in_force()
    version = at_lawyer(actions.draft(actor=second, policy=first.policy), second)
    assert version.writers == [second.pk]
    actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=1))
