"""Text to records: csv that survives quotes never closed and lines without end, and says on which line each stood."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from commonbeat.kit.tabular.problems import Reason

MOST_LINES = 100
"""Over how many lines one quoted text may run before the quotation mark counts as never closed."""
MOST_LETTERS = 200_000
"""How many characters one record may have."""

csv.field_size_limit(MOST_LETTERS * 2)


class Record(NamedTuple):
    """The cells of one record and the line on which it begins."""

    line: int
    cells: list[str]


class Broken(NamedTuple):
    """A line that is no record."""

    line: int
    text: str
    reason: str


class _Runaway(Exception):
    """A record has swallowed more lines than any should."""


class _Lines:
    """Lines for csv, with those of the current record kept so that a broken one can be read again."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._read = text.readline
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []
        self.letters = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._read(MOST_LETTERS)
        if not line:
            raise StopIteration
        self.taken.append(line)
        self.letters += len(line)
        if self.letters >= MOST_LETTERS or len(self.taken) > MOST_LINES:
            raise _Runaway
        return line

    def give_back(self) -> str:
        """Keep the first line taken as the broken one; the others will be read again."""
        first, *rest = self.taken
        self._waiting.extendleft(reversed(rest))
        self.start()
        return first

    def start(self) -> None:
        """A new record begins."""
        self.taken.clear()
        self.letters = 0

    def skip_rest_of_line(self, line: str) -> None:
        """Read on to the end of a line that is too long, keeping nothing."""
        while line and line[-1] not in "\r\n":
            line = self._read(MOST_LETTERS)


def records(text: io.TextIOBase, separator: str, lines_before: int) -> Iterator[Record | Broken]:
    """Every record that is not blank, in order; what cannot be read as one comes as Broken, one line each."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = lines_before + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _Runaway):
            long = len(lines.taken[0]) >= MOST_LETTERS
            first = lines.give_back()
            yield Broken(number, first[:1000], Reason.LONG_LINE if long else Reason.OPEN_QUOTE)
            if long:
                lines.skip_rest_of_line(first)
            number += 1
            reader = csv.reader(lines, delimiter=separator, strict=True)
            continue
        begin = number
        number += len(lines.taken)
        lines.start()
        if cells and (len(cells) > 1 or cells[0].strip()):
            yield Record(begin, cells)
