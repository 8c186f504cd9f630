"""One definition of a dataset's grouped cells, run on SQLite, PostgreSQL, DuckDB, Spark or ClickHouse alike."""

from commonbeat.kit.cells.clickhouse import on_clickhouse
from commonbeat.kit.cells.connections import Connection
from commonbeat.kit.cells.definition import Cells
from commonbeat.kit.cells.parquet import on_parquet
from commonbeat.kit.cells.parts import Count, Dimension, Form
from commonbeat.kit.cells.spark import on_spark
from commonbeat.kit.cells.table import CellTable, Value

__all__ = [
    "CellTable",
    "Cells",
    "Connection",
    "Count",
    "Dimension",
    "Form",
    "Value",
    "on_clickhouse",
    "on_parquet",
    "on_spark",
]
