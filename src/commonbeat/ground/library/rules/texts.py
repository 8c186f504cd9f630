"""How words are compared in the search: without case, accents and the plural's s; the same on every database."""

import unicodedata
from collections.abc import Iterable

LONGEST_WORD = 40
MOST_TERMS = 8
"""Words of a search that are looked for; more than these narrow nothing that anybody means."""
LONGEST_QUERY = 100


def words(text: str) -> list[str]:
    """The words of a text in their order, folded: letters and digits only, lower case, no accents, no plural."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return [_singular(word)[:LONGEST_WORD] for word in kept.split()]


def _singular(word: str) -> str:
    """The word without the s of a plural, in English and Spanish; both sides of a comparison lose it alike."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def terms(query: str) -> tuple[str, ...]:
    """What a search looks for: each different word once, in order."""
    return tuple(dict.fromkeys(words(query[:LONGEST_QUERY])))[:MOST_TERMS]


def mark_of(agency: int) -> str:
    """The word that stands in every text of one agency; nobody can type it: words hold no underscore."""
    return f"a_{agency}"


def document(agency: int, texts: Iterable[str]) -> str:
    """All different words of a resource, with its agency's mark: what the search keeps of it."""
    found = {word for text in texts for word in words(text)}
    return " ".join([mark_of(agency), *sorted(found)])


def sqlite_query(agency: int, looked_for: Iterable[str]) -> str:
    """The same question for FTS5: every word, each as a beginning. Words hold letters and digits only."""
    return " AND ".join([f'"{mark_of(agency)}"', *(f'"{word}"*' for word in looked_for)])


def postgresql_query(agency: int, looked_for: Iterable[str]) -> str:
    """The same question as a tsquery."""
    return " & ".join([f"'{mark_of(agency)}'", *(f"'{word}':*" for word in looked_for)])
