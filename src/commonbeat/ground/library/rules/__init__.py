"""Words and laws of the library: what a resource is, how good its evidence is, how long things are kept."""

from typing import Any

from commonbeat.ground.library.rules import peers, trail
from commonbeat.ground.library.rules.asking import Asked, asked
from commonbeat.ground.library.rules.shelf import FACETS, TEXT, Found, Shelf
from commonbeat.ground.library.rules.vocabulary import (
    SHIPPED_GROUNDS,
    Audience,
    Cause,
    Grade,
    LinkState,
    Provenance,
    RequestState,
    ResourceKind,
    ResourceLanguage,
    ResourceType,
)
from commonbeat.kit.retention import Retention

RETENTION: dict[str, Retention] = {}
VERBS: dict[str, Any] = {}
DETAILS: dict[str, Any] = {}
SUBJECTS: dict[str, Any] = {}

RETENTION |= trail.RETENTION
VERBS |= trail.VERBS
DETAILS |= trail.DETAILS
SUBJECTS |= trail.SUBJECTS

RETENTION |= peers.RETENTION
VERBS |= peers.VERBS
DETAILS |= peers.DETAILS
SUBJECTS |= peers.SUBJECTS

__all__ = [
    "DETAILS",
    "FACETS",
    "RETENTION",
    "SHIPPED_GROUNDS",
    "SUBJECTS",
    "TEXT",
    "VERBS",
    "Asked",
    "Audience",
    "Cause",
    "Found",
    "Grade",
    "LinkState",
    "Provenance",
    "RequestState",
    "ResourceKind",
    "ResourceLanguage",
    "ResourceType",
    "Shelf",
    "asked",
]
