"""Reads a PDF that typst made, enough of it for tests: its pages as text, its tags, what is attached."""

import re
import zlib
from dataclasses import dataclass
from functools import cached_property

NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
STRING = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]+>", re.S)
PIECE = re.compile(rb"/(f\d+) [\d.]+ Tf|(\[[(<].*?\])TJ|((?:\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]+>))Tj|(ET)", re.S)


def _bytes(string: bytes) -> bytes:
    """A string of the page: escaped in brackets, or in hex."""
    if string.startswith(b"<"):
        return bytes.fromhex(string[1:-1].decode())

    def plain(found: re.Match[bytes]) -> bytes:
        said = found.group(1)
        return bytes([int(said, 8)]) if said.isdigit() else NAMED.get(said, said)

    return ESCAPE.sub(plain, string[1:-1])


@dataclass(frozen=True)
class Pdf:
    """The bytes of a PDF."""

    content: bytes

    @cached_property
    def objects(self) -> dict[int, bytes]:
        found = re.finditer(rb"(?:^|\n)(\d+) 0 obj\n?(.*?)\nendobj", self.content, re.S)
        return {int(one.group(1)): one.group(2) for one in found}

    def stream(self, body: bytes) -> bytes:
        start = body.index(b"stream\n")
        raw = body[start + 7 : body.rindex(b"\nendstream")]
        return zlib.decompress(raw) if b"FlateDecode" in body[:start] else raw

    def of_type(self, kind: str) -> list[bytes]:
        return [body for body in self.objects.values() if re.search(rf"/Type\s*/{kind}\b".encode(), body)]

    def tags(self, name: str) -> int:
        """How many elements of the structure are of this kind."""
        return len(re.findall(rf"/StructElem/S/{name}\b".encode(), self.content))

    @cached_property
    def attached(self) -> list[str]:
        return [self.stream(body).decode() for body in self.of_type("EmbeddedFile")]

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page as it is drawn: glyphs back to letters by each font's own table."""
        return [self._page(body) for body in self.of_type("Page")]

    @cached_property
    def text(self) -> str:
        return " ".join(" ".join(self.pages).split())

    def _named(self, body: bytes, name: str) -> bytes:
        found = re.search(rf"/{name} (\d+) 0 R".encode(), body)
        return self.objects[int(found.group(1))] if found else body

    def _page(self, body: bytes) -> str:
        resources = self._named(body, "Resources")
        fonts = {
            name.decode(): self._letters(self.objects[int(number)])
            for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
        }
        said, letters = [], {}
        for font, several, one, end in PIECE.findall(self.stream(self._named(body, "Contents"))):
            if font:
                letters = fonts[font.decode()]
            elif end:
                said.append(" ")
            for string in STRING.findall(several or one):
                glyphs = _bytes(string)
                said += [
                    letters.get(glyphs[at : at + 2], "\N{REPLACEMENT CHARACTER}") for at in range(0, len(glyphs), 2)
                ]
        return "".join(said)

    def _letters(self, font: bytes) -> dict[bytes, str]:
        table = self.stream(self._named(font, "ToUnicode"))
        pairs = re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>", table)
        return {bytes.fromhex(a.decode()): bytes.fromhex(b.decode()).decode("utf-16-be") for a, b in pairs}
