"""The database itself refuses to change or delete the signed snapshot of a self-review."""

from django.db import migrations

TABLE = "standards_selfreviewsnapshot"
WORDS = "A signed snapshot is never changed or deleted."


def create(vendor):
    """The statements that set the triggers up."""
    if vendor == "postgresql":
        call = f"EXECUTE FUNCTION {TABLE}_fixed()"
        return [
            f"CREATE OR REPLACE FUNCTION {TABLE}_fixed() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {TABLE}_fixed BEFORE UPDATE ON {TABLE} FOR EACH ROW {call}",
            f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} FOR EACH ROW {call}",
            f"CREATE TRIGGER {TABLE}_not_emptied BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT {call}",
        ]
    return [
        f"CREATE TRIGGER {TABLE}_{name} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for name, verb in (("fixed", "UPDATE"), ("no_delete", "DELETE"))
    ]


def drop(vendor):
    """The statements that take the triggers away again."""
    names = ("fixed", "no_delete", "not_emptied") if vendor == "postgresql" else ("fixed", "no_delete")
    where = f" ON {TABLE}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {TABLE}_{name}{where}" for name in names]


def forwards(apps, schema_editor):
    for statement in create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("standards", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
