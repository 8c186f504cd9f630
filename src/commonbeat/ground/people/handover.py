"""What is open in somebody's hands, and passing it on in one step when they leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.people.models import Invitation, Staff
from commonbeat.ground.roles import Actor


class Holding(Protocol):
    """One kind of open work. An upper app's own uses that app's actions; `web/apps.py` puts it into HOLDINGS."""

    @property
    def key(self) -> str:
        """What the trail calls it."""

    @property
    def label(self) -> str | Promise: ...

    def names(self, staff: Staff) -> list[str]:
        """What is open in this person's hands, by name."""

    def pass_on(self, *, actor: Actor, staff: Staff, to: Staff) -> int:
        """Give all of it to another person, in the caller's transaction; returns how much."""


@dataclass(frozen=True, slots=True)
class OpenWork:
    """One kind of open work in one person's hands."""

    label: str | Promise
    names: list[str]


class Supervision:
    """The people whom somebody supervises."""

    key = "supervision"
    label = _("People supervised")

    def names(self, staff: Staff) -> list[str]:
        """The names of those who report to this person and still work here."""
        return list(Staff.objects.working().filter(supervisor=staff).values_list("name", flat=True))

    def pass_on(self, *, actor: Actor, staff: Staff, to: Staff) -> int:
        """They report to the other from now on; whoever takes over reports to whom the leaving person reported."""
        if to.supervisor_id == staff.pk:
            Staff.objects.filter(pk=to.pk).update(supervisor=staff.supervisor)
            to.supervisor = staff.supervisor
        return Staff.objects.working().filter(supervisor=staff).exclude(pk=to.pk).update(supervisor=to)


class Invitations:
    """The invitations that somebody has sent and that nobody has answered."""

    key = "invitations"
    label = _("Invitations not answered yet")

    def names(self, staff: Staff) -> list[str]:
        """Whom they have invited."""
        return [row.name for row in self._open(staff)]

    def pass_on(self, *, actor: Actor, staff: Staff, to: Staff) -> int:
        """The other person looks after them from now on."""
        rows = [row.pk for row in self._open(staff)]
        return Invitation.objects.filter(pk__in=rows).update(invited_by=to.user)

    def _open(self, staff: Staff) -> list[Invitation]:
        if staff.user_id is None:
            return []
        rows = Invitation.objects.filter(
            agency=staff.agency_id, invited_by=staff.user_id, accepted_at__isnull=True, withdrawn_at__isnull=True
        )
        return [row for row in rows if row.state == "open"]


HOLDINGS: list[Holding] = [Supervision(), Invitations()]
"""Every kind of open work there is: this app's own, and what `web/apps.py` adds when the program starts."""


def open_work(staff: Staff, holdings: Sequence[Holding] | None = None) -> list[OpenWork]:
    """What this person holds, kind by kind; kinds with nothing open are left out."""
    found = [OpenWork(holding.label, holding.names(staff)) for holding in (HOLDINGS if holdings is None else holdings)]
    return [kind for kind in found if kind.names]


def pass_on(*, actor: Actor, staff: Staff, to: Staff, holdings: Sequence[Holding] | None = None) -> dict[str, int]:
    """Give everything that this person holds to another; returns how much of each kind."""
    return {
        holding.key: count
        for holding in (HOLDINGS if holdings is None else holdings)
        if (count := holding.pass_on(actor=actor, staff=staff, to=to))
    }
