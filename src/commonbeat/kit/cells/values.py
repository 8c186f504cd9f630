"""The values that are bound to a definition's names: the few kinds that every database compares alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from commonbeat.kit.cells.table import LARGEST
from commonbeat.plumb.errors import DataError

Bound: TypeAlias = str | int | bool | date
KINDS = {bool: "Bool", int: "Int64", str: "String", date: "Date32"}
"""What ClickHouse, which wants to be told, calls each kind of value."""


def bound(name: str, given: Mapping[str, Any], wanted: frozenset[str], ordered: frozenset[str]) -> dict[str, Bound]:
    """The given values as plain ones: exactly those that the definition `name` wants. Raises DataError.

    Texts in `ordered` are refused: they would be compared by order.
    """
    if given.keys() != wanted:
        needed = ", ".join(sorted(wanted)) or "none"
        raise DataError("parameters", f"{name} got {sorted(given)}", f"Give exactly these: {needed}")
    plain = {key: _plain(key, value) for key, value in given.items()}
    for key in sorted(ordered):
        if isinstance(plain[key], str):
            problem = f"{plain[key]!r} is compared by order, and each database orders texts in its own way"
            raise DataError(key, problem, "Give a date or a whole number")
    return plain


def _plain(name: str, value: Any) -> Bound:
    """One value without whatever class of its own it has."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and -LARGEST - 1 <= value <= LARGEST:
        return int(value)
    if isinstance(value, str) and "\0" not in value:
        return str.__str__(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    problem = f"{value!r} cannot be compared on every database"
    raise DataError(
        name, problem, "Give a text, a whole number of 64 bits, a flag or a date; write IS NULL for missing"
    )
