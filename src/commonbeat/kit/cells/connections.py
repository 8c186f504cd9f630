"""What a definition needs of a database: Django's connections have it, and those of this package."""

from __future__ import annotations

import glob
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from commonbeat.plumb.errors import DataError

Files: TypeAlias = str | Path | Sequence[str | Path]


class Cursor(Protocol):
    """What is needed of a database cursor."""

    def __enter__(self) -> Cursor:
        """Open it."""

    def __exit__(self, *error: object) -> None:
        """Close it."""

    def execute(self, sql: str, params: dict[str, Any]) -> object:
        """Ask."""

    def fetchall(self) -> Sequence[Sequence[Any]]:
        """Take all answers."""


class Connection(Protocol):
    """What is needed of a connection; Django's have it."""

    @property
    def vendor(self) -> str:
        """Which database it is: "sqlite", "postgresql", "duckdb", "spark" or "clickhouse"."""

    def cursor(self) -> Cursor:
        """A new cursor."""


class Engine:
    """A connection to a database of the name `vendor` that answers through one function of query and values.

    `views`: the names of views of files, in which NaN is missing already.
    """

    def __init__(
        self,
        vendor: str,
        ask: Callable[[str, dict[str, Any]], Sequence[Sequence[Any]]],
        views: Collection[str] = (),
    ) -> None:
        self.vendor = vendor
        self.ask = ask
        self.views = frozenset(views)

    def cursor(self) -> Question:
        """A new cursor."""
        return Question(self)


class Question:
    """One query to an Engine, and its answer."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.answer: Sequence[Sequence[Any]] = ()

    def __enter__(self) -> Question:
        """Nothing to open."""
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to close."""

    def execute(self, sql: str, params: dict[str, Any]) -> None:
        """Ask, and keep the answer."""
        self.answer = self.engine.ask(sql, params)

    def fetchall(self) -> Sequence[Sequence[Any]]:
        """Every row of the answer."""
        return self.answer


def files_of(tables: Mapping[str, Files]) -> dict[str, list[str]]:
    """The files of each table, with patterns such as stops/*.parquet written out. Raises DataError where none is."""
    found = {}
    for name, given in tables.items():
        patterns = [given] if isinstance(given, str | Path) else list(given)
        found[name] = [path for pattern in patterns for path in _files(name, pattern)]
        if not found[name]:
            raise DataError("tables", f"{name} has no file", "Name at least one Parquet file")
    return found


def _files(table: str, pattern: str | Path) -> list[str]:
    path = Path(pattern)
    paths = [str(path)] if path.is_file() else sorted(glob.glob(str(path)))  # noqa: PTH207 - any root, any pattern
    if not paths:
        raise DataError("tables", f"{table} has no file {pattern}", "Name Parquet files that are there")
    return [str(Path(found).resolve()) for found in paths]
