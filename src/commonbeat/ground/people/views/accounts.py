"""Accounts and roles: who may sign in, what each may do, taking it back."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.people import access, actions, queries
from commonbeat.ground.people.forms import ReasonForm, RoleForm
from commonbeat.ground.people.models import User
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, ListPage, Page, Words
from commonbeat.kit.tables import Cell, Column, Filter, Table


class RoleList(Page):
    """Every role, and what it may do, for anybody who signs in."""

    permission = Permission.SEE_DESK
    title = _("Roles, and what each may do")
    template_name = "people/role_list.html"

    def context(self) -> dict[str, Any]:
        return {"cards": queries.role_cards(self.agency)}


def name_cell(row: User) -> Cell:
    """The name, leading to the account."""
    return Cell(row.name, href=reverse("account_detail", kwargs={"pk": row.pk}), small=row.email)


def state_cell(row: Any) -> Cell:
    """Whether the account opens anything here today, and has a second factor."""
    if not row.is_active or not row.works_here:
        return Cell(gettext("Ended"), state="moved")
    if not row.factors:
        return Cell(gettext("No second factor yet"), state="open")
    return Cell(gettext("Signs in"), state="verified")


class AccountList(ListPage):
    """Everybody who has or had an account here, staff or not."""

    permission = Permission.MANAGE_STAFF
    title = _("Accounts")
    template_name = "people/account_list.html"

    def rows(self) -> Table:
        shown = queries.with_factors(access.visible_accounts(self.request.user, self.agency), self.agency)
        columns = (
            Column("name", _("Name"), sortable=True, value=name_cell),
            Column("factors", _("Passkeys and code apps"), numeric=True),
            Column("state", _("State"), value=state_cell),
        )
        roles = [(card.role.value, card.role.label) for card in queries.role_cards(self.agency)]
        filters = (Filter("role", _("Role"), choices=roles, apply=queries.by_role),)
        return Table(
            queryset=shown,
            columns=columns,
            params=self.request.GET,
            caption=_("Accounts"),
            order="name",
            filters=filters,
        )

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("People"), "url": reverse("staff_list")}]


class AccountDetail(DetailPage):
    """One account: its roles here, and what can be done about it."""

    permission = Permission.MANAGE_STAFF
    template_name = "people/account_detail.html"

    def find(self) -> User | None:
        shown = queries.with_factors(access.visible_accounts(self.request.user, self.agency), self.agency)
        return access.one(shown, self.kwargs["pk"])

    def heading(self) -> Words:
        return str(self.object.name)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("People"), "url": reverse("staff_list")},
            {"label": AccountList.title, "url": reverse("account_list")},
        ]

    def context(self) -> dict[str, Any]:
        return {
            "account": self.object,
            "roles": queries.roles_of(self.object, self.agency),
            "staff_row": access.staff_of(self.request.user, self.agency, self.object),
        }


class _AboutAccount(FormPage):
    """A form about one account."""

    abstract = True
    permission = Permission.MANAGE_STAFF
    template_name = "people/form.html"
    account: User
    submit: Words = ""

    def prepare(self) -> None:
        found = access.one(access.visible_accounts(self.request.user, self.agency), self.kwargs["pk"])
        if found is None:
            raise Http404
        self.account = found

    def back(self) -> str:
        return reverse("account_detail", kwargs={"pk": self.account.pk})

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": AccountList.title, "url": reverse("account_list")},
            {"label": self.account.name, "url": self.back()},
        ]

    def context(self) -> dict[str, Any]:
        return {"submit": self.submit, "back": self.back(), "about": self.account.name}


class RoleGrant(_AboutAccount):
    """One more role."""

    title = _("Give another role")
    form_class = RoleForm
    submit = _("Give this role")
    done_message = _("Given.")

    def act(self, form: Any) -> str:
        role = form.cleaned_data["role"]
        actions.grant_role(actor=self.request.user, agency=self.agency, user=self.account, role=role)
        return self.back()


class FactorsLift(_AboutAccount):
    """Somebody lost every passkey, code app and recovery code."""

    title = _("Let this person set up their second factor anew")
    form_class = ReasonForm
    submit = _("Remove the old factors")
    done_message = _("Removed. The next sign-in, by password, sets up new ones.")

    def act(self, form: Any) -> str:
        actions.lift_factors(
            actor=self.request.user, agency=self.agency, user=self.account, reason=form.cleaned_data["reason"]
        )
        return self.back()


class _AccountAction(ActionPage):
    """A button on the page of an account."""

    abstract = True
    permission = Permission.MANAGE_STAFF

    def account(self) -> User:
        """The account, or 404."""
        found = access.one(access.visible_accounts(self.request.user, self.agency), self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def back(self) -> str:
        return reverse("account_detail", kwargs={"pk": self.kwargs["pk"]})


class RoleWithdraw(ActionPage):
    """Take a role back."""

    permission = Permission.MANAGE_STAFF
    done_message = _("Taken back.")

    def act(self) -> str:
        found = access.one(access.visible_memberships(self.request.user, self.agency), self.kwargs["pk"])
        if found is None:
            raise Http404
        self.user_id = found.user_id
        actions.withdraw_role(actor=self.request.user, membership=found)
        return self.back()

    def back(self) -> str:
        return reverse("account_detail", kwargs={"pk": self.user_id})

    def after_sign_in(self) -> str:
        return reverse("account_list")


class SessionsEnd(_AccountAction):
    """Sign somebody out everywhere."""

    done_message = _("Signed out everywhere.")

    def act(self) -> str:
        actions.end_sessions(actor=self.request.user, agency=self.agency, user=self.account())
        return self.back()


class AccountEnd(_AccountAction):
    """End the account of somebody who is not on the staff."""

    done_message = _("Ended. This account opens nothing here any more.")

    def act(self) -> str:
        actions.end_account(actor=self.request.user, agency=self.agency, user=self.account())
        return self.back()
