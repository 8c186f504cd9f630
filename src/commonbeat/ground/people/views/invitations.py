"""Invitations: sending, listing, taking up."""

from collections.abc import Mapping
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.people import access, actions, queries
from commonbeat.ground.people.forms import AcceptForm, InviteForm, NoFieldsForm
from commonbeat.ground.people.models import Invitation, Staff, User
from commonbeat.ground.people.rules import InvitationState
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, FormPage, ListPage, PageRequest
from commonbeat.kit.tables import Cell, Column, Table

STATES = {
    InvitationState.OPEN: "open",
    InvitationState.ACCEPTED: "verified",
    InvitationState.WITHDRAWN: "moved",
    InvitationState.EXPIRED: "broken",
}
"""The shape of each state."""


def address_of(request: HttpRequest, token: str) -> str:
    """The full address of the page that accepts."""
    return request.build_absolute_uri(reverse("invitation_accept", kwargs={"token": token}))


class InvitationList(ListPage):
    """Who was invited, and what became of it."""

    permission = Permission.MANAGE_STAFF
    title = _("Invitations")
    template_name = "people/invitation_list.html"

    def rows(self) -> Table:
        columns = (
            Column("name", _("Name"), sortable=True, value=lambda row: Cell(row.name, small=row.email)),
            Column("roles", _("Roles"), value=lambda row: ", ".join(row.role_labels)),
            Column(
                "created_at",
                pgettext("invitation", "Sent"),
                sortable=True,
                value=lambda row: self.agency.day(row.created_at).isoformat(),
            ),
            Column("state", _("State"), value=lambda row: Cell(row.state.label, state=STATES[row.state])),
        )
        shown = access.visible_invitations(self.request.user, self.agency)
        return Table(
            queryset=shown, columns=columns, params=self.request.GET, caption=_("Invitations"), order="-created_at"
        )

    def _sent(self, row: Invitation) -> str:
        """The day on which it went out."""
        return str(self.agency.day(row.created_at))

    def context(self) -> dict[str, Any]:
        rows = self.rows()
        return {"rows": rows, "waiting": queries.unanswered(access.visible_invitations(self.request.user, self.agency))}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("People"), "url": reverse("staff_list")}]


class Invite(FormPage):
    """Invite somebody: on the staff, or not."""

    permission = Permission.MANAGE_STAFF
    title = _("Invite somebody")
    template_name = "people/invite.html"
    form_class = InviteForm
    staff: Staff | None = None

    def prepare(self) -> None:
        if chosen := self.request.GET.get("staff", ""):
            rows = access.visible(self.request.user, self.agency).working()
            self.staff = access.one(rows, int(chosen)) if chosen.isdecimal() else None
            if self.staff is None:
                raise Http404

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {"name": self.staff.name, "email": self.staff.email}} if self.staff else {}

    def context(self) -> dict[str, Any]:
        return {"person": self.staff}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("People"), "url": reverse("staff_list")}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the link once, beside the mail that carries it."""
        self.prepare()
        form = InviteForm(request.POST)
        if form.is_valid():
            try:
                row, link = actions.invite(
                    actor=self.request.user,
                    agency=self.agency,
                    staff=self.staff,
                    address=lambda token: address_of(request, token),
                    **form.cleaned_data,
                )
                return self.render(form=None, invited=row, link=link)
            except ValidationError as problem:
                form.add_error(None, problem)
        return self.render(form=form, status=422)


class _InvitationAction(ActionPage):
    """A button in the list of invitations."""

    abstract = True
    permission = Permission.MANAGE_STAFF

    def invitation(self) -> Invitation:
        """The invitation, or 404."""
        found = access.one(access.visible_invitations(self.request.user, self.agency), self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def back(self) -> str:
        return reverse("invitation_list")


class InvitationResend(_InvitationAction):
    """A new link, by mail."""

    done_message = _("A new link is on its way. The old one opens no more.")

    def act(self) -> str:
        invitation = self.invitation()
        actions.resend(
            actor=self.request.user,
            invitation=invitation,
            address=lambda token: address_of(self.request, token),
        )
        return self.back()


class InvitationWithdraw(_InvitationAction):
    """The link opens no more."""

    done_message = _("Withdrawn. The link opens no more.")

    def act(self) -> str:
        actions.withdraw(actor=self.request.user, invitation=self.invitation())
        return self.back()


class InvitationAccept(FormPage):
    """Whoever holds the link chooses a password, or adds the roles to the account that is signed in."""

    public = True
    needs_agency = False
    title = _("Your account")
    template_name = "people/accept.html"
    request: PageRequest

    def prepare(self) -> None:
        self.invitation = queries.open_invitation(self.kwargs["token"])
        self.member = self.request.user if isinstance(self.request.user, User) else None
        if self.invitation is None:
            self.state = "closed"
        elif self.member is not None:
            self.state = "join" if self.member.email == self.invitation.email else "other"
        else:
            self.state = "sign_in" if queries.has_account(self.invitation.email) else "new"

    def form(self) -> forms.BaseForm:
        chosen = AcceptForm if self.state == "new" else NoFieldsForm
        return chosen(self.request.POST) if self.request.method == "POST" else chosen()

    def context(self) -> dict[str, Any]:
        return {"invitation": self.invitation, "state": self.state}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.prepare()
        return self.render(form=self.form(), status=410 if self.state == "closed" else 200)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make the account and go on to its second factor, or add the roles."""
        self.prepare()
        if self.state in ("closed", "other", "sign_in"):
            return self.get(request)
        form = self.form()
        if not form.is_valid():
            return self.render(form=form, status=422)
        try:
            password = form.cleaned_data.get("password", "")
            user = actions.accept(token=self.kwargs["token"], password=password, signed_in=self.member)
        except ValidationError as problem:
            form.add_error("password" if self.state == "new" else None, problem.messages)
            return self.render(form=form, status=422)
        if self.member is not None:
            messages.success(request, gettext("Your new roles hold from now on."))
            return redirect("desk")
        record_authentication(request, user, "invitation")
        answer: HttpResponseBase = perform_login(request, Login(user=user))
        return answer
