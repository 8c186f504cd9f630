"""The part of SQL that every database takes in one meaning; the rest is refused in words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from commonbeat.kit.cells.table import LARGEST
from commonbeat.plumb.errors import DataError

if TYPE_CHECKING:
    from sqlglot import exp

WRITTEN_IN = "postgres"
REMEDY = "Prepare the value when the row is imported, or write it with comparisons, CASE, COALESCE and + - *"
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def parsed(sql: str) -> Any:
    """SQL as a tree in which only what all databases take alike is found. Raises DataError."""
    import sqlglot  # noqa: PLC0415 - heavy, so loaded at first use

    try:
        (tree,) = filter(None, sqlglot.parse(sql, read=WRITTEN_IN))
    except (sqlglot.errors.SqlglotError, ValueError) as error:
        raise DataError("sql", f"{sql!r} cannot be read", "Write one expression, as PostgreSQL does") from error
    for node in tree.walk():
        if reason := _reason_against(node):
            raise DataError("sql", f"{node.sql(WRITTEN_IN)!r} {reason}", REMEDY)
    return tree


def ordered_names(tree: exp.Expr) -> frozenset[str]:
    """The bound names that are compared by order (<, >=, BETWEEN): texts are ordered differently by each database."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    compared = tree.find_all(exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between)
    return frozenset(str(side.this) for node in compared for side in _sides(node) if isinstance(side, exp.Placeholder))


@cache
def _alike() -> frozenset[type[exp.Expr]]:
    """The kinds of nodes that mean the same on every database."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    names = """
        Column Identifier Literal Boolean Null Placeholder Paren Star
        And Or Not EQ NEQ GT GTE LT LTE Is In Between NullSafeEQ NullSafeNEQ
        Case If Coalesce Nullif Add Sub Mul Mod Neg Replace Cast DataType
        Select From Table TableAlias Alias Join Where Subquery Exists
    """
    return frozenset(getattr(exp, name) for name in names.split())


def _reason_against(node: exp.Expr) -> str:
    """Why this node cannot be the same everywhere, or nothing."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    if type(node) not in _alike():
        return "does not mean the same on every database"
    if isinstance(node, exp.Cast) and not node.is_type(exp.DataType.Type.TEXT):
        return "is cast, and databases round and read differently; only CAST(... AS TEXT) is taken"
    if isinstance(node, exp.Mod) and not (_is_whole(node.expression) and int(node.expression.this)):
        return "is divided by what may be 0; only a whole number written out is taken"
    if isinstance(node, exp.Literal) and not node.is_string and not _is_whole(node):
        return "is no whole number of 64 bits, and others are exact on some databases only"
    if isinstance(node, exp.In) and not node.expressions:
        return "is no list; write each value, or EXISTS or a join for those of another table"
    if isinstance(node, exp.Placeholder) and not node.this:
        return "has no name; write :name"
    if isinstance(node, exp.Join) and node.args.get("method"):
        return "joins by whatever columns are there; write ON"
    if isinstance(node, (exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between)) and any(map(_is_word, _sides(node))):
        return "orders texts, and each database has an order of its own"
    return ""


def _sides(node: exp.Expr) -> list[exp.Expr]:
    return [node.args[name] for name in ("this", "expression", "low", "high") if node.args.get(name)]


def _is_whole(node: exp.Expr) -> bool:
    return node.is_int and node.this.isdigit() and int(node.this) <= LARGEST


def _is_word(node: exp.Expr) -> bool:
    """Whether it is a text written out that is no date."""
    return node.is_string and not ISO_DATE.fullmatch(node.this)
