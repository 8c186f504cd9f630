"""Promises as open work in somebody's hands: whoever leaves passes them on, and the record names both."""

from django.utils.translation import gettext_lazy as _

from commonbeat.act.promises import actions, queries
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor


class Promises:
    """What somebody still owes in the agency's name."""

    key = "promises"
    label = _("Promises to keep")

    def names(self, staff: Staff) -> list[str]:
        """What they promised, by title."""
        return [row.title for row in queries.kept_by(staff)]

    def pass_on(self, *, actor: Actor, staff: Staff, to: Staff) -> int:
        """The other keeps them from now on. Whoever may end somebody's work here may do this with it."""
        rows = list(queries.kept_by(staff))
        for row in rows:
            actions.hand_over(actor=actor, commitment=row, owner=to)
        return len(rows)
