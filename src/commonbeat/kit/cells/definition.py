"""One definition of a dataset's grouped cells, run on any of five databases with the same answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from commonbeat.kit.cells.connections import Connection
from commonbeat.kit.cells.floating import without_nan
from commonbeat.kit.cells.language import ordered_names
from commonbeat.kit.cells.parts import Count, Dimension
from commonbeat.kit.cells.query import select, written
from commonbeat.kit.cells.table import CellTable, tabulate
from commonbeat.kit.cells.values import bound, kinds_of
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from sqlglot import exp

TOO_LARGE = ("overflow", "out of range")
"""How databases say that a number left what they can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Rows of `source_table` (a table, or a FROM clause with joins) for which `where` holds, grouped `by` dimensions.

    SQL is written once, as PostgreSQL does, and values that change are named in it (`agency_id = :agency`): they are
    bound, never written into the text. What means different things on different databases (LIKE, division, upper and
    lower case) is refused. Raises DataError.
    """

    name: str
    source_table: str
    where: str = ""
    by: tuple[Dimension, ...] = ()
    counts: tuple[Count, ...] = field(default=(Count(name="rows"),))

    def __post_init__(self) -> None:
        """Refuse a definition without counts or with one name twice; lists become tuples."""
        object.__setattr__(self, "by", tuple(self.by))
        object.__setattr__(self, "counts", tuple(self.counts))
        if not self.counts:
            raise DataError("counts", f"{self.name} counts nothing", "Name at least one Count")
        if len({column.lower() for column in self.columns}) < len(self.columns):
            raise DataError("by, counts", f"{self.name} uses one name twice", "Give each column a name of its own")

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the dimensions, then of the counts."""
        return (*(dimension.name for dimension in self.by), *(count.name for count in self.counts))

    @property
    def parameters(self) -> frozenset[str]:
        """The names that `run` must be given values for."""
        from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

        return frozenset(str(place.this) for place in _query(self).find_all(exp.Placeholder))

    def sql(self, vendor: str, parameters: Mapping[str, Any] | None = None) -> str:
        """The query for one database, with names where values go, as its driver takes them.

        "sqlite" and "postgresql" have %(name)s (Django's cursors), "duckdb" $name, "spark" :name and "clickhouse"
        {name:Type}. The text depends on which `parameters` are dates (ClickHouse is told every type); no value is ever
        in it. Raises DataError.
        """
        return _written(self, vendor, kinds_of(parameters or {}))

    def run(self, connection: Connection, parameters: Mapping[str, Any] | None = None) -> CellTable:
        """Count on a connection, with a value for each of the definition's parameters.

        The connection is Django's (SQLite, PostgreSQL), or that of `on_parquet`, `on_spark` or `on_clickhouse`. Raises
        DataError for values too few, too many or of a kind that databases compare differently.
        """
        values = bound(self.name, parameters or {}, self.parameters, _ordered(self))
        query = without_nan(_query(self), connection)
        text = self.sql(connection.vendor, values)
        if query is not _query(self):
            text = written(query, connection.vendor, dict(kinds_of(values)))
        with connection.cursor() as cursor:
            try:
                cursor.execute(text, values)
            except Exception as error:
                if not any(words in str(error).lower() for words in TOO_LARGE):
                    raise
                raise DataError(
                    self.name, "a number leaves 64 bits", "Sum a smaller unit, or part the cells"
                ) from error
            return self.table(cursor.fetchall())

    def table(self, rows: Iterable[Sequence[Any]]) -> CellTable:
        """What a database answered to `sql`, with plain values in one fixed order. Raises DataError."""
        return tabulate(self.columns, self.by, rows)


@cache
def _query(cells: Cells) -> exp.Select:
    """The definition as one parsed query."""
    return select(cells.source_table, cells.where, cells.by, cells.counts)


@cache
def _ordered(cells: Cells) -> frozenset[str]:
    return ordered_names(_query(cells))


@cache
def _written(cells: Cells, vendor: str, kinds: tuple[tuple[str, str], ...]) -> str:
    return written(_query(cells), vendor, dict(kinds))
