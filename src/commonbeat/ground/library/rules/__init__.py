"""Words and laws of the library: what a resource is, how good its evidence is, how long things are kept."""

from commonbeat.ground.library.rules.vocabulary import Grade
from commonbeat.kit.retention import Retention

RETENTION = {
    "TopicTag": Retention.CONFIGURATION,
    "LibraryResource": Retention.PERMANENT,
    "EvidenceRating": Retention.PERMANENT,
}

__all__ = ["RETENTION", "Grade"]
