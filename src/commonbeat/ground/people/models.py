"""Accounts, what they may do at which agency, and the staff of an agency."""

import uuid
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonbeat.ground.agency.models import Agency, Squad, Unit
from commonbeat.ground.people.rules import InvitationState, Rank, invitation_state, signed
from commonbeat.ground.roles import AgencyLike, Permission, Role, granted


class UserManager(BaseUserManager["User"]):
    """Makes accounts: by mail address, never by a name that somebody must remember."""

    def create_user(self, email: str, password: str | None = None, **rest: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **rest)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **rest: Any) -> "User":
        """Django's own commands ask for this; Commonbeat has no superusers: rights come from memberships."""
        return self.create_user(email, password, **rest)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account. Residents have none: only staff, board and partners who asked for one."""

    email = models.EmailField(_("mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    sign_ins_since = models.PositiveIntegerField(
        default=1, help_text=_("Every session begun under a lower number is over.")
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def label(self) -> str:
        """How the trail and the pages name this person."""
        return str(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What ties a session to this account: the password, and the number that ends all sessions when it rises."""
        words = f"{self.password}|{self.sign_ins_since}"
        return salted_hmac("commonbeat.people.session", words, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def permissions_by_agency(self) -> dict[int, frozenset[Permission]]:
        """What this person may do now, by agency id; one query per request."""
        roles: dict[int, set[Role]] = {}
        for agency_id, role in self.memberships.current().values_list("agency_id", "role"):
            roles.setdefault(agency_id, set()).add(Role(role))
        return {agency_id: granted(held) for agency_id, held in roles.items()}

    def may(self, permission: str, agency: AgencyLike | None) -> bool:
        """Whether a membership that holds now, at this very agency, grants the permission."""
        if agency is None or not self.is_active:
            return False
        return permission in self.permissions_by_agency.get(agency.pk, frozenset())


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by time."""

    def current(self, at: datetime | None = None) -> "MembershipQuerySet":
        """Those that hold at that moment, now if none is given; at `until` one holds no more."""
        moment = at or timezone.now()
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=moment), since__lte=moment)


class Membership(models.Model):
    """One role of one person at one agency, from a moment on, perhaps up to another (at which it holds no more)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=Role)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "user", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "user", "role"], condition=models.Q(until__isnull=True), name="membership_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="membership_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class StaffQuerySet(models.QuerySet["Staff"]):
    """Staff by whether they still work here."""

    def working(self) -> "StaffQuerySet":
        """Those who have not left."""
        return self.filter(ended__isnull=True)


class Staff(models.Model):
    """A person who works for the agency, sworn or civilian, with or without an account."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    reference = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text=_("By which another data space names this person.")
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="staff")
    name = models.CharField(_("name"), max_length=150)
    badge = models.CharField(_("badge or employee number"), max_length=40)
    email = models.EmailField(_("mail address"), blank=True)
    rank = models.CharField(_("rank"), max_length=30, choices=Rank, default=Rank.OFFICER)
    title = models.CharField(pgettext_lazy("job", "title"), max_length=80, blank=True)
    sworn = models.BooleanField(_("sworn"), default=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    squad = models.ForeignKey(Squad, on_delete=models.PROTECT, null=True, blank=True)
    supervisor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    hired = models.DateField(_("hired"), null=True, blank=True)
    ended = models.DateField(_("left"), null=True, blank=True)

    objects = StaffQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "badge"], name="badge_once_an_agency"),
            models.UniqueConstraint(fields=["agency", "user"], name="account_once_an_agency"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def signed(self) -> str:
        """How this person signs to the public, in the reader's language: with the rank, where they wear a badge."""
        return signed(self.name, self.rank if self.sworn else "")


class ShiftQuerySet(models.QuerySet["ShiftAssignment"]):
    """Shifts by the day on which they hold."""

    def begun(self, day: date) -> "ShiftQuerySet":
        """Those whose first day has come; of each person the latest comes last and holds."""
        return self.filter(since__lte=day).order_by("since", "pk")


class ShiftAssignment(models.Model):
    """From a day on somebody works on this shift ("": on none), until the next row says otherwise."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="shifts")
    name = models.CharField(_("shift"), max_length=60, blank=True)
    since = models.DateField(_("from"))

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["staff", "since"]
        constraints = [models.UniqueConstraint(fields=["staff", "since"], name="one_shift_a_day")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A link by which one person makes an account with the roles named; only its hash is kept."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True)
    email = models.EmailField()
    name = models.CharField(max_length=150)
    roles = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> InvitationState:
        """Open, accepted, withdrawn or run out, as of now."""
        return invitation_state(
            accepted_at=self.accepted_at,
            withdrawn_at=self.withdrawn_at,
            expires_at=self.expires_at,
            now=timezone.now(),
        )

    @property
    def role_labels(self) -> list[str]:
        """The roles in words."""
        return [str(Role(role).label) for role in self.roles]
