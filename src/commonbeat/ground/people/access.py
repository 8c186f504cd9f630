"""Who sees whom: those who manage staff see their agency's people; everybody sees themselves."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Invitation, Membership, Staff, StaffQuerySet, User
from commonbeat.ground.roles import Actor, Permission

Row = TypeVar("Row", bound=Model)


def _own(actor: Actor) -> int:
    """The number of whoever asks; one that nobody has, for the public and the machine."""
    return actor.pk if actor.pk is not None else 0


def visible(actor: Actor, agency: Agency) -> StaffQuerySet:
    """The staff of this agency, past ones too; without the right to manage them, only oneself."""
    rows = Staff.objects.filter(agency=agency)
    return rows if actor.may(Permission.MANAGE_STAFF, agency) else rows.filter(user_id=_own(actor))


def visible_invitations(actor: Actor, agency: Agency) -> QuerySet[Invitation]:
    """The invitations to this agency, for those who manage staff."""
    rows = Invitation.objects.filter(agency=agency)
    return rows if actor.may(Permission.MANAGE_STAFF, agency) else rows.none()


def visible_memberships(actor: Actor, agency: Agency) -> QuerySet[Membership]:
    """Who has which role at this agency; without the right to manage them, only one's own."""
    rows = Membership.objects.filter(agency=agency)
    return rows if actor.may(Permission.MANAGE_STAFF, agency) else rows.filter(user_id=_own(actor))


def visible_accounts(actor: Actor, agency: Agency) -> QuerySet[User]:
    """The accounts that have, or had, a role at this agency or work for it."""
    rows = User.objects.filter(Q(memberships__agency=agency) | Q(staff__agency=agency)).distinct()
    return rows if actor.may(Permission.MANAGE_STAFF, agency) else rows.filter(pk=_own(actor))


def one(rows: QuerySet[Row], pk: int) -> Row | None:
    """The row of this number among those that may be seen; None where it is not one of them."""
    return rows.filter(pk=pk).first()


def staff_of(actor: Actor, agency: Agency, user: User) -> Staff | None:
    """The person on the staff to whom an account belongs, if it belongs to one that may be seen."""
    return visible(actor, agency).filter(user=user).first()
