"""What is read across policies, versions, consultations, reviews, reading and conduct."""

from commonbeat.act.policies.queries.choices import colleagues, figure, figures, owner, units, with_newest
from commonbeat.act.policies.queries.consultations import (
    comments_of_the_hour,
    counts,
    ready,
    shown,
    shown_sizes,
    themes,
    twin,
    why_withdrawn,
)
from commonbeat.act.policies.queries.library import (
    Listed,
    found_in,
    hidden,
    in_force,
    listed,
    missing,
    neighbors,
    required_set,
    version_on,
    versions_of,
)
from commonbeat.act.policies.queries.mine import applying, scopes_in_words
from commonbeat.act.policies.queries.searching import search
from commonbeat.act.policies.queries.waiting import waiting_for

__all__ = ["comments_of_the_hour", "counts", "ready", "shown", "shown_sizes", "themes", "why_withdrawn"]
__all__ += ["twin"]
__all__ += ["Listed", "hidden", "in_force", "listed", "missing", "neighbors", "required_set", "version_on"]
__all__ += ["found_in", "versions_of"]
__all__ += ["applying", "scopes_in_words"]
__all__ += ["search"]
__all__ += ["waiting_for"]
__all__ += ["colleagues", "figure", "figures", "owner", "units", "with_newest"]
