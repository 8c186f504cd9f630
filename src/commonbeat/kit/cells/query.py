"""A definition as one parsed query, and that query in the words of each database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from commonbeat.kit.cells.days import compare_days, refuse_what_is_no_date
from commonbeat.kit.cells.language import parsed
from commonbeat.kit.cells.parts import DATES, Count, Dimension
from commonbeat.kit.cells.values import KINDS
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from sqlglot import exp

DIALECTS = {
    "sqlite": "sqlite",
    "postgresql": "postgres",
    "duckdb": "duckdb",
    "spark": "spark",
    "clickhouse": "clickhouse",
}
WIDE = {"postgresql": "BIGINT", "duckdb": "BIGINT", "spark": "DECIMAL(20, 0)", "clickhouse": "Int128"}
"""What whole numbers are widened to before they are reckoned with: 16 and 32 bits are left soon, and then some
databases stop while others wrap around."""
NARROW_SUMS = ("spark", "clickhouse")
"""Where a sum stops or wraps around as soon as it leaves 64 bits; the others widen sums by themselves."""

SETTINGS = {
    "join_use_nulls": "1",
    "prefer_column_name_to_alias": "1",
    "enable_positional_arguments": "1",
    "transform_null_in": "0",
    "session_timezone": "'UTC'",
    "output_format_json_quote_64bit_integers": "0",
    "schema_inference_mode": "'union'",
}
"""What makes ClickHouse join, name, group and compare as the others do."""


def select(source_table: str, where: str, by: Sequence[Dimension], counts: Sequence[Count]) -> exp.Select:
    """The query as a tree. Raises DataError where databases would differ."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    columns = [exp.alias_(_dimension(dimension), dimension.name, quoted=True) for dimension in by]
    columns += [exp.alias_(_count(count), count.name, quoted=True) for count in counts]
    query: exp.Select = parsed(" ".join(("SELECT 1 FROM", source_table))).select(*columns, append=False)
    if where:
        query = query.where(parsed(where))
    for identifier in query.find_all(exp.Identifier):
        if not identifier.quoted:  # as PostgreSQL reads it; ClickHouse would take Race and race for two columns
            identifier.set("this", identifier.this.lower())
    return query.group_by(*(str(place + 1) for place in range(len(by)))) if by else query


def _dimension(dimension: Dimension) -> exp.Expr:
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    value: exp.Expr = parsed(dimension.sql)
    if dimension.form in DATES:
        return exp.TimeToStr(this=value, format=exp.Literal.string(dimension.form.value))
    if dimension.width == 1:
        return value
    # Every database's % has the sign of the number itself, so -1 % 5 is -1: it is brought up, and down to one width.
    width = exp.Literal.number(dimension.width)
    within = exp.paren(exp.Mod(this=exp.paren(value), expression=width))
    return exp.Sub(
        this=exp.paren(value), expression=exp.paren(exp.Mod(this=exp.paren(within + width), expression=width))
    )


def _count(count: Count) -> exp.Expr:
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    counted: exp.Expr = exp.Sum(this=parsed(count.of)) if count.of else exp.Count(this=exp.Star())
    if count.where:
        counted = exp.Filter(this=counted, expression=exp.Where(this=parsed(count.where)))
    return exp.Coalesce(this=counted, expressions=[exp.Literal.number(0)]) if count.of else counted


def written(query: exp.Select, vendor: str, kinds: Mapping[str, str]) -> str:
    """The query for one database, with the names that are bound as its driver takes them.

    `kinds` says, in ClickHouse's words, of which type each bound value is. Raises DataError for a database that is
    not known.
    """
    if vendor not in DIALECTS:
        raise DataError("vendor", f"cells do not run on {vendor!r}", f"Take one of {', '.join(DIALECTS)}")
    query = compare_days(query, vendor, kinds)
    if vendor == "sqlite":
        return _as_django_takes_it(refuse_what_is_no_date(query), vendor)
    if vendor == "postgresql":
        return _as_django_takes_it(_widened(query, vendor), vendor)
    if vendor == "clickhouse":
        settings = ", ".join(f"{name} = {value}" for name, value in SETTINGS.items())
        return f"{_text(_typed(_true(_widened(query, vendor)), kinds), vendor)} SETTINGS {settings}"
    wide = _widened(query, vendor)
    return _text(_dated(wide, kinds) if vendor == "spark" else wide, vendor)


def _text(query: exp.Select, vendor: str) -> str:
    import sqlglot  # noqa: PLC0415 - heavy, so loaded at first use

    return query.sql(dialect=DIALECTS[vendor], unsupported_level=sqlglot.ErrorLevel.RAISE)


def _as_django_takes_it(query: exp.Select, vendor: str) -> str:
    """With %(name)s: names that are bound go in last, after percent signs are doubled."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    marked = query.copy()
    names = {str(place.this) for place in marked.find_all(exp.Placeholder)}
    mark = "bound_value_"
    while mark in _text(query, vendor):  # a text in the definition may say just this
        mark += "_"
    for place in list(marked.find_all(exp.Placeholder)):
        place.replace(exp.var(f"{mark}{place.this}"))
    text = _text(marked, vendor).replace("%", "%%")
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(f"{mark}{name}", f"%({name})s")
    return text


def _widened(query: exp.Select, vendor: str) -> exp.Select:
    """With room for sums and products, so that `table` can refuse what leaves 64 bits instead of a wrong number.

    A 0 of a wide type is added rather than a cast written, because a cast would round fractions away unseen.
    """
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    reckoned = (exp.Add, exp.Sub, exp.Mul, exp.Mod)
    wide = query.copy()
    for node in list(wide.find_all(*reckoned, exp.Neg, *([exp.Sum] if vendor in NARROW_SUMS else []))):
        if isinstance(node.this.unnest(), reckoned) or (isinstance(node, exp.Neg) and node.this.is_number):
            continue
        kind: Any = exp.DataType.build(WIDE[vendor], dialect=DIALECTS[vendor])
        zero = exp.Cast(this=exp.Literal.number(0), to=kind)
        node.set("this", exp.paren(exp.Add(this=exp.paren(node.this, copy=False), expression=zero), copy=False))
    return wide


def _true(query: exp.Select) -> exp.Select:
    """With IS TRUE meaning other than 0, as elsewhere: of a number ClickHouse would compare with 1."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    told = query.copy()
    for node in list(told.find_all(exp.Is)):
        if isinstance(node.expression, exp.Boolean):
            compared = exp.NEQ if node.expression.this else exp.EQ
            test = compared(this=exp.paren(node.this, copy=False), expression=exp.Literal.number(0))
            node.replace(exp.Coalesce(this=test, expressions=[exp.false()]))
    return told


def _typed(query: exp.Select, kinds: Mapping[str, str]) -> exp.Select:
    """With {name:Type} where a value is bound."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    typed = query.copy()
    for place in list(typed.find_all(exp.Placeholder)):
        name = str(place.this)
        if name not in kinds:
            raise DataError("parameters", f"{name!r} has no value", "Give all values: ClickHouse must know their types")
        place.replace(exp.Placeholder(this=name, kind=exp.var(kinds[name])))
    return typed


def _dated(query: exp.Select, kinds: Mapping[str, str]) -> exp.Select:
    """With CAST(:name AS DATE) where a date is bound: pyspark's own way loses the first centuries."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    dated = query.copy()
    for place in list(dated.find_all(exp.Placeholder)):
        if kinds.get(str(place.this)) == KINDS[date]:
            place.replace(exp.cast(place.copy(), exp.DataType.Type.DATE))
    return dated
