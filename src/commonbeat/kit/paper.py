"""A page on paper: typst makes an accessible PDF (PDF/UA-1) from a layout and its words, by our own fonts alone.

Nothing is fetched: fonts come from kit's static files and from typst itself; packages are off.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

STANDARD: Final = "ua-1"
FONTS = Path(__file__).parent / "static" / "vendor" / "uswds" / "fonts"
LAYOUT = (Path(__file__).parent / "templates" / "kit" / "paper.typ").read_text(encoding="utf-8")
"""What all papers share: type, colors, head and foot; each layout of an app follows it."""
NOT_DRAWN = "\N{REPLACEMENT CHARACTER}"
"""What stands for a letter that no font here can draw."""
PLAIN = 0x250
"""Letters below are in our fonts; whatever stands above is tried first."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished PDF, and whether a letter in it could not be drawn."""

    content: bytes
    whole: bool


@cache
def _fonts(machine: bool) -> typst.Fonts:
    """Our fonts and typst's own; with `machine` those of this machine as well."""
    return typst.Fonts(include_system_fonts=machine, include_embedded_fonts=True, font_paths=[FONTS])


def paper(layout: str, words: Mapping[str, Any], *, day: date, files: Mapping[str, str] | None = None) -> Paper:
    """Set `words` by `layout` (typst source that reads `words` and `files`); the same input is always the same PDF.

    `day` is the day that the PDF says it was made. Letters that our fonts lack are sought on this machine; those that
    are nowhere become a mark, and the paper says so. Raises typst.TypstError where the layout is wrong.
    """
    text = json.dumps(words, ensure_ascii=False, sort_keys=True)
    machine, missing = False, undrawn(text, machine=False)
    if missing:
        machine, missing = True, undrawn(text, machine=True)
    if missing:
        said = text.translate({ord(letter): NOT_DRAWN for letter in missing})
        text = json.dumps({**json.loads(said), "whole": False}, ensure_ascii=False, sort_keys=True)
    content = typst.compile(
        f"{LAYOUT}\n{layout}".encode(),
        font_paths=_fonts(machine),
        ignore_system_fonts=not machine,
        sys_inputs={"words": text, "files": json.dumps(dict(files or {}), ensure_ascii=False)},
        pdf_standards=[STANDARD],
        timestamp=datetime.combine(day, time(12), UTC),
    )
    assert isinstance(content, bytes)  # noqa: S101 one PDF, not a list of pictures
    return Paper(content, not missing)


def undrawn(text: str, *, machine: bool) -> frozenset[str]:
    """The letters of a text that no font can draw."""
    letters = sorted({letter for letter in text if ord(letter) >= PLAIN})
    return frozenset() if _drawn(letters, machine) else frozenset(one for one in letters if not _drawn([one], machine))


def _drawn(letters: Iterable[str], machine: bool) -> bool:
    """Whether all of these can be drawn; tried by setting them."""
    try:
        typst.compile(
            b'#set document(title: "x")\n#set text(font: "Public Sans")\n#sys.inputs.letters',
            font_paths=_fonts(machine),
            ignore_system_fonts=not machine,
            sys_inputs={"letters": " ".join(letters)},
            pdf_standards=[STANDARD],
        )
    except typst.TypstError:
        return False
    return True
