"""Days in each database's words: a column that is compared with a day, and the texts that days become."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from commonbeat.kit.cells.refusals import EQUAL, ORDER, kinds
from commonbeat.kit.cells.sides import outcomes, sides
from commonbeat.kit.cells.values import KINDS

if TYPE_CHECKING:
    from sqlglot import exp

ISO_LIKE = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*"


def compare_days(query: exp.Select, vendor: str, bound: Mapping[str, str]) -> exp.Select:
    """With the day of what is compared with a day: SQLite would compare a moment's text, others midnight.

    A day is a name that is bound to a date (`bound` says of which kind each is), or a text written out that is
    compared by order.
    """
    days = query.copy()
    for node in list(days.find_all(*kinds(*ORDER, *EQUAL))):
        by_order = isinstance(node, kinds(*ORDER))
        if not any(_is_day(value, bound, by_order) for side in sides(node) for value in outcomes(side)):
            continue
        for name in ("this", "expression", "low", "high", "expressions"):
            side = node.args.get(name)
            if isinstance(side, list):
                node.set(name, [_day_of(part, vendor) for part in side])
            elif side:
                node.set(name, _day_of(side, vendor))
    return days


def _is_day(value: exp.Expr, bound: Mapping[str, str], by_order: bool) -> bool:
    if isinstance(value, kinds("Placeholder")):
        return bound.get(str(value.this)) == KINDS[date]
    return by_order and value.is_string


def _day_of(side: exp.Expr, vendor: str) -> exp.Expr:
    """The day of a side, which is itself where it is written out or bound."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    if isinstance(side.unnest(), kinds("Placeholder", "Literal", "Null")):
        return side
    if vendor == "sqlite":
        return exp.Anonymous(this="DATE", expressions=[side])
    if vendor == "clickhouse":  # its DATE begins in 1970
        return exp.Cast(this=side, to=exp.DataType.build("Nullable(Date32)", dialect="clickhouse"))
    return exp.Cast(this=side, to=exp.DataType.build("DATE"))


def refuse_what_is_no_date(query: exp.Select) -> exp.Select:
    """For SQLite, which makes years of numbers and nothing of words: with a text that `table` refuses instead."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    told = query.copy()
    for text in list(told.find_all(exp.TimeToStr)):
        value = exp.paren(text.this)
        date_like = exp.Glob(this=value.copy(), expression=exp.Literal.string(ISO_LIKE))
        words = exp.DPipe(this=exp.Literal.string("no date: "), expression=value.copy())
        text.replace(exp.Coalesce(this=exp.Case().when(date_like, text.copy()), expressions=[words]))
    return told
