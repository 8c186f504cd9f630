"""What of a closed review is kept for good: one canonical text, chained by its hash to the snapshot before."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.act.standards.rules.self_review import LEVELS, Rating

GENESIS = "0" * 64
"""What the first snapshot of an agency names as the hash before it."""


def canonical(content: Mapping[str, Any]) -> str:
    """The content as JSON with sorted names and no spaces: the same content is always the same text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(content: Mapping[str, Any]) -> str:
    """The fingerprint of what is signed."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def hash_of(previous: str, text: str) -> str:
    """The hash of a snapshot: of the hash before it, a line break, and its canonical text."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def first_fault(chain: Iterable[tuple[str, str, str]]) -> int | None:
    """The place (from 1) of the first (previous, text, hash) that does not fit the chain; None where all fit."""
    before = GENESIS
    for place, (previous, text, own) in enumerate(chain, start=1):
        if previous != before or hash_of(previous, text) != own:
            return place
        before = own
    return None


class Change(TextChoices):
    """What became of one question since the review before."""

    NEW = "new", _("Asked for the first time")
    REWORDED = "reworded", _("Asked in other words since, so not compared")
    SAME = "same", _("As last time")
    UP = "up", _("Further than last time")
    DOWN = "down", _("Less far than last time")
    APART = "apart", _("Not on the scale this time or last time")


@dataclass(frozen=True, slots=True)
class Compared:
    """One question now and before: its agreed ratings, and what that is called."""

    change: Change
    before: Rating | None = None


def compare(now: Mapping[str, Any], before: Mapping[str, Any] | None) -> Compared:
    """One question of two snapshots; only the same key in the very same words is compared."""
    if before is None or not before.get("agreed"):
        return Compared(Change.NEW)
    if now["wording"] != before["wording"]:
        return Compared(Change.REWORDED)
    old, new = Rating(before["agreed"]), Rating(now["agreed"])
    if old == new:
        return Compared(Change.SAME, old)
    if old not in LEVELS or new not in LEVELS:
        return Compared(Change.APART, old)
    return Compared(Change.UP if LEVELS.index(new) > LEVELS.index(old) else Change.DOWN, old)
