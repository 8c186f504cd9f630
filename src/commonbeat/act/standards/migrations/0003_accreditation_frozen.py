"""The database itself lets nobody change a closed assessment or its marks, nor what a checked proof rests on, nor
rewrite the history of a demand or an answer in public.
"""

from django.db import migrations

CLOSED = "This assessment is closed: it stays as it is."
HISTORY = "The history of a demand is only added to."
OF_CLOSED = (
    "EXISTS (SELECT 1 FROM standards_assessment WHERE id = OLD.assessment_id AND closed_on IS NOT NULL)"
)
INTO_CLOSED = OF_CLOSED.replace("OLD.", "NEW.")

CHECKED = "This proof was checked: what it rests on stays as it is."
ANSWERED = "An answer in public is only added to."
RESTS_ON = (
    "bullet_id",
    "kind",
    "version_id",
    "finding_id",
    "words",
    "stored",
    "sha256",
    "covers_from",
    "covers_to",
    "submitted_by_id",
    "submitted_on",
    "checked_by_id",
    "checked_on",
)
WAS_CHECKED = "OLD.state IN ('verified', 'stale')"


def differs(vendor):
    """Whether an UPDATE changes anything that a checked proof rests on, or takes the check itself back."""
    unlike = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    other = " OR ".join(f"NEW.{name} {unlike} OLD.{name}" for name in RESTS_ON)
    return f"{WAS_CHECKED} AND (NEW.state NOT IN ('verified', 'stale') OR {other})"


GUARDS = [
    ("standards_assessment", "UPDATE", "OLD.closed_on IS NOT NULL", CLOSED),
    ("standards_assessment", "DELETE", "OLD.closed_on IS NOT NULL", CLOSED),
    ("standards_assessmentmark", "UPDATE", f"{OF_CLOSED} OR {INTO_CLOSED}", CLOSED),
    ("standards_assessmentmark", "DELETE", OF_CLOSED, CLOSED),
    ("standards_proof", "UPDATE", differs, CHECKED),
    ("standards_proof", "DELETE", WAS_CHECKED, CHECKED),
    ("standards_commentanswer", "UPDATE", "TRUE", ANSWERED),
    ("standards_commentanswer", "DELETE", "TRUE", ANSWERED),
    ("standards_requirementevent", "UPDATE", "TRUE", HISTORY),
    ("standards_requirementevent", "DELETE", "TRUE", HISTORY),
]


NOT_EMPTIED = {table: words for table, _verb, _when, words in GUARDS}
"""PostgreSQL can empty a whole table at once, past the guards of its rows."""


def create(vendor):
    """The statements that set the guards up."""
    made = []
    for table, verb, when, words in GUARDS:
        name = f"{table}_frozen_{verb.lower()}"
        when = when(vendor) if callable(when) else when
        if vendor == "postgresql":
            back = "OLD" if verb == "DELETE" else "NEW"
            made += [
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
                f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {back}; END $$",
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
            ]
        else:
            made.append(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
    return made + (_not_emptied() if vendor == "postgresql" else [])


def _not_emptied():
    made = []
    for table, words in NOT_EMPTIED.items():
        name = f"{table}_not_emptied"
        made += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        ]
    return made


def drop(vendor):
    """The statements that take the guards away again."""
    on = " ON {}" if vendor == "postgresql" else ""
    return [
        f"DROP TRIGGER IF EXISTS {table}_frozen_{verb.lower()}{on.format(table)}"
        for table, verb, _when, _words in GUARDS
    ] + [f"DROP TRIGGER IF EXISTS {table}_not_emptied ON {table}" for table in NOT_EMPTIED if on]


def forwards(apps, schema_editor):
    for statement in create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("standards", "0002_snapshot_fixed")]

    operations = [migrations.RunPython(forwards, backwards)]
