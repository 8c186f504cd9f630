"""One definition of a dataset's grouped cells, run on SQLite, PostgreSQL or DuckDB with the same answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from sqlglot import exp

Value: TypeAlias = str | int | bool | None
WRITTEN_IN = "postgres"
DIALECTS = {"sqlite": "sqlite", "postgresql": "postgres", "duckdb": "duckdb"}
BOUND = "bound_value_"


class Form(StrEnum):
    """What the values of a dimension are; dates become text that sorts: 2017-05-03, 2017-05, 2017."""

    TEXT = "text"
    WHOLE = "whole"
    FLAG = "flag"
    DAY = "%Y-%m-%d"
    MONTH = "%Y-%m"
    YEAR = "%Y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """What cells are told apart by: a column or expression (`sql`, as PostgreSQL writes it) under a `name`."""

    name: str
    sql: str
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What is counted in each cell: rows, or the sum of a whole-number expression `of`, where `where` holds.

    Missing values add nothing; a cell without any is 0.
    """

    name: str
    where: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class CellTable:
    """The cells: `rows` in the order of their dimensions (missing first), each with the values of `columns`."""

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]

    def column(self, name: str) -> list[Value]:
        """All values of one column, in the order of the rows."""
        if name not in self.columns:
            raise DataError("name", f"{name!r} is no column", f"Take one of {', '.join(self.columns)}")
        place = self.columns.index(name)
        return [row[place] for row in self.rows]


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
        """Refuse a definition without counts or with one name twice."""
        if not self.counts:
            raise DataError("counts", f"{self.name} counts nothing", "Name at least one Count")
        if len(set(self.columns)) < len(self.columns):
            raise DataError("by, counts", f"{self.name} uses one name twice", "Give each column a name of its own")

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the dimensions, then of the counts."""
        return (*(dimension.name for dimension in self.by), *(count.name for count in self.counts))

    @property
    def parameters(self) -> frozenset[str]:
        """The names that `run` must be given values for."""
        from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

        return frozenset(str(bound.this) for bound in _query(self).find_all(exp.Placeholder))

    def sql(self, vendor: str) -> str:
        """The query for "sqlite" or "postgresql" (with %(name)s, as Django's cursors take it) or "duckdb" ($name)."""
        return _written(self, vendor)

    def run(self, connection: Connection, parameters: Mapping[str, Any] | None = None) -> CellTable:
        """Count on a Django connection, with a value for each of the definition's parameters."""
        given = dict(parameters or {})
        if given.keys() != self.parameters:
            needed = ", ".join(sorted(self.parameters)) or "none"
            raise DataError("parameters", f"{self.name} got {sorted(given)}", f"Give exactly these: {needed}")
        with connection.cursor() as cursor:
            cursor.execute(self.sql(connection.vendor), given)
            return self.table(cursor.fetchall())

    def table(self, rows: Iterable[Sequence[Any]]) -> CellTable:
        """What a database answered to `sql`, with plain values in one fixed order."""
        forms = [dimension.form for dimension in self.by]
        plain = [(*map(_plain, forms, row), *(int(value) for value in row[len(forms) :])) for row in rows]
        plain.sort(key=lambda row: [(value is not None, value) for value in row[: len(forms)]])
        return CellTable(self.columns, plain)


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
        """Which database it is: "sqlite" or "postgresql"."""

    def cursor(self) -> Cursor:
        """A new cursor."""


def _plain(form: Form, value: Any) -> Value:
    """A database's value as Python's: flags are bool on SQLite too, and missing stays None."""
    if value is None:
        return None
    if form is Form.FLAG:
        return bool(value)
    return int(value) if form is Form.WHOLE else str(value)


@cache
def _query(cells: Cells) -> exp.Select:
    """The definition as one parsed query."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    columns = []
    for dimension in cells.by:
        value = _parsed(dimension.sql)
        if dimension.form in (Form.DAY, Form.MONTH, Form.YEAR):
            value = exp.TimeToStr(this=value, format=exp.Literal.string(dimension.form.value))
        columns.append(exp.alias_(value, dimension.name, quoted=True))
    for count in cells.counts:
        counted: exp.Expression = exp.Sum(this=_parsed(count.of)) if count.of else exp.Count(this=exp.Star())
        if count.where:
            counted = exp.Filter(this=counted, expression=exp.Where(this=_parsed(count.where)))
        if count.of:
            counted = exp.Coalesce(this=counted, expressions=[exp.Literal.number(0)])
        columns.append(exp.alias_(counted, count.name, quoted=True))
    query: exp.Select = _parsed(" ".join(("SELECT 1 FROM", cells.source_table))).select(*columns, append=False)
    if cells.where:
        query = query.where(_parsed(cells.where))
    return query.group_by(*(str(place + 1) for place in range(len(cells.by)))) if cells.by else query


def _parsed(sql: str) -> Any:
    """SQL as a tree, without anything that databases take differently."""
    import sqlglot  # noqa: PLC0415 - heavy, so loaded at first use
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    try:
        (tree,) = filter(None, sqlglot.parse(sql, read=WRITTEN_IN))
    except (sqlglot.ParseError, ValueError) as error:
        raise DataError("sql", f"{sql!r} cannot be read", "Write one expression, as PostgreSQL does") from error
    unsure = (exp.Like, exp.ILike, exp.RegexpLike, exp.RegexpILike, exp.SimilarTo, exp.Div, exp.Lower, exp.Upper)
    if found := tree.find(*unsure):
        problem = f"{found.sql(WRITTEN_IN)!r} means different things on different databases"
        raise DataError("sql", problem, "Compare with =, or prepare the value when the row is imported")
    return tree


@cache
def _written(cells: Cells, vendor: str) -> str:
    """The query in the database's own words; names that are bound go in last, after percent signs are doubled."""
    import sqlglot  # noqa: PLC0415 - heavy, so loaded at first use
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    if vendor not in DIALECTS:
        raise DataError("vendor", f"cells do not run on {vendor!r}", f"Take one of {', '.join(DIALECTS)}")
    query = _query(cells)
    if vendor == "duckdb":
        return query.sql(dialect=vendor, unsupported_level=sqlglot.ErrorLevel.RAISE)
    marked = query.copy()
    for bound in list(marked.find_all(exp.Placeholder)):
        bound.replace(exp.var(f"{BOUND}{bound.this}"))
    text = marked.sql(dialect=DIALECTS[vendor], unsupported_level=sqlglot.ErrorLevel.RAISE).replace("%", "%%")
    for name in sorted(cells.parameters, key=len, reverse=True):
        text = text.replace(f"{BOUND}{name}", f"%({name})s")
    return text
