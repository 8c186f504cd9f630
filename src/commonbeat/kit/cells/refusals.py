"""Why a part of a definition cannot mean the same on every database."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from commonbeat.kit.cells.sides import outcomes, sides
from commonbeat.kit.cells.values import LARGEST, is_iso_day, is_like_a_day

if TYPE_CHECKING:
    from sqlglot import exp

ORDER = ("GT", "GTE", "LT", "LTE", "Between")
EQUAL = ("EQ", "NEQ", "NullSafeEQ", "NullSafeNEQ", "In")
FLAGS = ("Boolean", "And", "Or", "Not", "Is", "Exists", *ORDER, *EQUAL)
RECKONED = ("Add", "Sub", "Mul", "Mod", "Neg")
SUBQUERY_IN = ("From", "Join", "Subquery")
ALIKE = """
    Column Identifier Literal Boolean Null Placeholder Paren Star
    And Or Not EQ NEQ GT GTE LT LTE Is In Between NullSafeEQ NullSafeNEQ
    Case If Coalesce Nullif Add Sub Mul Mod Neg Replace Cast DataType
    Select From Table TableAlias Alias Join Where Subquery Exists
"""
"""The kinds of nodes that mean the same on every database, but for what is found below."""


@cache
def kinds(*names: str) -> tuple[type[exp.Expr], ...]:
    """The classes of sqlglot that have these names."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    return tuple(getattr(exp, name) for name in names)


def reason_against(node: exp.Expr) -> str:
    """Why this node cannot be the same everywhere, or nothing."""
    if type(node) not in kinds(*ALIKE.split()):
        return "does not mean the same on every database"
    return next((reason for names, rule in RULES if isinstance(node, kinds(*names)) and (reason := rule(node))), "")


def _cast(node: exp.Expr) -> str:
    if _any(node, _is_flag):
        return "writes a flag as text, and databases write 1, true or t; write CASE WHEN ... THEN 'yes' ELSE 'no' END"
    if node.is_type("text"):
        return ""
    return "is cast, and databases round and read differently; only CAST(... AS TEXT) is taken"


def _modulo(node: exp.Expr) -> str:
    if _is_whole(node.expression) and int(node.expression.this):
        return ""
    return "is divided by what may be 0; only a whole number from 1, written out, is taken"


def _number(node: exp.Expr) -> str:
    if node.is_string or _is_whole(node):
        return ""
    return "is no whole number of 64 bits, and others are exact on some databases only"


def _list(node: exp.Expr) -> str:
    """ClickHouse takes what is missing out of a list; the others cannot tell whether a value is in such a list."""
    if not node.expressions:
        return "is no list; write each value, or EXISTS or a join for those of another table"
    if all(_is_given(part) for part in node.expressions):
        return ""
    return "lists what may be missing; list values alone, and write OR for NULL and columns"


def _placeholder(node: exp.Expr) -> str:
    return "" if node.this else "has no name; write :name"


def _join(node: exp.Expr) -> str:
    return "joins by whatever columns are there; write ON" if node.args.get("method") else ""


def _case(node: exp.Expr) -> str:
    if node.this and any(branch.this.unnest().sql() == "NULL" for branch in node.args["ifs"]):
        return "looks for NULL, which nothing equals; write CASE WHEN ... IS NULL"
    return ""


def _subquery(node: exp.Expr) -> str:
    if isinstance(node.parent, kinds(*SUBQUERY_IN)):
        return ""
    return "may have more rows than one, of which some databases take the first; write a join or EXISTS"


def _column(node: exp.Expr) -> str:
    if node.this.args.get("quoted") and not node.args.get("table"):
        return "names no table, and SQLite takes a quoted name that it does not know for a text; write table.column"
    return ""


def _is(node: exp.Expr) -> str:
    return "" if isinstance(node.expression, kinds("Null", "Boolean")) else "is no IS NULL, TRUE or FALSE; write ="


def _reckoned(node: exp.Expr) -> str:
    if _any(node, _is_flag):
        return (
            "reckons with a flag, and some databases have no numbers for flags; write CASE WHEN ... THEN 1 ELSE 0 END"
        )
    return ""


def _ordered(node: exp.Expr) -> str:
    return "orders texts, and each database has an order of its own" if _any(node, _is_word) else ""


def _compared(node: exp.Expr) -> str:
    if _any(node, _is_flag) and _any(node, lambda value: value.is_string):
        return "compares a flag with a text; write TRUE or FALSE"
    if _any(node, lambda value: value.is_string and is_like_a_day(value.this)):
        return "has a day that some databases read and others do not; write it as 2017-01-05"
    return ""


def _any(node: exp.Expr, wanted: Callable[[exp.Expr], bool]) -> bool:
    """Whether any side of the node may have such a value."""
    return any(wanted(value) for side in sides(node) for value in outcomes(side))


def _is_flag(node: exp.Expr) -> bool:
    return isinstance(node, kinds(*FLAGS))


def _is_given(node: exp.Expr) -> bool:
    """Whether it is a value written out, or bound: never missing."""
    value = node.unnest()
    value = value.this if isinstance(value, kinds("Neg")) else value
    return isinstance(value, kinds("Literal", "Boolean", "Placeholder"))


def _is_whole(node: exp.Expr) -> bool:
    return isinstance(node, kinds("Literal")) and node.is_int and node.this.isdigit() and int(node.this) <= LARGEST


def _is_word(node: exp.Expr) -> bool:
    """Whether it is a text that is no date: written out, or made by REPLACE or CAST."""
    return isinstance(node, kinds("Replace", "Cast")) or (node.is_string and not is_iso_day(node.this))


RULES: tuple[tuple[tuple[str, ...], Callable[[exp.Expr], str]], ...] = (
    (("Cast",), _cast),
    (("Mod",), _modulo),
    (("Literal",), _number),
    (("In",), _list),
    (("Placeholder",), _placeholder),
    (("Join",), _join),
    (("Case",), _case),
    (("Subquery",), _subquery),
    (("Column",), _column),
    (("Is",), _is),
    (RECKONED, _reckoned),
    (ORDER, _ordered),
    ((*ORDER, *EQUAL), _compared),
)
"""Of which kinds of nodes each rule is asked."""
