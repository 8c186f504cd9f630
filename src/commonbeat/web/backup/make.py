"""Makes a backup while the site runs: one moment's view of each data space, the uploads, and a manifest as proof."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connections, models, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend
from django.utils import timezone

from commonbeat import __version__
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor
from commonbeat.kit.spaces import MAIN, SPACES
from commonbeat.kit.uploads import PASSING
from commonbeat.web import keys
from commonbeat.web.backup.archive import FORMAT, Writer
from commonbeat.web.backup.columns import columns_of, rows_of

Say = Callable[[str], object]

LEFT_OUT = {"sessions.session"}
"""Everybody signs in again after a restore."""


class Damaged(Exception):
    """The database itself is not whole, so that a backup of it would be worth nothing."""


def stored_models(registry: Any, space: str = MAIN) -> list[type[models.Model]]:
    """Every model with a table of its own in that space that a backup keeps, in a fixed order."""
    found = (model for model in registry.get_models(include_auto_created=True) if model._meta.managed)
    here = (model for model in found if router.allow_migrate_model(space, model))
    kept = (model for model in here if not model._meta.proxy and model._meta.label_lower not in LEFT_OUT)
    return sorted(kept, key=lambda model: model._meta.db_table)


def twin(connection: BaseDatabaseWrapper, **changes: Any) -> BaseDatabaseWrapper:
    """Another connection to the same database, or to another file of the same kind."""
    backend = load_backend(connection.settings_dict["ENGINE"])
    wrapper: BaseDatabaseWrapper = backend.DatabaseWrapper({**connection.settings_dict, **changes}, alias="snapshot")
    return wrapper


@contextmanager
def snapshot(connection: BaseDatabaseWrapper, beside: Path) -> Iterator[BaseDatabaseWrapper]:
    """The database as it is at one moment, however much is written meanwhile.

    SQLite: a copy by its online backup, checked for damage. PostgreSQL: one repeatable-read transaction.
    """
    if connection.vendor == "sqlite":
        copy = beside.with_name(f".{beside.name}.{connection.alias}.snapshot")
        try:
            connection.ensure_connection()
        except DatabaseError as problem:
            raise Damaged(f"The database file is damaged: {problem}") from None
        try:
            with closing(sqlite3.connect(copy)) as target:
                connection.connection.backup(target)
                copy.chmod(0o600)
                _refuse_damage(target)
            frozen = twin(connection, NAME=str(copy), OPTIONS={})
            with closing(frozen):
                yield frozen
        finally:
            copy.unlink(missing_ok=True)
        return
    frozen = twin(connection)
    with closing(frozen), frozen.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield frozen


def _refuse_damage(database: sqlite3.Connection) -> None:
    try:
        found = database.execute("PRAGMA integrity_check(5)").fetchall()
    except sqlite3.OperationalError:  # A full disk is no damage.
        raise
    except sqlite3.DatabaseError as problem:
        raise Damaged(f"The database file is damaged: {problem}") from None
    if found != [("ok",)]:
        raise Damaged("The database file is damaged: " + "; ".join(str(row[0]) for row in found))


def audit_heads(connection: BaseDatabaseWrapper) -> dict[str, list[Any]]:
    """The last link of each agency's chain, as read from this very view of the database."""
    model = apps.get_model("audit", "AuditHead")
    columns = {column.name: place for place, column in enumerate(columns_of(model))}
    return {
        str(row[columns["agency_id"]]): [row[columns["sequence"]], row[columns["hash"]]]
        for row in rows_of(model, columns_of(model), connection)
    }


def _asked(connection: BaseDatabaseWrapper, question: str) -> list[list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return [list(row) for row in cursor.fetchall()]


def _space(writer: Writer, space: str, frozen: BaseDatabaseWrapper, say: Say) -> dict[str, Any]:
    """What the manifest says of one data space."""
    return {
        "migrations": _asked(frozen, "SELECT app, name FROM django_migrations ORDER BY app, name"),
        "audit": audit_heads(frozen),
        "tables": _tables(writer, space, frozen, say),
    }


def _tables(writer: Writer, space: str, frozen: BaseDatabaseWrapper, say: Say) -> dict[str, Any]:
    tables = {}
    kept = stored_models(apps, space)
    folder = "tables" if space == MAIN else f"{space}/tables"
    for number, model in enumerate(kept, start=1):
        table = model._meta.db_table
        columns = columns_of(model)
        member = f"{folder}/{table}.jsonl"
        rows, digest = writer.rows(member, rows_of(model, columns, frozen))
        tables[table] = {
            "member": member,
            "columns": [[column.name, column.kind] for column in columns],
            "rows": rows,
            "sha256": digest,
        }
        if rows >= 5000 or number == len(kept):
            say(f"table {number} of {len(kept)}: {table}, {rows:,} rows")
    return tables


def _media(writer: Writer, say: Say) -> dict[str, Any]:
    folder = Path(settings.MEDIA_ROOT)
    found = [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []
    files = sorted(path for path in found if path.relative_to(folder).parts[0] != PASSING)
    kept = {}
    for path in files:
        name = path.relative_to(folder).as_posix()
        size, digest = writer.copy(f"media/{name}", path)
        kept[name] = {"size": size, "sha256": digest}
    say(f"{len(files):,} uploads")
    return kept


def rows_in(manifest: Mapping[str, Any]) -> int:
    """How many rows a backup holds, over all spaces."""
    spaces = [manifest, *manifest["spaces"].values()]
    return sum(table["rows"] for space in spaces for table in space["tables"].values())


def make(path: Path, *, actor: Actor, say: Say = lambda _words: None) -> dict[str, Any]:
    """Write the backup, note it in the trail, and return its manifest.

    Raises Damaged where the database is not whole, OSError where the disk is full or the folder may not be written.
    """
    with Writer(path) as writer, ExitStack() as stack:
        views = {space: stack.enter_context(snapshot(connections[space], path)) for space in SPACES}
        frozen = views[MAIN]
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "version": __version__,
            "made_at": timezone.now().isoformat(),
            "agencies": [row[0] for row in _asked(frozen, "SELECT name FROM agency_agency ORDER BY name")],
            "keys": keys.fingerprints(settings.KEYS_DIR),
            **_space(writer, MAIN, frozen, say),
            "spaces": {space: _space(writer, space, view, say) for space, view in views.items() if space != MAIN},
            "media": _media(writer, say),
        }
        writer.finish(manifest)
    rows = rows_in(manifest)
    with transaction.atomic():
        details = {"file": path.name, "rows": rows, "uploads": len(manifest["media"]), "made_at": manifest["made_at"]}
        audit.record(agency=None, actor=actor, verb="backup.make", subject="backup", details=details)
    return manifest
