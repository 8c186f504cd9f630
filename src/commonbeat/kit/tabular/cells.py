"""One cell: cleaned on the way in, shown safely, escaped on the way out."""

import re
from typing import Any

from commonbeat.kit.tabular.problems import Reason, Refused

INVISIBLE = dict.fromkeys([0x00AD, 0x061C, *range(0x200B, 0x2010), 0x2060, 0xFEFF])
"""Marks that have no shape: soft hyphen, zero-width spaces and joiners, marks of direction, byte order mark."""

SPACES = dict.fromkeys((9, 10, 11, 12, 13, 133, 160, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288), " ")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of reading around and can disguise a text (Unicode Technical Report 36)."""
DESTROYED = re.compile("[\ufffd\ud800-\udfff]")
FORMULA = re.compile(r"'*[=+\-@\t\r\n|%]")
"""How a cell begins that a spreadsheet would run as a formula (OWASP: CSV injection)."""
PLAIN_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)%?")
WIDEST = 80


def clean(value: str) -> str:
    """The text of a cell without spaces around it and without invisible marks.

    Raises Refused where it holds what is not text. A cell that our own export escaped comes back as it was.
    """
    value = value.strip()
    if not (value.isascii() and value.isprintable()):
        value = _clean_rare(value)
    if value[:1] == "'" and FORMULA.match(value):
        return value[1:]
    return value


def _clean_rare(value: str) -> str:
    if DESTROYED.search(value):
        raise Refused(Reason.UNREADABLE)
    if TURNING.search(value):
        raise Refused(Reason.DISGUISED)
    value = value.translate(SPACES).translate(INVISIBLE).strip()
    if not value.isprintable():
        raise Refused(Reason.CONTROL)
    return value


def has_invisible(value: str) -> bool:
    """Whether marks without a shape stand inside."""
    return any(ord(letter) in INVISIBLE for letter in value)


def shown(value: str, widest: int = WIDEST) -> str:
    """A cell as a page may show it: cut, control characters made visible, nothing that turns the reading around."""
    cut = value if len(value) <= widest else value[: widest - 1] + "…"
    return "".join(_visible(letter) for letter in cut)


def _visible(letter: str) -> str:
    code = ord(letter)
    if letter.isprintable():
        return letter
    if code < 0x20:
        return chr(0x2400 + code)
    return "\ufffd"


def escaped(value: Any) -> str:
    """A cell as a file may hold it: what a spreadsheet would run as a formula gets an apostrophe in front."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = DESTROYED.sub("\ufffd", value).replace("\0", "\u2400")
    if FORMULA.match(text) and not PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def plain(value: str) -> str:
    """A word without upper case and double spaces: how words of a file are compared."""
    return " ".join(value.casefold().split())


def header_key(value: str) -> str:
    """A column's name reduced to its letters and digits: how names of columns are compared."""
    return "".join(letter for letter in value.casefold() if letter.isalnum())
