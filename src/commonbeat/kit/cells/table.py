"""What a database answered, as plain values in one fixed order: the same whichever database it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from commonbeat.kit.cells.parts import Dimension, Form
from commonbeat.plumb.errors import DataError

Value: TypeAlias = str | int | bool | None
LARGEST = 2**63 - 1
"""The largest whole number that every database can hold, and sum up to."""


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


def tabulate(columns: tuple[str, ...], by: Sequence[Dimension], rows: Iterable[Sequence[Any]]) -> CellTable:
    """The table of `rows`: first a value for each dimension in `by`, then the counts. Raises DataError.

    A value that is not of its form is refused, since another database would write it otherwise.
    """
    names = iter(columns)
    plain = [_of_form(dimension.form, next(names)) for dimension in by]
    plain += [_number(name) for name in names]
    made = [tuple(turn(value) for turn, value in zip(plain, row, strict=True)) for row in rows]
    made.sort(key=lambda row: [(value is not None, value) for value in row[: len(by)]])
    return CellTable(columns, made)


def _of_form(form: Form, name: str) -> Callable[[Any], Value]:
    """What turns one dimension's values into Python's; missing stays None."""
    turn = {Form.WHOLE: _number, Form.FLAG: _flag}.get(form, _text)(name)
    return lambda value: None if value is None else turn(value)


def _number(name: str) -> Callable[[Any], Value]:
    def turn(value: Any) -> Value:
        if isinstance(value, Decimal) and value == value.to_integral_value():
            value = int(value)
        if isinstance(value, int | float) and abs(value) > LARGEST and value != -LARGEST - 1:
            raise DataError(name, f"{value} is more than 64 bits hold", "Sum a smaller unit, or part the cells further")
        if not isinstance(value, int):
            raise DataError(name, f"{value!r} is no whole number", "Count or sum whole numbers: cents, not dollars")
        return int(value)

    return turn


def _flag(name: str) -> Callable[[Any], Value]:
    def turn(value: Any) -> Value:
        if not isinstance(value, int) or value not in (0, 1):
            raise DataError(name, f"{value!r} is neither true nor false", "Take Form.TEXT or Form.WHOLE")
        return bool(value)

    return turn


def _text(name: str) -> Callable[[Any], Value]:
    def turn(value: Any) -> Value:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        if not isinstance(value, str):
            remedy = "Take Form.WHOLE, Form.FLAG or a form of dates, or CAST it AS TEXT"
            raise DataError(name, f"{value!r} is no text, and databases write it differently", remedy)
        return value

    return turn
