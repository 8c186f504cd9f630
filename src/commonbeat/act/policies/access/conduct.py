"""Who sees a note about whose conduct: their supervisors, internal affairs, the chief; and the person concerned."""

from django.db.models import QuerySet

from commonbeat.act.policies.access.attestations import account, under
from commonbeat.act.policies.models import DeviationRecord
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff, StaffQuerySet
from commonbeat.ground.roles import Actor, Permission

SEE_ALL = (Permission.APPROVE_POLICIES, Permission.SEE_INTERVENTIONS)
"""Whoever notes deviations and holds one of these sees everybody's: the chief, internal affairs."""


def _sees_all(actor: Actor, agency: Agency) -> bool:
    return any(actor.may(one, agency) for one in SEE_ALL)


def people(actor: Actor, agency: Agency) -> StaffQuerySet:
    """Those about whose conduct this person may write: never about themselves."""
    rows = Staff.objects.working().filter(agency=agency)
    if not actor.may(Permission.NOTE_DEVIATIONS, agency):
        return rows.none()
    rows = rows.exclude(user_id=account(actor))
    return rows if _sees_all(actor, agency) else rows.filter(under(actor))


def visible(actor: Actor, agency: Agency) -> QuerySet[DeviationRecord]:
    """The notes about those people; about oneself there is `own`."""
    rows = DeviationRecord.objects.filter(agency=agency).select_related("version__policy", "staff", "agency")
    if not actor.may(Permission.NOTE_DEVIATIONS, agency):
        return rows.none()
    rows = rows.exclude(staff__user_id=account(actor))
    return rows if _sees_all(actor, agency) else rows.filter(under(actor, "staff__"))


def one(actor: Actor, agency: Agency, pk: int) -> DeviationRecord | None:
    """One of them; None for what is not there or not theirs to see."""
    return visible(actor, agency).filter(pk=pk).first()


def own(actor: Actor, agency: Agency) -> QuerySet[DeviationRecord]:
    """The notes about this very person."""
    rows = DeviationRecord.objects.filter(agency=agency, staff__user_id=account(actor))
    rows = rows.select_related("version__policy", "staff", "agency")
    return rows if actor.may(Permission.READ_POLICIES, agency) else rows.none()


def own_one(actor: Actor, agency: Agency, pk: int) -> DeviationRecord | None:
    """One of them; None for anybody else's."""
    return own(actor, agency).filter(pk=pk).first()
