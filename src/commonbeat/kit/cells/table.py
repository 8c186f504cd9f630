"""What a database answered, as plain values in one fixed order: the same whichever database it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from commonbeat.kit.cells.parts import Dimension, Form
from commonbeat.kit.cells.values import LARGEST
from commonbeat.plumb.errors import DataError

Value: TypeAlias = str | int | bool | None
DAYS = {Form.DAY: r"\d{4}-\d\d-\d\d", Form.MONTH: r"\d{4}-\d\d", Form.YEAR: r"\d{4}"}
"""What the texts of each form of dates look like, in the years 0001 to 9999."""


@dataclass(frozen=True, slots=True)
class CellTable:
    """The cells: `rows` in the order of their dimensions (missing first), each with the values of `columns`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

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
    held = list(rows)
    if not held:
        return CellTable(columns, ())
    forms = [dimension.form for dimension in by] + [None] * (len(columns) - len(by))
    across = zip(forms, columns, zip(*held, strict=True), strict=True)
    plain = [_plain(form, name, values) for form, name, values in across]
    made = list(zip(*plain, strict=True))
    if by:
        keys = list(zip(*map(_ranks, plain[: len(by)]), strict=True))
        made = [made[place] for place in sorted(range(len(made)), key=keys.__getitem__)]
    return CellTable(columns, tuple(made))


def _ranks(values: Sequence[Any]) -> list[int]:
    """The place of each value among all of its column, missing first."""
    rank = {value: place for place, value in enumerate(sorted(set(values) - {None}), start=1)}
    rank[None] = 0
    return [rank[value] for value in values]


def _plain(form: Form | None, name: str, values: Sequence[Any]) -> Sequence[Value]:
    """One column's values as Python's; missing stays None, except in a count (form None), which is never missing."""
    if form in DAYS:
        _check_days(name, form, set(values))
    kind, turn = KINDS.get(form, (str, _text))
    if kind is not int and set(map(type, values)) <= {kind, type(None)}:
        return values
    turned = turn(name)
    return [None if form and value is None else turned(value) for value in values]


def _check_days(name: str, form: Form, found: set[Any]) -> None:
    """Refuse what a database made of something that is no date of the years 0001 to 9999."""
    for value in found - {None}:
        if not (isinstance(value, str) and re.fullmatch(DAYS[form], value, re.ASCII) and value[:4] != "0000"):
            problem = f"{value!r} is no {form.name.lower()} of the years 0001 to 9999"
            raise DataError(name, problem, "Take a column of dates or moments, or another form")


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


KINDS = {Form.FLAG: (bool, _flag), Form.WHOLE: (int, _number), None: (int, _number)}
"""Of each form the type of its values, and what turns others into it or refuses them; all further forms are texts."""
