"""An attacker at the database: with the triggers out of the way, as whoever owns the file would do."""

from importlib import import_module

import pytest
from django.db import connection, transaction

from commonbeat.ground.audit import actions


@pytest.fixture
def attacker(db):
    """Raw SQL on the trail: `attacker("DELETE FROM audit_auditevent WHERE sequence = %s", 3)`."""
    triggers = import_module("commonbeat.ground.audit.migrations.0002_append_only")

    def execute(sql, *params):
        with connection.cursor() as cursor:
            for statement in triggers.drop(connection.vendor):
                cursor.execute(statement)
            cursor.execute(sql, params)

    return execute


@pytest.fixture
def write(riverton, console):
    """Write so many entries into Riverton's trail; returns them."""

    def entries(count, *, agency=riverton, actor=console):
        with transaction.atomic():
            return [
                actions.record(
                    agency=agency, actor=actor, verb="town.note", subject=f"note {number}", details={"n": number}
                )
                for number in range(1, count + 1)
            ]

    return entries
