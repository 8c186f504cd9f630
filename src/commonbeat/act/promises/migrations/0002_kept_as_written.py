"""The database itself refuses to delete a promise, to move its first due date, or to rewrite its record."""

from django.db import migrations

PROMISE, ENTRY = "promises_commitment", "promises_commitmentevent"
FIXED = {
    PROMISE: (
        "id agency_id number title words promised_to made_on due neighborhood_id finding_id synthetic"
    ).split(),
    ENTRY: (
        "id agency_id commitment_id sequence kind by day recorded_at state owner_name new_due words_hash previous hash"
    ).split(),
}
WORDS = {
    PROMISE: "What was promised is never changed or deleted.",
    ENTRY: "The record of a promise is never changed or deleted.",
}
TAKEN_OUT = {
    "sqlite": (
        " OR (NEW.words IS NOT OLD.words AND NEW.words <> '')"
        " OR (NEW.salt IS NOT OLD.salt AND NEW.salt <> '')"
        " OR (NEW.words_public AND NOT OLD.words_public)"
    ),
    "postgresql": (
        " OR (NEW.words IS DISTINCT FROM OLD.words AND NEW.words <> '')"
        " OR (NEW.salt IS DISTINCT FROM OLD.salt AND NEW.salt <> '')"
        " OR (NEW.words_public AND NOT OLD.words_public)"
    ),
}
"""Words of an entry may be taken out, never replaced; what was said in confidence never becomes public."""


def _changed(table, vendor, fixed):
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f'NEW."{column}" {differs} OLD."{column}"' for column in fixed[table])
    return changed + (TAKEN_OUT[vendor] if table == ENTRY else "")


def create(vendor, fixed=FIXED):
    """The statements that set the triggers up, for these columns of each table."""
    if vendor == "postgresql":
        return [statement for table in fixed for statement in _postgresql(table, fixed)]
    return [
        f"CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{WORDS[table]}'); END"
        for table in fixed
        for name, verb, when in (
            ("fixed", "UPDATE", f"WHEN {_changed(table, vendor, fixed)}"),
            ("no_delete", "DELETE", ""),
        )
    ]


def _postgresql(table, fixed):
    function = (
        f"CREATE OR REPLACE FUNCTION {table}_fixed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{WORDS[table]}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    call = f"EXECUTE FUNCTION {table}_fixed()"
    return [
        function,
        f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW "
        f"WHEN ({_changed(table, 'postgresql', fixed)}) {call}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {call}",
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
    ]


def drop(vendor):
    """The statements that take the triggers away again."""
    names = ("fixed", "no_delete", "not_emptied") if vendor == "postgresql" else ("fixed", "no_delete")
    where = " ON {table}" if vendor == "postgresql" else ""
    return [
        f"DROP TRIGGER IF EXISTS {table}_{name}{where.format(table=table)}" for table in FIXED for name in names
    ]


def forwards(apps, schema_editor):
    for statement in create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("promises", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
