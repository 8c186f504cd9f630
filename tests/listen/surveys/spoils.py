"""What an attacker carries off: both databases as files with their write-ahead logs, or every table of PostgreSQL.

The keys are not among it. Of SQLite the attacker has each state that the log can give back, commit by commit, which is
more than a backup of every night holds; of PostgreSQL a dump after every write, as archived logs would give it.
"""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.utils import load_backend

from commonbeat.kit.spaces import MAIN, SEALED, SPACES

ANSWERS = ("surveys_openanswer", "surveys_usedlink", "surveys_waiting", "surveys_response", "surveys_comment")
Row = dict[str, Any]


@contextmanager
def on_disk(folder: Path) -> Iterator[dict[str, Path]]:
    """Put fresh databases on disk under both spaces while a town runs, with logs that keep every commit."""
    before = {alias: connections[alias] for alias in SPACES}
    paths = {alias: folder / f"{alias}.sqlite3" for alias in SPACES}
    try:
        for alias, old in before.items():
            _copy_tables(old, paths[alias])
            backend = load_backend(old.settings_dict["ENGINE"])
            settings = {**old.settings_dict, "NAME": str(paths[alias])}
            # The log is never folded in, so that the attacker has all of it. Losing power is no part of this test.
            start = (
                "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
            )
            settings["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "init_command": start}
            connections[alias] = backend.DatabaseWrapper(settings, alias)
        yield paths
    finally:
        for alias, old in before.items():
            if connections[alias] is not old:
                connections[alias].close()
                connections[alias] = old


def _copy_tables(old: Any, path: Path) -> None:
    """The same empty tables, indexes and triggers; an index of words makes its own shadow tables."""
    with old.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%%' "
            "AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow') ORDER BY rowid"
        )
        statements = [row[0] for row in cursor.fetchall()]
    with closing(sqlite3.connect(path)) as fresh:
        fresh.execute("BEGIN")
        for statement in sorted(statements, key=lambda sql: not sql.startswith("CREATE TABLE")):
            fresh.execute(statement)
        fresh.commit()


@dataclass
class Spoils:
    """`states` of the tables of answers, in the order of the commits; `tables` of both spaces as they were at the end,
    each row with its `place` in the file."""

    states: list[dict[str, list[Row]]] = field(default_factory=list)
    tables: dict[tuple[str, str], list[Row]] = field(default_factory=dict)


def from_files(paths: dict[str, Path]) -> Spoils:
    """What the files and their logs give. The program's connections are left as they are."""
    found = Spoils(states=list(_replayed(paths[SEALED])))
    for space, path in paths.items():
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            names = [
                row[0]
                for row in database.execute(
                    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                )
            ]
            for name in names:
                found.tables[space, name] = _rows(database, name)
    return found


def _rows(database: sqlite3.Connection, table: str) -> list[Row]:
    cursor = database.execute(f'SELECT rowid AS place, * FROM "{table}" ORDER BY rowid')
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _replayed(path: Path) -> Iterator[dict[str, list[Row]]]:
    """The tables of answers after each commit in the log (https://www.sqlite.org/fileformat2.html#walformat)."""
    image, log = bytearray(path.read_bytes()), Path(f"{path}-wal").read_bytes()
    page = struct.unpack(">I", log[8:12])[0]
    salts = log[16:24]
    for start in range(32, len(log), 24 + page):
        number, size = struct.unpack(">II", log[start : start + 8])
        if log[start + 8 : start + 16] != salts:
            return
        place = (number - 1) * page
        image.extend(b"\0" * max(place + page - len(image), 0))
        image[place : place + page] = log[start + 24 : start + 24 + page]
        if size:
            image[18:20] = b"\1\1"
            with closing(sqlite3.connect(":memory:")) as database:
                database.deserialize(bytes(image[: size * page]))
                yield {table: _rows(database, table) for table in ANSWERS}


def dumped() -> dict[str, list[Row]]:
    """The tables of answers as PostgreSQL holds them now, in the order of the file."""
    return {table: _dump(SEALED, table) for table in ANSWERS}


def from_dumps(states: list[dict[str, list[Row]]]) -> Spoils:
    """What dumps of every table give, with those taken after each write."""
    found = Spoils(states=states)
    for space in (MAIN, SEALED):
        for table in connections[space].introspection.table_names():
            found.tables[space, table] = _dump(space, table)
    return found


def _dump(space: str, table: str) -> list[Row]:
    with connections[space].cursor() as cursor:
        cursor.execute(f'SELECT ctid::text AS place, * FROM "{table}" ORDER BY ctid')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
