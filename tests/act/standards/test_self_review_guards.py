"""The database itself refuses to change or delete a signed snapshot."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from commonbeat.act.standards.models import SelfReviewSnapshot
from commonbeat.act.standards.queries import self_review_snapshot as snapshots

pytestmark = pytest.mark.django_db
GUARD = import_module("commonbeat.act.standards.migrations.0002_snapshot_fixed")
TABLE = "standards_selfreviewsnapshot"


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE {TABLE} SET content = '{{}}'",
        f"UPDATE {TABLE} SET hash = 'x'",
        f"UPDATE {TABLE} SET review_id = review_id",
        f"DELETE FROM {TABLE}",
    ],
)
def test_a_snapshot_stays_as_it_was_signed(closed, sql):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert SelfReviewSnapshot.objects.get().content == closed.snapshot.content


def test_whoever_goes_past_the_triggers_is_found_by_the_chain(closed, another):
    another("practiced")
    with connection.cursor() as cursor:
        for statement in GUARD.drop(connection.vendor):
            cursor.execute(statement)
    text = closed.snapshot.content.replace("As we see it.", "As they want it.", 1)
    SelfReviewSnapshot.objects.filter(sequence=1).update(content=text)
    assert snapshots.fault(closed.agency) == 1


def test_the_triggers_can_be_taken_away_and_set_up_again():
    with connection.cursor() as cursor:
        for statement in [*GUARD.drop(connection.vendor), *GUARD.create(connection.vendor)]:
            cursor.execute(statement)
