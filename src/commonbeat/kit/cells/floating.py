"""Floating numbers that are none (NaN) in a database's own tables: missing everywhere, as SQLite stores them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonbeat.kit.cells.connections import Connection
from commonbeat.kit.cells.query import DIALECTS

if TYPE_CHECKING:
    from sqlglot import exp

POSTGRES_COLUMNS = """
    SELECT attname, format_type(atttypid, NULL) FROM pg_catalog.pg_attribute
    WHERE attrelid = to_regclass(%(name)s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
MISSING = {
    "postgresql": "CASE WHEN {0} <> 'NaN' THEN {0} END",
    "spark": "CASE WHEN NOT ISNAN({0}) THEN {0} END",
    "clickhouse": "CASE WHEN NOT isNaN({0}) THEN {0} END",
}
"""A floating number, or missing where it is NaN. DuckDB's tables are all views of files, which say so themselves."""
FLOATING = {
    "postgresql": ("real", "double precision", "numeric"),
    "spark": ("float", "double"),
    "clickhouse": tuple(form.format(kind) for kind in ("Float32", "Float64") for form in ("{}", "Nullable({})")),
}
"""What each database calls the types that can hold NaN."""


def without_nan(query: exp.Select, connection: Connection) -> exp.Select:
    """With a subquery in place of each table that has floating numbers, in which they are missing where they are NaN.

    It is the query itself where no table has any. Databases take such a subquery apart again, so indexes serve.
    """
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    if connection.vendor not in MISSING:
        return query
    views: frozenset[str] = getattr(connection, "views", frozenset())
    told, found = query.copy(), False
    for table in [one for one in told.find_all(exp.Table) if one.name not in views]:
        kinds = _kinds(table, connection)
        if not set(FLOATING[connection.vendor]).isdisjoint(kinds.values()):
            found = True
            alias = table.args.get("alias") or exp.TableAlias(this=table.this.copy())
            inner = exp.select(*_columns(kinds, connection.vendor)).from_(_plain(table))
            table.replace(exp.Subquery(this=inner, alias=alias, joins=table.args.get("joins")))
    return told if found else query


def _kinds(table: exp.Table, connection: Connection) -> dict[str, str]:
    """The type of each column of a table, in the database's own words."""
    name = _plain(table).sql(DIALECTS[connection.vendor])
    sql, values = f"DESCRIBE TABLE {name}", {}
    if connection.vendor == "postgresql":
        sql, values = POSTGRES_COLUMNS, {"name": name}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {str(row[0]): str(row[1]) for row in cursor.fetchall() if row[0] and not row[0].startswith("# ")}


def _plain(table: exp.Table) -> exp.Table:
    """The table without its alias and what is joined to it."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    return exp.Table(**{part: table.args.get(part) for part in ("this", "db", "catalog")}).copy()


def _columns(kinds: dict[str, str], vendor: str) -> list[exp.Expr]:
    """All columns, the floating ones as MISSING has them."""
    import sqlglot  # noqa: PLC0415 - heavy, so loaded at first use
    from sqlglot import exp  # noqa: PLC0415

    columns: list[exp.Expr] = []
    for name, kind in kinds.items():
        column = exp.column(exp.to_identifier(name, quoted=True))
        if kind in FLOATING[vendor]:
            told = sqlglot.parse_one(MISSING[vendor].format(column.sql(DIALECTS[vendor])), read=DIALECTS[vendor])
            columns.append(exp.alias_(told, name, quoted=True))
        else:
            columns.append(column)
    return columns
