"""The tables of an empty data space, made at once as the last step leaves them, instead of step by step.

Django works every model out anew at each step, which is most of the time of a first start and of a restore. Where no
table is there yet, nobody needs the tables between: they are made from the state at the end, then what the steps run
besides (triggers, words to search by) is run in order. tests/web/test_schema.py holds that both ways end alike.
"""

from collections.abc import Collection, Sequence

from django.db import router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython, operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState, StateApps

PLAIN = {
    getattr(operations, name)
    for name in operations.__all__
    if name not in ("RunSQL", "RunPython", "SeparateDatabaseAndState")
}
"""What only changes tables, so that it shows in the state at the end."""


def make_tables(connection: BaseDatabaseWrapper, ends: Collection[tuple[str, str]] | None = None) -> ProjectState:
    """Bring a space to the steps `ends` (all, where it is None); the models of that time.

    In an empty space all of it is one transaction; one that holds tables already is brought there step by step.
    """
    executor = MigrationExecutor(connection)
    targets = list(executor.loader.graph.leaf_nodes() if ends is None else ends)
    plan = [migration for migration, _backwards in executor.migration_plan(targets, clean_start=True)]
    if connection.introspection.table_names() or not all(_plain(migration) for migration in plan):
        return executor.migrate(targets)
    state = executor.loader.project_state(targets)
    models = state.apps
    with connection.schema_editor(atomic=True) as editor:
        executor.recorder.ensure_schema()
        _tables(editor, models)
        _besides(editor, models, plan)
        for migration in plan:
            for app_label, name in migration.replaces or [(migration.app_label, migration.name)]:
                executor.recorder.record_applied(app_label, name)
    return state


def _plain(migration: Migration) -> bool:
    """Whether its end can be told from the state: it only changes tables, or runs Python, in one transaction."""
    return migration.atomic and all(type(one) in PLAIN or type(one) is RunPython for one in migration.operations)


def _tables(editor: BaseDatabaseSchemaEditor, models: StateApps) -> None:
    """Every table that stands in this space, with its indexes and ties."""
    for model in models.get_models():
        if model._meta.can_migrate(editor.connection) and router.allow_migrate_model(editor.connection.alias, model):
            editor.create_model(model)
    while editor.deferred_sql:
        editor.execute(editor.deferred_sql.pop(0), None)


def _besides(editor: BaseDatabaseSchemaEditor, models: StateApps, plan: Sequence[Migration]) -> None:
    """What the steps run besides, in their order."""
    for migration in plan:
        for one in migration.operations:
            if isinstance(one, RunPython) and router.allow_migrate(
                editor.connection.alias, migration.app_label, **one.hints
            ):
                one.code(models, editor)
