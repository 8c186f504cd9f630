"""The database itself lets nobody change a policy's words once they are approved, nor what people were asked about."""

from django.db import migrations

WORDS = "These words are approved or were put to people: they may not change. Make a new version."
FIXED = "OLD.state IN ('approved', 'effective', 'superseded', 'withdrawn')"
COLUMNS = (
    "id agency_id policy_id number text text_es summary summary_es change change_es writer_id writers approved_by "
    "approved_on effective_from"
).split()
ASKED = (
    "id agency_id version_id starts_on ends_on questions questions_es text text_es summary summary_es change change_es"
).split()
FORWARD = (
    "(OLD.state = 'approved' AND NEW.state IN ('approved', 'effective', 'withdrawn')) OR "
    "(OLD.state = 'effective' AND NEW.state IN ('effective', 'superseded')) OR "
    "(OLD.state IN ('superseded', 'withdrawn') AND NEW.state = OLD.state)"
)
ENDED = "(OLD.effective_until IS NOT NULL AND {})"
UNTIL = ("effective_until",)


def changed(vendor, columns):
    """Whether any of these columns differs between the row as it was and as it is to be."""
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    return "(" + " OR ".join(f'NEW."{column}" {differs} OLD."{column}"' for column in columns) + ")"


def guards(vendor):
    """Table, verb, and when the database refuses."""
    ended = ENDED.format(changed(vendor, UNTIL))
    words = f"{FIXED} AND ({changed(vendor, COLUMNS)} OR NOT ({FORWARD}) OR {ended})"
    return [
        ("policies_policyversion", "UPDATE", words),
        ("policies_policyversion", "DELETE", FIXED),
        ("policies_policyconsultation", "UPDATE", changed(vendor, ASKED)),
        ("policies_policyconsultation", "DELETE", "1 = 1"),
        ("policies_versionstep", "UPDATE", "1 = 1"),
        ("policies_versionstep", "DELETE", "1 = 1"),
    ]


def create(vendor):
    """The statements that set the guards up."""
    made = []
    for table, verb, when in guards(vendor):
        name = f"{table}_fixed_{verb.lower()}"
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
    return made + (emptied() if vendor == "postgresql" else [])


def emptied():
    """The statements that keep PostgreSQL from emptying these tables at once, past the guards of single rows."""
    name = "policies_not_emptied"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        *(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            for table in tables()
        ),
    ]


def tables():
    """The guarded tables."""
    return sorted({table for table, _verb, _when in guards("sqlite")})


def drop(vendor):
    """The statements that take the guards away again."""
    on = " ON {}" if vendor == "postgresql" else ""
    emptied = [f"DROP TRIGGER IF EXISTS {table}_not_emptied ON {table}" for table in tables()]
    return (emptied if vendor == "postgresql" else []) + [
        f"DROP TRIGGER IF EXISTS {table}_fixed_{verb.lower()}{on.format(table)}" for table, verb, _when in guards(vendor)
    ]


def forwards(apps, schema_editor):
    for statement in create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
