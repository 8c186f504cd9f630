"""The database itself refuses to change or delete what was recorded, whoever asks."""

from django.db import migrations

TABLES = ("audit_auditevent", "audit_auditroot", "audit_correction")
WORDS = "The audit trail is append-only."


def create(vendor):
    """The statements that set the triggers up."""
    if vendor == "postgresql":
        function = (
            "CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        return [
            function,
            *(
                statement
                for table in TABLES
                for statement in (
                    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
                    f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
                )
            ),
        ]
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for table in TABLES
        for verb in ("UPDATE", "DELETE")
    ]


def drop(vendor):
    """The statements that take the triggers away again."""
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"
            for table in TABLES
            for name in ("append_only", "not_emptied")
        ]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for table in TABLES for verb in ("update", "delete")]


def forwards(apps, schema_editor):
    for statement in create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
