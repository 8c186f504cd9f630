"""PostgreSQL finds words by their index even where many records hold them.

The planner counts a page read at random as dear and the trying of a row's words as cheap, so it reads and tries every
row: at 20,000 records that takes twice as long as the index, which holds the answer.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION library_found(asked tsquery) RETURNS text LANGUAGE sql STABLE SET enable_seqscan = off AS
$$ SELECT string_agg(resource_id::text, ',') FROM library_catalogentry WHERE terms @@ asked $$
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION library_found(tsquery)")


class Migration(migrations.Migration):
    dependencies = [("library", "0002_words")]

    operations = [migrations.RunPython(forwards, backwards)]
