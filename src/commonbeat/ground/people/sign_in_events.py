"""What allauth tells of changed passwords and factors: into the trail, and every other session of the account ends."""

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from commonbeat.ground.people import actions
from commonbeat.ground.people.adapter import agency_of
from commonbeat.ground.people.middleware import FACTOR
from commonbeat.ground.people.models import User


def connect() -> None:
    """Listen; called once when the program starts."""
    for event in (account.password_changed, account.password_set, account.password_reset):
        event.connect(on_password, dispatch_uid=f"people.on_password {id(event)}")
    mfa.authenticator_added.connect(on_new_factor, dispatch_uid="people.on_new_factor")
    for event in (mfa.authenticator_added, mfa.authenticator_removed, mfa.authenticator_reset):
        event.connect(on_factor, dispatch_uid=f"people.on_factor {id(event)}")
    mfa.authentication_failed.connect(on_failed_factor, dispatch_uid="people.on_failed_factor")


def on_password(sender: object, request: HttpRequest, user: User, **rest: Any) -> None:
    """A password was changed or reset."""
    with transaction.atomic():
        actions.change_noted(user=user, agency=agency_of(request), verb="people.change_password", what="password")
        keep_only_this(request, user)


def on_factor(sender: object, request: HttpRequest, user: User, authenticator: Any, **rest: Any) -> None:
    """A factor was added, removed or made anew."""
    with transaction.atomic():
        actions.change_noted(
            user=user, agency=agency_of(request), verb="people.change_factor", what=str(authenticator.type)
        )
        keep_only_this(request, user)
    request.session.pop(FACTOR, None)


def on_new_factor(sender: object, request: HttpRequest, user: User, authenticator: Any, **rest: Any) -> None:
    """Whoever has just set up a passkey or code app has proved it: the recovery codes show without another proof."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", type=str(authenticator.type), reauthenticated=True)


def on_failed_factor(sender: object, request: HttpRequest, user: User, authenticator: Any, **rest: Any) -> None:
    """A wrong code."""
    source = get_adapter(request).get_client_ip(request)
    actions.stopped(user=user, agency=agency_of(request), step=str(authenticator.type), source=source)


def keep_only_this(request: HttpRequest, user: User) -> None:
    """End every session of the account but the one in which the change was made."""
    kept = request.session.session_key if request.user.pk == user.pk else None
    listed = UserSession.objects.filter(user=user, session_key=kept).values("ip", "user_agent", "created_at").first()
    actions.close_sessions(user)
    if kept is None:
        return
    update_session_auth_hash(request, user)
    if listed:
        UserSession.objects.update_or_create(session_key=request.session.session_key, defaults={"user": user, **listed})
