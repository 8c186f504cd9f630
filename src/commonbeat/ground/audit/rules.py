"""What an entry of the trail holds, how each is chained to the one before, and what can be wrong with a chain."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {
    "AuditEvent": Retention.PERMANENT,
    "AuditHead": Retention.PERMANENT,
    "AuditRoot": Retention.PERMANENT,
    "Correction": Retention.PERMANENT,
}

VERBS = {
    "audit.check_failed": _("found that the trail had been altered"),
    "audit.export": _("took a copy of the trail"),
}
"""How the trail tells of this app's actions. Every app's rules may have such a list: verb to words after a name."""


@dataclass(frozen=True, slots=True)
class Told:
    """How the trail tells of one detail: what it is called, and what its values mean where they are codes."""

    name: Words = ""
    words: Mapping[str, Words] = field(default_factory=dict)


INSTALLATION = 0
"""The number of the chain that tells of the installation itself, rather than of one agency."""

GENESIS = "0" * 64
"""What the first entry of a chain names as the hash before it."""


class Tampering(TextChoices):
    """What can have been done to a chain; the label finishes "From entry 12 on: ..."."""

    EDITED = "edited", _("an entry was changed after it was written")
    REMOVED = "removed", _("an entry was taken out")
    INSERTED = "inserted", _("an entry was slipped in")
    REORDERED = "reordered", _("entries were put in another order")
    TRUNCATED = "truncated", _("the end was cut off")
    DOUBLED = "doubled", _("an entry stands there twice")
    REWRITTEN = "rewritten", _("the chain was written anew: it no longer fits a root that was kept")
    FORGED_ROOT = "forged_root", _("a kept root was not made by this installation")


DETAILS = {
    "audit.problem": Told(_("what was done"), dict(Tampering.choices)),
    "audit.at": Told(_("from entry")),
}
"""How the trail tells of the details of this app's entries, as app.detail. Every app's rules may have such a list; an
app that knows more of what a lower app's codes mean says so in its own."""


@dataclass(frozen=True, slots=True)
class Root:
    """The state of one chain at one moment: whoever keeps it can later tell whether anything before was altered."""

    agency_id: int
    sequence: int
    hash: str

    def __str__(self) -> str:
        return f"{self.agency_id}-{self.sequence}-{self.hash}"


ROOT = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{64})")


def parse_root(words: str) -> Root | None:
    """The root that somebody kept and pasted: "3-1204-9f...", spaces and line breaks ignored; None if it is none."""
    found = ROOT.fullmatch(re.sub(r"\s+", "", words).lower())
    return Root(int(found[1]), int(found[2]), found[3]) if found else None


def settled(details: Mapping[str, Any]) -> dict[str, Any]:
    """The details as every database gives them back: plain JSON. Raises TypeError or ValueError for anything else."""
    kept: dict[str, Any] = json.loads(json.dumps(dict(details), allow_nan=False, default=_plain))
    return kept


def canonical(entry: Mapping[str, Any]) -> bytes:
    """The one way to write an entry as bytes: JSON, keys sorted, no spaces, whole numbers without a point, UTF-8."""
    return json.dumps(_whole(entry), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain).encode()


def chained(previous: str, entry: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of the hash before and this entry: changing any earlier entry changes all later hashes."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(entry)).hexdigest()


def signature(key: bytes, root: Root, at: datetime) -> str:
    """HMAC-SHA256, in hex, by which the installation knows a root again that it kept itself."""
    return hmac.new(key, f"commonbeat audit root\n{root}\n{at.isoformat()}".encode(), hashlib.sha256).hexdigest()


def _whole(value: Any) -> Any:
    """Databases differ in how they give back 2.0 or 1e16; as whole numbers they are the same everywhere."""
    if isinstance(value, Mapping):
        return {name: _whole(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_whole(part) for part in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
