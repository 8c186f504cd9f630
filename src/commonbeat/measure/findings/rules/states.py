"""Where a run and a file for the public stand, and the steps that each may take."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RunState(TextChoices):
    """Where a run of a study stands (reference/model.md B3, DatasetRelease)."""

    BUILT = "built", _("worked out")
    CHECKED = "disclosure_checked", _("checked for small groups")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("replaced by a later run")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ReleaseState(TextChoices):
    """Where a file for the public stands (reference/model.md B3)."""

    BUILT = "built", _("built")
    CHECKED = "disclosure_checked", _("checked for small groups")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    CORRECTED = "corrected", _("replaced by a corrected file")
    WITHDRAWN = "withdrawn", _("withdrawn")


RUN_MOVES: Mapping[str, frozenset[str]] = {
    RunState.BUILT: frozenset({RunState.CHECKED}),
    RunState.CHECKED: frozenset({RunState.APPROVED}),
    RunState.APPROVED: frozenset({RunState.PUBLISHED}),
    RunState.PUBLISHED: frozenset({RunState.SUPERSEDED, RunState.WITHDRAWN}),
    RunState.SUPERSEDED: frozenset(),
    RunState.WITHDRAWN: frozenset(),
}
RELEASE_MOVES: Mapping[str, frozenset[str]] = {
    ReleaseState.BUILT: frozenset({ReleaseState.CHECKED}),
    ReleaseState.CHECKED: frozenset({ReleaseState.APPROVED}),
    ReleaseState.APPROVED: frozenset({ReleaseState.PUBLISHED}),
    ReleaseState.PUBLISHED: frozenset({ReleaseState.CORRECTED, ReleaseState.WITHDRAWN}),
    ReleaseState.CORRECTED: frozenset(),
    ReleaseState.WITHDRAWN: frozenset(),
}


def may_move(moves: Mapping[str, frozenset[str]], old: str, new: str) -> bool:
    """Whether this step of a life-cycle is allowed."""
    return new in moves[old]
