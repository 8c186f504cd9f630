"""The phones of the demonstration: a store of its own that stands for the world outside and knows none of our tables.

It answers like a gateway: takes a text once for each of our references, and can be asked whether it has one.
"""

import sqlite3
import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

FILE = "simulator.sqlite3"

_TABLES = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
CREATE TABLE IF NOT EXISTS text (
    id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, number TEXT NOT NULL, body TEXT NOT NULL,
    mine INTEGER NOT NULL, at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS text_number ON text (number, id);
"""
_open = threading.local()


class OnlyInADemonstration(RuntimeError):
    """These phones do not exist where real people are texted."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text on a phone: `mine` was written by whoever holds it, the others came from the agency."""

    reference: str
    body: str
    mine: bool
    at: datetime


def deliver(reference: str, to: str, body: str) -> bool:
    """Take a text, durably, once for each reference; False where it was here already."""
    return _keep(reference, to, body, mine=False)


def look_up(reference: str) -> bool:
    """Was a text with this reference taken?"""
    return _connection().execute("SELECT 1 FROM text WHERE reference = ?", [reference]).fetchone() is not None


def say(number: str, body: str) -> str:
    """Whoever holds the phone writes; returns the reference under which the gateway brings the text to us."""
    reference = uuid.uuid4().hex
    _keep(reference, number, body, mine=True)
    return reference


def conversation(number: str) -> list[Text]:
    """Every text on this phone, oldest first."""
    rows = _connection().execute("SELECT reference, body, mine, at FROM text WHERE number = ? ORDER BY id", [number])
    return [Text(reference, body, bool(mine), datetime.fromisoformat(at)) for reference, body, mine, at in rows]


def numbers() -> list[str]:
    """Every phone that holds a text, the one with the newest first."""
    rows = _connection().execute("SELECT number FROM text GROUP BY number ORDER BY MAX(id) DESC")
    return [number for (number,) in rows]


def _keep(reference: str, number: str, body: str, *, mine: bool) -> bool:
    done = _connection().execute(
        "INSERT OR IGNORE INTO text (reference, number, body, mine, at) VALUES (?, ?, ?, ?, ?)",
        [reference, number, body, mine, datetime.now(UTC).isoformat()],
    )
    return done.rowcount == 1


def _connection() -> sqlite3.Connection:
    """This thread's connection to the store; every write is durable when it returns."""
    if not settings.DEMO:
        raise OnlyInADemonstration("The phone simulator is part of the demonstration only.")
    path = Path(settings.DATA_DIR) / FILE
    kept: tuple[Path, sqlite3.Connection] | None = getattr(_open, "kept", None)
    if kept is None or kept[0] != path or not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=20, isolation_level=None)
        connection.executescript(_TABLES)
        _open.kept = kept = (path, connection)
    return kept[1]
