"""Writing a released file: every figure of one measure, also the hidden ones, as CSV; and reading it back."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from commonbeat.kit.tabular import writing
from commonbeat.plumb import POISSON_EXACT, WILSON, Estimate, Kind, Method, Shown, Window, Withheld
from commonbeat.show.opendata.rules import COLUMNS, EVERYWHERE, MARKS, Cell

METHODS: dict[str, Method] = {method.key: method for method in (WILSON, POISSON_EXACT)}
"""The methods that a file may name, by their keys."""
REASONS = {mark.value: reason for reason, mark in MARKS.items()}
"""From the mark in a file back to the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file as it is released: its bytes, its fingerprint, how many rows it has."""

    content: bytes
    sha256: str
    rows: int


def write(cells: Iterable[Cell], *, notice: str = "") -> Written:
    """The cells as CSV (UTF-8, RFC 4180); `notice` stands in every row, so that no copy can lose it."""
    rows = [row_of(cell, notice) for cell in cells]
    content = "".join(writing.lines(COLUMNS, rows)).encode()
    return Written(content=content, sha256=sha256(content).hexdigest(), rows=len(rows))


def row_of(cell: Cell, notice: str) -> list[str]:
    """One row. Where nothing is shown, all its numbers hold the same mark: never blank, never zero."""
    shown = cell.shown
    start = [cell.place or EVERYWHERE, cell.place_name, cell.line or EVERYWHERE, cell.line_name]
    start += [shown.window.start.isoformat(), shown.window.end.isoformat(), shown.kind.value]
    if not isinstance(shown, Estimate):
        return [*start, *[MARKS[shown.reason].value] * 7, "", "", "", "", notice]
    numbers = [
        shown.point,
        shown.low,
        shown.high,
        shown.level,
        shown.n,
        shown.numerator,
        shown.denominator,
        shown.asked,
    ]
    per = str(shown.per) if shown.kind is Kind.RATE else ""
    return [*start, *map(exact, numbers), per, shown.unit, shown.method.key, notice]


def exact(value: float | None) -> str:
    """A number so that reading it gives the very same number back; whole ones without a point."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(float(value))


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The rows of any released CSV, as they stand in it."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def shown_of(row: Mapping[str, str], *, as_of: date) -> Shown:
    """The figure that a row tells, built anew from the row alone: what a reader of the file can know."""
    window = Window(start=date.fromisoformat(row["from"]), end=date.fromisoformat(row["to"]))
    kind = Kind(row["kind"])
    if row["value"] in REASONS:
        return Withheld(reason=REASONS[row["value"]], kind=kind, window=window, as_of=as_of)
    return Estimate(
        point=float(row["value"]),
        low=float(row["low"]),
        high=float(row["high"]),
        level=float(row["level"]),
        n=int(row["n"]),
        numerator=float(row["numerator"]) if row["numerator"] else None,
        denominator=float(row["denominator"]) if row["denominator"] else None,
        asked=int(row["asked"]) if row.get("asked") else None,
        per=int(row["per"] or 1),
        unit=row["unit"],
        method=METHODS[row["method"]],
        kind=kind,
        window=window,
        as_of=as_of,
    )


def as_json(content: bytes, head: Mapping[str, Any]) -> bytes:
    """A released CSV as JSON, under what describes it: numbers as numbers, marks as they are, nothing as null."""
    kinds = {field["name"]: field["type"] for field in head["schema"]["fields"]}
    rows = [{name: _value(text, kinds.get(name, "string")) for name, text in row.items()} for row in rows_of(content)]
    return json.dumps({**head, "data": rows}, ensure_ascii=False, indent=1).encode()


def _value(text: str, kind: str) -> str | float | int | None:
    if text == "":
        return None
    if kind not in ("number", "integer") or text in REASONS:
        return text
    return int(text) if kind == "integer" else float(text)
