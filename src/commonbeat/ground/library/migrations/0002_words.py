"""The words of the catalogue can be searched: FTS5 beside its table on SQLite, a column of terms on PostgreSQL."""

from django.db import migrations

TABLE = "library_catalogentry"
WORDS = "library_words"


def create(vendor):
    """The statements that set the search up; on SQLite triggers keep it in step within each transaction."""
    if vendor == "postgresql":
        terms = "tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED"
        return [f"ALTER TABLE {TABLE} ADD COLUMN terms {terms}", f"CREATE INDEX {WORDS} ON {TABLE} USING gin (terms)"]
    tokens = "unicode61 remove_diacritics 0 tokenchars ''_''"
    gone = f"INSERT INTO {WORDS}({WORDS}, rowid, words) VALUES ('delete', old.resource_id, old.words);"
    new = f"INSERT INTO {WORDS}(rowid, words) VALUES (new.resource_id, new.words);"
    return [
        f"CREATE VIRTUAL TABLE {WORDS} USING fts5("
        f"words, content='{TABLE}', content_rowid='resource_id', prefix='1 2 3', tokenize='{tokens}')",
        f"CREATE TRIGGER {WORDS}_insert AFTER INSERT ON {TABLE} BEGIN {new} END",
        f"CREATE TRIGGER {WORDS}_delete AFTER DELETE ON {TABLE} BEGIN {gone} END",
        f"CREATE TRIGGER {WORDS}_update AFTER UPDATE OF words ON {TABLE} WHEN old.words <> new.words "
        f"BEGIN {gone} {new} END",
        f"INSERT INTO {WORDS}({WORDS}) VALUES ('rebuild')",
    ]


def drop(vendor):
    """The statements that take the search away."""
    if vendor == "postgresql":
        return [f"ALTER TABLE {TABLE} DROP COLUMN terms"]
    return [*(f"DROP TRIGGER {WORDS}_{deed}" for deed in ("insert", "delete", "update")), f"DROP TABLE {WORDS}"]


def forwards(apps, schema_editor):
    for statement in create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
