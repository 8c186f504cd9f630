"""Words and laws of the library: what a resource is, how good its evidence is, how long things are kept."""

from commonbeat.ground.library.rules import trail
from commonbeat.ground.library.rules.asking import Asked, asked
from commonbeat.ground.library.rules.shelf import FACETS, TEXT, Found, Shelf
from commonbeat.ground.library.rules.vocabulary import (
    Audience,
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
VERBS: dict[str, object] = {}
DETAILS: dict[str, object] = {}
SUBJECTS: dict[str, object] = {}

RETENTION |= trail.RETENTION
VERBS |= trail.VERBS
DETAILS |= trail.DETAILS
SUBJECTS |= trail.SUBJECTS

__all__ = [
    "DETAILS",
    "FACETS",
    "RETENTION",
    "SUBJECTS",
    "TEXT",
    "VERBS",
    "Asked",
    "Audience",
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
