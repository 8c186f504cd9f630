"""What is derived from a link or a number, with the installation's key: by what a row is found, and what opens a box.

Each has a purpose of its own, so that no two of them can be laid side by side without the key: the main space finds an
invitation by one fingerprint of its link, the sealed space finds an answer by another.
"""

import base64

from commonbeat.kit.sealing import derived, fingerprint, seal, seal_under, unseal, unseal_under
from commonbeat.listen.surveys.rules.answers import Given, Kept, given_from, kept_from, packed

TOKEN_BYTES = 16

NUMBER = "surveys.number"
LINK = "surveys.link"
TOKEN = "surveys.token"  # noqa: S105 - what the key is derived for, no secret
LOOKUP = "surveys.lookup"
ANSWER = "surveys.answer"
SPARE = "surveys.spare"
USED = "surveys.used"
WAITING = "surveys.waiting"
COMMENT = "surveys.comment"


def token_for(number: str, nonce: str) -> str:
    """The token of an invitation: 26 letters and digits that follow from a number (E.164) and the invitation's nonce.

    It stands in the link that is sent, and is worked out anew when an answer comes by text; it is stored nowhere.
    Base32 of RFC 4648 in small letters, without padding.
    """
    raw = derived(f"{number} {nonce}", TOKEN)[:TOKEN_BYTES]
    return base64.b32encode(raw).decode().rstrip("=").lower()


def number_mark(number: str) -> str:
    """By what an invitation is found when a text comes from that number."""
    return fingerprint(number, NUMBER)


def link_mark(token: str) -> str:
    """By what an invitation is found when its link is opened."""
    return fingerprint(token, LINK)


def lookup_of(token: str) -> str:
    """By what an open answer is found."""
    return derived(token, LOOKUP).hex()


def used_mark(token: str) -> str:
    """By what it is known that a link has been used."""
    return derived(token, USED).hex()


def boxes(token: str, given: Given) -> tuple[str, str]:
    """The two boxes of an open answer: one that the holder of the link opens, one for the writing after a day."""
    text = packed(given)
    return seal_under(derived(token, ANSWER), text, ANSWER), seal(text, SPARE)


def opened(token: str, box: str) -> Given:
    """An open answer, by its link."""
    return given_from(unseal_under(derived(token, ANSWER), box, ANSWER))


def spare_opened(box: str) -> Given:
    """An open answer, without its link."""
    return given_from(unseal(box, SPARE))


def put_by(kept: Kept) -> str:
    """The box of an answer that waits."""
    return seal(packed(kept), WAITING)


def taken_up(box: str) -> Kept:
    """An answer that waits."""
    return kept_from(unseal(box, WAITING))
