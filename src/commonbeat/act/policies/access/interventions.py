"""Who reads a report of stepping in: the role that its writer chose, but nobody named in it or above its writer."""

from commonbeat.act.policies.access.attestations import account
from commonbeat.act.policies.models import InterventionReport
from commonbeat.act.policies.rules.interventions import ROLES, Route, key_hash, may_read
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


def readable(actor: Actor, agency: Agency) -> list[InterventionReport]:
    """Every report that this person may read, the newest first. Four queries, however many reports."""
    mine = routes(actor, agency)
    if not mine:
        return []
    place = Staff.objects.filter(agency=agency, user_id=account(actor)).values_list("pk", flat=True).first()
    people = names_of(account(actor), place)
    rows = InterventionReport.objects.filter(agency=agency, route__in=mine).select_related("agency")
    return [row for row in rows if may_read(str(row.reference), row.barred, people)]


def one(actor: Actor, agency: Agency, pk: int) -> InterventionReport | None:
    """One of them; None for what is not there or not theirs to read, which look alike."""
    return next((row for row in readable(actor, agency) if row.pk == pk), None)


def of_key(agency: Agency, key: str) -> InterventionReport | None:
    """The report that this key opens; None where it opens none, or no longer."""
    return InterventionReport.objects.filter(agency=agency, key_hash=key_hash(key)).select_related("agency").first()
