"""A closed assessment knows how many standards it has looked at, and the database lets no further one in.

All of them are there when it is closed, so only one beyond that number is refused; a restore may still fill it.
"""

from django.db import migrations, models

WORDS = "This assessment is closed: it stays as it is."
MARKS, NAME, TABLE = "standards_assessmentmark", "standards_assessmentmark_frozen_insert", "standards_assessment"
BEYOND = (
    f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.assessment_id AND closed_on IS NOT NULL "
    f"AND (SELECT COUNT(*) FROM {MARKS} WHERE assessment_id = NEW.assessment_id) >= COALESCE(length, 0))"
)
COUNT = (
    f"UPDATE {TABLE} SET length = (SELECT COUNT(*) FROM {MARKS} WHERE assessment_id = {TABLE}.id) "
    "WHERE closed_on IS NOT NULL"
)


def refusing(vendor, name, verb, table, when):
    """The statements that set up one guard."""
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
            f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return [f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"]


def lifted(vendor, name, table):
    """The statement that takes a guard away."""
    return f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if vendor == "postgresql" else "")


def forwards(apps, schema_editor):
    vendor, closed = schema_editor.connection.vendor, f"{TABLE}_frozen_update"
    schema_editor.execute(lifted(vendor, closed, TABLE))
    schema_editor.execute(COUNT)
    for statement in refusing(vendor, closed, "UPDATE", TABLE, "OLD.closed_on IS NOT NULL"):
        schema_editor.execute(statement)
    for statement in refusing(vendor, NAME, "INSERT", MARKS, BEYOND):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    schema_editor.execute(lifted(schema_editor.connection.vendor, NAME, MARKS))


class Migration(migrations.Migration):
    dependencies = [("standards", "0003_accreditation_frozen")]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="length",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(forwards, backwards),
    ]
