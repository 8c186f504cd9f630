"""Brings a backup back into an empty place and proves that it works; where anything is wrong, nothing stays behind."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from commonbeat import __version__
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.audit import queries as trails
from commonbeat.ground.roles import Actor
from commonbeat.kit.schema import make_tables
from commonbeat.kit.spaces import SPACES, make_room
from commonbeat.web import keys, static_files
from commonbeat.web.backup.archive import Broken, Reader
from commonbeat.web.backup.columns import Column, columns_of, insert
from commonbeat.web.backup.make import audit_heads, stored_models

Say = Callable[[str], object]


class Refused(Exception):
    """The backup cannot be restored here; says why, and that nothing was changed."""


@dataclass
class Proof:
    """What a restore has shown to be true."""

    rows: int = 0
    tables: int = 0
    uploads: int = 0
    steps_forward: int = 0
    chains: int = 0
    page: str = ""
    agencies: list[str] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """The proof in words."""
        forward = (
            f"brought forward by {self.steps_forward} steps to this version" if self.steps_forward else "as it was"
        )
        return [
            f"Every part of the file has the hash that was written when it was made ({self.tables} tables, "
            f"{self.uploads:,} uploads).",
            f"{self.rows:,} rows are back, table by table as many as were saved; the database is {forward}.",
            f"The trail is whole: {self.chains} chains; each entry follows from the one before, and none is missing.",
            "The keys given are those under which its sealed values were written.",
            f"The first page opens: {self.page}.",
            f"It is the installation of: {', '.join(self.agencies) or 'no agency yet'}.",
        ]


def restore(path: Path, *, actor: Actor, say: Say = lambda _words: None) -> Proof:
    """Restore into the database and folders of the settings, which must be empty.

    Raises Refused or Broken, in words. With PostgreSQL everything happens in one transaction; with SQLite the caller
    gives a fresh data folder and throws it away where this raises.
    """
    reader = Reader(path)
    say(f"{path} is a backup of {reader.manifest['made_at'][:16].replace('T', ' ')} UTC; checking every part")
    spaces = reader.spaces()
    tables = sum(len(space["tables"]) for space in spaces.values())
    proof = Proof(tables=tables, agencies=reader.manifest["agencies"])
    reader.verify()
    _refuse_wrong_keys(reader.manifest["keys"])
    for name in SPACES:
        _refuse_full(connections[name])
    with ExitStack() as stack:
        for name in SPACES:
            stack.enter_context(_all_or_nothing(connections[name]))
        for name in SPACES:
            make_room(name)
            if name in spaces:
                proof.rows += _bring_back(reader, name, spaces[name], say)
            proof.steps_forward += _migrate_forward(connections[name], say)
            proof.chains += _verify_chains(name)
        proof.uploads = reader.extract(Path(settings.MEDIA_ROOT))
        say("opening the first page")
        proof.page = _open_a_page()
        with transaction.atomic():
            details = {"file": path.name, "made_at": reader.manifest["made_at"], "rows": proof.rows}
            audit.record(agency=None, actor=actor, verb="backup.restore", subject="backup", details=details)
    return proof


def _bring_back(reader: Reader, name: str, space: Mapping[str, Any], say: Say) -> int:
    """Make one space's tables as they were, fill them, and see that its trail ends where it ended; how many rows."""
    connection = connections[name]
    registry = _migrate_to(connection, [(app, step) for app, step in space["migrations"]], say)
    _tie_at_the_end(connection)
    rows = _load(reader, space["tables"], stored_models(registry, name), connection, say)
    if audit_heads(connection) != space["audit"]:
        raise Broken("The trail does not end where it ended when the backup was made.")
    return rows


def _tie_at_the_end(connection: BaseDatabaseWrapper) -> None:
    """Rows come table by table, so ties are looked at when all are there, whatever a step of the tables has set."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _refuse_wrong_keys(wanted: Mapping[str, str]) -> None:
    here = keys.fingerprints(settings.KEYS_DIR)
    differing = sorted(name for name in wanted if here.get(name) != wanted[name])
    if differing:
        raise Refused(
            f"The keys in {settings.KEYS_DIR} are not those of this backup ({', '.join(differing)} differ). "
            f"Without its own keys, whatever the backup holds sealed could never be read again. "
            f"Give the right folder: --keys FOLDER."
        )


def _refuse_full(connection: BaseDatabaseWrapper) -> None:
    present = connection.introspection.table_names()
    if present:
        raise Refused(
            f"The database is not empty: it has {len(present)} tables. A restore never overwrites; give an empty one."
        )


@contextmanager
def _all_or_nothing(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """One transaction where the database can undo tables; SQLite's rows alone are in one, the caller drops its file."""
    if connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias):
            yield
    else:
        yield


def _migrate_to(connection: BaseDatabaseWrapper, applied: list[tuple[str, str]], say: Say) -> Any:
    """Make the tables as they were when the backup was made; the models of that time."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    unknown = sorted(f"{app}.{name}" for app, name in applied if (app, name) not in graph.nodes)
    if unknown:
        raise Refused(
            f"The backup was made by another or newer version: this one ({__version__}) does not know the steps "
            f"{', '.join(unknown[:5])}. Install that version or a later one, then restore."
        )
    say("making the tables")
    held = set(applied)
    ends = [
        one
        for one in applied
        if not any(child.key in held and child.key[0] == one[0] for child in _children(graph, one))
    ]
    return make_tables(connection, ends).apps


def _children(graph: Any, node: tuple[str, str]) -> Any:
    return graph.node_map[node].children


def _load(
    reader: Reader,
    described: Mapping[str, Any],
    stored: list[type[models.Model]],
    connection: BaseDatabaseWrapper,
    say: Say,
) -> int:
    """Fill every table and count it; how many rows in all."""
    found = {model._meta.db_table: model for model in stored}
    missing = sorted(set(described) - set(found))
    if missing:
        raise Refused(f"The backup has tables that this version cannot place: {', '.join(missing)}.")
    total = 0
    with transaction.atomic(using=connection.alias):
        for model in found.values():
            _empty(model, connection)
        for number, (table, description) in enumerate(described.items(), start=1):
            columns = _matched(found[table], description["columns"])
            count = insert(found[table], columns, reader.rows(description["member"]), connection)
            if not count == description["rows"] == _count(found[table], connection):
                raise Broken(f"{table} should have {description['rows']} rows and has {count}.")
            total += count
            if count >= 5000:
                say(f"table {number} of {len(described)}: {table}, {count:,} rows")
        connection.check_constraints()
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found.values())):
            with connection.cursor() as cursor:
                cursor.execute(statement)
    return total


def _empty(model: type[models.Model], connection: BaseDatabaseWrapper) -> None:
    """Take out what the migrations themselves put in: the backup has its own."""
    if _count(model, connection):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _count(model: type[models.Model], connection: BaseDatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
        return int(cursor.fetchone()[0])


def _matched(model: type[models.Model], described: list[list[str]]) -> list[Column]:
    here = {column.name: column for column in columns_of(model)}
    if [[name, here[name].kind] for name, _kind in described if name in here] != described:
        raise Broken(f"The columns of {model._meta.db_table} are not those of its version.")
    return [here[name] for name, _kind in described]


def _migrate_forward(connection: BaseDatabaseWrapper, say: Say) -> int:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"bringing the tables forward by {len(plan)} steps")
        make_tables(connection)
    return len(plan)


def _verify_chains(space: str) -> int:
    """Walk every chain of the space from its first entry to its end; how many there are."""
    found = [trails.verify(number, using=space) for number in trails.chains(using=space)]
    broken = next((one for one in found if not one.ok), None)
    if broken is not None:
        raise Broken(f"The trail of agency {broken.agency_id} cannot be trusted from entry {broken.at} on.")
    return len(found)


def _open_a_page() -> str:
    """Ask this very program for the first page, as a visitor would; its address and state."""
    static_files.collect()
    host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name.strip("*.")), "localhost")
    response = Client(SERVER_NAME=host, raise_request_exception=False).get("/", follow=True, secure=settings.HTTPS)
    address = response.request["PATH_INFO"]
    if response.status_code != 200:
        raise Refused(f"The rows are back, but the page {address} answers with error {response.status_code}.")
    return f"{address} answers with {len(response.content):,} bytes"
