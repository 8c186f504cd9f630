"""What kind of file this is: its encoding, its separator, its columns. Refuses in words what is no table."""

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonbeat.kit.tabular.cells import INVISIBLE, SPACES, header_key
from commonbeat.kit.tabular.problems import FileReason, FileRefused
from commonbeat.kit.tabular.records import Broken, Record, records

HEAD = 65_536
"""How many bytes decide what kind of file it is."""
BLOCK = 1 << 20
LOOK = 20
"""Among how many first lines the one that names the columns is looked for."""
SAMPLE = 200
SEPARATORS = (",", ";", "\t", "|")
SEPARATOR_LINE = re.compile(r"\ufeff?sep=([,;|\t])(?:\r\n|\r|\n)", re.IGNORECASE)
"""The first line by which some programs tell a spreadsheet what separates the columns."""

MAGIC: tuple[tuple[bytes, FileReason], ...] = (
    (b"PK\x03\x04", FileReason.ARCHIVE),
    (b"PK\x05\x06", FileReason.ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileReason.WORKBOOK),
    (b"%PDF-", FileReason.PDF),
    (b"\x1f\x8b", FileReason.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", FileReason.ARCHIVE),
    (b"Rar!\x1a\x07", FileReason.ARCHIVE),
    (b"BZh", FileReason.ARCHIVE),
    (b"\xfd7zXZ\x00", FileReason.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", FileReason.ARCHIVE),
    (b"SQLite format 3\x00", FileReason.DATABASE),
    (b"\x00\x01\x00\x00Standard", FileReason.DATABASE),
    (b"PAR1", FileReason.DATABASE),
    (b"\x89PNG", FileReason.NOT_TEXT),
    (b"\xff\xd8\xff", FileReason.NOT_TEXT),
    (b"GIF8", FileReason.NOT_TEXT),
    (b"\x7fELF", FileReason.NOT_TEXT),
    (b"MZ\x90\x00", FileReason.NOT_TEXT),
)
BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
}


@dataclass(frozen=True)
class Sheet:
    """A file that can be read as a table: how, and the names of its columns."""

    path: Path
    size: int
    encoding: str
    separator: str
    headers: tuple[str, ...]
    header_line: int
    doubled_headers: tuple[str, ...] = ()

    @property
    def encoding_name(self) -> str:
        return ENCODING_NAMES[self.encoding]

    def as_json(self) -> dict[str, Any]:
        """What a batch keeps of it."""
        return {
            "encoding": self.encoding,
            "separator": self.separator,
            "headers": list(self.headers),
            "header_line": self.header_line,
            "doubled_headers": list(self.doubled_headers),
        }

    @classmethod
    def from_json(cls, path: Path, kept: Mapping[str, Any]) -> "Sheet":
        return cls(
            path=path,
            size=path.stat().st_size,
            encoding=kept["encoding"],
            separator=kept["separator"],
            headers=tuple(kept["headers"]),
            header_line=kept["header_line"],
            doubled_headers=tuple(kept["doubled_headers"]),
        )

    def open(self) -> io.TextIOWrapper:
        """The file as text, at the first line after the one that names the columns."""
        text = open_text(self.path, self.encoding)
        for _ in range(self.header_line):
            text.readline(BLOCK)
        return text

    def records(self) -> Iterator[Record | Broken]:
        """Every line after the one that names the columns; closes the file when done."""
        with self.open() as text:
            yield from records(text, self.separator, self.header_line)


def open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    """The file as text, line ends untouched; bytes that are no letters come through as marks that `clean` refuses."""
    wide = encoding.startswith(("utf-16", "utf-32"))
    return path.open(encoding=encoding, errors="replace" if wide else "surrogateescape", newline="")


def inspect(path: Path) -> Sheet:
    """Look at a file: one pass over its bytes for the encoding, then its first lines.

    Raises FileRefused, in words, where it is no table.
    """
    if not path.is_file():
        raise FileRefused(FileReason.MISSING)
    size = path.stat().st_size
    with path.open("rb") as raw:
        head = raw.read(HEAD)
    _refuse_other_kinds(head)
    encoding = _encoding(path, head)
    with open_text(path, encoding) as text:
        start = text.read(HEAD)
    _refuse_markup(start)
    told = SEPARATOR_LINE.match(start)
    if told:
        start = start[told.end() :]
    separator = told[1] if told else _separator(start)
    line, cells = _header(start, separator, 1 if told else 0)
    headers, doubled = _named(cells)
    sheet = Sheet(path, size, encoding, separator, headers, line, doubled)
    if next(iter(sheet.records()), None) is None:
        raise FileRefused(FileReason.NO_ROWS)
    return sheet


def sample(sheet: Sheet, most: int = SAMPLE) -> list[list[str]]:
    """The first whole rows, as text."""
    whole = (row.cells for row in sheet.records() if isinstance(row, Record) and len(row.cells) == len(sheet.headers))
    return list(itertools.islice(whole, most))


def _refuse_other_kinds(head: bytes) -> None:
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileRefused(FileReason.EMPTY)
    for magic, reason in MAGIC:
        if head.startswith(magic):
            office = b"[Content_Types].xml" in head or b"mimetypeapplication/vnd.oasis" in head
            raise FileRefused(FileReason.WORKBOOK if office else reason)


def _refuse_markup(start: str) -> None:
    first = start.lstrip("\ufeff \t\r\n")[:200].lower()
    if first.startswith(("<!doctype", "<html", "<?xml", "<head", "<table")):
        raise FileRefused(FileReason.WEB_PAGE)
    if first.startswith(("{", "[{", "[\n")):
        raise FileRefused(FileReason.JSON)


def _encoding(path: Path, head: bytes) -> str:
    for bom, name in BOMS:
        if head.startswith(bom):
            return name
    even, odd = head[0:2000:2].count(0), head[1:2000:2].count(0)
    pairs = max(1, len(head[:2000]) // 2)
    if odd > 0.4 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    if head.count(0) > 0.1 * len(head):
        raise FileRefused(FileReason.NOT_TEXT)
    letters, broken = _utf8_letters(path)
    return "utf-8" if letters >= broken else "cp1252"


def _utf8_letters(path: Path) -> tuple[int, int]:
    """How many bytes beyond one a letter read well as UTF-8, and how many do not read, in the whole file."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    letters = broken = 0
    with path.open("rb") as raw:
        while block := raw.read(BLOCK):
            text = decoder.decode(block)
            broken += text.count("\ufffd")
            letters += len(block) - len(text)
    broken += decoder.decode(b"", final=True).count("\ufffd")
    return letters, broken


def _separator(start: str) -> str:
    """The separator that most of the first lines agree on."""
    lines = [line for line in start.splitlines()[:LOOK] if line.strip()]

    def score(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        return count * width, width

    best = max(SEPARATORS, key=score)
    if score(best) == (0, 0):
        raise FileRefused(FileReason.ONE_COLUMN)
    return best


def _header(start: str, separator: str, lines_before: int) -> tuple[int, Sequence[str]]:
    """The line number and the cells of the line that names the columns: the first as wide as most."""
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator)
    rows = [(reader.line_num + lines_before, cells) for cells in itertools.islice(reader, LOOK)]
    filled = [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)]
    wide = max((sum(1 for cell in cells if cell.strip()) for _line, cells in filled), default=0)
    for line, cells in filled:
        if sum(1 for cell in cells if cell.strip()) * 2 >= wide and len(cells) > 1:
            return line, cells
    raise FileRefused(FileReason.ONE_COLUMN)


def _named(cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns' names, each once; and those that stood twice."""
    names: list[str] = []
    doubled: list[str] = []
    seen: Counter[str] = Counter()
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.translate(SPACES).translate(INVISIBLE).split())[:100] or f"column {number}"
        name = "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
        key = header_key(name)
        seen[key] += 1
        if seen[key] > 1:
            doubled.append(name)
            name = f"{name} ({seen[key]})"
        names.append(name)
    return tuple(names), tuple(doubled)
