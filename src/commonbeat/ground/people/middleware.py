"""What a signed-in session must heed: a second factor before anything else, and no long idle time."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.rules import DEFAULTS, SettingKey
from commonbeat.ground.people import actions, rules
from commonbeat.ground.people.adapter import agency_of
from commonbeat.ground.people.models import User
from commonbeat.ground.people.second_factor import has_factor

BEGAN, SEEN, MINUTES, FACTOR, DEMO = "began", "last_seen", "idle_minutes", "second_factor", "demo_sign_in"
"""What a session keeps: when it began and was last used, how long it may rest, that its account has a second factor,
and that a demonstration waives it."""

BEFORE_A_FACTOR = frozenset(
    {
        "second_factor_setup",
        "mfa_add_webauthn",
        "mfa_activate_totp",
        "account_logout",
        "account_reauthenticate",
        "health",
        "robots",
    }
)
"""The addresses open to an account that has no second factor yet."""


class SignInRules:
    """Runs after the session is known and before any page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User):
            answer = self._idle(request, request.user)
            if answer is None and isinstance(request.user, User):
                answer = self._without_factor(request, request.user)
            if answer is not None:
                return answer
        return self.get_response(request)

    def _idle(self, request: HttpRequest, user: User) -> HttpResponse | None:
        """Sign out what rested too long; note once a minute that it is in use."""
        now, session = int(time.time()), request.session
        seen = session.get(SEEN)
        minutes = session.get(MINUTES, DEFAULTS[SettingKey.SESSION_MINUTES]["minutes"])
        if seen is not None and rules.is_idle(seen, now, minutes):
            words = ngettext(
                "You were signed out after %(minutes)s minute without activity. Nothing that you had saved is lost.",
                "You were signed out after %(minutes)s minutes without activity. Nothing that you had saved is lost.",
                minutes,
            )
            return self._time_out(request, user, words % {"minutes": minutes})
        if rules.is_spent(session.setdefault(BEGAN, now), now):
            return self._time_out(request, user, gettext("You were signed out after 12 hours. Sign in again to go on."))
        if seen is None or now - seen >= rules.SEEN_EVERY:
            session[SEEN] = now
            session[MINUTES] = idle_minutes(request)
            UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())
        return None

    def _time_out(self, request: HttpRequest, user: User, words: str) -> HttpResponse | None:
        """End the session; the page then asks for the sign-in itself, and knows where to go on afterwards."""
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        actions.left(user=user, agency=agency_of(request), timed_out=True)
        logout(request)
        messages.info(request, words)
        if "HX-Request" in request.headers:
            return HttpResponse(headers={"HX-Redirect": reverse("account_login")})
        return None

    def _without_factor(self, request: HttpRequest, user: User) -> HttpResponse | None:
        """Lead an account without a second factor to where it sets one up."""
        session = request.session
        if session.get(FACTOR) or (settings.DEMO and session.get(DEMO)):
            return None
        if has_factor(user):
            session[FACTOR] = True
            return None
        try:
            name = resolve(request.path_info).url_name
        except Resolver404:
            name = None
        return None if name in BEFORE_A_FACTOR else redirect("second_factor_setup")


def idle_minutes(request: HttpRequest) -> int:
    """After how many minutes without activity this session ends: the agency's dated setting."""
    agency = agency_of(request)
    if agency is None:
        return DEFAULTS[SettingKey.SESSION_MINUTES]["minutes"]
    return int(agencies.setting(agency, SettingKey.SESSION_MINUTES, agency.day())["minutes"])
