"""The guarded tables of policies cannot be emptied at once either."""

import importlib

import pytest
from django.db import DatabaseError, connection, transaction

from commonbeat.act.policies.models import PolicyVersion

fixed = importlib.import_module("commonbeat.act.policies.migrations.0002_fixed")
TABLES = ["policies_policyconsultation", "policies_policyversion", "policies_versionstep"]


def test_each_guarded_table_has_a_guard_of_its_own_that_goes_with_the_others():
    made, gone = "\n".join(fixed.create("postgresql")), "\n".join(fixed.drop("postgresql"))
    assert fixed.tables() == TABLES
    for table in TABLES:
        assert f"{table}_not_emptied BEFORE TRUNCATE ON {table} " in made
        assert f"{table}_not_emptied ON {table}" in gone
    assert "TRUNCATE" not in "\n".join(fixed.create("sqlite"))
    assert "not_emptied" not in "\n".join(fixed.drop("sqlite"))


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses(table, asked):
    """PostgreSQL's guards say what to do; SQLite has no such statement at all: its DELETE is guarded row by row."""
    why = "syntax error" if connection.vendor == "sqlite" else "Make a new version"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match=why), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
    assert PolicyVersion.objects.exists()
