"""One neutral way to write any column as JSON, the same from SQLite and PostgreSQL; sealed values stay sealed."""

import base64
import datetime
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.duration import duration_microseconds

Change = Callable[[Any], Any]

KINDS = {
    "BinaryField": "bytes",
    "DateTimeField": "moment",
    "DateField": "day",
    "TimeField": "time",
    "DecimalField": "decimal",
    "UUIDField": "uuid",
    "DurationField": "duration",
    "JSONField": "json",
}
"""Columns that JSON cannot say by itself, or says in several ways, by Django's names; others stay as they are."""

TO_NEUTRAL: dict[str, Change] = {
    "bytes": lambda value: base64.b64encode(bytes(value)).decode(),
    "moment": lambda value: value.astimezone(datetime.UTC).isoformat(),
    "day": lambda value: value.isoformat(),
    "time": lambda value: value.isoformat(),
    "decimal": str,
    "uuid": str,
    "duration": duration_microseconds,
    "json": lambda value: json.dumps(json.loads(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False),
}
FROM_NEUTRAL: dict[str, Change] = {
    "bytes": base64.b64decode,
    "moment": datetime.datetime.fromisoformat,
    "day": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
    "decimal": Decimal,
    "uuid": uuid.UUID,
    "duration": lambda value: datetime.timedelta(microseconds=value),
}


@dataclass(frozen=True)
class Column:
    """One column of one table: its name, its neutral kind, and the field that it belongs to."""

    name: str
    kind: str
    field: models.Field[Any, Any]

    def reader(self, connection: BaseDatabaseWrapper) -> Change:
        """From what this database gives to JSON. The field's own reading is left out: it would open sealed values."""
        expression = self.field.get_col(self.field.model._meta.db_table)
        converters = connection.ops.get_db_converters(expression)
        to_neutral = TO_NEUTRAL.get(self.kind, lambda value: value)

        def read(value: Any) -> Any:
            for convert in converters:
                value = convert(value, expression, connection)
            return None if value is None else to_neutral(value)

        return read

    def writer(self, connection: BaseDatabaseWrapper) -> Change:
        """From JSON to what this database takes."""
        from_neutral = FROM_NEUTRAL.get(self.kind, lambda value: value)
        adapt = self._adapter(connection)
        return lambda value: None if value is None else adapt(from_neutral(value))

    def _adapter(self, connection: BaseDatabaseWrapper) -> Change:
        ops = connection.ops
        adapters: dict[str, Change] = {
            "moment": ops.adapt_datetimefield_value,
            "day": ops.adapt_datefield_value,
            "time": ops.adapt_timefield_value,
        }
        if connection.vendor == "sqlite":
            adapters |= {"uuid": lambda value: value.hex, "duration": duration_microseconds, "decimal": str}
        return adapters.get(self.kind, lambda value: value)


def columns_of(model: type[models.Model]) -> list[Column]:
    """The stored columns of a model's table, in their order; what the database computes itself is left out."""
    found = []
    for field in model._meta.local_concrete_fields:
        if not getattr(field, "generated", False):
            target = field.get_col(model._meta.db_table).output_field
            found.append(Column(str(field.column), KINDS.get(target.get_internal_type(), "plain"), field))
    return found


def rows_of(
    model: type[models.Model], columns: Sequence[Column], connection: BaseDatabaseWrapper
) -> Iterator[list[Any]]:
    """Every row as JSON values, in the order of the primary key, a chunk at a time."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column.name) for column in columns)
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    readers = [column.reader(connection) for column in columns]
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {table} ORDER BY {key}")  # noqa: S608 - names come from the models
        while chunk := cursor.fetchmany(2000):
            for row in chunk:
                yield [read(value) for read, value in zip(readers, row, strict=True)]


def insert(
    model: type[models.Model], columns: Sequence[Column], rows: Iterator[list[Any]], connection: BaseDatabaseWrapper
) -> int:
    """Put rows of JSON values into an empty table as they are; returns how many."""
    writers = [column.writer(connection) for column in columns]
    ready = (tuple(write(value) for write, value in zip(writers, row, strict=True)) for row in rows)
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(column.name) for column in columns)
    count = 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in ready:
                    copy.write_row(row)
                    count += 1
            return count
        places = ", ".join(["%s"] * len(columns))
        statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 - names come from the models
        for chunk in _chunks(ready, 2000):
            cursor.executemany(statement, chunk)
            count += len(chunk)
    return count


def _chunks(rows: Iterator[tuple[Any, ...]], size: int) -> Iterator[list[tuple[Any, ...]]]:
    chunk: list[tuple[Any, ...]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
