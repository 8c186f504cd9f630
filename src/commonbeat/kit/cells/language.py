"""The part of SQL that every database takes in one meaning, read as a tree; the rest is refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonbeat.kit.cells.refusals import reason_against
from commonbeat.kit.cells.sides import outcomes, sides
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from sqlglot import exp

WRITTEN_IN = "postgres"
REMEDY = "Prepare the value when the row is imported, or write it with comparisons, CASE, COALESCE and + - *"


def parsed(sql: str) -> Any:
    """SQL as a tree in which only what all databases take alike is found. Raises DataError."""
    import sqlglot  # noqa: PLC0415 - heavy, so loaded at first use

    try:
        (tree,) = filter(None, sqlglot.parse(sql, read=WRITTEN_IN))
    except (sqlglot.errors.SqlglotError, ValueError) as error:
        raise DataError("sql", f"{sql!r} cannot be read", "Write one expression, as PostgreSQL does") from error
    _check(tree)
    _search(tree)
    _check(tree)
    return tree


def _check(tree: exp.Expr) -> None:
    for node in tree.walk():
        if reason := reason_against(node):
            raise DataError("sql", f"{node.sql(WRITTEN_IN)!r} {reason}", REMEDY)


def _search(tree: exp.Expr) -> None:
    """Write each CASE x WHEN y as CASE WHEN x = y, in place: ClickHouse would find missing equal to missing."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    for case in list(tree.find_all(exp.Case)):
        if case.this:
            for branch in case.args["ifs"]:
                branch.set("this", exp.EQ(this=exp.paren(case.this), expression=exp.paren(branch.this)))
            case.set("this", None)


def ordered_names(tree: exp.Expr) -> frozenset[str]:
    """The bound names whose value is compared by order (<, >=, BETWEEN): each database orders texts in its own way."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    compared = tree.find_all(exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between)
    values = [value for node in compared for side in sides(node) for value in outcomes(side)]
    return frozenset(str(value.this) for value in values if isinstance(value, exp.Placeholder))
