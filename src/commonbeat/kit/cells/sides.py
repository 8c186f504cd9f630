"""The sides of a comparison, and the values that a side can have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import exp


def sides(node: exp.Expr) -> list[exp.Expr]:
    """What a comparison, BETWEEN or IN compares."""
    found = [node.args[name] for name in ("this", "expression", "low", "high") if node.args.get(name)]
    return [*found, *node.args.get("expressions", ())]


def outcomes(side: exp.Expr) -> Iterator[exp.Expr]:
    """The expressions that may become the value of `side`: through brackets, COALESCE, NULLIF and CASE."""
    from sqlglot import exp  # noqa: PLC0415 - heavy, so loaded at first use

    if isinstance(side, (exp.Paren, exp.Nullif)):
        yield from outcomes(side.this)
    elif isinstance(side, exp.Coalesce):
        for part in (side.this, *side.expressions):
            yield from outcomes(part)
    elif isinstance(side, exp.Case):
        for part in (*(branch.args["true"] for branch in side.args["ifs"]), side.args.get("default")):
            if part:
                yield from outcomes(part)
    else:
        yield side
