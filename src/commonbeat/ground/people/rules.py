"""What an account needs before it may do anything, and how long an invitation or a session holds."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonbeat.ground.audit.rules import Told
from commonbeat.ground.roles import Role
from commonbeat.kit.retention import Retention

RETENTION = {
    "User": Retention.ACCOUNT,
    "Membership": Retention.ACCOUNT,
    "Staff": Retention.RECORDS,
    "ShiftAssignment": Retention.RECORDS,
    "Invitation": Retention.OPERATIONAL,
}

VERBS = {
    "people.add_staff": _("added somebody to the staff"),
    "people.change_staff": _("changed the facts about somebody on the staff"),
    "people.import_staff": _("loaded a file of staff"),
    "people.invite": _("invited somebody"),
    "people.resend_invitation": _("sent an invitation again"),
    "people.withdraw_invitation": _("withdrew an invitation"),
    "people.accept_invitation": _("accepted an invitation"),
    "people.grant_role": _("gave a role"),
    "people.withdraw_role": _("took back a role"),
    "people.end_staff": _("ended somebody's work here"),
    "people.end_account": _("ended an account here"),
    "people.hand_over": _("handed over open work"),
    "people.end_sessions": _("signed out everywhere"),
    "people.lift_factors": _("let somebody set up their second factor anew"),
    "people.change_factor": _("changed a passkey, code app or recovery codes"),
    "people.change_password": _("changed a password"),
    "people.sign_in": _("signed in"),
    "people.sign_in_failed": _("failed to sign in"),
    "people.sign_in_locked": _("was stopped after too many failed sign-ins"),
    "people.sign_out": _("signed out"),
    "people.time_out": _("was signed out after a time"),
}
"""How the trail tells of this app's actions."""

INVITATION_HOLDS = timedelta(days=7)
"""An invitation link opens once, within this time."""

SEEN_EVERY = 60
"""Seconds between two notes of when a session was last used: the most by which a sign-out can come late."""


LONGEST_SESSION = 12 * 3600
"""Seconds after which everybody signs in again."""


class Rank(TextChoices):
    """Ranks as most agencies order them; an agency's own titles go into `Staff.title`."""

    CIVILIAN = "civilian", _("Civilian")
    OFFICER = "officer", _("Officer")
    SERGEANT = "sergeant", _("Sergeant")
    LIEUTENANT = "lieutenant", _("Lieutenant")
    COMMANDER = "commander", _("Commander")
    CHIEF = "chief", _("Chief")


_FACTORS = {
    "password": _("password"),
    "webauthn": _("passkey"),
    "totp": _("code app"),
    "recovery_codes": _("recovery codes"),
}
DETAILS = {
    "people.role": Told(_("role"), dict(Role.choices)),
    "people.roles": Told(_("roles"), dict(Role.choices)),
    "people.since": Told(_("since")),
    "people.reason": Told(_("reason")),
    "people.badge": Told(_("badge or employee number")),
    "people.email": Told(_("mail address")),
    "people.fields": Told(
        _("changed"),
        {
            "name": _("name"),
            "badge": _("badge or employee number"),
            "email": _("mail address"),
            "rank": _("rank"),
            "title": pgettext_lazy("job", "title"),
            "sworn": _("sworn"),
            "unit": _("unit"),
            "squad": _("squad"),
            "shift": _("shift"),
            "supervisor": _("supervisor"),
            "hired": _("hired"),
        },
    ),
    "people.added": Told(_("added")),
    "people.changed": Told(_("changed")),
    "people.same": Told(_("as they were")),
    "people.sha256": Told(_("fingerprint (SHA-256)")),
    "people.on": Told(_("last day")),
    "people.links_withdrawn": Told(_("links withdrawn")),
    "people.handed_over": Told(_("handed over")),
    "people.supervision": Told(_("people supervised")),
    "people.invitations": Told(_("invitations not answered yet")),
    "people.to": Told(_("to the person with badge")),
    "people.methods": Told(_("proved by"), _FACTORS),
    "people.step": Told(_("stopped at"), _FACTORS),
    "people.what": Told(_("which"), _FACTORS),
    "people.from": Told(_("network address")),
    "agency.invitations": Told(_("invitations")),
    "agency.roles": Told(_("roles that had ended")),
    "agency.accounts": Told(_("accounts")),
    "messaging.purpose": Told(
        words={
            "people.invite": _("an invitation"),
            "account.email.password_reset_key": _("a link to set a new password"),
            "account.email.password_changed": _("a password was changed"),
            "account.email.password_reset": _("a password was set anew"),
            "mfa.email.webauthn_added": _("a passkey was added"),
            "mfa.email.webauthn_removed": _("a passkey was removed"),
            "mfa.email.totp_activated": _("a code app was added"),
            "mfa.email.totp_deactivated": _("a code app was removed"),
            "mfa.email.recovery_codes_generated": _("recovery codes were made anew"),
        }
    ),
}
SUBJECTS = {
    "people.user": _("account"),
    "people.staff": _("person on the staff"),
    "people.invitation": _("invitation"),
    "staff file": _("staff file"),
    "no account": _("no account"),
}


def signed(name: str, rank: str) -> str:
    """A name as the public reads it, in the reader's language: with the rank, "" for somebody without a badge."""
    return f"{Rank(rank).label} {name}" if rank else name


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffFacts:
    """What is kept about somebody on the staff. Unit, squad, shift and supervisor's badge are names, "" where none.

    `shift` None: nothing is said of it, as by a file without that column, so it stays as it is.
    """

    name: str
    badge: str
    email: str = ""
    rank: str = Rank.OFFICER.value
    title: str = ""
    sworn: bool = True
    unit: str = ""
    squad: str = ""
    supervisor: str = ""
    hired: date | None = None
    shift: str | None = None


class InvitationState(TextChoices):
    """What became of an invitation."""

    OPEN = "open", pgettext_lazy("invitation", "Open")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Run out")


def invitation_state(
    *, accepted_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, now: datetime
) -> InvitationState:
    """What an invitation is good for at that moment; only an open one lets anybody in."""
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    return InvitationState.OPEN if now < expires_at else InvitationState.EXPIRED


def new_token() -> str:
    """A token that cannot be guessed (256 bits), fit for an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token: SHA-256, which suffices for a random 256-bit value."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_idle(last_seen: int, now: int, minutes: int) -> bool:
    """Whether a session seen last at that second is over (CJIS Security Policy AC-11: 30 minutes unless set lower).

    The note of `last_seen` may be `SEEN_EVERY` seconds old, so a session is never ended early.
    """
    return now - last_seen > minutes * 60 + SEEN_EVERY


def is_spent(began: int, now: int) -> bool:
    """Whether a session is over however busy it was (NIST SP 800-63B, 4.2.3: a new sign-in within 12 hours)."""
    return now - began > LONGEST_SESSION


def end_problem(on: date, today: date, since: date | None) -> str:
    """Why somebody's work cannot end on that day; "" where it can."""
    if on > today:
        return str(_("Access ends as soon as you confirm, so the last day cannot lie in the future."))
    if since is not None and on < since:
        return str(_("The last day lies before the day of hiring."))
    return ""


def leaves_no_administrator(administrators: set[int], leaving: int) -> bool:
    """Whether nobody could run the agency once this account is gone."""
    return administrators <= {leaving}
