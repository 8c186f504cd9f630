"""Topics, resources and how good their evidence is; practice areas; peers and their practices."""

from commonbeat.ground.library.models.areas import (
    AreaChange,
    PracticeArea,
)
from commonbeat.ground.library.models.catalog import (
    CatalogEntry,
    CatalogState,
)
from commonbeat.ground.library.models.peers import (
    Network,
    PeerSite,
    PeerSiteQuerySet,
    Practice,
    PracticeQuerySet,
)
from commonbeat.ground.library.models.requests import (
    ResourceRequest,
)
from commonbeat.ground.library.models.resources import (
    Citation,
    EvidenceRating,
    LibraryResource,
    ResourceChange,
)
from commonbeat.ground.library.models.topics import (
    TopicTag,
)

__all__ = [
    "AreaChange",
    "CatalogEntry",
    "CatalogState",
    "Citation",
    "EvidenceRating",
    "LibraryResource",
    "Network",
    "PeerSite",
    "PeerSiteQuerySet",
    "Practice",
    "PracticeArea",
    "PracticeQuerySet",
    "ResourceChange",
    "ResourceRequest",
    "TopicTag",
]
