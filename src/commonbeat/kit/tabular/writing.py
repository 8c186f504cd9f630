"""Writing CSV that a spreadsheet opens without running anything in it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from commonbeat.kit.tabular.cells import escaped


class _Echo:
    """What csv writes to: it hands every line back."""

    def write(self, line: str) -> str:
        return line


def lines(header: Sequence[str], rows: Iterable[Sequence[Any]], *, bom: bool = False) -> Iterator[str]:
    """CSV line by line (RFC 4180, CRLF, UTF-8 when encoded); `bom` lets Excel see that it is UTF-8."""
    writer = csv.writer(_Echo())
    mark = "\ufeff" if bom else ""
    yield mark + writer.writerow([escaped(cell) for cell in header])
    for row in rows:
        yield writer.writerow([escaped(cell) for cell in row])
