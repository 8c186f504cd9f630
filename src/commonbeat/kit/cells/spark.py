"""Cells counted by Spark: a cluster's session that is given, or one of this machine alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from importlib import import_module
from typing import Any

from commonbeat.kit.cells.connections import Connection, Engine, Files, files_of
from commonbeat.plumb.errors import DataError

NEEDED = {"spark.sql.ansi.enabled": "true", "spark.sql.session.timeZone": "UTC"}
"""Without the first, sums that are too large and texts that are no numbers pass for missing; without the second, a
time of the night falls on another day."""

QUIET = {
    "spark.ui.enabled": "false",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}
"""A session of this machine alone: no page of its own, nothing kept, nothing on the network."""


@contextmanager
def on_spark(
    tables: Mapping[str, Files] | None = None,
    *,
    session: Any = None,
    memory: str = "2g",
    cores: int = 1,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Connection]:
    """A connection to Spark on which each of `tables` is a view of its Parquet files, besides what the session has.

    A `session` of yours (a cluster's) stays open; it must have `spark.sql.ansi.enabled` true and its time zone UTC.
    Without one, Spark is started on `cores` of this machine with `memory` and more of its `settings`, and stopped
    afterward; that needs Java 17 or later. Raises DataError where pyspark is missing, a file is not there, the
    session is set otherwise or has a table of that name, or another session runs in this process.
    """
    own = session is None
    files = files_of(tables or {})
    spark = _started(memory, cores, settings or {}) if own else session
    try:
        for name, wanted in NEEDED.items():
            if (found := str(spark.conf.get(name))).lower() != wanted.lower():
                raise DataError("session", f"{name} is {found}", f"Set it to {wanted}, or cells would differ")
        for name in files:
            if spark.catalog.tableExists(name):
                raise DataError("tables", f"the session has a table {name} of its own", "Take another name")
        with ExitStack() as made:
            for name, paths in files.items():
                read = spark.read.option("mergeSchema", len(paths) > 1).parquet(*paths)
                read.selectExpr(*_columns(read.dtypes)).createOrReplaceTempView(name)
                made.callback(spark.catalog.dropTempView, name)
            yield Engine("spark", lambda sql, values: spark.sql(sql, args=_plain(values)).collect(), files)
    finally:
        if own:
            spark.stop()


def _started(memory: str, cores: int, settings: Mapping[str, str]) -> Any:
    """A session of this machine alone."""
    try:
        sessions = import_module("pyspark.sql").SparkSession
    except ImportError as error:
        remedy = "Install the extra: pip install 'commonbeat[scale]'; Spark also needs Java 17 or later"
        raise DataError("on_spark", "pyspark is not installed", remedy) from error
    if sessions.getActiveSession():
        raise DataError("session", "a Spark runs in this process already", "Give it as session=, or stop it first")
    builder = sessions.builder.master(f"local[{cores}]").appName("commonbeat cells")
    for name, value in {**QUIET, "spark.sql.shuffle.partitions": str(cores), **settings, **NEEDED}.items():
        builder = builder.config(name, value)
    return builder.config("spark.driver.memory", memory).getOrCreate()


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """The bound values, with dates as the text that the query turns into dates."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _columns(kinds: list[tuple[str, str]]) -> list[str]:
    """All columns, of which floating numbers are missing where they are NaN: Spark finds it larger than all others."""
    quoted = [(f"`{name.replace('`', '``')}`", kind in ("float", "double")) for name, kind in kinds]
    return [f"if(isnan({name}), NULL, {name}) AS {name}" if floating else name for name, floating in quoted]
