"""Many rows at once into one table, on SQLite or PostgreSQL: one prepared statement, no model instance a row."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connections, models

SLICE = 2_000


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], using: str = "default"
) -> None:
    """Insert rows whose values are Python's (aware datetimes, dates, numbers, texts), in the order of `columns`.

    `columns` are attribute names such as `agency_id`. Values are not validated: the caller has converted them.
    """
    fields = [_field(model, column) for column in columns]
    quote = connections[using].ops.quote_name
    names = ", ".join(quote(field.column or "") for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    _run(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", fields, rows, using)  # noqa: S608


def update_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], using: str = "default"
) -> None:
    """Set `columns` of existing rows; each row is the new values, then the primary key."""
    fields = [_field(model, column) for column in columns]
    quote = connections[using].ops.quote_name
    key = _field(model, "pk")
    sets = ", ".join(f"{quote(field.column or '')} = %s" for field in fields)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote(key.column or '')} = %s"  # noqa: S608
    _run(sql, [*fields, key], rows, using)


def _field(model: type[models.Model], column: str) -> "models.Field[Any, Any]":
    field = model._meta.pk if column == "pk" else model._meta.get_field(column)
    if not isinstance(field, models.Field):
        raise TypeError(f"{model.__name__}.{column} is no column.")
    return field


def _run(sql: str, fields: Sequence["models.Field[Any, Any]"], rows: Iterable[Sequence[Any]], using: str) -> None:
    adapters = [(place, _adapter(field, using)) for place, field in enumerate(fields) if _needs_adapter(field)]

    def ready(row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for place, adapt in adapters:
            values[place] = adapt(values[place])
        return values

    with connections[using].cursor() as cursor:
        batch: list[Sequence[Any]] = []
        for row in rows:
            batch.append(ready(row))
            if len(batch) >= SLICE:
                cursor.executemany(sql, batch)
                batch = []
        if batch:
            cursor.executemany(sql, batch)


def _needs_adapter(field: "models.Field[Any, Any]") -> bool:
    """Times, dates, decimals and JSON are written differently by each database; texts and numbers are not."""
    plain = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.ForeignKey)
    return not isinstance(field, plain)


def _adapter(field: "models.Field[Any, Any]", using: str) -> Callable[[Any], Any]:
    """What the field itself would do, without asking it again for each row where the answer is one call."""
    connection = connections[using]
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return connection.ops.adapt_datefield_value
    return lambda value: field.get_db_prep_save(value, connection)
