"""How each entry of the ledger is tied to the one before, so that anybody with the file can see what was changed.

An entry is text only: every value stands in the file exactly as it was hashed. Words that a person wrote are tied in
by a salted hash of their own, so that they can be taken out later without breaking the chain.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from commonbeat.ground.audit.rules import GENESIS
from commonbeat.kit.tabular.cells import escaped

__all__ = ["CHAINED", "GENESIS", "Chained", "entry_of", "fault_of", "hash_of", "new_salt", "one_line", "words_hash"]

CHAINED = (
    "sequence",
    "promise",
    "day",
    "recorded_at",
    "event",
    "by",
    "state",
    "title",
    "promised_to",
    "owner",
    "made_on",
    "first_due",
    "new_due",
    "words_hash",
)
"""What the hash of an entry covers, under these names."""


@dataclass(frozen=True, slots=True)
class Chained:
    """An entry as it was hashed, with the hash before it, its own, and the words and salt that it may still hold."""

    entry: Mapping[str, str]
    previous: str
    hash: str
    words: str = ""
    salt: str = ""


def entry_of(**values: int | str | date | datetime | None) -> dict[str, str]:
    """The values as text: days in ISO form, nothing as "", and no cell that a spreadsheet would run."""
    if set(values) != set(CHAINED):
        raise ValueError(f"An entry holds exactly {', '.join(CHAINED)}.")
    return {name: _text(values[name]) for name in CHAINED}


def hash_of(previous: str, entry: Mapping[str, str]) -> str:
    """SHA-256, in hex, of the hash before, a line break, and the entry as JSON: sorted keys, no spaces, UTF-8."""
    words = json.dumps(dict(entry), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{words}".encode()).hexdigest()


def words_hash(words: str, salt: str) -> str:
    """What the entry holds of a person's words: SHA-256 of salt, line break and words; "" where there are none."""
    return hashlib.sha256(f"{salt}\n{escaped(words)}".encode()).hexdigest() if words else ""


def new_salt() -> str:
    """128 random bits: without them, words that were taken out could be guessed from their hash."""
    return secrets.token_hex(16)


def one_line(words: str) -> str:
    """Words as the ledger keeps them: on one line, one space between."""
    return " ".join(words.replace("\0", "").split())


def fault_of(one: Chained, before: Chained | None) -> str:
    """What is wrong with an entry: "order", "link", "changed", "words", or "" where it fits."""
    if int(one.entry["sequence"]) != (int(before.entry["sequence"]) if before else 0) + 1:
        return "order"
    if one.previous != (before.hash if before else GENESIS):
        return "link"
    if hash_of(one.previous, one.entry) != one.hash:
        return "changed"
    if one.words and words_hash(one.words, one.salt) != one.entry["words_hash"]:
        return "words"
    return ""


def _text(value: int | str | date | datetime | None) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else escaped(str(value))
