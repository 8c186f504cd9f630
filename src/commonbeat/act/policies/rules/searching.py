"""Words to search by: without accents and case, so that "accion" finds "acción" in every database."""

import re
import unicodedata

MOST_WORDS = 8
"""What a search looks for at most; further words narrow nothing."""


def folded(text: str) -> str:
    """A text as it is searched."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def wanted(text: str) -> list[str]:
    """The words that a reader typed; nothing that a database could read as a command is left."""
    return re.findall(r"[^\W_]+", folded(text))[:MOST_WORDS]
