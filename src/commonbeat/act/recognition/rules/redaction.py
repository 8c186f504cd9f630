"""What to take out of somebody's words before others read them: spans that a program can find, for a person to judge.

The marks are suggestions. They find what has a shape (numbers, addresses) and guess at names; a person reads it all.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

OUT = "[…]"
"""What stands where something was taken out, in every language."""


class What(TextChoices):
    """What a span seems to be."""

    MAIL = "mail", _("a mail or web address")
    PHONE = "phone", _("a phone number")
    CASE = "case", _("a case number")
    PLATE = "plate", _("a license plate")
    ADDRESS = "address", _("an address")
    TIME = "time", _("a day or an hour")
    NAME = "name", _("a name")


NEVER = frozenset({What.MAIL, What.PHONE, What.CASE, What.PLATE})
"""What is never passed on, whoever asks: its shape leaves no doubt."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (not included) of the words, and what they seem to be."""

    start: int
    end: int
    what: What


_STREET = r"street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln"
_STREETS = rf"{_STREET}|drive|dr|court|ct|place|pl|way|parkway|pkwy|terrace|highway|hwy"
_WORD = r"[A-ZÁÉÍÓÚÜÑ][\w’'-]*"
_MONTHS = (
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_DAYS = r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
_TITLE = (
    r"(?:mr|mrs|ms|dr|sgt|sr|sra|srta)\b\.?|"
    r"(?:miss|officer|sergeant|señora|señor|señorita|doña|don|oficial|sargento|agente)\b"
)
_CALLED = r"my name is|name is|named|called|i am|i’m|i'm|me llamo|se llama|soy|nombre es"
_SIDE = r"(?: (?:north|south|east|west|[nsew]\b\.?))?"

_SHAPES: tuple[tuple[What, re.Pattern[str]], ...] = (
    (What.MAIL, re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w|\bhttps?://\S+|\bwww\.\S+", re.I)),
    (What.PHONE, re.compile(r"(?<!\w)(?:\+?1[ .-]?)?(?:\(\d{3}\)|\d{3})[ .-]?\d{3}[ .-]?\d{4}(?!\w)")),
    (What.PHONE, re.compile(r"(?<![\w-])\d{3}[.-]\d{4}(?![\w-])")),
    (
        What.CASE,
        re.compile(
            r"(?<!\w)#\s?\d[\w-]{2,}|\b(?:case|report|caso|incident)\s+(?:no\.?\s*|number\s*|número\s*)?#?\s?\d[\w-]+",
            re.I,
        ),
    ),
    (What.CASE, re.compile(r"\b[A-Z]{0,3}\d{2,4}-\d{3,}\b|\b\d{5,}\b")),
    (What.PLATE, re.compile(r"\b(?:[A-Z]{3}[ -]?\d{3,4}|\d{3}[ -]?[A-Z]{3})\b")),
    (What.ADDRESS, re.compile(rf"\b\d+(?:st|nd|rd|th)?{_SIDE}(?: \w+){{0,2}} (?:{_STREET})\b\.?", re.I)),
    (What.ADDRESS, re.compile(rf"\b(?:\d+ )?(?:{_WORD} ){{1,3}}(?i:{_STREETS})\b")),
    (What.ADDRESS, re.compile(rf"\b(?i:calle|avenida|carrera)(?: {_WORD}| \d+\b)+")),
    (What.ADDRESS, re.compile(r"\b(?:apartment|apt|unit|apartamento)\.? ?#?\d+\w*", re.I)),
    (
        What.TIME,
        re.compile(
            rf"\b(?:{_MONTHS})\.? \d{{1,2}}\b|\b\d{{1,2}} de (?:{_MONTHS})\b|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b|"
            rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b(?:{_DAYS})\b",
            re.I,
        ),
    ),
    (What.TIME, re.compile(r"\b\d{1,2}(?::\d{2})? ?[ap]\.?m\b\.?|\b\d{1,2}:\d{2}\b", re.I)),
    (What.NAME, re.compile(rf"\b(?i:{_TITLE}) (?P<only>{_WORD}(?: {_WORD})?)")),
    (What.NAME, re.compile(rf"\b(?i:{_CALLED}) (?P<only>{_WORD}(?: {_WORD})?)")),
    (What.NAME, re.compile(rf"(?<=[\w,;] )(?P<only>{_WORD}(?: {_WORD})*)")),
)
"""The surest first: where two overlap, the first one stands."""

_NO_NAME = frozenset(
    re.split(
        " ",
        "i i’m i'm i’d i'd i’ll i'll i’ve i've ok usa english spanish español inglés gracias thank thanks god dios "
        "police policía officer oficial agente sergeant sargento sgt mr mrs ms dr señor señora sr sra doña don",
    )
)
"""Words with a capital that name nobody."""

_SPANISH = frozenset(
    re.split(" ", "el la los las que de con por para muy gracias nos me mi su y en español amable fue")
)
_ENGLISH = frozenset(re.split(" ", "the and to of with for very thanks thank us my his her was he she they it in that"))


def suggestions(words: str, known: Collection[str] = ()) -> tuple[Span, ...]:
    """The spans to take out, in their order, none over another. Names in `known` (the officer's own) are left in."""
    keep = {part.casefold() for name in known for part in name.split()}
    found: list[Span] = []
    for what, shape in _SHAPES:
        if what is What.NAME and words.isupper():
            continue  # capitals say nothing there
        for match in shape.finditer(words):
            for start, end in _edges(what, match, keep):
                if all(end <= one.start or one.end <= start for one in found):
                    found.append(Span(start, end, what))
    return tuple(sorted(found, key=lambda one: one.start))


def _edges(what: What, match: re.Match[str], keep: set[str]) -> Iterator[tuple[int, int]]:
    """Where a match begins and ends; of a name each word by itself, without those that name nobody or are known."""
    if what is not What.NAME:
        yield match.span()
        return
    start = match.start("only")
    for word in re.finditer(r"\S+", match["only"]):
        said = word[0].casefold()
        if said not in _NO_NAME and said.removesuffix("’s").removesuffix("'s") not in keep:
            yield start + word.start(), start + word.end()


def pieces(words: str, spans: Sequence[Span]) -> list[tuple[str, str]]:
    """The words cut at the spans: each piece with what it seems to be, "" for what may stay."""
    found, at = [], 0
    for span in spans:
        found += [(words[at : span.start], ""), (words[span.start : span.end], str(span.what.label))]
        at = span.end
    return [one for one in (*found, (words[at:], "")) if one[0]]


def without(words: str, spans: Sequence[Span]) -> str:
    """The words with every span taken out; two that touch leave one mark."""
    kept, at = "", 0
    for span in spans:
        kept += words[at : span.start] + OUT
        at = span.end
    return re.sub(rf"{re.escape(OUT)}(?:\s*{re.escape(OUT)})+", OUT, kept + words[at:])


def tidy(words: str) -> str:
    """What somebody typed into the copy, as it is kept: one mark for what is taken out, no white space at the ends."""
    return re.sub(r"[ \t]+", " ", words.replace("[...]", OUT).replace("\r\n", "\n")).strip()


def left_in(words: str) -> list[str]:
    """What stands in the words and is never passed on."""
    return [words[one.start : one.end] for one in suggestions(words) if one.what in NEVER]


def put_in(original: str, copy: str) -> str:
    """The first word of the copy that the original has not, in its order; "" where words were only taken out."""
    rest = iter(tokens(original))
    for word in tokens(copy.replace(OUT, " ")):
        if not any(word == other for other in rest):
            return word
    return ""


def says_something(words: str) -> bool:
    """Whether any word is left."""
    return bool(tokens(words.replace(OUT, " ")))


def language_of(words: str) -> str:
    """The language that the words seem to be in, so that a screen reader says them well: "es" or "en"."""
    said = tokens(words)
    spanish = sum(word in _SPANISH for word in said) + sum(mark in words for mark in "¡¿ñ")
    return "es" if spanish > sum(word in _ENGLISH for word in said) else "en"


def tokens(words: str) -> list[str]:
    """The words in their order, small and large letters alike."""
    return [one.casefold() for one in re.findall(r"\w+", words)]
