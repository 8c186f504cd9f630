"""A version's text as passages to read: each heading with its number, so that a question can say where to read on."""

import re
from dataclasses import dataclass

_HEADING = re.compile(r"^(?:#{1,6}\s+)?(?P<number>\d+(?:\.\d+)*)\.?\s+(?P<title>\S.{0,118})$")
_MARKED = re.compile(r"^#{1,6}\s+(?P<title>\S.{0,118})$")


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands under one heading; number and title are empty for what stands before the first."""

    number: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Its id in the page."""
        return anchor_of(self.number) if self.number else ""


def anchor_of(section: str) -> str:
    """The id of a section in the page: "section-4-2" for "4.2"."""
    return "section-" + "-".join(re.findall(r"[A-Za-z0-9]+", section)).lower()


def passages(text: str) -> tuple[Passage, ...]:
    """The text by its headings: a line alone that begins with a number ("4.2 Deadly force") or with "#"."""
    found: list[Passage] = []
    number, title, paragraphs = "", "", list[str]()
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        first, _, rest = block.strip().partition("\n")
        heading = _HEADING.match(first.strip()) or _MARKED.match(first.strip())
        if heading is None:
            paragraphs.append(block.strip())
            continue
        if number or title or paragraphs:
            found.append(Passage(number, title, tuple(one for one in paragraphs if one)))
        number, title = heading.groupdict().get("number") or "", heading["title"]
        paragraphs = [rest.strip()]
    return (*found, Passage(number, title, tuple(one for one in paragraphs if one)))
