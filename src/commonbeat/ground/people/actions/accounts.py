"""Roles and accounts: giving and taking back, signing out everywhere, ending."""

from collections.abc import Callable
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people import rules
from commonbeat.ground.people.models import Invitation, Membership, Staff, User
from commonbeat.ground.roles import Actor, Role


def hold_role(*, agency: Agency, user: User, role: str, since: datetime) -> Membership:
    """The membership that gives this role from that moment on; the one that is there already, if one is."""
    row = Membership.objects.filter(agency=agency, user=user, role=role, until__isnull=True).first()
    return row or Membership.objects.create(agency=agency, user=user, role=role, since=since)


@transaction.atomic
def grant_role(*, actor: Actor, agency: Agency, user: User, role: str, since: datetime | None = None) -> Membership:
    """Give an account a role from a moment on, now if none is given."""
    if role not in Role.values:
        raise ValidationError({"role": _("Choose a role that there is.")})
    if Membership.objects.current().filter(agency=agency, user=user, role=role).exists():
        raise ValidationError({"role": _("This person has that role already.")})
    row = hold_role(agency=agency, user=user, role=role, since=since or timezone.now())
    audit.record(
        agency=agency,
        actor=actor,
        verb="people.grant_role",
        subject=user,
        details={"role": role, "since": row.since.isoformat()},
    )
    return row


@transaction.atomic
def withdraw_role(*, actor: Actor, membership: Membership) -> Membership:
    """Take a role back, from this moment. The last administrator's stays until another is there."""
    row = Membership.objects.select_for_update(of=("self",)).select_related("agency", "user").get(pk=membership.pk)
    now = timezone.now()
    if row.until is not None and row.until <= now:
        raise ValidationError(_("This role was taken back already."))
    if row.role == Role.ADMINISTRATOR:
        keep_an_administrator(row.agency, row.user)
    row.until = max(now, row.since)
    row.save(update_fields=["until"])
    audit.record(
        agency=row.agency, actor=actor, verb="people.withdraw_role", subject=row.user, details={"role": row.role}
    )
    return row


def keep_an_administrator(agency: Agency, leaving: User) -> None:
    """Raise ValidationError where nobody could run the agency once this account is gone."""
    administrators = set(
        Membership.objects.current()
        .select_for_update(of=("self",))
        .filter(agency=agency, role=Role.ADMINISTRATOR, user__is_active=True)
        .values_list("user_id", flat=True)
    )
    if rules.leaves_no_administrator(administrators, leaving.pk):
        raise ValidationError(_("This is the last administrator. Give somebody else that role first."))


def is_administrator(agency: Agency, user: User) -> bool:
    """Whether the account runs this agency today."""
    return Membership.objects.current().filter(agency=agency, user=user, role=Role.ADMINISTRATOR).exists()


def close_access(*, agency: Agency, user: User) -> int:
    """End all that this account may do here, at once: roles, open invitations, sessions and, if it has no roles
    elsewhere, its factors.

    Returns how many roles ended. Part of another action's transaction, which writes the trail.
    """
    if is_administrator(agency, user):
        keep_an_administrator(agency, user)
    now = timezone.now()
    running = Membership.objects.filter(agency=agency, user=user).exclude(until__lte=now)
    ended = running.filter(since__gt=now).update(until=F("since"))
    ended += running.filter(since__lte=now).update(until=now)
    withdraw_invitations(agency, Q(email=user.email))
    if not Membership.objects.current().filter(user=user).exists():
        Authenticator.objects.filter(user=user).delete()
        User.objects.filter(pk=user.pk).update(is_active=False)
    close_sessions(user)
    return ended


def withdraw_invitations(agency: Agency, whose: Q) -> int:
    """Close every link that was sent to somebody who leaves and not opened yet; returns how many.

    Part of another action's transaction, which writes the trail.
    """
    waiting = Invitation.objects.filter(whose, agency=agency, accepted_at=None, withdrawn_at=None)
    return waiting.update(withdrawn_at=timezone.now())


def close_sessions(user: User) -> None:
    """Every session of this account is over with its next click, listed or not."""
    User.objects.filter(pk=user.pk).update(sign_ins_since=F("sign_ins_since") + 1)
    user.refresh_from_db(fields=["sign_ins_since"])
    for row in UserSession.objects.filter(user=user):
        row.end()


@transaction.atomic
def end_sessions(*, actor: Actor, agency: Agency | None, user: User, keep: Callable[[], None] | None = None) -> None:
    """Sign an account out everywhere; `keep` does it in a way that spares the session of whoever asks."""
    (keep or (lambda: close_sessions(user)))()
    audit.record(agency=agency, actor=actor, verb="people.end_sessions", subject=user)


@transaction.atomic
def lift_factors(*, actor: Actor, agency: Agency, user: User, reason: str) -> None:
    """Somebody lost passkey, code app and recovery codes: remove them, so that the next sign-in sets up new ones.

    The password stays needed. Nobody lifts their own: a stolen session could then replace the factors.
    """
    if actor.pk == user.pk:
        raise ValidationError(_("Another administrator must do this for you."))
    removed, _kinds = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise ValidationError(_("This account has no second factor to remove."))
    close_sessions(user)
    audit.record(agency=agency, actor=actor, verb="people.lift_factors", subject=user, details={"reason": reason})


@transaction.atomic
def end_account(*, actor: Actor, agency: Agency, user: User) -> None:
    """End the account of somebody who is not on the staff: a board member, a partner."""
    if Staff.objects.working().filter(agency=agency, user=user).exists():
        raise ValidationError(_("This person is on the staff: end their work there, so that it is handed over."))
    roles = close_access(agency=agency, user=user)
    audit.record(agency=agency, actor=actor, verb="people.end_account", subject=user, details={"roles": roles})
