"""What applies to one person: the policies that bind everybody, and those of their unit, rank or badge."""

from commonbeat.act.policies import access
from commonbeat.act.policies.models import Policy, PolicyQuerySet, PolicyScope
from commonbeat.act.policies.rules.versions import binds
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.people.rules import Rank
from commonbeat.ground.roles import Actor


def applying(actor: Actor, agency: Agency) -> PolicyQuerySet:
    """The policies that bind whoever looks; for somebody who is not on the staff, those that bind everybody."""
    staff = Staff.objects.working().filter(agency=agency, user=actor.pk).first() if actor.pk else None
    rows = access.visible(actor, agency)
    lines: dict[int, list[PolicyScope]] = {}
    for scope in PolicyScope.objects.filter(agency=agency):
        lines.setdefault(scope.policy_id, []).append(scope)
    others = [
        pk
        for pk, scopes in lines.items()
        if staff is None
        or not binds([one.bound for one in scopes], unit=staff.unit_id, rank=staff.rank, sworn=staff.sworn)
    ]
    return rows.exclude(pk__in=others)


def scopes_in_words(policy: Policy) -> list[tuple[str, str, bool | None]]:
    """Unit, rank in words and whether sworn, for each line of whom it binds."""
    rows = policy.scopes.select_related("unit")
    return [
        (row.unit.name if row.unit else "", str(Rank(row.rank).label) if row.rank else "", row.sworn) for row in rows
    ]
