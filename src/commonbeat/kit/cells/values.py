"""The values that are bound to a definition's names: the few kinds that every database compares alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from commonbeat.plumb.errors import DataError

Bound: TypeAlias = str | int | bool | date
KINDS = {bool: "Bool", int: "Int64", str: "String", date: "Date32"}
"""What ClickHouse, which wants to be told, calls each kind of value."""
LARGEST = 2**63 - 1
"""The largest whole number that every database can hold, and sum up to."""
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
LIKE_A_DAY = re.compile(r"\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})([\sT].*)?", re.ASCII)


def bound(name: str, given: Mapping[str, Any], wanted: frozenset[str], ordered: frozenset[str]) -> dict[str, Bound]:
    """The given values as plain ones: exactly those that the definition `name` wants. Raises DataError.

    Texts in `ordered` are refused: they would be compared by order. So are days that are not written 2017-01-05.
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


def kinds_of(given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The kind of each value that is to be bound, in ClickHouse's words, sorted by name. Raises DataError."""
    return tuple(sorted((name, KINDS[type(_plain(name, value))]) for name, value in given.items()))


def is_iso_day(text: str) -> bool:
    """Whether it is a day that was, written 2017-01-05."""
    try:
        return bool(ISO_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def is_like_a_day(text: str) -> bool:
    """Whether some databases may read it as a day and others not: 2017-1-5, 1/5/2017, 2017-01-05 00:00, 2017-02-30."""
    return bool(LIKE_A_DAY.fullmatch(text)) and not is_iso_day(text)


def _plain(name: str, value: Any) -> Bound:
    """One value without whatever class of its own it has."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and -LARGEST - 1 <= value <= LARGEST:
        return int(value)
    if isinstance(value, str) and "\0" not in value:
        return _text(name, str.__str__(value))
    if isinstance(value, date) and not isinstance(value, datetime):
        return date(value.year, value.month, value.day)
    problem = f"{value!r} cannot be compared on every database"
    raise DataError(
        name, problem, "Give a text, a whole number of 64 bits, a flag or a date; write IS NULL for missing"
    )


def _text(name: str, text: str) -> str:
    if is_like_a_day(text):
        raise DataError(name, f"{text!r} is read as a day by some databases only", "Give a date, or write 2017-01-05")
    return text
