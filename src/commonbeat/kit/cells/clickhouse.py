"""Cells counted by ClickHouse, inside this process (chdb)."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from commonbeat.kit.cells.connections import Connection, Engine, Files, files_of
from commonbeat.plumb.errors import DataError

FLOATING = re.compile(r"(Nullable\()?(Float32|Float64|BFloat16)\)?")
"""The types of columns that can hold NaN."""
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f"})
"""A bound text is read as a field of a tab-separated file."""


@contextmanager
def on_clickhouse(tables: Mapping[str, Files] | None = None, *, session: Any = None) -> Iterator[Connection]:
    """A connection to ClickHouse on which each of `tables` is a view of its Parquet files.

    A `session` of yours (`chdb.session.Session`) stays open, with the tables and views that it has: `remote()` in a
    view of it reaches a server. Columns must be Nullable where values can be missing, as those of Parquet files are.
    Raises DataError where chdb is missing or a file is not there.
    """
    own = session is None
    files = files_of(tables or {})
    house = _started() if own else session

    def ask(sql: str, values: dict[str, Any]) -> list[list[Any]]:
        given = {name: _field(value) for name, value in values.items()}
        lines = house.query(sql, "JSONCompactEachRow", params=given).bytes().decode()
        return [json.loads(line) for line in lines.split("\n") if line]

    with ExitStack() as made:
        if own:
            made.callback(house.close)
        for name, paths in files.items():
            house.query(_view(house, name, _source(paths)))
            made.callback(house.query, f"DROP VIEW {_quoted(name)}")
        yield Engine("clickhouse", ask, files)


def _started() -> Any:
    """A ClickHouse that keeps nothing."""
    try:
        return import_module("chdb.session").Session()
    except ImportError as error:
        remedy = "Install the extra: pip install 'commonbeat[scale]'"
        raise DataError("on_clickhouse", "chdb is not installed", remedy) from error


def _view(house: Any, name: str, source: str) -> str:
    """The statement that makes a view of a source."""
    return f"CREATE VIEW {_quoted(name)} AS SELECT {_columns(house, source)} FROM {source}"  # noqa: S608


def _source(paths: list[str]) -> str:
    """Files as a source. The statement that makes a view takes no bound values, so sqlglot writes names and path.

    Raises DataError for a path that ClickHouse would read as a pattern.
    """
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    if wrong := [path for path in paths if set(path) & set("{}*?,")]:
        raise DataError("tables", f"{wrong[0]} would be read as a pattern", "Rename it without { } * ? ,")
    where = paths[0]
    if len(paths) > 1:
        folder = os.path.commonpath([Path(path).parent for path in paths])
        where = f"{folder}/{{{','.join(os.path.relpath(path, folder) for path in paths)}}}"
    return f"file({exp.Literal.string(where).sql('clickhouse')}, Parquet)"


def _columns(house: Any, source: str) -> str:
    """All columns, of which floating numbers are missing where they are NaN: ClickHouse finds nothing like it."""
    lines = house.query(f"DESCRIBE TABLE {source}", "JSONCompactEachRow").bytes().decode().split("\n")
    kinds = dict(json.loads(line)[:2] for line in lines if line)
    floating = [_quoted(name) for name, kind in kinds.items() if FLOATING.fullmatch(kind)]
    told = ", ".join(f"if(isNaN({name}), NULL, {name}) AS {name}" for name in floating)
    return f"* REPLACE ({told})" if told else "*"


def _quoted(name: str) -> str:
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    return exp.to_identifier(name, quoted=True).sql("clickhouse")


def _field(value: str | int | bool | date) -> str:
    """A bound value as ClickHouse reads it: by its type, never as a part of the query."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.translate(ESCAPES) if isinstance(value, str) else str(value)
