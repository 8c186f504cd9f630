"""What the program logs: no key of a page, for whoever reads the log would then hold what opens it."""

import logging
import re

SECRETS = frozenset({"key", "token"})
"""What the parts of an address are called that open a page to whoever holds them."""

LONG = re.compile(r"(?<=/)[^/?]{16,}")
"""A part of an address that belongs to no page of ours and may be a mistyped key."""


class WithoutKeys(logging.Filter):
    """Takes the keys out of the address of a request before its line is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True: every line is written. Django's lines about a request carry it, and its address among their words."""
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path is not None and isinstance(record.args, tuple):
            record.args = tuple(
                hidden(one, request) if isinstance(one, str) and path in one else one for one in record.args
            )
        return True


def hidden(words: str, request: object) -> str:
    """The words of a line with "..." where a key stood."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return LONG.sub("...", words)
    for name in SECRETS & match.kwargs.keys():
        words = words.replace(str(match.kwargs[name]), "...")
    return words
