"""The concern that a promise answers is fixed with the rest of it."""

from importlib import import_module

from django.db import migrations

guards = import_module("commonbeat.act.promises.migrations.0002_kept_as_written")
FIXED = {**guards.FIXED, guards.PROMISE: [*guards.FIXED[guards.PROMISE], "concern_id"]}


def drop(vendor):
    """The statements that take the triggers away."""
    return guards.drop(vendor)


def create(vendor):
    """The statements that set the triggers up, as they stand from here on."""
    return guards.create(vendor, FIXED)


def forwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in [*drop(vendor), *create(vendor)]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in [*drop(vendor), *guards.create(vendor)]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("promises", "0003_concern")]

    operations = [migrations.RunPython(forwards, backwards)]
