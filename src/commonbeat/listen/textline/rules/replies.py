"""What somebody means who points something out by text, and how often a phone is told the same on one day."""

import re

ISSUE = re.compile(r"\s*(?:issue|problema|asunto)\b[\s:,.!–—-]*(.*)", re.IGNORECASE | re.DOTALL)
"""The word with which somebody says that the rest is to be acted on; without it no text becomes a concern."""

MOST_MISREAD = 3
"""After so many replies that are no answers, a text that cannot be read as an answer gets none: two machines that
answer each other come to an end."""
MOST_ISSUES = 5
"""How many of a day's replies may open a concern."""


def issue_in(body: str) -> str | None:
    """The words behind ISSUE or PROBLEMA, "" where nothing follows; None where the text does not begin so."""
    found = ISSUE.fullmatch(body)
    return found[1].strip() if found else None
