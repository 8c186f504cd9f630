"""What the database itself refuses, whoever asks."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from commonbeat.act.policies import actions
from commonbeat.act.policies.models import (
    PolicyVersion,
)

pytestmark = pytest.mark.django_db


def refused(sql, *params):
    with pytest.raises(DatabaseError, match="may not change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    return True


@pytest.mark.parametrize("column", ["text", "summary_es", "change", "approved_by"])
def test_the_database_itself_keeps_approved_words(in_force, column):
    version = in_force()
    assert refused(f"UPDATE policies_policyversion SET {column} = 'x' WHERE id = %s", version.pk)


@pytest.mark.parametrize("state", ["draft", "approved", "legal"])
def test_no_version_goes_back_from_force(in_force, state):
    version = in_force()
    assert refused("UPDATE policies_policyversion SET state = %s WHERE id = %s", state, version.pk)
    assert refused("DELETE FROM policies_policyversion WHERE id = %s", version.pk)


def test_neither_what_people_were_asked_nor_a_step_can_change(asked):
    assert refused("UPDATE policies_policyconsultation SET text = 'x' WHERE id = %s", asked.pk)
    assert refused("DELETE FROM policies_policyconsultation WHERE id = %s", asked.pk)
    assert refused("UPDATE policies_versionstep SET reason = 'x' WHERE version_id = %s", asked.version_id)
    assert refused("DELETE FROM policies_versionstep WHERE version_id = %s", asked.version_id)


def test_a_draft_can_change_and_go(draft):
    version = draft()
    PolicyVersion.objects.filter(pk=version.pk).update(text="# 1 A\nX")
    assert str(version) == "300 Use of force, version 1"


@pytest.mark.parametrize("state", ["draft", "approved", "effective", "superseded"])
def test_what_was_withdrawn_stays_so(in_force, writer, chief, at_lawyer, today, state):
    version = at_lawyer(actions.draft(actor=writer, policy=in_force(days=9).policy))
    actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=5))
    actions.withdraw_version(actor=chief, version=version, reason="X")
    assert refused("UPDATE policies_policyversion SET state = %s WHERE id = %s", state, version.pk)
    assert refused("UPDATE policies_policyversion SET text = 'x' WHERE id = %s", version.pk)
    assert refused("DELETE FROM policies_policyversion WHERE id = %s", version.pk)


@pytest.mark.parametrize("column", ["text_es", "summary", "change_es", "questions"])
def test_nothing_of_what_people_read_changes(asked, column):
    assert refused(f"UPDATE policies_policyconsultation SET {column} = 'x' WHERE id = %s", asked.pk)


def test_no_version_in_force_is_withdrawn(in_force):
    assert refused("UPDATE policies_policyversion SET state = 'withdrawn' WHERE id = %s", in_force().pk)
