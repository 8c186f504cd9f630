"""The data spaces: databases of one installation that know nothing of each other but random ids, and who goes where."""

from typing import Any

from django.apps import apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

MAIN = "default"
"""Everything that is not sealed."""
SEALED = "sealed"
"""Survey answers, later tips: nothing here names a person, and nothing elsewhere names a row of it."""
SPACES = (MAIN, SEALED)

IN_EACH = frozenset({"audit", "work"})
"""Apps whose tables stand in every space, so that a write is one transaction with its entry and its job."""


def space_of(model: type[Model]) -> str:
    """The space that a model names by its attribute `SPACE`; the main one where it names none."""
    return str(getattr(model, "SPACE", MAIN))


class Router:
    """Sends each model to its space (DATABASE_ROUTERS). Tables of IN_EACH are asked for by `using`."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """The model's own space; None for what stands in each, so that a row is read again from where it came."""
        return None if model._meta.app_label in IN_EACH else space_of(model)

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        """As for reading."""
        return self.db_for_read(model)

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        """Rows of two spaces are never tied."""
        return space_of(type(one)) == space_of(type(other))

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        """Whether a table stands in this space. A step that names no model goes to the main space, or to `hints`."""
        if app_label in IN_EACH:
            return True
        if model_name is None:
            return db == str(hints.get("space", MAIN))
        try:
            model = apps.get_model(app_label, model_name)
        except LookupError:
            return db == MAIN
        return db == space_of(model)


def steps_behind() -> int:
    """How many steps the tables are behind the code, over all spaces."""
    behind = 0
    for alias in SPACES:
        make_room(alias)
        executor = MigrationExecutor(connections[alias])
        behind += len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return behind


def make_room(alias: str) -> None:
    """On PostgreSQL a space is a schema of its own, made here where it is not there yet."""
    connection = connections[alias]
    if alias != MAIN and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {connection.ops.quote_name(alias)}")
