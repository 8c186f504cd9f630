"""Which column means which field, and how words, dates and times of a file are to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.translation import override

from commonbeat.kit.tabular.cells import header_key
from commonbeat.kit.tabular.fields import Field, FieldType, RowKind
from commonbeat.kit.tabular.moments import Clock, DateOrder
from commonbeat.kit.tabular.problems import FileReason, FileRefused


@dataclass(frozen=True)
class ColumnMapping:
    """How files of one source are to be read.

    `columns`: field to the names of its column (a moment may have two: date, then time of day).
    `words`: field to (word of the file in plain form to code; an empty code means "as if the cell were empty").
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    clock: Clock = Clock.AS_WRITTEN
    date_order: DateOrder = DateOrder.MONTH_FIRST
    decimal_comma: bool = False

    def as_json(self) -> dict[str, Any]:
        """What is kept of it; the same mapping always gives the same JSON."""
        return {
            "columns": {key: list(names) for key, names in sorted(self.columns.items()) if names},
            "words": {key: dict(sorted(words.items())) for key, words in sorted(self.words.items()) if words},
            "clock": Clock(self.clock).value,
            "date_order": DateOrder(self.date_order).value,
            "decimal_comma": self.decimal_comma,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "ColumnMapping":
        return cls(
            columns={key: tuple(names) for key, names in kept.get("columns", {}).items()},
            words={key: dict(words) for key, words in kept.get("words", {}).items()},
            clock=Clock(kept.get("clock", Clock.AS_WRITTEN)),
            date_order=DateOrder(kept.get("date_order", DateOrder.MONTH_FIRST)),
            decimal_comma=bool(kept.get("decimal_comma", False)),
        )

    def with_words(self, more: Mapping[str, Mapping[str, str]]) -> "ColumnMapping":
        """The same with more words explained."""
        merged = {key: dict(words) for key, words in self.words.items()}
        for key, words in more.items():
            merged.setdefault(key, {}).update(words)
        return replace(self, words=merged)


def suggest(kind: RowKind, headers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each field the column whose name says so; no column is offered twice."""
    free = {header_key(header): header for header in reversed(headers)}
    names = {each.key: _names(each) for each in kind.fields}
    found: dict[str, tuple[str, ...]] = {}
    for rank in range(max(map(len, names.values()))):
        for key, known in names.items():
            if key not in found and rank < len(known) and known[rank] in free:
                found[key] = (free.pop(known[rank]),)
    return found


def _names(each: Field) -> list[str]:
    """What a column of this field may be called, the surest first: its key, its label in any language, its synonyms."""
    labels = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            labels.append(str(each.label))
    return list(dict.fromkeys(header_key(name) for name in (each.key, *labels, *each.synonyms)))


def places(kind: RowKind, mapping: ColumnMapping, headers: Sequence[str]) -> list[tuple[int, ...]]:
    """For each field of the kind the places of its columns in a line; () where it has none.

    Raises FileRefused where a required field has no column or a named column is not in the file.
    """
    exact = {header: place for place, header in enumerate(headers)}
    alike = {header_key(header): place for place, header in reversed([*enumerate(headers)])}
    where = {
        name: exact.get(name, alike.get(header_key(name), -1)) for names in mapping.columns.values() for name in names
    }
    missing = [name for name, place in where.items() if place < 0]
    if missing:
        raise FileRefused(FileReason.NO_COLUMN, columns=", ".join(missing))
    unmapped = [each.key for each in kind.fields if each.required and not mapping.columns.get(each.key)]
    if unmapped:
        raise FileRefused(FileReason.UNMAPPED, fields=", ".join(unmapped))
    most = {FieldType.MOMENT: 2}
    return [
        tuple(where[name] for name in mapping.columns.get(each.key, ())[: most.get(each.type, 1)])
        for each in kind.fields
    ]
