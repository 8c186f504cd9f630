"""Nobody can move a first date, rewrite a record or delete a promise: not the program, not SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from commonbeat.act.promises import actions, queries
from commonbeat.act.promises.models import Commitment, CommitmentEvent
from commonbeat.ground.roles import System

pytestmark = pytest.mark.django_db
MACHINE = System("test")


def refused(sql, *params):
    """Whether the database refuses this statement, in our words."""
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, params)
    return True


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("due", "2030-01-01"),
        ("made_on", "2020-01-01"),
        ("title", "Something easier"),
        ("promised_to", "nobody"),
        ("words", "smaller words"),
        ("number", 77),
        ("synthetic", True),
        ("concern_id", 1),
    ],
)
def test_what_was_promised_can_be_changed_by_nobody(promise, column, value):
    row, _key = promise()
    assert refused(f"UPDATE promises_commitment SET {column} = %s WHERE id = %s", value, row.pk)
    kept = Commitment.objects.get(pk=row.pk)
    assert (kept.due, kept.title) == (row.due, row.title)


def test_state_owner_new_date_and_contact_may_change(promise):
    row, _key = promise()
    sql = "UPDATE promises_commitment SET state = %s, contact = %s, new_due = NULL WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, ["broken", "", row.pk])
    row.refresh_from_db()
    assert row.state == "broken"


def test_neither_promise_nor_record_can_be_deleted(promise):
    row, _key = promise()
    assert refused("DELETE FROM promises_commitmentevent WHERE commitment_id = %s", row.pk)
    assert refused("DELETE FROM promises_commitment WHERE id = %s", row.pk)
    event = row.events.first()
    for delete in (row.delete, event.delete, Commitment.objects.all().delete, CommitmentEvent.objects.all().delete):
        with pytest.raises(TypeError, match="never deleted"):
            delete()


@pytest.mark.parametrize(
    "change",
    [
        "day = '2020-01-01'",
        "state = 'verified_kept'",
        "kind = 'verified_kept'",
        "hash = 'x'",
        "words = 'We are happy.'",
        "salt = 'x'",
        "owner_name = 'Somebody else'",
    ],
)
def test_an_entry_can_be_changed_by_nobody(promise, riverton, change):
    row, key = promise()
    actions.report_kept(actor=MACHINE, commitment=row)
    actions.dispute(agency=riverton, key=key, words="We were there four Fridays.", public=True)
    assert refused(f"UPDATE promises_commitmentevent SET {change} WHERE commitment_id = %s", row.pk)


def test_what_was_said_in_confidence_never_becomes_public(promise, riverton):
    row, key = promise()
    actions.report_kept(actor=MACHINE, commitment=row)
    actions.dispute(agency=riverton, key=key, words="I live at the corner.", public=False)
    sql = "UPDATE promises_commitmentevent SET words_public = %s WHERE commitment_id = %s AND kind = 'disputed'"
    assert refused(sql, True, row.pk)


def test_words_can_be_emptied_and_the_chain_still_fits(promise, riverton):
    row, key = promise()
    actions.report_kept(actor=MACHINE, commitment=row)
    actions.dispute(agency=riverton, key=key, words="I live at the corner.", public=False)
    CommitmentEvent.objects.filter(commitment=row).update(words="", salt="")
    assert queries.first_fault(riverton) is None


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE promises_commitment SET due = '2030-01-01' WHERE number = 1", (1, "changed")),
        ("UPDATE promises_commitmentevent SET day = '2020-01-01' WHERE sequence = 2", (2, "changed")),
        ("DELETE FROM promises_commitmentevent WHERE sequence = 2", (3, "order")),
        ("UPDATE promises_commitmentevent SET previous = 'x' WHERE sequence = 3", (3, "link")),
        ("UPDATE promises_commitmentevent SET words = 'Fine.' WHERE kind = 'reported_kept'", (3, "words")),
    ],
)
def test_whoever_owns_the_database_changes_nothing_unseen(promise, riverton, attacker, sql, fault):
    row, _key = promise()
    actions.report_kept(actor=MACHINE, commitment=row, words="Public Works moved both.")
    assert queries.first_fault(riverton) is None
    attacker(sql)
    assert queries.first_fault(riverton) == fault
