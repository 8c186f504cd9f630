"""An index of every word of the policies: FTS5 in SQLite, kept by triggers; two partial GIN indexes in PostgreSQL."""

from django.db import migrations

TABLE, INDEX = "policies_policytext", "policies_search"
SQLITE = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(words, content='{TABLE}', content_rowid='id', tokenize='porter unicode61')",
    f"CREATE TRIGGER {INDEX}_added AFTER INSERT ON {TABLE} BEGIN "
    f"INSERT INTO {INDEX}(rowid, words) VALUES (NEW.id, NEW.words); END",
    f"CREATE TRIGGER {INDEX}_removed AFTER DELETE ON {TABLE} BEGIN "
    f"INSERT INTO {INDEX}({INDEX}, rowid, words) VALUES ('delete', OLD.id, OLD.words); END",
    f"CREATE TRIGGER {INDEX}_changed AFTER UPDATE ON {TABLE} BEGIN "
    f"INSERT INTO {INDEX}({INDEX}, rowid, words) VALUES ('delete', OLD.id, OLD.words); "
    f"INSERT INTO {INDEX}(rowid, words) VALUES (NEW.id, NEW.words); END",
    f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')",
)
POSTGRESQL = tuple(
    f"CREATE INDEX {INDEX}_{code} ON {TABLE} USING gin (to_tsvector('{name}'::regconfig, words)) "
    f"WHERE language = '{code}'"
    for code, name in (("en", "english"), ("es", "spanish"))
)


def forwards(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        names = [f"DROP INDEX IF EXISTS {INDEX}_{code}" for code in ("en", "es")]
    else:
        names = [f"DROP TRIGGER IF EXISTS {INDEX}_{name}" for name in ("added", "removed", "changed")]
        names.append(f"DROP TABLE IF EXISTS {INDEX}")
    for statement in names:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("policies", "0002_fixed")]

    operations = [migrations.RunPython(forwards, backwards)]
