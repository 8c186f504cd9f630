"""The plain-text form of a policy, read into a tree: numbered sections, paragraphs, lists, defined terms, references.

# 1 Purpose                 a section; its number is written, so it stays when others come or go
## 1.1 Whom it binds        a section of section 1
Words of a paragraph,       lines without a blank line between them are one paragraph
- one thing                 a list; "1." instead of "-" counts its steps
= Force: any use of ...     a defined term
See [1.1].                  leads to section 1.1
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

DEEPEST = 3
"""Levels of sections: 3, 3.2, 3.2.1."""

HEADING = re.compile(r"(#+)\s*(\d+(?:\.\d+)*)?\.?\s*(.*)")
BULLET = re.compile(r"-\s+(.*)")
STEP = re.compile(r"\d+[.)]\s+(.*)")
TERM = re.compile(r"=\s*([^:]*):?(.*)")
REFERENCE = re.compile(r"\[(\d+(?:\.\d+)*)\]")


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    STEPS = "steps"
    TERM = "term"


@dataclass(slots=True)
class Block:
    """A paragraph, a list with its items, or a term (`name`) with what it means. `line` is where it begins."""

    kind: Kind
    line: int
    items: list[str]
    name: str = ""

    @property
    def words(self) -> str:
        """All of it as one line."""
        return " ".join([self.name, *self.items]).strip()


@dataclass(slots=True)
class Section:
    """A numbered part with its own blocks and the sections under it."""

    number: str
    title: str
    line: int
    blocks: list[Block] = field(default_factory=list)
    children: list["Section"] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Its address inside a page, the same in every version."""
        return anchor(self.number)

    @property
    def depth(self) -> int:
        """1 for section 3, 2 for section 3.2."""
        return self.number.count(".") + 1

    def walk(self) -> Iterator["Section"]:
        """It and all that is under it, in their order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the text, on which line, and what to do."""

    line: int
    words: str

    def __str__(self) -> str:
        return _("Line %(line)s: %(words)s") % {"line": self.line, "words": self.words}


@dataclass(slots=True)
class Document:
    """A policy's text as a tree; `faults` says what could not be read."""

    sections: list[Section] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def walk(self) -> Iterator[Section]:
        """Every section, in the order of the text."""
        for section in self.sections:
            yield from section.walk()

    @property
    def terms(self) -> dict[str, str]:
        """Every defined term with what it means."""
        blocks = (block for section in self.walk() for block in section.blocks if block.kind is Kind.TERM)
        return {block.name: " ".join(block.items) for block in blocks}


def anchor(number: str) -> str:
    """The anchor of the section with that number: "s-3-2"."""
    return f"s-{number.replace('.', '-')}"


def order_of(number: str) -> tuple[int, ...]:
    """By which sections stand in order: 3.10 after 3.9."""
    return tuple(int(part) for part in number.split("."))


def lines_of(text: str) -> list[str]:
    """The lines of a text, whichever system ended them; a form feed or the like is no end of a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def parse(text: str) -> Document:
    """Read a text; never raises: whatever cannot be read is a fault with its line."""
    reader = _Reader()
    for place, line in enumerate(lines_of(text), start=1):
        reader.take(place, line.strip())
    document = reader.document
    if not document.sections and not document.faults:
        document.faults.append(Fault(1, _("Begin with a section, such as: # 1 Purpose")))
    document.faults += _loose_ends(document)
    document.faults.sort(key=lambda fault: fault.line)
    return document


class _Reader:
    """Takes line after line; `open` holds the sections that the next line stands in, outermost first."""

    def __init__(self) -> None:
        self.document = Document()
        self.open: list[Section] = []
        self.block: Block | None = None
        self.last: tuple[int, ...] = ()

    def fault(self, line: int, words: str) -> None:
        self.document.faults.append(Fault(line, words))

    def take(self, place: int, line: str) -> None:
        if not line:
            self.block = None
        elif line.startswith("#"):
            self.heading(place, line)
        elif not self.open:
            if not self.document.faults:
                self.fault(place, _("Begin with a section, such as: # 1 Purpose"))
        elif line.startswith("="):
            self.term(place, line)
        elif found := BULLET.fullmatch(line):
            self.item(Kind.BULLETS, place, found[1])
        elif found := STEP.fullmatch(line):
            self.item(Kind.STEPS, place, found[1])
        else:
            self.words(place, line)

    def heading(self, place: int, line: str) -> None:
        found = HEADING.fullmatch(line)
        marks, number, title = found.groups() if found else ("#", None, "")
        self.block = None
        if not number:
            self.fault(place, _("Write the number of the section after the #, such as: ## 3.2 Reporting"))
            return
        section = Section(number, title.strip(), place)
        if not title.strip():
            self.fault(place, _("Give section %(number)s a name.") % {"number": number})
        if len(marks) != section.depth or section.depth > DEEPEST:
            said = _("Write one # for section 3, two for 3.2, three for 3.2.1. There is nothing deeper.")
            self.fault(place, said)
            return
        self.place(section)

    def place(self, section: Section) -> None:
        """Under its parent, after the section before it."""
        order = order_of(section.number)
        while self.open and order_of(self.open[-1].number) != order[: self.open[-1].depth]:
            self.open.pop()
        parent = self.open[-1] if self.open and self.open[-1].depth == section.depth - 1 else None
        if section.depth > 1 and parent is None and order > self.last:
            self.fault(
                section.line,
                _("Section %(number)s stands under a section that is not there: write section %(above)s first.")
                % {"number": section.number, "above": section.number.rpartition(".")[0]},
            )
        elif order <= self.last:
            words = _("Section %(number)s comes too late or twice: numbers must rise. Gaps are fine.")
            self.fault(section.line, words % {"number": section.number})
        else:
            (parent.children if parent else self.document.sections).append(section)
            self.last = order
        self.open = [*self.open[: section.depth - 1], section]

    def term(self, place: int, line: str) -> None:
        found = TERM.fullmatch(line)
        name, meaning = (found[1].strip(), found[2].strip()) if found else ("", "")
        if not name or not meaning:
            self.fault(place, _("Write a term like this: = Force: what it means here"))
        self.block = Block(Kind.TERM, place, [meaning] if meaning else [], name)
        self.open[-1].blocks.append(self.block)

    def item(self, kind: Kind, place: int, words: str) -> None:
        if self.block is None or self.block.kind is not kind:
            self.block = Block(kind, place, [])
            self.open[-1].blocks.append(self.block)
        self.block.items.append(words)

    def words(self, place: int, line: str) -> None:
        """Goes on with the paragraph, list item or term before it, if no blank line stands between."""
        if self.block is None:
            self.block = Block(Kind.PARAGRAPH, place, [])
            self.open[-1].blocks.append(self.block)
        if self.block.items:
            self.block.items[-1] += f" {line}"
        else:
            self.block.items.append(line)


def _loose_ends(document: Document) -> list[Fault]:
    """References that lead nowhere, terms that mean two things, sections that say nothing."""
    numbers = {section.number for section in document.walk()}
    seen: set[str] = set()
    found = []
    for section in document.walk():
        if not section.blocks and not section.children:
            words = _("Section %(number)s says nothing: write its text, or take it out.")
            found.append(Fault(section.line, words % {"number": section.number}))
        for block in section.blocks:
            for number in sorted(set(REFERENCE.findall(block.words)) - numbers, key=order_of):
                words = _("[%(number)s] leads to a section that is not there.") % {"number": number}
                found.append(Fault(block.line, words))
            key = block.name.casefold()
            if block.kind is Kind.TERM and key and key in seen:
                found.append(Fault(block.line, _("%(term)s is defined twice.") % {"term": block.name}))
            seen |= {key} if key else set()
    return found


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words; `to` is the number of the section that it leads to, "" where it leads nowhere."""

    words: str
    to: str = ""


def pieces(words: str) -> list[Piece]:
    """A line cut at its references."""
    found, end = [], 0
    for reference in REFERENCE.finditer(words):
        found += [Piece(words[end : reference.start()]), Piece(reference[1], reference[1])]
        end = reference.end()
    return [piece for piece in [*found, Piece(words[end:])] if piece.words]


@dataclass(frozen=True, slots=True)
class Part:
    """A section, or a piece of one, as a page shows it; `goes_on` where its beginning stands on the page before."""

    section: Section
    blocks: Sequence[Block]
    goes_on: bool = False


def parts_of(document: Document, *, most: int) -> list[list[Part]]:
    """The text in pages of at most about `most` letters each, cut between sections and, where it must be, in one.

    A single block that is longer than a page is a page of its own.
    """
    made: list[list[Part]] = [[]]
    left = most
    for section in document.walk():
        rest, goes_on = list(section.blocks), False
        while True:
            taken, size = _fitting(rest, left - len(section.title), first=not made[-1])
            if taken or not rest:
                made[-1].append(Part(section, rest[:taken], goes_on))
                left -= size + len(section.title) + 60
                rest, goes_on = rest[taken:], True
            if not rest:
                break
            made.append([])
            left = most
    return [page for page in made if page]


def _fitting(blocks: Sequence[Block], room: int, *, first: bool) -> tuple[int, int]:
    """How many of these blocks fit into the room, and how long they are; at least one on an empty page."""
    taken = size = 0
    for block in blocks:
        length = len(block.words) + 30 * len(block.items)
        if size + length > room and (taken or not first):
            break
        taken, size = taken + 1, size + length
    return taken, size
