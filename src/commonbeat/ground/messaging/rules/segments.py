"""How many segments a text takes: what it costs, and whether a phone shows it as one."""

from dataclasses import dataclass
from math import ceil

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The GSM 7-bit default alphabet (3GPP TS 23.038, 6.2.1). Of the letters of Spanish it has é ñ Ñ ü ¿ ¡, not á í ó ú."""

EXTENDED = frozenset("\f^{}\\[~]|€")
"""Its extension table (6.2.1.1): each of these takes two places."""

ONE = {"gsm7": 160, "ucs2": 70}
"""Places of a text that goes as one segment."""
EACH = {"gsm7": 153, "ucs2": 67}
"""Places of each segment of a longer text: the head that joins the segments takes the rest (TS 23.040, 9.2.3.24.1)."""


@dataclass(frozen=True, slots=True)
class Segments:
    """A text as phones carry it: its alphabet, its places, how many segments, and which characters are to blame."""

    alphabet: str
    places: int
    count: int
    costly: str = ""
    """The characters that the 7-bit alphabet lacks, each once: they make every segment hold 70 instead of 160."""


def segments(text: str) -> Segments:
    """Count as gateways do: no character is cut in two at the end of a segment."""
    costly = "".join(dict.fromkeys(letter for letter in text if letter not in BASIC and letter not in EXTENDED))
    alphabet = "ucs2" if costly else "gsm7"
    sizes = [_places(letter, alphabet) for letter in text]
    places = sum(sizes)
    if places <= ONE[alphabet]:
        return Segments(alphabet, places, 1, costly)
    return Segments(alphabet, places, _packed(sizes, EACH[alphabet]), costly)


def _places(letter: str, alphabet: str) -> int:
    """Places of one character: two for the extension table, and for what UTF-16 writes as a pair."""
    if alphabet == "gsm7":
        return 2 if letter in EXTENDED else 1
    return 2 if ord(letter) > 0xFFFF else 1


def _packed(sizes: list[int], room: int) -> int:
    """How many segments of `room` places hold these characters in their order."""
    if all(size == 1 for size in sizes):
        return ceil(len(sizes) / room)
    count, left = 1, room
    for size in sizes:
        if size > left:
            count, left = count + 1, room
        left -= size
    return count
