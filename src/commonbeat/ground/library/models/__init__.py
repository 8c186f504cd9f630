"""Topics, resources and how good their evidence is."""

from commonbeat.ground.library.models.peers import Network, PeerSite, PeerSiteQuerySet, Practice, PracticeQuerySet
from commonbeat.ground.library.models.resources import EvidenceRating, LibraryResource
from commonbeat.ground.library.models.topics import TopicTag

__all__ = ["EvidenceRating", "LibraryResource", "TopicTag"]
__all__ += ["Network", "PeerSite", "PeerSiteQuerySet", "Practice", "PracticeQuerySet"]
