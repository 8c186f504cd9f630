"""Concerns in somebody's hands, and passing them on when they leave."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor
from commonbeat.kit.words import Words
from commonbeat.listen.reports.models import Concern, ConcernEvent, ConcernQuerySet, Route
from commonbeat.listen.reports.rules import EventKind, State


class Concerns:
    """What somebody has still to answer, and the rules by which they get more."""

    key = "concerns"
    label: Words = _("Concerns to answer")

    def names(self, staff: Staff) -> list[str]:
        """The references and first sentences of what is open, and each rule that leads to this person."""
        rules = Route.objects.current().filter(owner=staff)
        return [f"{row.reference}: {row.title}" for row in self._held(staff)] + [str(rule) for rule in rules]

    def pass_on(self, *, actor: Actor, staff: Staff, to: Staff) -> int:
        """The other person answers them from now on, by the same days, and whatever the same rules bring."""
        rows = list(self._held(staff).select_for_update())
        for row in rows:
            row.owner = to
            facts = {"owner": to.name, "rank": to.rank if to.sworn else "", "due": row.due.isoformat()}
            ConcernEvent.objects.create(agency_id=row.agency_id, concern=row, kind=EventKind.ASSIGNED, facts=facts)
            row.save(update_fields=["owner"])
        return len(rows) + Route.objects.current().filter(owner=staff).update(owner=to)

    def _held(self, staff: Staff) -> ConcernQuerySet:
        """Open ones, and answered ones that may still be opened again."""
        rows = Concern.objects.filter(owner=staff)
        return rows.open() | rows.filter(state=State.RESOLVED)
