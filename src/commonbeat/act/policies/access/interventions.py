"""Who reads a report of stepping in: the role that its writer chose, from the day after, but nobody whom it names.

Nor anybody above its writer or above somebody named, on the day of the report or on any day since.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from commonbeat.act.policies.access.attestations import account
from commonbeat.act.policies.models import InterventionReport
from commonbeat.act.policies.rules.interventions import ROLES, Route, below, key_hash, may_read
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Membership, Staff
from commonbeat.ground.roles import Actor, Permission


def names_of(user: int | None, staff: int | None) -> list[str]:
    """How a report's marks know one person: by account, by place on the staff."""
    return [*([f"user:{user}"] if user else []), *([f"staff:{staff}"] if staff else [])]


def routes(actor: Actor, agency: Agency) -> list[Route]:
    """The routes that this person reads by a role that holds now."""
    if not actor.may(Permission.SEE_INTERVENTIONS, agency):
        return []
    held = set(
        Membership.objects.current().filter(agency=agency, user_id=account(actor)).values_list("role", flat=True)
    )
    return [route for route in Route if ROLES[route] in held]


@dataclass(frozen=True, slots=True)
class Reader:
    """How marks know somebody today: their own names, and the places of everybody below them."""

    names: list[str]
    under: set[int]

    def may(self, row: InterventionReport) -> bool:
        """Whether they are neither named in it nor above anybody whom it is about, then or now."""
        return may_read(str(row.reference), row.barred, self.names, self.under)


def readers(agency: Agency, users: Collection[int]) -> list[Reader]:
    """These accounts as readers. One query."""
    rows = list(Staff.objects.filter(agency=agency).values_list("pk", "supervisor_id", "user_id"))
    over = {pk: above for pk, above, _user in rows}
    places = {user: pk for pk, _above, user in rows if user is not None}
    return [Reader(names_of(user, places.get(user)), below(places.get(user), over)) for user in users]


def readable(actor: Actor, agency: Agency, **only: UUID) -> list[InterventionReport]:
    """Every report that this person may read, the newest first. Four queries, however many reports.

    None on the day on which it came: what appears at once would lead to whoever has just signed in.
    """
    mine = routes(actor, agency)
    if not mine:
        return []
    reader = readers(agency, [account(actor)])[0]
    rows = InterventionReport.objects.filter(agency=agency, route__in=mine, received_on__lt=agency.day(), **only)
    return [row for row in rows.select_related("agency") if reader.may(row)]


def one(actor: Actor, agency: Agency, reference: UUID) -> InterventionReport | None:
    """One of them, by its random reference; None for what is not there or not theirs to read, which look alike."""
    return next(iter(readable(actor, agency, reference=reference)), None)


def of_key(agency: Agency, key: str) -> InterventionReport | None:
    """The report that this key opens; None where it opens none, or no longer."""
    return InterventionReport.objects.filter(agency=agency, key_hash=key_hash(key)).select_related("agency").first()
