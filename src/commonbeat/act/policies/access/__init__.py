"""Who sees which policy, whose reading, which record of conduct, and which report of stepping in."""

from commonbeat.act.policies.access.policies import (
    Commenter,
    comment,
    consultation,
    consultations,
    given,
    policy,
    theme,
    version,
    versions,
    visible,
    works_on,
)

__all__ = ["Commenter", "comment", "consultation", "consultations", "policy", "theme", "version", "versions", "visible"]
__all__ += ["given", "works_on"]
