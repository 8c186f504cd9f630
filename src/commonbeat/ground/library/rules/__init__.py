"""Words and laws of the library: what a resource is, how good its evidence is, how long things are kept."""

from commonbeat.ground.library.rules import peers
from commonbeat.ground.library.rules.vocabulary import Grade
from commonbeat.kit.retention import Retention

RETENTION = {
    "TopicTag": Retention.CONFIGURATION,
    "LibraryResource": Retention.PERMANENT,
    "EvidenceRating": Retention.PERMANENT,
}
VERBS: dict[str, object] = {}
DETAILS: dict[str, object] = {}
SUBJECTS: dict[str, object] = {}

RETENTION |= peers.RETENTION
VERBS |= peers.VERBS
DETAILS |= peers.DETAILS
SUBJECTS |= peers.SUBJECTS

__all__ = ["DETAILS", "RETENTION", "SUBJECTS", "VERBS", "Grade"]
