"""A whole file, streamed: rows as they will be understood, and every line that cannot be taken, with its reasons."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any, BinaryIO, cast

from commonbeat.kit.tabular.cells import shown
from commonbeat.kit.tabular.converters import JOIN, Converter, Settings, converter
from commonbeat.kit.tabular.fields import Field, RowKind
from commonbeat.kit.tabular.files import Sheet
from commonbeat.kit.tabular.mapping import ColumnMapping, places
from commonbeat.kit.tabular.phones import HIDDEN, without_numbers
from commonbeat.kit.tabular.problems import Note, Problem, Reason, Refused
from commonbeat.kit.tabular.records import Broken, Record, records

CHUNK = 5_000
CHUNK_BYTES = 16_000_000
MOST_WORDS = 200
"""How many unknown words a field may collect."""

Row = tuple[int, list[Any], list[str]]
"""The line on which a row stands, its values in the order of the kind's fields, and its cells as they stand there."""


@dataclass(slots=True)
class BadRow:
    """A line that is not taken: its cells as they stand in the file, and why."""

    line: int
    cells: Sequence[str]
    problems: list[Problem]


@dataclass(slots=True)
class Chunk:
    """Some thousand rows. `position` is how many bytes of the file have been read."""

    rows: list[Row] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    position: int = 0

    def __len__(self) -> int:
        return len(self.rows) + len(self.bad)


class RowReader:
    """Reads one file once. After `chunks` has run, `notes` and `unknown_words` tell what was noticed.

    Every line that is not blank comes out exactly once: as a row or as a bad row. Memory holds one chunk.
    Of a kind with private fields a bad row tells only what stands in columns that are named for other fields.
    """

    def __init__(self, sheet: Sheet, kind: RowKind, mapping: ColumnMapping, *, zone: tzinfo, now: datetime) -> None:
        self.sheet = sheet
        self.kind = kind
        self.notes: dict[str, list[int]] = {}
        """Note to [how often, first line]."""
        self.unknown_words: dict[str, Counter[str]] = {}
        keys = frozenset(kind.natural_key)
        self._settings = Settings(mapping, zone, now + timedelta(days=1), hide_numbers=kind.private, keys=keys)
        self._places = places(kind, mapping, sheet.headers)
        self._pairs = [where for where in self._places if len(where) == 2]
        self._plan = self._planned()
        self._key = [kind.places[key] for key in kind.natural_key]

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        """The file in chunks of about `size` lines."""
        seen = SeenKeys()
        chunk, began = Chunk(), 0
        with self.sheet.open() as text:
            raw = cast(BinaryIO, text.buffer)
            for number, record in enumerate(records(text, self.sheet.separator, self.sheet.header_line)):
                self._take(record, chunk)
                if len(chunk) >= size or (not number & 15 and raw.tell() - began > CHUNK_BYTES):
                    chunk.position = began = raw.tell()
                    self._list_doubled(chunk, seen)
                    yield chunk
                    chunk = Chunk()
        chunk.position = self.sheet.size
        self._list_doubled(chunk, seen)
        yield chunk

    def _planned(self) -> list[tuple[int, Converter]]:
        """For each field the place of its cell and its converter; pairs are appended behind the line's own cells."""
        plan: list[tuple[int, Converter]] = []
        appended = len(self.sheet.headers)
        for each, where in zip(self.kind.fields, self._places, strict=True):
            if not where:
                plan.append((0, _always(each.blank)))
                continue
            place = where[0]
            if len(where) == 2:
                place, appended = appended, appended + 1
            plan.append((place, converter(each, self._settings, paired=len(where) == 2)))
        return plan

    def _take(self, record: Record | Broken, chunk: Chunk) -> None:
        if isinstance(record, Broken):
            self._list_line(chunk, record.line, [record.text], record.text, record.reason)
            return
        line, cells = record
        if len(cells) != len(self.sheet.headers) and not self._fit(line, cells, chunk):
            return
        for one, two in self._pairs:
            cells.append(cells[one] + JOIN + cells[two])
        try:
            chunk.rows.append((line, [convert(cells[place]) for place, convert in self._plan], cells))
        except Refused:
            self._settings.noticed.clear()
            self._refuse(line, cells, chunk)
        if self._settings.noticed:
            self._note(line)

    def _fit(self, line: int, cells: list[str], chunk: Chunk) -> bool:
        """Whether the line has as many cells as columns, empty ones beyond them aside."""
        expected, found = len(self.sheet.headers), len(cells)
        if not any(cell.strip() for cell in cells):
            return False
        if found > expected and not any(cell.strip() for cell in cells[expected:]):
            del cells[expected:]
            self._settings.noticed.append(Note.EMPTY_CELLS)
            return True
        reason = Reason.TOO_MANY_CELLS if found > expected else Reason.TOO_FEW_CELLS
        text = self.sheet.separator.join(cells[:20])
        self._list_line(chunk, line, cells, text, reason, {"found": found, "expected": expected})
        return False

    def _list_line(
        self,
        chunk: Chunk,
        line: int,
        cells: Sequence[str],
        text: str,
        reason: str,
        detail: Mapping[str, int] | None = None,
    ) -> None:
        """List a line whose cells cannot be told apart; where some are private, nothing of it is kept."""
        if self.kind.private:
            cells, text = [], ""
        chunk.bad.append(BadRow(line, cells, [Problem(line, "", shown(text), reason, detail or {})]))

    def listed(self, cells: Sequence[str]) -> Sequence[str]:
        """The cells of a whole line as a list of bad rows may keep them; a row's number too long to be one is none."""
        width = len(self.sheet.headers)
        if not self.kind.private:
            return cells[:width]
        kept = [""] * width
        for each, where in zip(self.kind.fields, self._places, strict=True):
            for place in where:
                cell = cells[place]
                if each.private:
                    kept[place] = HIDDEN if cell.strip() else ""
                elif kept[place] != HIDDEN:
                    number = each.key in self.kind.natural_key and len(cell) <= each.longest
                    kept[place] = cell if number else without_numbers(cell)
        return kept

    def _refuse(self, line: int, cells: list[str], chunk: Chunk) -> None:
        """Look at every cell again and list each that cannot be taken; a line with nothing in it is none."""
        width = len(self.sheet.headers)
        if not any(cell.strip() for cell in cells[:width]):
            return
        problems = []
        for each, where, (place, convert) in zip(self.kind.fields, self._places, self._plan, strict=True):
            try:
                convert(cells[place])
            except Refused as refused:
                problems.append(self._problem(line, each, where, cells, refused))
        self._settings.noticed.clear()
        chunk.bad.append(BadRow(line, self.listed(cells), problems))

    def _problem(self, line: int, each: Field, where: Sequence[int], cells: Sequence[str], refused: Refused) -> Problem:
        """One reason against one cell: what stands there is told, unless it is private or looks like a number."""
        value, detail = " ".join(cells[one] for one in where), dict(refused.detail)
        if self.kind.private:
            value = without_numbers(value)
            detail = {name: without_numbers(part) if isinstance(part, str) else part for name, part in detail.items()}
        if each.private:
            value = ""
            detail.pop("word", None)
        elif refused.reason == Reason.UNKNOWN_WORD:
            self._count_word(each.key, str(detail["word"]))
        return Problem(line, self.sheet.headers[where[0]], shown(value), refused.reason, detail, each.key)

    def _count_word(self, key: str, word: str) -> None:
        counter = self.unknown_words.setdefault(key, Counter())
        if word in counter or len(counter) < MOST_WORDS:
            counter[word] += 1

    def _note(self, line: int) -> None:
        for note in self._settings.noticed:
            self.notes.setdefault(note, [0, line])[0] += 1
        self._settings.noticed.clear()

    def _list_doubled(self, chunk: Chunk, seen: "SeenKeys") -> None:
        """Move rows whose key stood on an earlier line to the bad ones."""
        key_of = self._key
        keyed = [(JOIN.join([str(values[place]) for place in key_of]), line) for line, values, _cells in chunk.rows]
        earlier = seen.earlier(keyed)
        if not earlier:
            return
        column = ", ".join(self.sheet.headers[self._places[place][0]] for place in key_of if self._places[place])
        kept = []
        for row, (key, line) in zip(chunk.rows, keyed, strict=True):
            if line in earlier:
                value = shown(key.replace(JOIN, ", "))
                problem = Problem(line, column, value, Reason.DOUBLED, {"line": earlier[line]})
                chunk.bad.append(BadRow(line, self.listed(row[2]), [problem]))
            else:
                kept.append(row)
        chunk.rows = kept
        chunk.bad.sort(key=lambda bad: bad.line)


class SeenKeys:
    """Which keys have stood in the file so far: a private database on disk, so that memory does not grow."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA cache_size=-20000")
        self._database.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")
        self._database.execute("BEGIN")

    def earlier(self, keyed: Sequence[tuple[str, int]]) -> dict[int, int]:
        """Remember these (key, line); returns line to the earlier line, for those that were there already."""
        before = self._database.total_changes
        self._database.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", keyed)
        if self._database.total_changes - before == len(keyed):
            return {}
        find = "SELECT line FROM seen WHERE key = ?"
        first = ((line, self._database.execute(find, (key,)).fetchone()[0]) for key, line in keyed)
        return {line: found for line, found in first if found != line}


def _always(value: Any) -> Converter:
    return lambda _cell: value
