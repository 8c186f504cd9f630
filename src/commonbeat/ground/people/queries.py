"""Reads of people across tables: who is here, who may do what, what the system keeps about one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.models import Invitation, Membership, ShiftAssignment, Staff, User
from commonbeat.ground.people.rules import InvitationState, token_hash
from commonbeat.ground.roles import GRANTS, Permission, Role


def with_account(rows: QuerySet[Staff]) -> QuerySet[Staff]:
    """Staff with unit and supervisor, and `signs_in`: whether they have a role here today."""
    here = Membership.objects.current().filter(user=OuterRef("user"), agency=OuterRef("agency"), user__is_active=True)
    return rows.select_related("unit", "squad", "supervisor").annotate(signs_in=Exists(here))


def shifts(agency: Agency, day: date) -> dict[int, str]:
    """By number on the staff, the shift that somebody works on that day; who is on none is not there. One query."""
    rows = ShiftAssignment.objects.filter(agency=agency).begun(day).values_list("staff_id", "name")
    return {staff: name for staff, name in dict(rows).items() if name}


def shift_of(staff: Staff, day: date) -> ShiftAssignment | None:
    """The row that says on which shift somebody is that day; None where none ever did, or they are on none."""
    row = staff.shifts.begun(day).last()
    return row if row is not None and row.name else None


def by_role(rows: QuerySet[User], role: str) -> QuerySet[User]:
    """Of these accounts, those who have the role."""
    return rows.filter(memberships__role=role, memberships__until__isnull=True)


def search(rows: QuerySet[Staff], words: str) -> QuerySet[Staff]:
    """Of these people, those with the words in name or mail address, or with this badge."""
    return rows.filter(Q(name__icontains=words) | Q(badge__iexact=words) | Q(email__icontains=words))


def by_state(rows: QuerySet[Staff], state: str) -> QuerySet[Staff]:
    """Of these people, those who work here, or those who are gone."""
    return rows.filter(ended__isnull=state != "gone")


def invitable(staff: Staff) -> bool:
    """Whether an invitation would help: still working here, without an account and without an open invitation."""
    waiting = Invitation.objects.filter(
        staff=staff, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
    )
    return staff.ended is None and staff.user_id is None and not waiting.exists()


def with_factors(rows: QuerySet[User], agency: Agency) -> QuerySet[User]:
    """Accounts with `roles_here` (how many roles today) and `factors` (passkeys and code apps)."""
    current = Membership.objects.current().filter(agency=agency, user=OuterRef("pk"))
    return rows.annotate(
        works_here=Exists(current),
        factors=Count(
            "authenticator",
            Q(authenticator__type__in=(Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)),
            distinct=True,
        ),
    )


def roles_of(user: User, agency: Agency) -> QuerySet[Membership]:
    """The roles of one account at one agency, current ones first."""
    return Membership.objects.filter(user=user, agency=agency).order_by("-until", "role")


def colleagues(staff: Staff) -> QuerySet[Staff]:
    """Everybody else who works there: who can take over."""
    return Staff.objects.working().filter(agency=staff.agency_id).exclude(pk=staff.pk)


@dataclass(frozen=True, slots=True)
class RoleCard:
    """One role as a lay person reads it: what it may do, and how many people have it here."""

    role: Role
    may: list[str]
    holders: int


def role_cards(agency: Agency) -> list[RoleCard]:
    """Every role there is, from `ground/roles.py`, in its order."""
    counts = dict(
        Membership.objects.current()
        .filter(agency=agency, user__is_active=True)
        .values_list("role")
        .annotate(Count("user", distinct=True))
        .order_by("role")
    )
    order = list(Permission)
    return [
        RoleCard(role, [str(each.label) for each in sorted(GRANTS[role], key=order.index)], counts.get(role.value, 0))
        for role in Role
    ]


@dataclass(frozen=True, slots=True)
class SignIn:
    """How one account signs in: its passkeys, its code app, its unused recovery codes, its open sessions."""

    passkeys: list[Authenticator]
    code_app: Authenticator | None
    codes_left: int
    sessions: list[UserSession]


def sign_in_of(user: User) -> SignIn:
    """What the page on one's own sign-in shows; sessions that are over are left out."""
    kept = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    codes = next((each for each in kept if each.type == Authenticator.Type.RECOVERY_CODES), None)
    return SignIn(
        passkeys=[each for each in kept if each.type == Authenticator.Type.WEBAUTHN],
        code_app=next((each for each in kept if each.type == Authenticator.Type.TOTP), None),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        sessions=UserSession.objects.purge_and_list(user),
    )


def trail_of(user: User) -> QuerySet[AuditEvent]:
    """What the trail says by and about this person: as actor, as account, as staff."""
    staff = [str(pk) for pk in Staff.objects.filter(user=user).values_list("pk", flat=True)]
    about: Any = Q(subject_type="people.user", subject_id=str(user.pk))
    return AuditEvent.objects.filter(Q(actor_id=user.pk) | about | Q(subject_type="people.staff", subject_id__in=staff))


def unanswered(rows: QuerySet[Invitation]) -> list[Invitation]:
    """Of these, the ones that can be sent again or withdrawn: open ones and those that ran out."""
    return list(rows.filter(accepted_at__isnull=True, withdrawn_at__isnull=True))


def open_invitation(token: str) -> Invitation | None:
    """The invitation that this link opens, if it still opens."""
    row = Invitation.objects.select_related("agency").filter(token_hash=token_hash(token)).first()
    return row if row is not None and row.state == InvitationState.OPEN else None


def has_account(email: str) -> bool:
    """Whether somebody signs in by this address."""
    return User.objects.filter(email=email, is_active=True).exists()
