"""A policy's text page by page: what stands on this one, the contents, and where each reference leads."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from commonbeat.act.policies.rules.text import Block, Document, Part, anchor, parse, parts_of, pieces
from commonbeat.kit.words import number

LETTERS = 9_000
"""Of text on one page: with everything around it, under 30,000 bytes."""


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page of a text: `parts` for the template, `contents` over all pages, links to the pages before and after."""

    language: str
    parts: list[dict[str, Any]]
    contents: list[dict[str, Any]]
    page: int
    last: int
    before: str = ""
    after: str = ""
    position: str = ""
    faults: list[str] = field(default_factory=list)


def text_page(words: tuple[str, str], asked: str = "") -> TextPage:
    """`words` with their language; `asked` is the page that the address names, untrusted."""
    text, language = words
    document = parse(text)
    pages = parts_of(document, most=LETTERS) or [[]]
    page = min(max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1, 1), len(pages))
    where = {part.section.number: place for place, parts in enumerate(pages, 1) for part in parts if not part.goes_on}
    links = {number_: _link(number_, place, page) for number_, place in where.items()}
    return TextPage(
        language=language,
        parts=[_part(part, links) for part in pages[page - 1]],
        contents=_contents(document, links, here={part.section.number for part in pages[page - 1]}),
        page=page,
        last=len(pages),
        before=f"?page={page - 1}#text" if page > 1 else "",
        after=f"?page={page + 1}#text" if page < len(pages) else "",
        position=_("Page %(page)s of %(last)s") % {"page": number(page), "last": number(len(pages))},
        faults=[str(fault) for fault in document.faults],
    )


def _link(section: str, place: int, page: int) -> str:
    """Where a section stands, seen from this page."""
    return f"#{anchor(section)}" if place == page else f"?page={place}#{anchor(section)}"


def _contents(document: Document, links: dict[str, str], here: set[str]) -> list[dict[str, Any]]:
    """Every section of the first level; those under it only where they stand on this page."""
    return [
        {
            "number": section.number,
            "title": section.title,
            "url": links.get(section.number, ""),
            "under": [
                {"number": child.number, "title": child.title, "url": links[child.number]}
                for child in section.children
                if child.number in here and child.number in links
            ],
        }
        for section in document.sections
    ]


def _part(part: Part, links: dict[str, str]) -> dict[str, Any]:
    return {
        "number": part.section.number,
        "title": part.section.title,
        "anchor": part.section.anchor,
        "depth": part.section.depth,
        "goes_on": part.goes_on,
        "blocks": blocks_of(part.blocks, links),
    }


def blocks_of(blocks: Sequence[Block], links: dict[str, str]) -> list[dict[str, Any]]:
    """Blocks with their references as links."""
    return [
        {
            "kind": str(block.kind),
            "name": block.name,
            "items": [
                [{"words": piece.words, "url": links.get(piece.to, "")} for piece in pieces(item)]
                for item in block.items
            ],
        }
        for block in blocks
    ]
