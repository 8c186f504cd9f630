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


def records(rows: Iterable[LibraryResource], *, address: Address) -> Iterator[dict[str, Any]]:
    """Each resource as plain values by column; lists stay lists."""
    for row in rows:
        citation = next(iter(row.citations.all()), None)
        rating = next(iter(row.ratings.all()), None)
        yield {
            "slug": row.slug,
            "title": row.title,
            "year": row.year,
            "types": row.types,
            "topics": [topic.slug for topic in row.topics.all()],
            "audiences": row.audiences,
            "kind": row.kind,
            "provenance": row.provenance,
            "evidence": rating.grade if rating else "",
            "basis": rating.ground if rating else "",
            "publisher": row.publisher,
            "language": row.language,
            "note_en": row.note_en,
            "note_es": row.note_es,
            "source": citation.words if citation else "",
            "url": citation.url if citation else "",
            "accessed_on": citation.accessed_on.isoformat() if citation and citation.accessed_on else "",
            "version": row.version,
            "review_by": row.review_by.isoformat() if row.review_by else "",
            "page": address(row),
        }


def as_csv(found: Iterable[dict[str, Any]]) -> str:
    """RFC 4180, with words of a list between vertical bars; what a spreadsheet would run as a formula is text."""
    written = io.StringIO(newline="")
    lines = csv.writer(written)
    lines.writerow(COLUMNS)
    for record in found:
        cells = (" | ".join(value) if isinstance(value, list) else value for value in record.values())
        lines.writerow([escaped(cell) for cell in cells])
    return written.getvalue()


def as_json(found: Iterable[dict[str, Any]], *, query: str, gone: Sequence[LibraryResource] = ()) -> str:
    """The same records, with the search that found them, and what was withdrawn: day and reason by short name."""
    told = {"query": query, "resources": list(found), "withdrawn": [_gone(row) for row in gone]}
    return json.dumps(told, ensure_ascii=False, indent=1)


def _gone(row: LibraryResource) -> dict[str, str]:
    moment = row.withdrawn_at.isoformat() if row.withdrawn_at else ""
    return {"slug": row.slug, "title": row.title, "withdrawn_at": moment, "because": row.withdrawn_because}


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
