"""One's own pages: how one signs in, what the system keeps about one, the second factor to set up first."""

from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.people import actions, queries
from commonbeat.ground.people.models import User
from commonbeat.ground.people.second_factor import has_factor
from commonbeat.ground.people.sign_in_events import keep_only_this
from commonbeat.ground.people.trail import TRAIL_COLUMNS
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, ListPage, Page
from commonbeat.kit.tables import Table


class OwnSignIn(Page):
    """Passkeys, code app, recovery codes, open sessions."""

    permission = Permission.SEE_DESK
    title = _("How you sign in")
    template_name = "people/own_sign_in.html"

    def context(self) -> dict[str, Any]:
        user = cast(User, self.request.user)
        return {"how": queries.sign_in_of(user), "this": self.request.session.session_key}


class OwnSessionsEnd(ActionPage):
    """Sign out every other session of one's own."""

    permission = Permission.SEE_DESK
    done_message = _("Every other session is signed out. This one goes on.")

    def act(self) -> str:
        user = cast(User, self.request.user)
        actions.end_sessions(actor=user, agency=self.agency, user=user, keep=lambda: keep_only_this(self.request, user))
        return self.back()

    def back(self) -> str:
        return reverse("own_sign_in")


class OwnTrail(ListPage):
    """What this system records about whoever is signed in."""

    permission = Permission.SEE_DESK
    title = _("What this system records about you")
    template_name = "people/own_trail.html"

    def rows(self) -> Table:
        shown = queries.trail_of(cast(User, self.request.user))
        return Table(
            queryset=shown,
            columns=TRAIL_COLUMNS,
            params=self.request.GET,
            caption=_("Entries by or about you"),
            order="-pk",
        )


class SecondFactorSetup(Page):
    """Before anything else: a passkey or a code app. Open to any account, of whichever agency."""

    public = True
    needs_agency = False
    title = _("Set up your second factor")
    template_name = "people/second_factor_setup.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Those who have one already go on to their desk; those who are not signed in sign in first."""
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        return redirect("desk") if has_factor(request.user) else self.render()
