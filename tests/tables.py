"""The tables of the tests: made once by the migrations, then copied by every other process and suite."""

import fcntl
import hashlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.db import connections

ROOT = Path(__file__).parents[1]
KEPT_FOR = 24 * 3600
"""Seconds after which what other code had made is cleared away."""

_open: list[sqlite3.Connection] = []
"""What keeps a database in memory alive until Django opens it."""


def made_of() -> str:
    """A fingerprint of everything that the tables come from: migrations, models and the versions of libraries."""
    found = hashlib.sha256(django.get_version().encode())
    source = ROOT / "src" / "commonbeat"
    files = [*source.rglob("migrations/*.py"), *source.rglob("models*.py"), *source.rglob("models/*.py")]
    for file in [*sorted(files), ROOT / "requirements" / "dev.txt", source / "kit" / "spaces.py"]:
        found.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:24]


def folder() -> Path:
    """Where copies are kept: each account its own."""
    kept = Path(tempfile.gettempdir()) / f"commonbeat-tables-{os.geteuid()}"
    kept.mkdir(mode=0o700, exist_ok=True)
    if kept.stat().st_uid != os.geteuid():
        raise PermissionError(f"{kept} belongs to somebody else: remove it, or set TMPDIR.")
    return kept


class Tables:
    """The tables of one fingerprint, for every data space that a run asks for."""

    def __init__(self) -> None:
        self.name = made_of()
        self.folder = folder()

    def file(self, alias: str) -> Path:
        """Where the copy of a space lies, for SQLite."""
        return self.folder / f"{self.name}-{alias}.sqlite3"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One process at a time makes them; whoever waits then finds them made."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def take(self) -> None:
        """Before Django makes its test databases: what is there already, so that no migration is left to run."""
        for alias in connections:
            if connections[alias].vendor == "sqlite":
                self._into_memory(alias)
            else:
                self._as_template(alias)

    def _into_memory(self, alias: str) -> None:
        if self.file(alias).exists():
            creation = connections[alias].creation
            here = sqlite3.connect(creation._get_test_db_name(), uri=True, check_same_thread=False)
            with sqlite3.connect(self.file(alias)) as kept:
                kept.backup(here)
            kept.close()
            _open.append(here)

    def _as_template(self, alias: str) -> None:
        name = self._template(alias)
        with connections[alias]._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone():
                connections[alias].settings_dict["TEST"]["TEMPLATE"] = name

    def _template(self, alias: str) -> str:
        return f"tables_{alias}_{self.name}"

    def keep(self) -> None:
        """After Django made its test databases: a copy of each that has none yet."""
        for alias in connections:
            connection = connections[alias]
            if connection.vendor == "sqlite":
                self._out_of_memory(alias)
            elif "TEMPLATE" not in connection.settings_dict["TEST"] and _is_made(connection):
                self._copy(connection, self._template(alias))
        while _open:
            _open.pop().close()

    def _out_of_memory(self, alias: str) -> None:
        connection = connections[alias]
        if self.file(alias).exists() or not connection.is_in_memory_db() or not _is_made(connection):
            return
        half = self.file(alias).with_suffix(f".{os.getpid()}")
        with sqlite3.connect(half) as kept:
            connection.connection.backup(kept)
        kept.close()
        half.rename(self.file(alias))
        for other in self.folder.glob("*.sqlite3"):
            if other.stat().st_mtime < time.time() - KEPT_FOR:
                other.unlink(missing_ok=True)

    def _copy(self, connection, name: str) -> None:
        """PostgreSQL copies only what nobody is connected to."""
        source = connection.settings_dict["NAME"]
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


def _is_made(connection) -> bool:
    """Whether the migrations ran here: not where this run asks for another space alone."""
    name = str(connection.settings_dict["NAME"])
    if "test_" not in name and "memory" not in name:
        return False
    return "django_migrations" in connection.introspection.table_names()
