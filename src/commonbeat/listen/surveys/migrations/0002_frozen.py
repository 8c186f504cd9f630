"""The database itself lets nobody change what is asked once it is fielded: not the set, its order, nor its questions."""

from django.db import migrations

WORDS = "These questions were fielded: they may not change. Make a new version."
FIELDED = "EXISTS (SELECT 1 FROM surveys_instrument WHERE id = {row}.instrument_id AND fielded_at IS NOT NULL)"
ASKED = (
    "EXISTS (SELECT 1 FROM surveys_instrumentitem p JOIN surveys_instrument i ON i.id = p.instrument_id "
    "WHERE p.item_id = OLD.id AND i.fielded_at IS NOT NULL)"
)
BEYOND = (
    "EXISTS (SELECT 1 FROM surveys_instrument WHERE id = NEW.instrument_id AND fielded_at IS NOT NULL "
    "AND NEW.place > length)"
)
"""All places up to its length are taken, so a fielded set takes no further question; a restore may still fill it."""

GUARDS = [
    ("surveys_instrument", "UPDATE", "OLD.fielded_at IS NOT NULL"),
    ("surveys_instrument", "DELETE", "OLD.fielded_at IS NOT NULL"),
    ("surveys_instrumentitem", "UPDATE", FIELDED.format(row="OLD")),
    ("surveys_instrumentitem", "DELETE", FIELDED.format(row="OLD")),
    ("surveys_instrumentitem", "INSERT", BEYOND),
    ("surveys_item", "UPDATE", ASKED),
    ("surveys_item", "DELETE", ASKED),
]


def create(vendor):
    """The statements that set the guards up."""
    made = []
    for table, verb, when in GUARDS:
        name = f"{table}_frozen_{verb.lower()}"
        if vendor == "postgresql":
            back = "OLD" if verb == "DELETE" else "NEW"
            made += [
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
                f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {back}; END $$",
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
            ]
        else:
            made.append(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
    return made


def drop(vendor):
    """The statements that take the guards away again."""
    on = " ON {}" if vendor == "postgresql" else ""
    return [
        f"DROP TRIGGER IF EXISTS {table}_frozen_{verb.lower()}{on.format(table)}" for table, verb, _when in GUARDS
    ]


def forwards(apps, schema_editor):
    for statement in create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
