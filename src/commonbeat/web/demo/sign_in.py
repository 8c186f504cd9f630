"""One-click sign-in to the demonstration: only demo mode has this address, and only a demonstration agency answers."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.people.models import Membership
from commonbeat.ground.roles import GRANTS, Role
from commonbeat.kit.pages import Page
from commonbeat.web.demo.persons import by_role

SESSION_KEY = "demo_sign_in"
"""Marks a session that needs no second factor; the sign-in rules heed it in demo mode alone."""


class DemoSignIn(Page):
    """A button for each role."""

    public = True
    title = _("Sign in to the demonstration")
    template_name = "web/demo_sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        agency = getattr(request, "agency", None)
        if not settings.DEMO or (agency is not None and not agency.demo):
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        return {"persons": [self._shown(role, membership) for role, membership in by_role(self.agency).items()]}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign in as the person of that role, without a password and without a second factor."""
        chosen = by_role(self.agency).get(request.POST.get("role", ""))  # type: ignore[call-overload]
        if chosen is None:
            raise Http404
        login(request, chosen.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session[SESSION_KEY] = True
        return redirect("desk")

    def _shown(self, role: Role, membership: Membership) -> dict[str, Any]:
        return {
            "role": role.value,
            "label": role.label,
            "name": membership.user.name,
            "may": [permission.label for permission in sorted(GRANTS[role])],
        }
