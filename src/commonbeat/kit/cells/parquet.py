"""Cells counted by DuckDB over Parquet files, within a set amount of memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from commonbeat.kit.cells.connections import Connection, Engine, Files, files_of


@contextmanager
def on_parquet(
    tables: Mapping[str, Files], *, memory: str = "2GB", threads: int = 0, temporary: str | Path | None = None
) -> Iterator[Connection]:
    """A connection to DuckDB on which each of `tables` is a view of its files: paths, or patterns such as a/*.parquet.

    `memory` is the most that DuckDB may hold ("500MB", "4GB"); what is beyond goes to a folder that is made in
    `temporary` (the machine's own, unless given) and deleted afterward. `threads` 0 takes every processor. Files of
    one table may differ in their columns: what one lacks is missing, and so is a floating number that is none (NaN).
    Raises DataError where a file is not there.
    """
    import duckdb  # noqa: PLC0415 - heavy, so loaded at first use

    files = files_of(tables)
    with TemporaryDirectory(prefix="commonbeat-cells-", dir=temporary) as folder:
        settings: dict[str, Any] = {
            "memory_limit": memory,
            "temp_directory": folder,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
        }
        with duckdb.connect(config=settings | ({"threads": threads} if threads else {})) as bulk:
            bulk.execute("SET TimeZone = 'UTC'")
            for name, paths in files.items():
                _with_missing(bulk.read_parquet(paths, union_by_name=True)).create_view(name)
            yield Engine("duckdb", lambda sql, values: bulk.execute(sql, values).fetchall())


def _with_missing(files: Any) -> Any:
    """Files whose floating numbers are missing where they are NaN, which DuckDB holds to be larger than all others."""
    floating = [name for name, kind in zip(files.columns, files.types, strict=True) if str(kind) in ("FLOAT", "DOUBLE")]
    if not floating:
        return files
    told = ", ".join(f"CASE WHEN NOT isnan({name}) THEN {name} END AS {name}" for name in map(_quoted, floating))
    return files.project(f"* REPLACE ({told})")


def _quoted(name: str) -> str:
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    return exp.to_identifier(name, quoted=True).sql("duckdb")
