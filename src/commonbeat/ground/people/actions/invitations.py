"""Inviting somebody by a link that opens once, and accepting it."""

from collections.abc import Callable, Sequence

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.people import rules
from commonbeat.ground.people.actions.accounts import hold_role
from commonbeat.ground.people.models import Invitation, Staff, User
from commonbeat.ground.people.rules import InvitationState
from commonbeat.ground.roles import Actor, Role

Address = Callable[[str], str]
"""From a token to the full address of the page that accepts it."""


@transaction.atomic
def invite(
    *,
    actor: Actor,
    agency: Agency,
    email: str,
    name: str,
    roles: Sequence[str],
    address: Address,
    staff: Staff | None = None,
    mail: bool = True,
) -> tuple[Invitation, str]:
    """Invite somebody to an account with these roles; mails the link and returns it, the only time it is known.

    Only the link's hash is kept. `mail=False` where it is handed over otherwise. Raises ValidationError by field.
    """
    email = email.strip().lower()
    validate_email(email)
    wrong = [role for role in roles if role not in Role.values]
    if wrong or not roles:
        raise ValidationError({"roles": _("Choose at least one role that there is.")})
    if staff is not None and (staff.agency_id != agency.pk or staff.ended is not None):
        raise ValidationError(_("This person does not work for this agency any more."))
    open_ones = Invitation.objects.filter(
        agency=agency, email=email, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
    )
    if open_ones.exists():
        raise ValidationError({"email": _("This address has an open invitation. Send that one again, or withdraw it.")})
    token = rules.new_token()
    row = Invitation.objects.create(
        agency=agency,
        staff=staff,
        email=email,
        name=name.strip(),
        roles=sorted(set(roles)),
        token_hash=rules.token_hash(token),
        invited_by=actor if isinstance(actor, User) else None,
        expires_at=timezone.now() + rules.INVITATION_HOLDS,
    )
    audit.record(
        agency=agency, actor=actor, verb="people.invite", subject=row, details={"email": email, "roles": row.roles}
    )
    link = address(token)
    if mail:
        _mail(actor, row, link)
    return row, link


def _mail(actor: Actor, row: Invitation, link: str) -> None:
    invited = {"by": actor.label, "agency": row.agency.name, "roles": ", ".join(row.role_labels)}
    words = _(
        "Hello %(name)s,\n\n%(invited)s\n\n"
        "Open this link within %(days)s days, choose a password, and then set up your passkey or code app:\n\n"
        "%(link)s\n\nThe link opens once. If you did not expect it, tell the agency and delete this mail.\n"
    ) % {
        "name": row.name,
        "invited": _who_invites(actor) % invited,
        "days": rules.INVITATION_HOLDS.days,
        "link": link,
    }
    messaging.queue_mail(
        actor=actor,
        agency=row.agency,
        to=row.email,
        subject=_("Your account at %(agency)s") % {"agency": row.agency.name},
        body=words,
        purpose="people.invite",
    )


def _who_invites(actor: Actor) -> str:
    """The sentence that invites, with whom it comes from where that is a person: the console has no name to give."""
    if isinstance(actor, User):
        return _("%(by)s invites you to the account of %(agency)s with the role: %(roles)s.")
    return _("You are invited to the account of %(agency)s with the role: %(roles)s.")


@transaction.atomic
def resend(*, actor: Actor, invitation: Invitation, address: Address, mail: bool = True) -> str:
    """Send a new link in place of the old one, which opens no more; returns the link."""
    row = Invitation.objects.select_for_update().select_related("agency").get(pk=invitation.pk)
    if row.state not in (InvitationState.OPEN, InvitationState.EXPIRED):
        raise ValidationError(_("This invitation was accepted or withdrawn already."))
    token = rules.new_token()
    row.token_hash = rules.token_hash(token)
    row.expires_at = timezone.now() + rules.INVITATION_HOLDS
    row.save(update_fields=["token_hash", "expires_at"])
    audit.record(agency=row.agency, actor=actor, verb="people.resend_invitation", subject=row)
    link = address(token)
    if mail:
        _mail(actor, row, link)
    return link


@transaction.atomic
def withdraw(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Close an invitation that nobody has accepted: its link opens no more."""
    row = Invitation.objects.select_for_update().select_related("agency").get(pk=invitation.pk)
    if row.state not in (InvitationState.OPEN, InvitationState.EXPIRED):
        raise ValidationError(_("This invitation was accepted or withdrawn already."))
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    audit.record(agency=row.agency, actor=actor, verb="people.withdraw_invitation", subject=row)
    return row


@transaction.atomic
def accept(*, token: str, password: str = "", signed_in: User | None = None) -> User:
    """Take up an invitation: make the account with its roles, or add the roles to the account that is signed in.

    An account that is in use is never given a new password by a link: its owner signs in first. One that was ended
    starts anew. Raises ValidationError where the link is no good or the password too weak.
    """
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("agency", "staff")
        .filter(token_hash=rules.token_hash(token))
        .first()
    )
    if row is None or row.state != InvitationState.OPEN:
        raise ValidationError(_("This link is used up, withdrawn or too old. Ask for a new one."))
    user = _account(row, password, signed_in)
    for role in row.roles:
        hold_role(agency=row.agency, user=user, role=role, since=timezone.now())
    if row.staff is not None and row.staff.user_id is None and row.staff.ended is None:
        Staff.objects.filter(pk=row.staff.pk).update(user=user)
    row.accepted_at = timezone.now()
    row.save(update_fields=["accepted_at"])
    audit.record(
        agency=row.agency, actor=user, verb="people.accept_invitation", subject=row, details={"roles": row.roles}
    )
    return user


def _account(row: Invitation, password: str, signed_in: User | None) -> User:
    user = User.objects.filter(email=row.email).first()
    if signed_in is not None:
        if user is None or user.pk != signed_in.pk:
            raise ValidationError(_("This invitation is for another mail address. Sign out, then open the link again."))
        return user
    if user is not None and user.is_active:
        raise ValidationError(_("You have an account with this address already: sign in, then open the link again."))
    fresh = user or User(email=row.email, name=row.name)
    validate_password(password, fresh)
    fresh.is_active = True
    fresh.sign_ins_since += 1
    fresh.language = get_language() or fresh.language  # of the page on which the account is made: mails follow it
    fresh.set_password(password)
    fresh.save()
    return fresh
