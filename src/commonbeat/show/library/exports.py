"""The library as files: CSV and JSON of what a search finds, and an Atom feed of what was added (RFC 4287)."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import LibraryResource
from commonbeat.ground.library.queries.whole import Gone, Whole
from commonbeat.kit.tabular.cells import escaped

COLUMNS = (
    "slug",
    "title",
    "year",
    "types",
    "topics",
    "audiences",
    "kind",
    "provenance",
    "evidence",
    "basis",
    "publisher",
    "language",
    "note_en",
    "note_es",
    "source",
    "url",
    "accessed_on",
    "version",
    "review_by",
    "page",
)
"""In their order; a file of these columns can be loaded again."""

Address = Callable[[LibraryResource], str]


def _values(row: Whole, page: str) -> tuple[Any, ...]:
    """A resource in the order of the columns; lists stay lists."""
    return (
        row.slug,
        row.title,
        row.year,
        row.types,
        row.topics,
        row.audiences,
        row.kind,
        row.provenance,
        row.grade,
        row.basis,
        row.publisher,
        row.language,
        row.note_en,
        row.note_es,
        row.source,
        row.url,
        row.accessed_on.isoformat() if row.accessed_on else "",
        row.version,
        row.review_by.isoformat() if row.review_by else "",
        f"{page}{row.slug}/",
    )


def as_csv(found: Iterable[list[Whole]], *, page: str) -> Iterator[str]:
    """RFC 4180, a piece for each slice; words of a list between vertical bars; what a spreadsheet would run is text.

    `page` is the address below which every resource has its page.
    """
    yield ",".join(COLUMNS) + "\r\n"
    for rows in found:
        written = io.StringIO(newline="")
        lines = csv.writer(written)
        for row in rows:
            cells = (" | ".join(value) if isinstance(value, list) else value for value in _values(row, page))
            lines.writerow([escaped(cell) for cell in cells])
        yield written.getvalue()


def as_json(found: Iterable[list[Whole]], *, page: str, query: str, gone: Iterable[Gone] = ()) -> Iterator[str]:
    """The same with the search that found them, a line each; then what was withdrawn, with moment and reason."""
    yield f'{{"query": {json.dumps(query)}, "resources": ['
    before = "\n"
    for rows in found:
        written = [_line(dict(zip(COLUMNS, _values(row, page), strict=True))) for row in rows]
        yield before + ",\n".join(written)
        before = ",\n"
    yield '\n], "withdrawn": [' + ",".join(f"\n{_line(_gone(row))}" for row in gone) + "\n]}\n"


def _gone(row: Gone) -> dict[str, str]:
    moment = row.withdrawn_at.isoformat() if row.withdrawn_at else ""
    return {"slug": row.slug, "title": row.title, "withdrawn_at": moment, "because": row.because}


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


def atom(
    rows: Sequence[LibraryResource], *, agency: Agency, feed: str, page: str, address: Address, language: str
) -> str:
    """The feed; its identity is its address in this language, an entry's the address of its page."""
    updated = max((row.withdrawn_at or row.added_at for row in rows), default=agency.created_at)
    name = _("New in the library of %(agency)s") % {"agency": agency.name}
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(language)}>',
        f"<id>{escape(feed)}</id><title>{escape(name)}</title><updated>{updated.isoformat()}</updated>",
        f'<link rel="self" href={quoteattr(feed)}/><link rel="alternate" href={quoteattr(page)}/>',
        f"<author><name>{escape(agency.name)}</name></author>",
    ]
    for row in rows:
        link = address(row)
        about = " | ".join([", ".join(row.type_labels), *([str(row.year)] if row.year else [])])
        said = " ".join(part for part in (f"{about}.", row.note(language)) if part)
        title = row.title
        if row.withdrawn_at:
            title, said = _("Withdrawn: %(title)s") % {"title": row.title}, row.withdrawn_because
        lines.append(
            f"<entry><id>{escape(link)}</id><title>{escape(title)}</title><link href={quoteattr(link)}/>"
            f"<published>{row.added_at.isoformat()}</published><updated>{row.changed_at.isoformat()}</updated>"
            f"<summary>{escape(said)}</summary>"
            + "".join(f"<category term={quoteattr(topic.slug)}/>" for topic in row.topics.all())
            + "</entry>"
        )
    return "\n".join([*lines, "</feed>", ""])
