"""What an app must say of the rows that it takes from files, and the loader that serves most tables."""

import json
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from commonbeat.ground.agency.models import Agency, ImportBatch
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Permission
from commonbeat.kit.bulk import SLICE, insert_rows, update_rows
from commonbeat.kit.tabular.fields import RowKind
from commonbeat.kit.tabular.problems import Problem, Refused
from commonbeat.kit.tabular.reading import BadRow, Row
from commonbeat.kit.words import Words


class Change(NamedTuple):
    """A row that is there with other values: its primary key, its new values, and field to (old, new) as JSON."""

    pk: int
    values: Sequence[Any]
    differing: dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class Sorted:
    """Rows of a chunk by what loading them would do."""

    new: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    same: int = 0
    bad: list[BadRow] = field(default_factory=list)


class Loader(ABC):
    """What one pass over one file means to an app. `stage` runs in short transactions, `publish` in the last one.

    Nothing that `stage` wrote may be seen before `publish`; `clear` takes it back, also after a crash.
    """

    def __init__(self, agency: Agency, batch: ImportBatch, spill: Path) -> None:
        self.agency = agency
        self.batch = batch
        self.spill = spill
        self.unmatched: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """Names that were looked up and found nowhere, by the key of their field, with their number of rows."""

    @abstractmethod
    def sort(self, rows: Sequence[Row]) -> Sorted:
        """Say of each row whether it is new, changed, the same, or refused by a rule of the app."""

    @abstractmethod
    def stage(self, rows: Sorted) -> None:
        """Keep the new and the changed ones so that nobody sees them yet."""

    @abstractmethod
    def publish(self) -> None:
        """Let what was staged be seen, keeping the old values of what changed."""

    def clear(self) -> None:
        """Take back what was staged."""
        self.spill.unlink(missing_ok=True)


@dataclass(frozen=True, kw_only=True)
class Unmatched:
    """What is said of names in a file that nothing on record has; their rows are taken all the same."""

    title: Words
    means: Words
    remedy: Words
    address: str
    """The name of the address where the names on record are kept."""
    link: Words


@dataclass(frozen=True)
class ImportKind:
    """A kind of row with all that is needed to load it. Found through the list that `settings.IMPORT_KINDS` names."""

    rows: RowKind
    loader: Callable[[Agency, ImportBatch, Path], Loader]
    permission: str = Permission.IMPORT_RECORDS
    after: str = ""
    """The name of the address where the rows can be seen once loaded."""
    then: str = ""
    """The job that is ordered, by name, once a file is loaded: figures that rest on its rows are worked out anew."""
    unmatched: Mapping[str, Unmatched] = field(default_factory=dict)
    """By the key of a field whose names the loader looks up."""

    @property
    def key(self) -> str:
        return self.rows.key


def kinds() -> Mapping[str, ImportKind]:
    """Every kind of row that this installation can load, by key."""
    named: str = getattr(settings, "IMPORT_KINDS")  # noqa: B009 - a setting of ours, unknown to the type checker
    return {kind.key: kind for kind in import_string(named)}


class TableLoader(Loader):
    """Loads rows of any number into one table with `agency`, `batch` and a key of its own.

    New rows are inserted chunk by chunk, tied to the batch: the model's `live()` leaves them out until it is loaded.
    Changed rows wait in a file beside the upload and are written, with their old values kept, at the end.
    """

    model: ClassVar[type[models.Model]]
    columns: ClassVar[Sequence[str]]
    """Attribute names in the order of what `derive` returns; the first is the key, unique within the agency."""
    looked_up: ClassVar[frozenset[str]] = frozenset()
    """Columns that depend on other tables: a difference there alone is no change of the record."""
    private: ClassVar[frozenset[str]] = frozenset()
    """Columns of which a correction says that they changed, not what they were."""

    @abstractmethod
    def derive(self, values: list[Any]) -> tuple[Any, ...]:
        """The columns' values from the values of the kind's fields. May raise Refused with `column=` a field's key."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The agency's clock."""
        return self.agency.zone

    def sort(self, rows: Sequence[Row]) -> Sorted:
        """One query for the chunk: which keys are there, and with which values."""
        sorted_rows = Sorted()
        ready: dict[str, tuple[Any, ...]] = {}
        for line, values, cells in rows:
            try:
                derived = self.derive(values)
            except Refused as refused:
                sorted_rows.bad.append(_refused_row(line, cells, refused))
            else:
                ready[derived[0]] = derived
        there = {row[1]: row for row in self._there(list(ready))}
        for key, derived in ready.items():
            if key not in there:
                sorted_rows.new.append(derived)
                continue
            old = there[key][1:]
            settled = self.settle(old, derived)
            if differing := self._differing(old, settled):
                sorted_rows.changed.append(Change(there[key][0], settled, differing))
            else:
                sorted_rows.same += 1
        return sorted_rows

    def settle(self, old: Sequence[Any], new: Sequence[Any]) -> Sequence[Any]:
        """What a row that is there becomes: what the file says, unless the app keeps some of it as it was."""
        return new

    @cached_property
    def _others(self) -> "models.QuerySet[Any]":
        """The rows that other files brought. While this one is loaded no other of its kind is."""
        return self.model._default_manager.filter(agency=self.agency).exclude(batch=self.batch)

    @cached_property
    def _first_file(self) -> bool:
        """Whether there is nothing to compare with."""
        return not self._others.exists()

    def _there(self, keys: Sequence[str]) -> Iterable[tuple[Any, ...]]:
        if self._first_file:
            return ()
        return self._others.filter(**{f"{self.columns[0]}__in": keys}).values_list("pk", *self.columns).iterator()

    def _differing(self, old: Sequence[Any], new: Sequence[Any]) -> dict[str, tuple[Any, Any]]:
        if tuple(old) == tuple(new):
            return {}
        return {
            column: (None, None) if column in self.private else (_as_json(before), _as_json(after))
            for column, before, after in zip(self.columns, old, new, strict=True)
            if before != after and column not in self.looked_up
        }

    def stage(self, rows: Sorted) -> None:
        """Insert the new rows; put the changed ones aside."""
        mine = (self.agency.pk, self.batch.pk)
        insert_rows(self.model, ["agency_id", "batch_id", *self.columns], ((*mine, *values) for values in rows.new))
        if rows.changed:
            with self.spill.open("a", encoding="utf-8") as aside:
                for change in rows.changed:
                    values = [_as_json(value) for value in change.values]
                    aside.write(json.dumps([change.pk, values, change.differing]) + "\n")

    def publish(self) -> None:
        """Write the changed rows, each old value kept as a correction; new rows show as soon as the batch is loaded."""
        if not self.spill.exists():
            return
        with self.spill.open(encoding="utf-8") as aside:
            for slice_ in _slices(aside):
                changes = [json.loads(line) for line in slice_]
                audit.correct_many(
                    agency=self.agency,
                    model=self.model,
                    changes={pk: differing for pk, _values, differing in changes},
                    reason=f"{self.batch.file_name} (SHA-256 {self.batch.sha256[:16]}…)",
                )
                update_rows(self.model, self.columns, ([*self._typed(values), pk] for pk, values, _old in changes))
        self.spill.unlink()

    def clear(self) -> None:
        """Delete the rows that were inserted for a batch that did not come to be loaded."""
        super().clear()
        rows = self.model._default_manager.filter(batch=self.batch)
        rows._raw_delete(rows.db)

    def _typed(self, values: Sequence[Any]) -> list[Any]:
        fields = [cast("models.Field[Any, Any]", self.model._meta.get_field(column)) for column in self.columns]
        return [
            field.to_python(value) if isinstance(value, str) else value
            for field, value in zip(fields, values, strict=True)
        ]


class TogetherLoader(Loader):
    """Loads a small table whole: rows wait in memory and are written by `write` in the last transaction."""

    def __init__(self, agency: Agency, batch: ImportBatch, spill: Path) -> None:
        super().__init__(agency, batch, spill)
        self._waiting = Sorted()

    @abstractmethod
    def fate(self, values: list[Any]) -> str:
        """ "new", "changed" or "same"; may raise Refused with `column=` a field's key."""

    @abstractmethod
    def write(self, new: Sequence[Row], changed: Sequence[Row]) -> None:
        """Write them all; keep old values through `audit.correct`."""

    def sort(self, rows: Sequence[Row]) -> Sorted:
        """Ask the app of each row."""
        sorted_rows = Sorted()
        for line, values, cells in rows:
            try:
                fate = self.fate(values)
            except Refused as refused:
                sorted_rows.bad.append(_refused_row(line, cells, refused))
                continue
            if fate == "same":
                sorted_rows.same += 1
            else:
                (sorted_rows.new if fate == "new" else sorted_rows.changed).append((line, values, cells))
        return sorted_rows

    def stage(self, rows: Sorted) -> None:
        """Remember them."""
        self._waiting.new += rows.new
        self._waiting.changed += rows.changed

    def publish(self) -> None:
        """Write what was remembered."""
        self.write(self._waiting.new, self._waiting.changed)


def _refused_row(line: int, cells: Sequence[str], refused: Refused) -> BadRow:
    """A row that the app refused, with the field that it named; the caller knows that field's column."""
    detail = dict(refused.detail)
    key = str(detail.pop("column", ""))
    return BadRow(line, cells, [Problem(line, "", "", refused.reason, detail, key)])


def _as_json(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, (datetime, date)) else value


def _slices(lines: Iterator[str]) -> Iterator[list[str]]:
    slice_: list[str] = []
    for line in lines:
        slice_.append(line)
        if len(slice_) >= SLICE:
            yield slice_
            slice_ = []
    if slice_:
        yield slice_
