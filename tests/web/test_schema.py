"""Tables made at once in an empty place are those that all the steps would have made."""

import re
import shutil
import sqlite3

import psycopg
import pytest
from django.db import connections, migrations
from django.db.migrations import RunPython, RunSQL

from commonbeat.kit import schema
from commonbeat.kit.spaces import MAIN, SPACES
from web.installation import Installation

OF_SQLITE = """
SELECT m.type, m.name, '' AS part, CASE WHEN m.type = 'table' AND m.sql NOT LIKE '%VIRTUAL%' THEN '' ELSE m.sql END
FROM sqlite_master m WHERE m.name NOT LIKE 'sqlite_%'
UNION ALL SELECT 'column', m.name, c.name, c.type || c."notnull" || coalesce(c.dflt_value, '') || c.pk
FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table'
UNION ALL SELECT 'tie', m.name, f."from", f."table" || f."to" || f.on_delete
FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
UNION ALL SELECT 'unique', m.name, i.origin, group_concat(x.name)
FROM sqlite_master m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) x
WHERE m.type = 'table' AND i."unique" GROUP BY m.name, i.name, i.origin
"""
OF_POSTGRESQL = """
SELECT 'column', table_name, column_name, data_type || is_nullable || coalesce(column_default, '') || is_identity
  || coalesce(character_maximum_length::text, '') || coalesce(generation_expression, '')
FROM information_schema.columns WHERE table_schema = current_schema()
UNION ALL SELECT 'index', tablename, indexname, replace(indexdef, current_schema() || '.', '')
FROM pg_indexes WHERE schemaname = current_schema()
UNION ALL SELECT 'rule', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype <> 'n'
UNION ALL SELECT 'trigger', t.tgrelid::regclass::text, t.tgname,
  replace(pg_get_triggerdef(t.oid), current_schema() || '.', '')
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal
UNION ALL SELECT 'function', proname, '', prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
"""


UNNAMED = re.compile(r"_(?:key|[0-9a-f]{8}_uniq)\b")
"""PostgreSQL names UNIQUE by itself where a table is made with it, and Django where it is set later: it is the same."""


def facts(rows):
    """What the tables are like, whatever somebody called what nobody asked to be called."""
    return {tuple(UNNAMED.sub("", str(cell)) for cell in row) for row in rows}


def seen(connection, sql):
    """What the tables behind a connection are like."""
    return facts(connection.execute(sql).fetchall())


def checks(connection):
    """Every CHECK of SQLite's tables, which only their own text holds."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%CHECK%'")
    return {(name, sql.count("CHECK")) for name, sql in rows}


@pytest.fixture
def by_steps(begun, tmp_path, empty_database):
    """An installation whose tables came step by step."""
    database = empty_database() if connections[MAIN].vendor == "postgresql" else ""
    town = Installation(tmp_path, database)
    shutil.copytree(begun.keys, town.keys)
    town.data.mkdir()
    made = town.console("migrate", "--by-steps", "--skip-checks", "--verbosity", "0")
    assert made.returncode == 0, made.stderr
    return town


@pytest.mark.django_db
def test_both_ways_end_alike(by_steps):
    for space in SPACES:
        at_once = connections[space]
        at_once.ensure_connection()
        if at_once.vendor == "sqlite":
            with sqlite3.connect(by_steps.data / f"{'main' if space == MAIN else space}.sqlite3") as file:
                assert seen(file, OF_SQLITE) ^ seen(at_once.connection, OF_SQLITE) == set()
                assert checks(file) == checks(at_once.connection)
        else:
            path = "" if space == MAIN else f"-c search_path={space}"
            with psycopg.connect(by_steps.database, options=path) as there, at_once.cursor() as here:
                assert seen(there, OF_POSTGRESQL) ^ seen(here, OF_POSTGRESQL) == set()


def test_a_step_whose_end_no_state_tells_is_taken_by_itself():
    class Told(migrations.Migration):
        operations = (RunPython(RunPython.noop),)

    class Untold(migrations.Migration):
        operations = (RunSQL("SELECT 1"),)

    assert schema._plain(Told("one", "audit"))
    assert not schema._plain(Untold("two", "audit"))
    Told.atomic = False
    assert not schema._plain(Told("one", "audit"))
