"""What an entry of the trail holds, and how each is chained to the one before."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from commonbeat.kit.retention import Retention

RETENTION = {
    "AuditEvent": Retention.PERMANENT,
    "AuditHead": Retention.PERMANENT,
    "Correction": Retention.PERMANENT,
}

GENESIS = "0" * 64
"""What the first entry of a chain names as the hash before it."""


def canonical(entry: Mapping[str, Any]) -> bytes:
    """The one way to write an entry as bytes: JSON, keys sorted, no spaces, UTF-8."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain).encode()


def chained(previous: str, entry: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of the hash before and this entry: changing any earlier entry changes all later hashes."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(entry)).hexdigest()


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
