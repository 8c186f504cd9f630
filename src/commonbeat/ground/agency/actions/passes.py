"""One pass over a file: to say what loading it would do, or to load it. An attempt that was overtaken stops."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from commonbeat.ground.agency.imports import ImportKind, Sorted
from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.agency.queries import media_folder, problems_path
from commonbeat.ground.agency.rules import NAMES_LISTED, PREVIEW_ROWS, RowCounts
from commonbeat.kit.tabular.fields import Field, FieldType
from commonbeat.kit.tabular.files import Sheet
from commonbeat.kit.tabular.mapping import ColumnMapping
from commonbeat.kit.tabular.phones import HIDDEN
from commonbeat.kit.tabular.problems import FileReason, FileRefused
from commonbeat.kit.tabular.reading import Chunk, RowReader
from commonbeat.kit.uploads import hash_of

Progress = Callable[[int, int], None]
"""Is told how many bytes are read and how many there are."""


class Overtaken(RuntimeError):
    """A later attempt or a person's decision has taken the file over: this one stops without writing."""


@dataclass
class Result(RowCounts):
    """What a pass has found."""

    summary: dict[str, Any] = field(default_factory=dict)


class _Pass:
    """What checking and loading share: the file that was uploaded, read as the batch's mapping says."""

    def __init__(self, batch: ImportBatch, kind: ImportKind, progress: Progress | None) -> None:
        self.batch = batch
        self.kind = kind
        self.path = media_folder() / batch.stored
        self.mapping = ColumnMapping.from_json(batch.mapping)
        self.loader = kind.loader(batch.agency, batch, self.path.with_name(f"{self.path.name}.changes"))
        self._progress = progress

    def open(self) -> RowReader:
        """A reader of the file. Raises FileRefused where it is not the one that was uploaded any more."""
        if not self.batch.stored or not self.path.is_file():
            raise FileRefused(FileReason.MISSING)
        if hash_of(self.path) != self.batch.sha256:
            raise FileRefused(FileReason.CHANGED)
        sheet = Sheet.from_json(self.path, self.batch.sheet)
        zone = self.batch.agency.zone
        return RowReader(sheet, self.kind.rows, self.mapping, zone=zone, now=self.batch.received_at)

    def sorted_chunks(self, reader: RowReader) -> Iterator[tuple[Chunk, Sorted]]:
        """Every chunk with what loading it would do; what the app refuses is listed with its column."""
        for chunk in reader.chunks():
            rows = self.loader.sort(chunk.rows)
            for bad in rows.bad:
                bad.cells = reader.listed(bad.cells)
                for problem in bad.problems:
                    problem.column = ", ".join(self.mapping.columns.get(problem.field, ()))
            yield chunk, rows

    def tell(self, position: int) -> None:
        """Note how far it is; raises Overtaken where somebody else has the file now."""
        if not ImportBatch.objects.held(self.batch).update(done=position):
            raise Overtaken
        if self._progress:
            self._progress(position, self.batch.size)


class CheckPass(_Pass):
    """Reads the whole file, loads nothing, writes every row that cannot be taken to a file of its own."""

    def run(self) -> Result:
        """What loading would do."""
        result = Result()
        reader = self.open()
        final = problems_path(self.batch)
        draft = final.with_name(f"{final.name}.{self.batch.run}")
        kinds: Counter[tuple[str, str]] = Counter()
        preview: list[list[Any]] = []
        window = _Window(self.kind)
        with draft.open("w", encoding="utf-8", errors="replace") as listed:
            for chunk, rows in self.sorted_chunks(reader):
                bad = sorted([*chunk.bad, *rows.bad], key=lambda each: each.line)
                _count(result, rows, len(bad))
                for each in bad:
                    listed.write(json.dumps(asdict(each)) + "\n")
                    kinds.update((problem.column, problem.reason) for problem in each.problems)
                refused = {each.line for each in rows.bad}
                good = [values for line, values, _cells in chunk.rows if line not in refused]
                preview += good[: PREVIEW_ROWS - len(preview)]
                window.widen(good)
                self.tell(chunk.position)
        draft.replace(final)
        result.summary = {
            "preview": [[*map(_previewed, self.kind.rows.fields, row)] for row in preview],
            "notes": reader.notes,
            "unknown_words": {key: dict(words.most_common()) for key, words in reader.unknown_words.items()},
            "problems": [[column, reason, count] for (column, reason), count in kinds.most_common(50)],
            "window": window.as_json(),
            "unmatched": {key: _unmatched(names) for key, names in self.loader.unmatched.items()},
        }
        return result


class LoadPass(_Pass):
    """Stages the file's rows chunk by chunk; `publish` then lets them be seen."""

    def run(self) -> Result:
        """Stage everything, having cleared what an earlier attempt staged."""
        result = Result()
        reader = self.open()
        self.clear()
        for chunk, rows in self.sorted_chunks(reader):
            bad = len(chunk.bad) + len(rows.bad)
            if bad and not self.batch.leave_out_bad:
                raise FileRefused(FileReason.DIFFERENT)
            _count(result, rows, bad)
            with transaction.atomic():
                self.loader.stage(rows)
                self.tell(chunk.position)
        return result

    def publish(self) -> None:
        """Let the rows be seen: runs in the caller's transaction."""
        self.loader.publish()

    def clear(self) -> None:
        """Take back what was staged."""
        with transaction.atomic():
            self.loader.clear()


class _Window:
    """The first and the last day that a file's rows speak of."""

    def __init__(self, kind: ImportKind) -> None:
        timed = [each.key for each in kind.rows.fields if each.type in (FieldType.MOMENT, FieldType.DATE)]
        self._place = kind.rows.places[timed[0]] if timed else None
        self._ends: tuple[Any, Any] | None = None

    def widen(self, rows: list[list[Any]]) -> None:
        """Look at these rows too."""
        if self._place is None:
            return
        place = self._place
        found = [row[place] for row in rows if row[place] is not None]
        if found:
            ends = [min(found), max(found), *(self._ends or ())]
            self._ends = min(ends), max(ends)

    def as_json(self) -> list[str]:
        return [end.isoformat() for end in self._ends or ()]


def _unmatched(names: Counter[str]) -> dict[str, Any]:
    """Names found nowhere, the most frequent first, and how many more there are."""
    listed = names.most_common(NAMES_LISTED)
    return {"rows": names.total(), "names": [list(each) for each in listed], "more": len(names) - len(listed)}


def _count(result: Result, rows: Sorted, bad: int) -> None:
    result.new += len(rows.new)
    result.changed += len(rows.changed)
    result.same += rows.same
    result.bad += bad


def _previewed(each: Field, value: Any) -> Any:
    """A value as the batch keeps it for its preview; of a private one only that there is one."""
    if each.private:
        return HIDDEN if value else value
    return value.isoformat() if isinstance(value, (datetime, date)) else value
