"""What allauth asks about accounts: nobody signs up alone, mails go through messaging, each log-on is in the trail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as current
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.people import actions
from commonbeat.ground.people.models import Membership, User
from commonbeat.ground.people.second_factor import has_factor
from commonbeat.ground.roles import System

SILENT_FOR = 300
"""Seconds for which a lock-out of the same address is not written to the trail again."""


def agency_of(request: HttpRequest) -> Agency | None:
    """The agency that the page belongs to, if any."""
    return getattr(request, "agency", None)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The house's rules at allauth's hooks."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts come from invitations."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the agency's gateway, sealed in the queue, in the language of the account."""
        user = User.objects.filter(email=email.lower()).first()
        agency = _agency_for_mail(user, agency_of(current.request))
        if user is None or agency is None:
            return
        shown = {"request": current.request, "email": email, "agency": agency, "user": user, **context}
        with override(user.language):
            subject = render_to_string(f"{template_prefix}_subject.txt", shown)
            body = render_to_string(f"{template_prefix}_message.txt", shown)
        messaging.queue_mail(
            actor=System("sign-in"),
            agency=agency,
            to=email,
            subject=subject.strip(),
            body=body.strip() + "\n",
            purpose=template_prefix.replace("/", ".")[:60],
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; where there were too many, say so in the trail, once in a while."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            address = str(credentials.get("email", "")).lower()
            key = "lock-out:" + salted_hmac("commonbeat.people.lock_out", address).hexdigest()
            if cache.add(key, True, SILENT_FOR):
                self._stopped(request, address, locked=True)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong address or password."""
        self._stopped(request, str(credentials.get("email", "")).lower())

    def _stopped(self, request: HttpRequest, address: str, *, locked: bool = False) -> None:
        user = User.objects.filter(email=address).first()
        source = self.get_client_ip(request)
        actions.stopped(user=user, agency=agency_of(request), step="password", source=source, locked=locked)

    def login(self, request: HttpRequest, user: User) -> None:
        """All steps are passed: begin the session and write the log-on into the trail."""
        methods = [
            record.get("type") if record["method"] == "mfa" else record["method"]
            for record in get_authentication_records(request, user)
        ]
        super().login(request, user)
        source = self.get_client_ip(request)
        actions.signed_in(user=user, agency=agency_of(request), methods=[str(name) for name in methods], source=source)

    def logout(self, request: HttpRequest) -> None:
        """End the session and write it into the trail."""
        user = request.user
        if isinstance(user, User):
            actions.left(user=user, agency=agency_of(request))
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for proof again before factors change, but not of somebody who came in to set up the first one: such a
        session may do nothing else."""
        user = current.request.user
        if app == "allauth.mfa" and isinstance(user, User) and not has_factor(user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """Whoever has a second factor proves it is them by a factor, passkey first: a stolen password is not enough."""
        methods = super().get_reauthentication_methods(user)
        by_factor = [method for method in methods if method["id"] != "reauthenticate"]
        return sorted(by_factor, key=lambda method: "webauthn" not in method["id"]) or list(methods)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page on one's own sign-in."""
        return reverse("own_sign_in")


def _agency_for_mail(user: User | None, agency: Agency | None) -> Agency | None:
    """The agency by whose gateway an account gets its mail: the page's, if it has a role there, else its own first."""
    if user is None:
        return None
    rows = list(Membership.objects.current().filter(user=user).select_related("agency"))
    agencies = [row.agency for row in rows]
    if agency in agencies:
        return agency
    return agencies[0] if agencies else None
