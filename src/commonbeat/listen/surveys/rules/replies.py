"""What somebody means who answers a question by text: a number, the words of an answer, and what they wrote besides."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from commonbeat.listen.surveys.rules.questions import NOT_SAID, SKIP, Question, Texts

LONGEST = 1600
"""Characters of a text that are read: ten parts of a long message."""

NUMBER = re.compile(r"\s*#?([0-9])(?!\w|[-/:.,]\d)[\s.,:;!)\-–—]*")
"""A digit by itself at the beginning: "2", "2.", "#2 but ...", never "25", "2nd" or "5:30"."""

NUMERALS = {
    "1": ("one", "uno"),
    "2": ("two", "dos"),
    "3": ("three", "tres"),
    "4": ("four", "cuatro"),
    "5": ("five", "cinco"),
}
NO_ANSWER = ("skip", "pass", "rather not say", "do not remember", "don't remember", "paso", "omitir", "no recuerdo")
JOINS = ("but", "and", "because", "though", "although", "pero", "y", "porque", "aunque")
"""Words after which an answer in words goes on as free words: "no, but ..."; without one "no idea" would be a no."""

LANGUAGES = {
    "espanol": "es",
    "spanish": "es",
    "en espanol": "es",
    "english": "en",
    "ingles": "en",
    "in english": "en",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What was understood: the answer's code, NOT_SAID for giving none, None for neither; and the words besides."""

    code: str | None
    words: str = ""


def language_asked(body: str) -> str | None:
    """The language that somebody asks for, where their whole text is its name: "ESPAÑOL" is "es"."""
    return LANGUAGES.get(_plain(body).strip(" \t\r\n.!¡"))


def understood(body: str, question: Question) -> Reply:
    """A text as the answer to this question."""
    body = body[:LONGEST]
    found = NUMBER.match(body)
    if found and (found[1] in question.codes or found[1] == SKIP):
        return Reply(NOT_SAID if found[1] == SKIP else found[1], body[found.end() :].strip())
    plain = _plain(body)
    start = len(plain) - len(plain.lstrip(" \t\r\n¡¿\"'"))
    for said, code in sorted(_spellings(question), key=lambda one: -len(one[0])):
        if plain.startswith(said, start):
            rest = _besides(body, plain, start + len(said))
            if rest is not None:
                return Reply(code, rest)
    return Reply(None, body.strip())


def _besides(body: str, plain: str, end: int) -> str | None:
    """What follows an answer in words, as it was written; None where the answer's words are part of other words."""
    rest = plain[end:]
    if not rest.strip(" \t\r\n.,:;!?)\"'"):
        return ""
    if rest[0] in ".,:;!?\r\n":
        return body[end:].lstrip(" \t\r\n.,:;!?)-").strip()
    if rest[0].isspace() and (rest.split()[0].strip(",;:") in JOINS or rest.lstrip()[0] in "-–—"):
        return body[end:].lstrip(" \t\r\n-–—").strip()
    return None


def _spellings(question: Question) -> Iterator[tuple[str, str]]:
    """Every way to write each answer, folded, with its code."""
    for choice in question.choices:
        for words in _forms(choice.said):
            yield words, choice.code
        for words in NUMERALS.get(choice.code, ()):
            yield words, choice.code
    for words in (*_forms(question.skip), *NO_ANSWER):
        yield words, NOT_SAID


def _forms(said: Texts) -> Iterator[str]:
    """The words of an answer in each language; "satisfecho(a)" is both satisfecho and satisfecha."""
    for words in said.values():
        plain = _plain(words)
        yield from {plain, plain.replace("o(a)", "o"), plain.replace("o(a)", "a")}


def _plain(words: str) -> str:
    """Without case and accents, letter for letter: as long as what was written."""
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] for letter in words.replace("’", "'"))
